"""The steps that bring the history database to the form that this version needs; Alembic runs them.

A new step: a file in ``versions/`` whose ``down_revision`` is the last one, and ``HEAD`` of `banfa.adapters.history` set to it.
"""

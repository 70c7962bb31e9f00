"""Trials that take minutes; each prints a table that a page of docs/ holds (``python -m tests.trials.faults``)."""

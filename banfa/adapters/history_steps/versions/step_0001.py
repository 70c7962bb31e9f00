"""Threads, their turns, and the provisions that each turn cites."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None
branch_labels = depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "threads",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("updated", sa.String(32), nullable=False),
    )
    op.create_index("threads_of_owner", "threads", ["owner", "updated"])
    op.create_table(
        "turns",
        sa.Column("thread", sa.String(32), sa.ForeignKey("threads.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("asked", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_index("turns_by_status", "turns", ["status"])
    op.create_table(
        "cites",
        sa.Column("thread", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("instrument", sa.String(64), primary_key=True),
        sa.Column("locator", sa.String(128), primary_key=True),
        sa.ForeignKeyConstraint(["thread", "number"], ["turns.thread", "turns.number"], ondelete="CASCADE"),
    )
    op.create_index("cites_of_provision", "cites", ["locator", "instrument"])

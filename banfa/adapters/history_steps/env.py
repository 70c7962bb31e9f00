"""How Alembic gets its connection: the one that the adapter opened, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()

"""Runs the revisions on the connection that the app hands over; the app owns the transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None, render_as_batch=True)
context.run_migrations()

"""Alembic's entry: runs the steps on the connection it is handed, inside that connection's transaction."""

from __future__ import annotations

from alembic import context

config = getattr(context, "config", None)  # there only while Alembic runs this file
if config is not None:
    context.configure(connection=config.attributes["connection"])
    context.run_migrations()

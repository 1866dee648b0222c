"""Alembic's migrations; the bot runs them at its start."""

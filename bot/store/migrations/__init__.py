"""Alembic's migrations; the bot runs them when it starts."""

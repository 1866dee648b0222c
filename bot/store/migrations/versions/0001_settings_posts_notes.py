"""Servers' settings, the ledger of daily posts, and notes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("at", sa.String(5), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("trouble", sa.Text),
    )
    op.create_table(
        "posts",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("nonce", sa.String(25), nullable=False),
        sa.Column("claimed_at", sa.DateTime, nullable=False),
        sa.Column("anchor", sa.BigInteger),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("message_id", sa.BigInteger),
    )
    op.create_index("ix_posts_message_id", "posts", ["message_id"])
    op.create_table(
        "notes",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("notes")
    op.drop_table("posts")
    op.drop_table("guild_settings")

"""The servers that have removed the bot."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "departures",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("noticed_at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("departures")

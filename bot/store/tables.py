"""The tables as they are now. Times are naive UTC; ids are Discord's.

`PRIVACY.md` says for each table what it has, why, and for how long.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

REVISION = "0004"  # of the newest migration

metadata = sa.MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"}
)


class Instant(TypeDecorator[datetime]):
    """An aware time, stored as naive UTC so that every database sorts it correctly."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC).replace(tzinfo=None) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value is not None else None


guild_settings = sa.Table(
    "guild_settings",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("at", sa.String(5), nullable=False),  # HH:MM
    sa.Column("timezone", sa.String(64), nullable=False),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("saved_at", Instant, nullable=False),
    sa.Column("trouble", sa.Text),
    sa.Column("publish", sa.Boolean, nullable=False, server_default=sa.true()),
)

posts = sa.Table(
    "posts",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("channel_id", sa.BigInteger, nullable=False),
    sa.Column("nonce", sa.String(25), nullable=False),
    sa.Column("claimed_at", Instant, nullable=False),
    sa.Column("anchor", sa.BigInteger),  # `Claim.last_message_id`
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("message_id", sa.BigInteger, index=True),
    sa.Column("to_publish", sa.Boolean, nullable=False, server_default=sa.false(), index=True),
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("key", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

departures = sa.Table(
    "departures",
    metadata,
    sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("noticed_at", Instant, nullable=False),  # that the server had removed the bot
)

# The tables whose rows are deleted some time after their server has removed the bot. The ledger of
# posts is not one: it keeps a server that comes back from being sent a post twice.
GONE_WITH_THE_SERVER = (guild_settings,)

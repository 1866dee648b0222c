"""The ledger of daily posts in the database."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.service.ports import Claim, ClaimState
from bot.store.tables import posts


class SqlLedger:
    """`Ledger` in the table `posts`, whose primary key ensures that a day is claimed only once."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._soon = engine.execution_options(lock_timeout=1.0)  # a question waits for it

    async def get(self, guild_id: int, day: date) -> Claim | None:
        query = sa.select(posts).where(posts.c.guild_id == guild_id, posts.c.day == day)
        return await self._one(query)

    async def last(self, guild_id: int) -> Claim | None:
        query = sa.select(posts).where(posts.c.guild_id == guild_id)
        return await self._one(query.order_by(posts.c.day.desc()).limit(1))

    async def claim(self, claim: Claim) -> bool:
        row = sa.insert(posts).values(
            guild_id=claim.guild_id,
            day=claim.day,
            channel_id=claim.channel_id,
            nonce=claim.nonce,
            claimed_at=claim.claimed_at,
            anchor=claim.last_message_id,
            state=claim.state.value,
            message_id=claim.message_id,
            to_publish=claim.to_publish,
        )
        try:
            async with self._engine.begin() as connection:
                await connection.execute(row)
        except IntegrityError:
            return False
        return True

    async def renew(self, claim: Claim, claimed_at: datetime) -> bool:
        unchanged = (*_key(claim), posts.c.claimed_at == claim.claimed_at)
        async with self._engine.begin() as connection:
            changed = await connection.execute(
                sa.update(posts)
                .where(*unchanged, posts.c.state == ClaimState.CLAIMED.value)
                .values(claimed_at=claimed_at)
            )
        return changed.rowcount > 0

    async def settle(self, claim: Claim, state: ClaimState, message_id: int | None = None) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(
                sa.update(posts)
                .where(*_key(claim), posts.c.state != ClaimState.SENT.value)
                .values(state=state.value, message_id=message_id)
            )

    async def unsettled(self) -> Sequence[Claim]:
        query = sa.select(posts).where(posts.c.state == ClaimState.CLAIMED.value)
        async with self._engine.connect() as connection:
            return [
                _claim(row) for row in await connection.execute(query.order_by(posts.c.day.desc()))
            ]

    async def unpublished(self) -> Sequence[Claim]:
        query = sa.select(posts).where(posts.c.to_publish, posts.c.state == ClaimState.SENT.value)
        async with self._engine.connect() as connection:
            return [_claim(row) for row in await connection.execute(query)]

    async def set_published(self, claim: Claim) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(sa.update(posts).where(*_key(claim)).values(to_publish=False))

    async def is_post(self, message_id: int) -> bool:
        query = sa.select(posts.c.day).where(posts.c.message_id == message_id)
        async with self._soon.connect() as connection:
            return (await connection.execute(query)).first() is not None

    async def _one(self, query: sa.Select[tuple[object, ...]]) -> Claim | None:
        async with self._engine.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        return _claim(row) if row else None


def _claim(row: sa.Row[tuple[object, ...]]) -> Claim:
    return Claim(
        guild_id=row.guild_id,
        day=row.day,
        channel_id=row.channel_id,
        nonce=row.nonce,
        claimed_at=row.claimed_at,
        last_message_id=row.anchor,
        state=ClaimState(row.state),
        message_id=row.message_id,
        to_publish=row.to_publish,
    )


def _key(claim: Claim) -> tuple[sa.ColumnElement[bool], ...]:
    return (posts.c.guild_id == claim.guild_id, posts.c.day == claim.day)

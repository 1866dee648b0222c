"""The state of the loopback Discord: users, servers, channels, messages, commands, interactions.

Every change made here is sent to the connected bots as a gateway event, through `emit`.
"""

import asyncio
import time
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from tests.wire.loopback import permissions
from tests.wire.loopback.clock import Clock, Snowflakes
from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.model import (
    THREADS,
    Channel,
    ChannelType,
    Guild,
    Member,
    Overwrite,
    Role,
    User,
)

if TYPE_CHECKING:
    from tests.wire.loopback.interaction import Interaction

T = TypeVar("T")

MESSAGE_CONTENT_FLAG = 1 << 19
"""The application's flag for the message-content intent (in fewer than 100 servers)."""


def _no_gateway(_event: str, _data: JSON, _guild_id: str | None) -> None:
    """Drops events: what `emit` is until there is a gateway."""


class World:
    def __init__(self, start: datetime | None = None) -> None:
        self.clock = Clock(start)
        self._ids = Snowflakes(self.clock)
        self.emit: Callable[[str, JSON, str | None], None] = _no_gateway
        self._change = asyncio.Event()
        self.users: dict[str, User] = {}
        self.guilds: dict[str, Guild] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, JSON]] = {}
        self.ephemeral: dict[str, JSON] = {}
        self.files: dict[str, bytes] = {}
        """Uploaded files, by attachment id."""
        self.nonces: dict[tuple[str, str], tuple[datetime, str]] = {}
        self.commands: dict[str | None, list[JSON]] = {None: []}
        self.interactions: dict[str, Interaction] = {}
        self.sent: list[JSON] = []
        """Every message of the bot, command responses included, as it was when first visible."""
        self.owner = self.add_user("owner")
        self.bot = self.add_user("flamekeeper", bot=True)
        self.team: list[User] = []
        self.application_flags = MESSAGE_CONTENT_FLAG
        self.token = f"{b64encode(self.bot.id.encode()).decode().rstrip('=')}.loop.back"

    # People

    def add_user(self, name: str, *, bot: bool = False, locale: str = "en-US") -> User:
        user = User(self.next_id(), name, bot=bot, locale=locale)
        self.users[user.id] = user
        return user

    def add_member(self, guild: Guild, user: User, *roles: Role) -> Member:
        member = Member(user, [role.id for role in roles])
        guild.members[user.id] = member
        return member

    def add_role(self, guild: Guild, name: str, permissions: int = 0) -> Role:
        role = Role(self.next_id(), name, permissions)
        guild.roles[role.id] = role
        self._emit("GUILD_ROLE_CREATE", {"guild_id": guild.id, "role": role.json()}, guild)
        return role

    # Places

    def add_guild(
        self,
        name: str = "A server",
        *,
        owner: User | None = None,
        locale: str = "en-US",
        bot_present: bool = True,
    ) -> Guild:
        """Adds a server without channels; the bot is in it with its managed role."""
        owner = owner or self.owner
        guild = Guild(
            self.next_id(), name, owner.id, preferred_locale=locale, bot_present=bot_present
        )
        guild.roles[guild.id] = Role(guild.id, "@everyone", permissions.MEMBER, position=0)
        self.guilds[guild.id] = guild
        self.add_member(guild, owner)
        if bot_present:
            own = Role(self.next_id(), self.bot.name, bot_id=self.bot.id)
            guild.roles[own.id] = own
            self.add_member(guild, self.bot, own)
            self.emit("GUILD_CREATE", guild.create_json(self.bot.id), guild.id)
        return guild

    def remove_guild(self, guild: Guild) -> None:
        """Removes the bot from a server."""
        del self.guilds[guild.id]
        for channel_id in guild.channels:
            self.channels.pop(channel_id, None)
        self.emit("GUILD_DELETE", {"id": guild.id}, guild.id)

    def restore_guild(self, guild: Guild) -> None:
        """Adds the bot to a server again that has removed it, with the channels it had."""
        self.guilds[guild.id] = guild
        self.channels |= guild.channels
        self.emit("GUILD_CREATE", guild.create_json(self.bot.id), guild.id)

    def set_available(self, guild: Guild, available: bool) -> None:
        """Begins or ends an outage of one server."""
        guild.available = available
        if available:
            self.emit("GUILD_CREATE", guild.create_json(self.bot.id), guild.id)
        else:
            self.emit("GUILD_DELETE", {"id": guild.id, "unavailable": True}, guild.id)

    def add_channel(
        self, guild: Guild, name: str = "general", kind: ChannelType = ChannelType.TEXT
    ) -> Channel:
        position = len(guild.channels)
        channel = Channel(self.next_id(), kind, name, guild_id=guild.id, position=position)
        self._keep(channel, guild)
        self._emit("CHANNEL_CREATE", channel.json(), guild)
        return channel

    def add_thread(
        self, parent: Channel, name: str = "thread", owner: User | None = None
    ) -> Channel:
        """Adds a thread to a text or announcement channel, or a post to a forum."""
        guild = self.guilds[str(parent.guild_id)]
        kind = (
            ChannelType.ANNOUNCEMENT_THREAD
            if parent.type is ChannelType.ANNOUNCEMENT
            else ChannelType.THREAD
        )
        owner_id = (owner or self.owner).id
        thread = Channel(
            self.next_id(), kind, name, guild_id=guild.id, parent_id=parent.id, owner_id=owner_id
        )
        self._keep(thread, guild)
        self._emit("THREAD_CREATE", thread.json() | {"newly_created": True}, guild)
        return thread

    def lock_thread(self, thread: Channel) -> None:
        """Archives and locks a thread: nobody without Manage Threads can write in it."""
        thread.archived = thread.locked = True
        self._emit("THREAD_UPDATE", thread.json(), self.guilds[str(thread.guild_id)])

    def remove_channel(self, channel: Channel) -> None:
        guild = self.guilds[str(channel.guild_id)]
        del guild.channels[channel.id], self.channels[channel.id]
        self._emit(
            "THREAD_DELETE" if channel.type in THREADS else "CHANNEL_DELETE", channel.json(), guild
        )

    def overwrite(
        self, channel: Channel, target: Role | User | Guild, *, allow: int = 0, deny: int = 0
    ) -> None:
        """Sets a channel's permission overwrite for a role, a user or (the guild) everyone."""
        channel.overwrites[target.id] = Overwrite(int(isinstance(target, User)), allow, deny)
        self._emit("CHANNEL_UPDATE", channel.json(), self.guilds[str(channel.guild_id)])

    def shut_out(self, channel: Channel, deny: int = permissions.VIEW_CHANNEL) -> None:
        """Denies the bot permissions in a channel: viewing it, unless `deny` says otherwise."""
        self.overwrite(channel, self.bot, deny=deny)

    def dm(self, user: User) -> Channel:
        """Returns the DM channel of a user and the bot, creating it if needed."""
        for channel in self.channels.values():
            if channel.type is ChannelType.DM and channel.recipients == [user]:
                return channel
        channel = Channel(self.next_id(), ChannelType.DM, user.name, recipients=[user])
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}
        return channel

    # Look-ups

    def guild_of(self, channel: Channel) -> Guild | None:
        return self.guilds.get(channel.guild_id) if channel.guild_id else None

    def bot_role(self, guild: Guild) -> Role:
        """Returns the bot's managed role in a guild."""
        return next(role for role in guild.roles.values() if role.bot_id == self.bot.id)

    def allowed(self, channel: Channel, user: User | None = None) -> int:
        """Returns the permissions of a user (by default the bot) in a channel."""
        guild = self.guild_of(channel)
        if guild is None:
            return permissions.MEMBER if channel.type is ChannelType.DM else 0
        member = guild.members.get((user or self.bot).id)
        if member is None:
            # Anyone may be an ordinary member; the bot is only where it was invited.
            if user is None or user.id == self.bot.id:
                return 0
            member = Member(user)
        return permissions.in_channel(guild, member, channel)

    def find_message(self, message_id: str) -> JSON | None:
        if message_id in self.ephemeral:
            return self.ephemeral[message_id]
        return next(
            (found for kept in self.messages.values() if (found := kept.get(message_id))), None
        )

    # Ids, time and waiting

    def next_id(self) -> str:
        return self._ids.next()

    def timestamp(self) -> str:
        return self.clock.now().isoformat(timespec="microseconds")

    def touch(self) -> None:
        """Wakes everything that waits in `until`."""
        self._change.set()
        self._change = asyncio.Event()

    async def until(
        self, find: Callable[[], T | None], timeout: float, what: str | Callable[[], str]
    ) -> T:
        """Waits until `find` returns something true, and returns that.

        Raises AssertionError with `what` after the timeout.
        """
        deadline = time.monotonic() + timeout
        while not (found := find()):
            left = deadline - time.monotonic()
            if left <= 0:
                text = what if isinstance(what, str) else what()
                raise AssertionError(f"After {timeout:g} s still no {text}")
            # Not every change calls touch (a queue that runs empty, for one), so poll as well.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._change.wait(), min(left, 0.05))
        return found

    def _keep(self, channel: Channel, guild: Guild) -> None:
        guild.channels[channel.id] = channel
        self.channels[channel.id] = channel
        self.messages[channel.id] = {}

    def _emit(self, event: str, data: JSON, guild: Guild) -> None:
        if guild.bot_present and guild.available:
            self.emit(event, data, guild.id)

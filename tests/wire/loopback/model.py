"""Users, roles, members, channels and servers, each with its JSON as Discord sends it."""

from dataclasses import dataclass, field
from enum import IntEnum

from tests.wire.loopback.json_access import JSON

LONG_AGO = "2020-01-01T00:00:00.000000+00:00"


class ChannelType(IntEnum):
    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15


THREADS = frozenset(
    {ChannelType.ANNOUNCEMENT_THREAD, ChannelType.THREAD, ChannelType.PRIVATE_THREAD}
)


@dataclass
class User:
    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"
    dms_open: bool = True
    """If False, direct messages to this user are refused (50007)."""

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"

    def json(self) -> JSON:
        return {
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "global_name": None if self.bot else self.name.title(),
            "avatar": None,
            "bot": self.bot,
            "public_flags": 0,
        }


@dataclass
class Role:
    id: str
    name: str
    permissions: int = 0
    position: int = 1
    bot_id: str | None = None

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"

    def json(self) -> JSON:
        data: JSON = {
            "id": self.id,
            "name": self.name,
            "permissions": str(self.permissions),
            "position": self.position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "managed": self.bot_id is not None,
            "mentionable": True,
            "flags": 0,
        }
        if self.bot_id is not None:
            data["tags"] = {"bot_id": self.bot_id}
        return data


@dataclass
class Member:
    user: User
    roles: list[str] = field(default_factory=list[str])

    def json(self, *, with_user: bool = True) -> JSON:
        data: JSON = {
            "roles": list(self.roles),
            "nick": None,
            "avatar": None,
            "joined_at": LONG_AGO,
            "premium_since": None,
            "deaf": False,
            "mute": False,
            "pending": False,
            "flags": 0,
            "communication_disabled_until": None,
        }
        return {"user": self.user.json(), **data} if with_user else data


@dataclass
class Overwrite:
    """A permission overwrite of a channel, for a role (kind 0) or a member (kind 1)."""

    kind: int
    allow: int = 0
    deny: int = 0


@dataclass
class Channel:
    id: str
    type: ChannelType
    name: str
    guild_id: str | None = None
    parent_id: str | None = None
    position: int = 0
    owner_id: str | None = None
    archived: bool = False
    locked: bool = False
    last_message_id: str | None = None
    overwrites: dict[str, Overwrite] = field(default_factory=dict[str, Overwrite])
    recipients: list[User] = field(default_factory=list[User])

    @property
    def is_thread(self) -> bool:
        return self.type in THREADS

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"

    def json(self) -> JSON:
        data: JSON = {
            "id": self.id,
            "type": int(self.type),
            "last_message_id": self.last_message_id,
            "flags": 0,
        }
        if self.type is ChannelType.DM:
            return {**data, "recipients": [user.json() for user in self.recipients]}
        data |= {
            "guild_id": self.guild_id,
            "name": self.name,
            "parent_id": self.parent_id,
            "rate_limit_per_user": 0,
        }
        if self.is_thread:
            return data | {
                "owner_id": self.owner_id,
                "member_count": 1,
                "message_count": 0,
                "total_message_sent": 0,
                "thread_metadata": {
                    "archived": self.archived,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": LONG_AGO,
                    "locked": self.locked,
                    "create_timestamp": LONG_AGO,
                },
            }
        overwrites = [
            {"id": target, "type": bits.kind, "allow": str(bits.allow), "deny": str(bits.deny)}
            for target, bits in self.overwrites.items()
        ]
        data |= {
            "position": self.position,
            "topic": None,
            "nsfw": False,
            "permission_overwrites": overwrites,
        }
        if self.type is ChannelType.FORUM:
            data |= {
                "available_tags": [],
                "default_reaction_emoji": None,
                "default_forum_layout": 0,
            }
        return data


@dataclass
class Guild:
    id: str
    name: str
    owner_id: str
    preferred_locale: str = "en-US"
    system_channel_id: str | None = None
    bot_present: bool = True
    """If False, the bot is not in this server, but people use it there as a user-installed app."""
    available: bool = True
    roles: dict[str, Role] = field(default_factory=dict[str, Role])
    members: dict[str, Member] = field(default_factory=dict[str, Member])
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])
    """Threads included."""

    def json(self) -> JSON:
        """Returns the JSON of `GET /guilds/{id}`."""
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner_id,
            "icon": None,
            "splash": None,
            "banner": None,
            "description": None,
            "afk_channel_id": None,
            "afk_timeout": 300,
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "nsfw_level": 0,
            "premium_tier": 0,
            "preferred_locale": self.preferred_locale,
            "system_channel_id": self.system_channel_id,
            "system_channel_flags": 0,
            "rules_channel_id": None,
            "public_updates_channel_id": None,
            "vanity_url_code": None,
            "application_id": None,
            "features": ["COMMUNITY"],
            "emojis": [],
            "stickers": [],
            "roles": [role.json() for role in self.roles.values()],
        }

    def create_json(self, bot_id: str) -> JSON:
        """Returns the JSON of GUILD_CREATE; without the members intent a bot sees only itself."""
        channels = list(self.channels.values())
        return self.json() | {
            "unavailable": False,
            "large": False,
            "joined_at": LONG_AGO,
            "member_count": len(self.members),
            "members": [
                member.json() for user_id, member in self.members.items() if user_id == bot_id
            ],
            "channels": [channel.json() for channel in channels if not channel.is_thread],
            "threads": [
                channel.json() for channel in channels if channel.is_thread and not channel.archived
            ],
            "presences": [],
            "voice_states": [],
        }

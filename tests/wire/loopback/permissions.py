"""The permission bits that matter here, and how they add up in a channel."""

from tests.wire.loopback.model import Channel, Guild, Member

MANAGE_GUILD = 1 << 5
ADMINISTRATOR = 1 << 3
ADD_REACTIONS = 1 << 6
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
EMBED_LINKS = 1 << 14
ATTACH_FILES = 1 << 15
READ_MESSAGE_HISTORY = 1 << 16
MENTION_EVERYONE = 1 << 17
USE_APPLICATION_COMMANDS = 1 << 31
SEND_MESSAGES_IN_THREADS = 1 << 38

ALL = (1 << 53) - 1
MEMBER = (
    VIEW_CHANNEL
    | SEND_MESSAGES
    | SEND_MESSAGES_IN_THREADS
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_APPLICATION_COMMANDS
)
MANAGER = MEMBER | MANAGE_GUILD


def in_guild(guild: Guild, member: Member) -> int:
    """Returns a member's permissions in a guild, before any channel overwrites."""
    if member.user.id == guild.owner_id:
        return ALL
    bits = guild.roles[guild.id].permissions
    for role_id in member.roles:
        bits |= guild.roles[role_id].permissions
    return ALL if bits & ADMINISTRATOR else bits


def in_channel(guild: Guild, member: Member, channel: Channel) -> int:
    """Returns a member's permissions in a channel; a thread has its parent's overwrites."""
    bits = in_guild(guild, member)
    if bits == ALL:
        return bits
    if channel.parent_id is not None and channel.is_thread:
        channel = guild.channels[channel.parent_id]
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        bits = bits & ~everyone.deny | everyone.allow
    of_roles = [
        channel.overwrites[role_id] for role_id in member.roles if role_id in channel.overwrites
    ]
    for overwrite in of_roles:
        bits &= ~overwrite.deny
    for overwrite in of_roles:
        bits |= overwrite.allow
    own = channel.overwrites.get(member.user.id)
    if own is not None:
        bits = bits & ~own.deny | own.allow
    # Without the permission to view a channel, no other counts.
    return bits if bits & VIEW_CHANNEL else 0

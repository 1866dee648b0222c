"""A Discord on 127.0.0.1, for whole-process tests: `async with LoopbackDiscord() as server`."""

from tests.wire.loopback.clicks import Value
from tests.wire.loopback.faults import Fault
from tests.wire.loopback.interaction import Interaction
from tests.wire.loopback.model import Channel, ChannelType, Guild, Member, Role, User
from tests.wire.loopback.process import BotProcess
from tests.wire.loopback.reading import JSON, contents
from tests.wire.loopback.routing import Record
from tests.wire.loopback.server import LoopbackDiscord
from tests.wire.loopback.spec import Spec

__all__ = [
    "JSON",
    "BotProcess",
    "Channel",
    "ChannelType",
    "Fault",
    "Guild",
    "Interaction",
    "LoopbackDiscord",
    "Member",
    "Record",
    "Role",
    "Spec",
    "User",
    "Value",
    "contents",
]

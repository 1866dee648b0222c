"""A Discord on 127.0.0.1, for tests of the whole bot process.

The bot runs unchanged, as `python -m bot run` in a process of its own; only discord.py's addresses
are redirected. What the loopback Discord offers:

- REST: the routes that the bot uses, with Discord's permissions, limits, nonces and error codes.
- The gateway: sessions, intents, shards, resuming, and every event that the bot listens to.
- People: they write messages, use commands, press buttons and type in autocompleted options.
- Faults: errors, lost replies, delays, dropped connections and outages, planned per request.
- Rate limits: 50 requests per second, and 5 messages in 5 seconds per channel, if enforced.
- A clock that can be moved, for nonces, message ids and timestamps.
- Validation: each request body is checked against Discord's OpenAPI description, if it is there.

A test starts it, starts a bot against it, does what people do, and waits for what the bot does:

    async with LoopbackDiscord() as discord:
        guild = discord.world.add_guild()
        channel = discord.world.add_channel(guild)
        user = discord.world.add_user("vera")
        async with BotProcess(discord) as bot:
            await bot.wait_line("Ready as")
            question = await discord.say(channel, user, "Who carried it?", mentions_bot=True)
            answer = await discord.wait_for_message(channel, after=question)
        assert discord.invalid == []  # requests that break Discord's description
        assert discord.unexpected == []  # requests to routes that do not exist here

`tests/wire/scene.py` wraps this for the tests of the bot; `tests/wire/test_loopback.py` checks the
loopback Discord itself with a small discord.py client.

The modules:

- `server`: LoopbackDiscord, which listens on 127.0.0.1 and can be made unreachable.
- `user_actions`: what people do (its base class).
- `observations`: what a test can read and wait for (the base class of that).
- `bot_process`: BotProcess, the bot as a process, with its output, signals and exit code.
- `world`: the state: users, servers, channels, messages, commands and interactions.
- `model`: the objects in it (User, Role, Member, Channel, Guild), each with its JSON.
- `permissions`: permission bits and how they add up in a channel.
- `messages`: composing, editing and deleting messages, and what a bot sees of them.
- `message_limits`: the limits of messages that the OpenAPI description does not state.
- `interaction`: one interaction and the bot's responses to it.
- `interaction_payloads`: what Discord's client sends for a command, an option or a button.
- `http_api`: receives each REST request, validates it, applies faults and rate limits, answers it.
- `routing`: the table of routes, and the call and error types that their handlers use.
- `http_application`, `http_messages`, `http_interactions`: the handlers of the routes.
- `gateway`, `session`: the websocket protocol, and the sessions that survive a connection.
- `faults`: planned failures.
- `rate_limits`: Discord's rate limits.
- `clock`: the movable clock, and the ids that contain its time.
- `openapi`: validation against Discord's OpenAPI description.
- `json_access`: the JSON type, and reading components, embeds and visible text from it.
- `site/sitecustomize.py`: loaded by the bot's Python; points discord.py at the loopback Discord and
  refuses connections to other machines.
"""

from tests.wire.loopback.bot_process import BotProcess
from tests.wire.loopback.faults import Fault
from tests.wire.loopback.interaction import Interaction
from tests.wire.loopback.interaction_payloads import Value
from tests.wire.loopback.json_access import JSON, contents
from tests.wire.loopback.model import Channel, ChannelType, Guild, Member, Role, User
from tests.wire.loopback.openapi import Spec
from tests.wire.loopback.routing import Record
from tests.wire.loopback.server import LoopbackDiscord

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

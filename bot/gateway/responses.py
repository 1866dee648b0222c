"""Responds to interactions: the only module that calls discord.py's methods for that.

Discord accepts one first response, within three seconds, and it has no nonce. It is retried during
that time; if Discord then says that the interaction was already acknowledged, an attempt that
seemed to fail had arrived. After that, only the original response is edited, which can be repeated
safely.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic

import discord

from bot.gateway.attempts import attempt, with_retries
from bot.gateway.outgoing import Outgoing, as_edit, files_of, text_message
from bot.gateway.rejections import Kind, Rejection, TransientFailure
from bot.gateway.sending import log_failure
from bot.service.ports import Picture
from bot.service.poster_port import Unconfirmed
from bot.text.discord_markdown import without_previews
from bot.text.markup import MESSAGE_LIMIT

FIRST_WITHIN = 2.6  # seconds after the interaction was received; later it is not retried
FIRST_PAUSES = (0.2, 0.3, 0.5, 0.5, 0.5, 0.5)  # seconds

_KEY = "response state"  # in an interaction's extras


class _First(Enum):
    """The first response to an interaction, which decides what can follow."""

    NONE = auto()
    MESSAGE = auto()  # the answer
    DEFERRED = auto()  # “thinking …”; the answer replaces it
    DEFERRED_UPDATE = auto()  # nothing visible; the message with the button will be edited
    REJECTED = auto()  # Discord does not accept a response


@dataclass(slots=True)
class _State:
    received: float  # on the monotonic clock
    first: _First = _First.NONE


def note_received(interaction: discord.Interaction) -> None:
    """Remember when an interaction was received; to be called before anything else is done."""
    _state(interaction)


async def respond(
    interaction: discord.Interaction,
    outgoing: Outgoing,
    *,
    ephemeral: bool = False,
    picture: Picture | None = None,
) -> None:
    """Answer with a message: the first response, the deferred one, or else a further message."""
    match _state(interaction).first:
        case _First.NONE:

            async def send(picture: Picture | None) -> None:
                await interaction.response.send_message(
                    **outgoing, files=files_of(picture), ephemeral=ephemeral
                )

            if await _send_first(interaction, _First.MESSAGE, send, picture):
                await _edit(interaction, outgoing, picture)
        case _First.DEFERRED:
            await _edit(interaction, outgoing, picture)
        case _First.MESSAGE | _First.DEFERRED_UPDATE:
            await _follow_up(interaction, outgoing, ephemeral=ephemeral)
        case _First.REJECTED:
            pass


async def respond_privately(interaction: discord.Interaction, text: str) -> None:
    """Answer with a sentence that only the person who used the command or button sees."""
    await respond(interaction, text_message(text), ephemeral=True)


async def replace(
    interaction: discord.Interaction, outgoing: Outgoing, picture: Picture | None = None
) -> None:
    """Replace the message whose button was pressed, including its picture."""
    match _state(interaction).first:
        case _First.NONE:

            async def edit(picture: Picture | None) -> None:
                await interaction.response.edit_message(
                    **as_edit(outgoing), attachments=files_of(picture)
                )

            if await _send_first(interaction, _First.MESSAGE, edit, picture):
                await _edit(interaction, outgoing, picture)
        case _First.REJECTED:
            pass
        case _:
            await _edit(interaction, outgoing, picture)


async def defer(interaction: discord.Interaction, *, ephemeral: bool) -> None:
    """Show that the bot is thinking; `ephemeral`: only to the person who will see the answer."""

    async def send(_: Picture | None) -> None:
        await interaction.response.defer(ephemeral=ephemeral, thinking=True)

    await _send_first(interaction, _First.DEFERRED, send)


async def defer_update(interaction: discord.Interaction) -> None:
    """Acknowledge the press of a button whose message will be replaced later."""

    async def send(_: Picture | None) -> None:
        await interaction.response.defer()

    await _send_first(interaction, _First.DEFERRED_UPDATE, send)


async def _send_first(
    interaction: discord.Interaction,
    first: _First,
    send: Callable[[Picture | None], Awaitable[None]],
    picture: Picture | None = None,
) -> bool:
    """Send the first response, without the picture if Discord refuses it.

    True if it may not have arrived: then an edit of the original response has to follow.
    """
    state = _state(interaction)
    attempts = 0

    async def once() -> None:
        nonlocal attempts
        attempts += 1
        await send(picture)

    within = state.received + FIRST_WITHIN - monotonic()
    match await with_retries(once, FIRST_PAUSES, within=within):
        case Rejection(kind=Kind.WITHOUT_FILES) if picture:
            return await _send_first(interaction, first, send)
        case Rejection(kind=Kind.ALREADY_DONE) if attempts > 1:
            state.first = first
        case Rejection() as rejection:
            state.first = _First.REJECTED
            _log(interaction, rejection)
        case Unconfirmed():
            state.first = first
            return True
        case None:
            state.first = first
    return False


async def _edit(
    interaction: discord.Interaction, outgoing: Outgoing, picture: Picture | None
) -> None:
    """Edit the original response; it is retried as long as a message would be."""
    # An edit cannot suppress embeds, so the links have to. A long text has no room for that.
    content = without_previews(outgoing["content"])
    if len(content) > MESSAGE_LIMIT:
        content = outgoing["content"]
    outcome = await with_retries(
        lambda: interaction.edit_original_response(
            content=content,
            allowed_mentions=outgoing["allowed_mentions"],
            view=outgoing.get("view"),
            attachments=files_of(picture),
        )
    )
    match outcome:
        case Rejection(kind=Kind.WITHOUT_FILES) if picture:
            await _edit(interaction, outgoing, None)
        case Rejection() | Unconfirmed():
            _log(interaction, outcome)
        case _:
            pass


async def _follow_up(
    interaction: discord.Interaction, outgoing: Outgoing, *, ephemeral: bool
) -> None:
    """Send another message. It is not retried: without a nonce, it might arrive twice."""
    match await attempt(lambda: interaction.followup.send(**outgoing, ephemeral=ephemeral)):
        case Rejection() as rejection:
            _log(interaction, rejection)
        case TransientFailure(reason):
            _log(interaction, Unconfirmed(reason))
        case _:
            pass


def _state(interaction: discord.Interaction) -> _State:
    state = interaction.extras.get(_KEY)
    if state is None:
        state = interaction.extras[_KEY] = _State(monotonic())
    return state


def _log(interaction: discord.Interaction, failure: Rejection | Unconfirmed) -> None:
    log_failure(f"respond to a command or button in channel {interaction.channel_id}", failure)

"""Answers interactions: the only module that calls discord.py's methods for it.

An interaction has no nonce, and Discord takes its first response once, within three seconds of its
receipt. Until then the response is tried again; if Discord says that it was answered already, an
attempt that seemed to fail had arrived. After that only the original message is edited, which may
be repeated.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic

import discord

from bot.gateway.attempts import attempt, persist
from bot.gateway.outgoing import Outgoing, files_of, in_place, plain
from bot.gateway.rejections import Disturbance, Kind, Rejection
from bot.gateway.sending import log_failure
from bot.service.ports import Picture
from bot.service.poster_port import Unconfirmed
from bot.text.discord_markdown import without_previews

FIRST_WITHIN = 2.6  # seconds from the receipt in which an attempt may begin
FIRST_PAUSES = (0.2, 0.3, 0.5, 0.5, 0.5, 0.5)  # seconds

_KEY = "progress"  # among an interaction's extras


class _First(Enum):
    """The first response to an interaction, which decides what can follow it."""

    NONE = auto()
    MESSAGE = auto()  # an answer
    THINKING = auto()  # the announcement of one, whose place it takes
    UPDATE = auto()  # nothing visible: the message of the button will change
    REJECTED = auto()  # Discord takes no answer


@dataclass(slots=True)
class _Progress:
    received: float  # on the monotonic clock
    first: _First = _First.NONE


def note_receipt(interaction: discord.Interaction) -> None:
    """Remember when an interaction was received."""
    _progress(interaction)


async def respond(
    interaction: discord.Interaction,
    outgoing: Outgoing,
    *,
    ephemeral: bool = False,
    picture: Picture | None = None,
) -> None:
    """Answer with a message; if it was announced, in the place of the announcement."""
    match _progress(interaction).first:
        case _First.NONE:

            async def send(picture: Picture | None) -> None:
                await interaction.response.send_message(
                    **outgoing, files=files_of(picture), ephemeral=ephemeral
                )

            if await _unconfirmed(interaction, _First.MESSAGE, send, picture):
                await _edit(interaction, outgoing, picture)
        case _First.THINKING:
            await _edit(interaction, outgoing, picture)
        case _First.MESSAGE | _First.UPDATE:
            await _follow_up(interaction, outgoing, ephemeral=ephemeral)
        case _First.REJECTED:
            pass


async def respond_privately(interaction: discord.Interaction, text: str) -> None:
    """Answer with a sentence that only the person of the interaction sees."""
    await respond(interaction, plain(text), ephemeral=True)


async def replace(
    interaction: discord.Interaction, outgoing: Outgoing, picture: Picture | None = None
) -> None:
    """Turn the message whose button was pressed into another one, picture included."""
    match _progress(interaction).first:
        case _First.NONE:

            async def edit(picture: Picture | None) -> None:
                await interaction.response.edit_message(
                    **in_place(outgoing), attachments=files_of(picture)
                )

            if await _unconfirmed(interaction, _First.MESSAGE, edit, picture):
                await _edit(interaction, outgoing, picture)
        case _First.REJECTED:
            pass
        case _:
            await _edit(interaction, outgoing, picture)


async def announce(interaction: discord.Interaction, *, ephemeral: bool) -> None:
    """Say that the answer takes longer; `ephemeral`: that only the person will see it."""

    async def defer(_: Picture | None) -> None:
        await interaction.response.defer(ephemeral=ephemeral, thinking=True)

    await _unconfirmed(interaction, _First.THINKING, defer)


async def announce_replacement(interaction: discord.Interaction) -> None:
    """Acknowledge a press whose message will be replaced later."""

    async def defer(_: Picture | None) -> None:
        await interaction.response.defer()

    await _unconfirmed(interaction, _First.UPDATE, defer)


async def _unconfirmed(
    interaction: discord.Interaction,
    first: _First,
    send: Callable[[Picture | None], Awaitable[None]],
    picture: Picture | None = None,
) -> bool:
    """Make the first response. True if it may not have arrived, and only an edit can tell."""
    progress = _progress(interaction)
    attempts = 0

    async def once() -> None:
        nonlocal attempts
        attempts += 1
        await send(picture)

    within = progress.received + FIRST_WITHIN - monotonic()
    match await persist(once, FIRST_PAUSES, within=within):
        case Rejection(kind=Kind.NO_FILES) if picture:
            return await _unconfirmed(interaction, first, send)
        case Rejection(kind=Kind.ANSWERED) if attempts > 1:
            progress.first = first
        case Rejection() as rejection:
            progress.first = _First.REJECTED
            _log(interaction, rejection)
        case Unconfirmed():
            progress.first = first
            return True
        case None:
            progress.first = first
    return False


async def _edit(
    interaction: discord.Interaction, outgoing: Outgoing, picture: Picture | None
) -> None:
    """Edit the original message, for as long as a message would be sent again."""
    outcome = await persist(
        lambda: interaction.edit_original_response(
            content=without_previews(outgoing["content"]),
            allowed_mentions=outgoing["allowed_mentions"],
            view=outgoing.get("view"),
            attachments=files_of(picture),
        )
    )
    match outcome:
        case Rejection(kind=Kind.NO_FILES) if picture:
            await _edit(interaction, outgoing, None)
        case Rejection() | Unconfirmed():
            _log(interaction, outcome)
        case _:
            pass


async def _follow_up(
    interaction: discord.Interaction, outgoing: Outgoing, *, ephemeral: bool
) -> None:
    """Send another message. Only once: without a nonce it might arrive twice."""
    match await attempt(lambda: interaction.followup.send(**outgoing, ephemeral=ephemeral)):
        case Rejection() as rejection:
            _log(interaction, rejection)
        case Disturbance(reason):
            _log(interaction, Unconfirmed(reason))
        case _:
            pass


def _progress(interaction: discord.Interaction) -> _Progress:
    progress = interaction.extras.get(_KEY)
    if progress is None:
        progress = interaction.extras[_KEY] = _Progress(monotonic())
    return progress


def _log(interaction: discord.Interaction, failure: Rejection | Unconfirmed) -> None:
    log_failure(f"answer a command or button in channel {interaction.channel_id}", failure)

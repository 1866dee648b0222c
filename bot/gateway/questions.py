"""Questions: by mention, reply, direct message, in a Q&A channel, or with /ask."""

import logging
import re
from typing import Any, cast

import discord
from discord import app_commands

from bot.gateway.errors import tell
from bot.gateway.render import Outgoing, in_place, plain, reply_message
from bot.service.answering import Answerer
from bot.service.ports import Clock, Ledger
from bot.service.server_settings import SettingsService
from bot.text.outcome import Answer, Silent

log = logging.getLogger(__name__)

HINT = (
    "Ask me in the same message: mention me and write your question after it, or use `/ask`. "
    "A reply with the ping switched off reaches me without its text."
)
HINT_EVERY = 3600.0  # seconds, for one person
_FORGET_HINTS_AT = 10_000  # people; the memory of who was told is bounded


class Questions:
    """Decides whether a message is meant for the bot, and answers it."""

    def __init__(
        self,
        client: discord.Client,
        answerer: Answerer,
        settings_service: SettingsService,
        ledger: Ledger,
        clock: Clock,
    ) -> None:
        self._client = client
        self._answerer = answerer
        self._settings_service = settings_service
        self._ledger = ledger
        self._clock = clock
        self._hinted: dict[int, float] = {}

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to the bot; stay silent on all others."""
        if message.author.bot or message.webhook_id or message.is_system():
            return
        addressed = await self._addressed(message)
        if addressed is None:
            return
        question = self._without_mentions(message)
        if not question.strip():
            if addressed and self._may_hint(message.author.id):
                await self._send(message, plain(HINT))
            return
        guild_id = message.guild.id if message.guild else None
        today = await self._settings_service.today(guild_id)
        reply = self._answerer.ask(question, today, overheard=not addressed)
        if isinstance(reply.outcome, Silent):
            return
        await self._send(message, reply_message(reply, message.author.id))

    async def _send(self, message: discord.Message, outgoing: Outgoing) -> None:
        try:
            await message.channel.send(
                **outgoing,
                reference=message.to_reference(fail_if_not_exists=False),
                mention_author=False,
                # The same for a message that reaches us twice: it is answered once.
                nonce=f"re{message.id}",
            )
        except discord.Forbidden as error:
            log.info("May not answer in channel %d: %s", message.channel.id, error)

    async def _addressed(self, message: discord.Message) -> bool | None:
        """True: meant for the bot. False: overheard. None: none of its business."""
        me = self._client.user
        if message.guild is None or me is None:
            return True
        if re.search(rf"<@!?{me.id}>", message.content):
            return True
        own_role = message.guild.self_role
        if own_role is not None and own_role in message.role_mentions:
            return True
        replied_to = message.reference and message.reference.resolved
        if isinstance(replied_to, discord.Message) and replied_to.author.id == me.id:
            return not await self._ledger.is_post(replied_to.id)
        return True if me in message.mentions else None

    def _without_mentions(self, message: discord.Message) -> str:
        """The text less the bot's own name tags."""
        own = [f"@!?{self._client.user.id}"] if self._client.user else []
        if message.guild and message.guild.self_role:
            own.append(f"@&{message.guild.self_role.id}")
        return re.sub(rf"<(?:{'|'.join(own)})>", " ", message.content) if own else message.content

    def _may_hint(self, person: int) -> bool:
        now = self._clock.now().timestamp()
        if now - self._hinted.get(person, -HINT_EVERY) < HINT_EVERY:
            return False
        if len(self._hinted) >= _FORGET_HINTS_AT:
            self._hinted.clear()
        self._hinted[person] = now
        return True

    def command(self) -> app_commands.Command[Any, ..., None]:
        """`/ask question [private]`."""

        @app_commands.command(name="ask", description="Ask me a question")
        @app_commands.describe(
            question="Your question, in your own words",
            private="Show the answer to you alone (default: no)",
        )
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        @app_commands.allowed_installs(guilds=True, users=True)
        async def ask(
            interaction: discord.Interaction,
            question: app_commands.Range[str, 1, 500],
            private: bool = False,  # noqa: FBT001, FBT002
        ) -> None:
            reply = self._answerer.exact(question)
            if reply is None:
                today = await self._settings_service.today(interaction.guild_id)
                reply = self._answerer.ask(question, today)
            await interaction.response.send_message(
                **reply_message(reply, interaction.user.id),
                ephemeral=private or not isinstance(reply.outcome, Answer),
            )

        @ask.autocomplete("question")
        async def complete(
            _interaction: discord.Interaction, typed: str
        ) -> list[app_commands.Choice[str]]:
            return [
                app_commands.Choice(name=entry.question, value=entry.question)
                for entry in self._answerer.complete(typed)
            ]

        return cast("app_commands.Command[Any, ..., None]", ask)

    async def press(self, interaction: discord.Interaction, argument: str) -> None:
        """A button under a reply: the asker's suggestion turns into its answer."""
        id_, _, asker = argument.rpartition(":")
        reply = self._answerer.entry(id_)
        if reply is None:
            await tell(interaction, "That answer is no longer there. Please ask again.")
            return
        outgoing = reply_message(reply, interaction.user.id)
        if asker == str(interaction.user.id):
            await interaction.response.edit_message(**in_place(outgoing))
        else:
            await interaction.response.send_message(**outgoing, ephemeral=True)

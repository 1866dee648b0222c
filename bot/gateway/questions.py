"""Questions: messages addressed to the bot, /ask, and the buttons below a reply."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.addressing import Address, address_of, question_in
from bot.gateway.buttons import QUESTIONS
from bot.gateway.hints import HintLimiter
from bot.gateway.outgoing import text_message
from bot.gateway.render import reply_message
from bot.gateway.responses import replace, respond, respond_privately
from bot.gateway.sending import reply
from bot.service.answering import Answerer
from bot.service.ports import Clock, Ledger
from bot.service.server_settings import SettingsService
from bot.text.notices import ENTRY_GONE, NO_QUESTION, NO_QUESTION_IN_DM
from bot.text.outcome import Answer, Silent


class QuestionsCog(commands.Cog, name=QUESTIONS):
    """Answers questions in messages and with `/ask`."""

    def __init__(
        self,
        bot: commands.Bot,
        answerer: Answerer,
        settings_service: SettingsService,
        ledger: Ledger,
        clock: Clock,
    ) -> None:
        self._bot = bot
        self._answerer = answerer
        self._settings_service = settings_service
        self._ledger = ledger
        self._hints = HintLimiter(clock)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is addressed to the bot; ignore all others."""
        me = self._bot.user
        if me is None:
            return
        address = await address_of(message, me, self._ledger)
        if address is Address.OTHERS:
            return
        question = question_in(message, me)
        if not question:
            if address is Address.BOT and self._hints.allow(message.author.id):
                hint = NO_QUESTION if message.guild else NO_QUESTION_IN_DM
                await reply(message, text_message(hint))
            return
        today = await self._settings_service.today(message.guild.id if message.guild else None)
        answer = self._answerer.ask(question, today, overheard=address is Address.OVERHEARD)
        if not isinstance(answer.outcome, Silent):
            await reply(message, reply_message(answer, message.author.id))

    @app_commands.command(description="Ask me a question")
    @app_commands.describe(
        question="Your question, in your own words",
        private="Show the answer only to you (default: no)",
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def ask(
        self,
        interaction: discord.Interaction,
        question: app_commands.Range[str, 1, 500],
        private: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Answer a question, in public if it has an answer and the person doesn't object."""
        answer = self._answerer.exact(question)
        if answer is None:
            today = await self._settings_service.today(interaction.guild_id)
            answer = self._answerer.ask(question, today)
        await respond(
            interaction,
            reply_message(answer, interaction.user.id),
            ephemeral=private or not isinstance(answer.outcome, Answer),
        )

    @ask.autocomplete("question")
    async def _complete_question(
        self, _interaction: discord.Interaction, typed: str
    ) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=entry.question, value=entry.question)
            for entry in self._answerer.complete(typed)
        ]

    async def press_entry(
        self, interaction: discord.Interaction, entry_id: str, asker: int
    ) -> None:
        """Turn the suggestions into the answer for the asker; show others the answer privately."""
        answer = self._answerer.entry(entry_id)
        if answer is None:
            await respond_privately(interaction, ENTRY_GONE)
            return
        outgoing = reply_message(answer, interaction.user.id)
        if asker == interaction.user.id:
            await replace(interaction, outgoing)
        else:
            await respond(interaction, outgoing, ephemeral=True)

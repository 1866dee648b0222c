"""Stand-ins for discord.py's objects, each with the spec of the class it stands for."""

from typing import Any
from unittest.mock import AsyncMock, Mock, create_autospec

import aiohttp
import discord
from discord import app_commands

from bot.gateway.client import FlamekeeperBot
from bot.service.ports import Notes
from tests.builders import make_entry, make_knowledge, make_milestone

ME, PERSON, SOMEONE_ELSE, GUILD, OWN_ROLE = 100, 7, 8, 2**60 + 7, 101

KNOWLEDGE = make_knowledge(
    make_entry("hours", "When is it open?", answer="From nine to five.", see_also=("price",)),
    make_entry("price", "What does it cost?", answer="Nothing.", group="Money"),
    milestones=[
        make_milestone("first", "2013-11-07", title="The first day"),
        make_milestone("second", "2013-11-09", title="The second day"),
    ],
)


def make_bot() -> FlamekeeperBot:
    """A bot that is not connected."""
    return FlamekeeperBot(Mock(spec=Notes), message_content=False)


def make_me() -> Mock:
    """The bot as a user, in messages."""
    return Mock(spec=discord.ClientUser, id=ME, bot=True)


def make_user(id_: int = PERSON, *, bot: bool = False) -> Mock:
    return Mock(spec=discord.Member, id=id_, bot=bot)


def make_message(content: str = "", *, guild: bool = True, **fields: Any) -> Mock:
    """A message of a person's in a server, or a direct one."""
    message = Mock(spec=discord.Message, content=content, webhook_id=None, reference=None)
    message.id = 500
    message.author = make_user()
    message.mentions, message.role_mentions = [], []
    message.is_system.return_value = False
    message.guild = None
    if guild:
        own_role = Mock(spec=discord.Role, id=OWN_ROLE)
        message.guild = Mock(spec=discord.Guild, id=GUILD, self_role=own_role)
    message.channel = create_autospec(discord.TextChannel, instance=True, id=900)
    for name, value in fields.items():
        setattr(message, name, value)
    return message


def make_interaction(
    user: int = PERSON,
    *,
    guild_id: int | None = GUILD,
    manage_guild: bool = False,
    client: discord.Client | None = None,
    message: Mock | None = None,
) -> Mock:
    """An interaction that was not answered yet."""
    interaction = Mock(
        spec=discord.Interaction, guild_id=guild_id, message=message, channel_id=900, extras={}
    )
    interaction.user = make_user(user)
    interaction.permissions = discord.Permissions(manage_guild=manage_guild)
    interaction.client = client or Mock(spec=FlamekeeperBot, application=None)
    interaction.response = create_autospec(discord.InteractionResponse, instance=True)
    interaction.response.is_done.return_value = False
    interaction.followup = create_autospec(discord.Webhook, instance=True)
    interaction.edit_original_response = AsyncMock(spec=discord.Interaction.edit_original_response)
    return interaction


def http_error(
    status: int,
    code: int = 0,
    message: str = "so it is",
    *,
    errors: dict[str, Any] | None = None,
    headers: dict[str, str] | None = None,
) -> discord.HTTPException:
    """An error response of Discord's, as discord.py raises it."""
    response = Mock(
        spec=aiohttp.ClientResponse, status=status, reason="so it is", headers=headers or {}
    )
    kinds = {403: discord.Forbidden, 404: discord.NotFound}
    usual = discord.DiscordServerError if status >= 500 else discord.HTTPException
    body = {"code": code, "message": message, "errors": errors}
    return kinds.get(status, usual)(response, body)


def answer_of(interaction: Mock) -> tuple[str, bool]:
    """The text of the one message that answered an interaction, and whether it is private."""
    sent = [
        *interaction.response.send_message.await_args_list,
        *interaction.followup.send.await_args_list,
    ]
    edited = interaction.edit_original_response.await_args_list
    (call,) = [*sent, *edited]
    announced = interaction.response.defer.await_args
    private = announced.kwargs["ephemeral"] if edited else call.kwargs["ephemeral"]
    return call.kwargs["content"], private


async def use(command: Any, cog: Any, interaction: Mock, **options: Any) -> None:
    """Use a command of a cog, checks included."""
    assert isinstance(command, app_commands.Command)
    assert await command._check_can_run(interaction)
    await command.callback(cog, interaction, **options)


async def complete(command: Any, interaction: Mock, option: str, typed: str) -> list[str]:
    """The values that a command offers while somebody types in an option."""
    assert isinstance(command, app_commands.Command)
    given: Any = [{"type": 3, "name": option, "value": typed, "focused": True}]
    namespace = app_commands.Namespace(interaction, {}, given)
    await command._invoke_autocomplete(interaction, option, namespace)
    (choices,) = interaction.response.autocomplete.await_args.args
    return [choice.value for choice in choices]

"""What people do: they write messages, use commands, press buttons and type in options."""

from collections.abc import Iterable, Mapping

from tests.wire.loopback import interaction_payloads
from tests.wire.loopback.interaction import Interaction
from tests.wire.loopback.interaction_payloads import Value
from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.messages import FORWARD, compose, keep, reference, snapshot
from tests.wire.loopback.model import Channel, Guild, Role, User
from tests.wire.loopback.observations import SECONDS, Observations


class UserActions(Observations):
    """What people do; each method returns what it created on Discord."""

    async def say(
        self,
        channel: Channel,
        author: User,
        content: str,
        *,
        mentions_bot: bool | None = None,
        reply_to: JSON | str | None = None,
        ping: bool = True,
        webhook: bool = False,
        sticker: str | None = None,
        author_is_bot: bool = False,
        everyone: bool = False,
        role_mentions: Iterable[Role] = (),
        kind: int | None = None,
    ) -> JSON:
        """Writes a message; `kind` is for system messages, such as 7 for a new member.

        `mentions_bot`, `everyone` and `role_mentions` prepend the mention unless the content has
        it; `mentions_bot=False` leaves the bot out of the mentions even if the content has it.
        """
        world = self.world
        roles = list(role_mentions)
        wanted = [world.bot.mention] if mentions_bot else []
        wanted += ["@everyone"] if everyone else []
        wanted += [role.mention for role in roles]
        text = " ".join([*(mention for mention in wanted if mention not in content), content])
        source = world.find_message(reply_to) if isinstance(reply_to, str) else reply_to
        who = author.json() | {"bot": author.bot or author_is_bot or webhook}
        allowed: JSON = {
            "parse": ["users", "roles"] + (["everyone"] if everyone else []),
            "replied_user": ping,
        }
        body: JSON = {"content": text, "allowed_mentions": allowed}
        usual = 0 if source is None else 19
        message = compose(
            world, channel, who, body, kind=usual if kind is None else kind, reply_to=source
        )
        if webhook:
            message["webhook_id"] = message["author"]["id"] = world.next_id()
        if sticker is not None:
            item: JSON = {"id": world.next_id(), "name": sticker, "format_type": 1}
            message["sticker_items"] = [item]
        if mentions_bot is False:
            message["mentions"] = [
                user for user in message["mentions"] if user["id"] != world.bot.id
            ]
        keep(world, channel, message)
        return message

    async def forward(
        self, channel: Channel, author: User, *sources: JSON, comment: str = ""
    ) -> JSON:
        """Forwards a message; with several sources, as one message.

        Discord's client sends a comment as a message of its own; with `comment` it is in this one.
        """
        world = self.world
        message = compose(world, channel, author.json() | {"bot": author.bot}, {"content": comment})
        first = sources[0]
        message["message_reference"] = reference(
            world.channels[first["channel_id"]], first["id"]
        ) | {"type": FORWARD}
        message["message_snapshots"] = [{"message": snapshot(source)} for source in sources]
        keep(world, channel, message)
        return message

    async def slash(
        self,
        guild: Guild | None,
        channel: Channel,
        user: User,
        command: str,
        options: Mapping[str, Value] | None = None,
        *,
        permissions: int | None = None,
        locale: str | None = None,
    ) -> Interaction:
        """Uses a command, such as "ask" or "settings show", once it is registered."""
        found = await self._command(guild, command)
        data = interaction_payloads.command_data(self.world, guild, found, command, options or {})
        return self._start(2, data, guild, channel, user, permissions, locale)

    async def autocomplete(
        self,
        guild: Guild | None,
        channel: Channel,
        user: User,
        command: str,
        option: str,
        typed: str,
        options: Mapping[str, Value] | None = None,
        *,
        permissions: int | None = None,
        locale: str | None = None,
        timeout: float = SECONDS,
    ) -> list[JSON]:
        """Types in an option; returns the choices that the bot offers."""
        found = await self._command(guild, command)
        values = {**(options or {}), option: typed}
        data = interaction_payloads.command_data(
            self.world, guild, found, command, values, focused=option
        )
        interaction = self._start(4, data, guild, channel, user, permissions, locale)
        reply = await self.wait_for_response(interaction, timeout)
        return list(reply["choices"])

    async def press(
        self,
        message: JSON,
        custom_id: str | None,
        user: User,
        *,
        label: str | None = None,
        values: list[str] | None = None,
        permissions: int | None = None,
        locale: str | None = None,
    ) -> Interaction:
        """Presses a button of a message, or with `values` chooses in its select menu."""
        source = self.world.find_message(message["id"]) or message
        data = interaction_payloads.component_data(source, custom_id, label, values)
        channel = self.world.channels[source["channel_id"]]
        guild = self.world.guild_of(channel)
        return self._start(3, data, guild, channel, user, permissions, locale, source)

    async def _command(self, guild: Guild | None, path: str) -> JSON:
        name = path.split(maxsplit=1)[0]
        await self.wait_ready()
        return await self.world.until(
            lambda: interaction_payloads.find_command(self.world, guild, name),
            SECONDS,
            f"command /{name}: it is not registered",
        )

    def _start(
        self,
        kind: int,
        data: JSON,
        guild: Guild | None,
        channel: Channel,
        user: User,
        permissions: int | None,
        locale: str | None,
        source: JSON | None = None,
    ) -> Interaction:
        return interaction_payloads.start(
            self.world,
            kind,
            data,
            guild=guild,
            channel=channel,
            user=user,
            source=source,
            member_permissions=permissions,
            locale=locale,
        )

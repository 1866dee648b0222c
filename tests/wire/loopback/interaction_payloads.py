"""The payloads that Discord's client sends for a command, an autocompletion or a button.

What the client does not offer (an unknown command or option, a missing option, a disabled button)
raises LookupError, so that no test relies on something that cannot happen.
"""

import secrets
from collections.abc import Mapping
from typing import TypeAlias

from tests.wire.loopback import permissions
from tests.wire.loopback.interaction import Interaction
from tests.wire.loopback.json_access import JSON, walk
from tests.wire.loopback.model import Channel, Guild, Member, Role, User
from tests.wire.loopback.world import World

Value: TypeAlias = str | int | float | bool | Channel | User | Role

_SUBCOMMAND, _GROUP = 1, 2


def find_command(world: World, guild: Guild | None, name: str) -> JSON | None:
    """Returns the registered command with this name; a server's own commands come first."""
    scopes = [guild.id, None] if guild is not None else [None]
    commands = [command for scope in scopes for command in world.commands.get(scope, [])]
    named = (command for command in commands if command["name"] == name and command["type"] == 1)
    return next(named, None)


def command_data(
    world: World,
    guild: Guild | None,
    command: JSON,
    path: str,
    values: Mapping[str, Value],
    focused: str | None = None,
) -> JSON:
    """Returns the `data` of a command such as "settings show", or of autocompleting `focused`."""
    _check_context(command, guild)
    data: JSON = {"id": command["id"], "name": command["name"], "type": 1}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    level, outer = command, data
    for step in path.split()[1:]:
        level = _option(level, step, path)
        inner: JSON = {"type": level["type"], "name": step, "options": []}
        outer["options"] = [inner]
        outer = inner
    declared: list[JSON] = level.get("options") or []
    if any(option["type"] in {_SUBCOMMAND, _GROUP} for option in declared):
        msg = f"/{path} is a group; it has {[option['name'] for option in declared]}"
        raise LookupError(msg)
    required = [option["name"] for option in declared if option.get("required")]
    missing = [name for name in required if name not in values]
    if missing and focused is None:
        msg = f"/{path} needs {missing}"
        raise LookupError(msg)
    resolved: dict[str, dict[str, JSON]] = {}
    options: list[JSON] = []
    for name, value in values.items():
        declaration = _option(level, name, path)
        option: JSON = {
            "type": declaration["type"],
            "name": name,
            "value": _value(world, guild, value, resolved),
        }
        if name == focused:
            if not declaration.get("autocomplete"):
                msg = f"{name!r} of /{path} has no autocomplete"
                raise LookupError(msg)
            option["focused"] = True
        elif declaration.get("choices") and value not in [
            choice["value"] for choice in declaration["choices"]
        ]:
            msg = f"{value!r} is not a choice of {name!r}: {declaration['choices']}"
            raise LookupError(msg)
        options.append(option)
    if options:
        outer["options"] = options
    if resolved:
        data["resolved"] = resolved
    return data


def _check_context(command: JSON, guild: Guild | None) -> None:
    context = 0 if guild is not None else 1
    contexts = command.get("contexts")
    if contexts is None and command.get("dm_permission") is False:
        contexts = [0]
    if contexts is not None and context not in contexts:
        msg = f"/{command['name']} is not offered here: its contexts are {contexts}"
        raise LookupError(msg)
    if (
        guild is not None
        and not guild.bot_present
        and 1 not in (command.get("integration_types") or [0])
    ):
        msg = f"/{command['name']} cannot be installed by a user: it is not offered here"
        raise LookupError(msg)


def _option(level: JSON, name: str, path: str) -> JSON:
    options: list[JSON] = level.get("options") or []
    for option in options:
        if option["name"] == name:
            return option
    msg = f"/{path} has no {name!r}; it has {[option['name'] for option in options]}"
    raise LookupError(msg)


def _value(
    world: World, guild: Guild | None, value: Value, resolved: dict[str, dict[str, JSON]]
) -> object:
    match value:
        case Channel():
            bits = world.allowed(value, world.owner)
            resolved.setdefault("channels", {})[value.id] = {
                **value.json(),
                "permissions": str(bits),
            }
        case User():
            resolved.setdefault("users", {})[value.id] = value.json()
            if guild is not None:
                member = guild.members.get(value.id, Member(value))
                bits = permissions.in_guild(guild, member)
                shown = {**member.json(with_user=False), "permissions": str(bits)}
                resolved.setdefault("members", {})[value.id] = shown
        case Role():
            resolved.setdefault("roles", {})[value.id] = value.json()
        case _:
            return value
    return value.id


def component_data(
    message: JSON, custom_id: str | None, label: str | None, values: list[str] | None
) -> JSON:
    """Returns the `data` of a message's button or select menu, found by id or label."""
    offered = [component for component in walk(message["components"]) if component.get("custom_id")]
    for component in offered:
        if (custom_id is None or component["custom_id"] == custom_id) and (
            label is None or component.get("label") == label
        ):
            if component.get("disabled"):
                msg = f"{component['custom_id']!r} is disabled"
                raise LookupError(msg)
            data: JSON = {
                "custom_id": component["custom_id"],
                "component_type": component["type"],
                "id": component["id"],
            }
            return data if values is None else data | {"values": values}
    names = [(component["custom_id"], component.get("label")) for component in offered]
    msg = f"The message has no {custom_id or label!r}; it has {names}"
    raise LookupError(msg)


def start(
    world: World,
    kind: int,
    data: JSON,
    *,
    guild: Guild | None,
    channel: Channel,
    user: User,
    source: JSON | None = None,
    member_permissions: int | None = None,
    locale: str | None = None,
) -> Interaction:
    """Creates the interaction and sends it to the bot."""
    owners: dict[str, str] = {"0": guild.id if guild is not None else "0"}
    if guild is not None and not guild.bot_present:
        owners = {"1": user.id}
    user_bits = (
        member_permissions if member_permissions is not None else world.allowed(channel, user)
    )
    payload: JSON = {
        "id": world.next_id(),
        "application_id": world.bot.id,
        "type": kind,
        "token": f"aW50ZXJhY3Rpb246{secrets.token_urlsafe(48)}",
        "version": 1,
        "data": data,
        "channel_id": channel.id,
        "channel": {**channel.json(), "permissions": str(user_bits)},
        "app_permissions": str(world.allowed(channel)),
        "locale": locale or user.locale,
        "context": 0 if guild is not None else 1,
        "authorizing_integration_owners": owners,
        "entitlements": [],
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    if guild is not None:
        member = guild.members.get(user.id, Member(user))
        partial: JSON = {
            "id": guild.id,
            "locale": guild.preferred_locale,
            "features": ["COMMUNITY"],
        }
        payload |= {"guild_id": guild.id, "guild": partial, "guild_locale": guild.preferred_locale}
        payload["member"] = {**member.json(), "permissions": str(user_bits)}
    else:
        payload["user"] = user.json()
    if source is not None:
        payload["message"] = source
    interaction = Interaction(
        payload["id"], payload["token"], payload, user, channel, guild, source
    )
    world.interactions[interaction.token] = interaction
    world.emit("INTERACTION_CREATE", payload, guild.id if guild is not None else None)
    return interaction

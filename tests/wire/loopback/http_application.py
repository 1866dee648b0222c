"""Routes about the application: its account, gateway address, servers, DMs and commands."""

from collections.abc import Iterable

from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.routing import ApiError, Call, route


@route("GET", "/users/@me")
def current_user(call: Call) -> JSON:
    return call.world.bot.json() | {
        "flags": 0,
        "mfa_enabled": True,
        "verified": True,
        "email": None,
    }


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
def application(call: Call) -> JSON:
    world = call.world
    data: JSON = {
        "id": world.bot.id,
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": world.bot.json(),
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": world.owner.json(),
        "verify_key": "0" * 64,
        "flags": world.application_flags,
        "approximate_guild_count": sum(guild.bot_present for guild in world.guilds.values()),
        "integration_types_config": {"0": {}, "1": {}},
        "team": None,
    }
    if world.team:
        members: list[JSON] = [
            {
                "user": user.json(),
                "team_id": "1",
                "membership_state": 2,
                "role": "developer",
                "permissions": ["*"],
            }
            for user in world.team
        ]
        owner_id = world.team[0].id
        data["team"] = {
            "id": "1",
            "name": "team",
            "icon": None,
            "owner_user_id": owner_id,
            "members": members,
        }
        # Discord shows a made-up user as the owner of a team's application.
        data["owner"] = {**world.owner.json(), "id": "1", "username": "team1", "global_name": None}
    return data


@route("GET", "/gateway")
def gateway(call: Call) -> JSON:
    return {"url": _gateway_url(call)}


def _gateway_url(call: Call) -> str:
    return call.base_url.replace("http://", "ws://") + "/gateway"


@route("GET", "/gateway/bot")
def gateway_bot(call: Call) -> JSON:
    limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
    return {"url": _gateway_url(call), "shards": 1, "session_start_limit": limit}


@route("GET", "/guilds/{guild_id}")
def guild(call: Call) -> JSON:
    found = call.world.guilds.get(call.parameters["guild_id"])
    if found is None:
        raise ApiError(404, 10004, "Unknown Guild")
    if not found.bot_present:
        raise ApiError(403, 50001, "Missing Access")
    return found.json()


@route("POST", "/users/@me/channels")
def open_dm(call: Call) -> JSON:
    user = call.world.users.get(str(call.body.get("recipient_id")))
    if user is None:
        raise ApiError(400, 50033, "Invalid Recipient(s)")
    return call.world.dm(user).json()


# Commands


def _scope(call: Call) -> str | None:
    if call.parameters["application_id"] != call.world.bot.id:
        raise ApiError(404, 10002, "Unknown Application")
    guild_id = call.parameters.get("guild_id")
    known = call.world.guilds.get(guild_id) if guild_id else None
    if guild_id and (known is None or not known.bot_present):
        raise ApiError(403, 50001, "Missing Access")
    return guild_id


def _commands(call: Call) -> list[JSON]:
    return call.world.commands.setdefault(_scope(call), [])


def _command(call: Call) -> JSON:
    for command in _commands(call):
        if command["id"] == call.parameters["command_id"]:
            return command
    raise ApiError(404, 10063, "Unknown application command")


def _registered(call: Call, request: JSON, earlier: Iterable[JSON]) -> JSON:
    kind = request.get("type") or 1
    same = next(
        (old for old in earlier if (old["name"], old["type"]) == (request["name"], kind)), None
    )
    data: JSON = {
        "description": "",
        "options": [],
        "default_member_permissions": None,
        "nsfw": False,
        "contexts": None,
        "integration_types": [0],
        "name_localizations": None,
        "description_localizations": None,
        **request,
        "type": kind,
        # A command keeps its id for as long as it keeps its name.
        "id": same["id"] if same else call.world.next_id(),
        "application_id": call.world.bot.id,
        "version": call.world.next_id(),
    }
    if data["default_member_permissions"] is not None:
        data["default_member_permissions"] = str(data["default_member_permissions"])
    if guild_id := call.parameters.get("guild_id"):
        data["guild_id"] = guild_id
    return data


@route("GET", "/applications/{application_id}/commands")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands")
def list_commands(call: Call) -> list[JSON]:
    return _commands(call)


@route("PUT", "/applications/{application_id}/commands")
@route("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
def put_commands(call: Call) -> list[JSON]:
    earlier = _commands(call)
    requests: list[JSON] = call.record.json or []
    names = [(command["name"], command.get("type") or 1) for command in requests]
    if len(names) != len(set(names)):
        raise ApiError(400, 50035, "Application command names must be unique")
    call.world.commands[_scope(call)] = [
        _registered(call, command, earlier) for command in requests
    ]
    return _commands(call)


@route("POST", "/applications/{application_id}/commands")
@route("POST", "/applications/{application_id}/guilds/{guild_id}/commands")
def post_command(call: Call) -> JSON:
    commands = _commands(call)
    command = _registered(call, call.body, commands)
    commands[:] = [other for other in commands if other["id"] != command["id"]] + [command]
    return command


@route("GET", "/applications/{application_id}/commands/{command_id}")
@route("GET", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
def get_command(call: Call) -> JSON:
    return _command(call)


@route("PATCH", "/applications/{application_id}/commands/{command_id}")
@route("PATCH", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
def patch_command(call: Call) -> JSON:
    command = _command(call)
    command.update(call.body, version=call.world.next_id())
    return command


@route("DELETE", "/applications/{application_id}/commands/{command_id}")
@route("DELETE", "/applications/{application_id}/guilds/{guild_id}/commands/{command_id}")
def delete_command(call: Call) -> None:
    _commands(call).remove(_command(call))

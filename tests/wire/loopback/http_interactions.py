"""Routes for responses to interactions and their follow-ups."""

import time

from tests.wire.loopback import message_limits
from tests.wire.loopback.interaction import Interaction
from tests.wire.loopback.json_access import JSON, part
from tests.wire.loopback.messages import EPHEMERAL, LOADING, compose, edit, keep, reference, remove
from tests.wire.loopback.routing import ApiError, Call, route

_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ORIGINAL = _WEBHOOK + "/messages/@original"
_FOLLOW_UP = _WEBHOOK + "/messages/{message_id}"

FOLLOW_UP_SECONDS = 15 * 60


@route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", with_token=False)
def respond(call: Call) -> JSON | None:
    interaction = call.world.interactions.get(call.parameters["interaction_token"])
    if (
        interaction is None
        or interaction.id != call.parameters["interaction_id"]
        or interaction.overdue
    ):
        raise ApiError(404, 10062, "Unknown interaction")
    if interaction.response is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    kind, data = int(call.body.get("type", 0)), part(call.body, "data")
    fitting = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}[interaction.type]
    if kind not in fitting:
        raise ApiError(
            400,
            50035,
            f"A response of type {kind} does not fit an interaction of type {interaction.type}",
        )
    if kind in {4, 5, 7}:
        _may_write(call, interaction)
    if kind in {4, 7}:
        _check(data, uploads=len(call.uploads), editing=kind == 7)
    if kind in {4, 5}:
        loading = LOADING if kind == 5 else 0
        body = {**data, "flags": int(data.get("flags") or 0) | loading}
        interaction.original_id = _respond(call, interaction, body)["id"]
        interaction.loading = bool(loading)
    elif interaction.source is not None:
        interaction.original_id = interaction.source["id"]
        interaction.loading = kind == 6
        if kind == 7:
            edit(call.world, interaction.source, data, uploads=call.uploads, base_url=call.base_url)
    interaction.response = call.body
    interaction.responded_after = time.monotonic() - interaction.started
    return _callback_json(call, interaction) if call.flag("with_response") else None


def _may_write(call: Call, interaction: Interaction) -> None:
    """Refuses messages in a channel that is gone, or in a locked thread."""
    channel = call.world.channels.get(interaction.channel.id)
    if channel is None:
        raise ApiError(404, 10003, "Unknown Channel")
    if channel.archived and channel.locked:
        raise ApiError(400, 50083, "Thread is archived")


def _check(body: JSON, *, uploads: int, editing: bool = False) -> None:
    problem = message_limits.problem(body, uploads=uploads, editing=editing)
    if problem is not None:
        raise ApiError(400, 50006 if "empty" in problem else 50035, problem)


def _callback_json(call: Call, interaction: Interaction) -> JSON:
    kind = interaction.response_type
    data: JSON = {"interaction": {"id": interaction.id, "type": interaction.type}}
    if kind not in {4, 5, 6, 7} or interaction.original_id is None:
        return data
    message = _original(call, interaction)
    data["interaction"] |= {
        "response_message_id": message["id"],
        "response_message_loading": bool(message["flags"] & LOADING),
        "response_message_ephemeral": bool(message["flags"] & EPHEMERAL),
    }
    if kind in {4, 5, 7}:
        data["resource"] = {"type": kind, "message": message}
    return data


def _respond(
    call: Call, interaction: Interaction, body: JSON, *, follows: str | None = None
) -> JSON:
    """Creates a response message: of type 20 for a command, a reply for a button."""
    world, channel = call.world, interaction.channel
    source = interaction.source if follows is None else world.find_message(follows)
    kind = 20 if source is None else 19
    message = compose(
        world,
        channel,
        world.bot.json(),
        body,
        uploads=call.uploads,
        kind=kind,
        base_url=call.base_url,
    )
    if source is not None:
        # Set after the mentions are computed, because such a reply pings nobody.
        message["message_reference"] = reference(channel, source["id"])
        message["referenced_message"] = {
            k: v for k, v in source.items() if k != "referenced_message"
        }
    message |= {"webhook_id": world.bot.id, "application_id": world.bot.id}
    about: JSON = {
        "id": interaction.id,
        "type": interaction.type,
        "user": interaction.user.json(),
        "authorizing_integration_owners": interaction.payload["authorizing_integration_owners"],
    }
    if interaction.source is not None:
        about["interacted_message_id"] = interaction.source["id"]
    elif interaction.type == 2:
        name = interaction.payload["data"]["name"]
        message["interaction"] = {
            "id": interaction.id,
            "type": 2,
            "name": name,
            "user": interaction.user.json(),
        }
    if follows is not None:
        about["original_response_message_id"] = follows
    message["interaction_metadata"] = about
    keep(world, channel, message)
    return message


# Follow-ups


def _interaction(call: Call) -> Interaction:
    interaction = call.world.interactions.get(call.parameters["webhook_token"])
    if (
        interaction is None
        or call.parameters["webhook_id"] != call.world.bot.id
        or interaction.response is None
    ):
        raise ApiError(404, 10015, "Unknown Webhook")
    if time.monotonic() - interaction.started > FOLLOW_UP_SECONDS:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return interaction


def _found(call: Call, message_id: str | None) -> JSON:
    message = call.world.find_message(message_id) if message_id else None
    if message is None:
        raise ApiError(404, 10008, "Unknown Message")
    return message


def _original(call: Call, interaction: Interaction) -> JSON:
    return _found(call, interaction.original_id)


def _own(call: Call) -> JSON:
    interaction, message_id = _interaction(call), call.parameters["message_id"]
    if message_id not in {*interaction.followups, interaction.original_id}:
        raise ApiError(404, 10008, "Unknown Message")
    return _found(call, message_id)


@route("POST", _WEBHOOK, with_token=False)
def follow_up(call: Call) -> JSON | None:
    interaction = _interaction(call)
    _may_write(call, interaction)
    _check(call.body, uploads=len(call.uploads))
    if interaction.loading and interaction.response_type == 5:
        # The first follow-up replaces "is thinking" and stays as public as that was.
        message = _edit(call, interaction, _original(call, interaction))
    else:
        message = _respond(call, interaction, call.body, follows=interaction.original_id)
        interaction.followups.append(message["id"])
        interaction.loading = False
    return message if call.flag("wait") else None


def _edit(call: Call, interaction: Interaction, message: JSON) -> JSON:
    _may_write(call, interaction)
    _check(call.body, uploads=len(call.uploads), editing=True)
    edit(call.world, message, call.body, uploads=call.uploads, base_url=call.base_url)
    interaction.loading = False
    return message


@route("GET", _ORIGINAL, with_token=False)
def get_original(call: Call) -> JSON:
    return _original(call, _interaction(call))


@route("PATCH", _ORIGINAL, with_token=False)
def edit_original(call: Call) -> JSON:
    interaction = _interaction(call)
    return _edit(call, interaction, _original(call, interaction))


@route("DELETE", _ORIGINAL, with_token=False)
def delete_original(call: Call) -> None:
    remove(call.world, _original(call, _interaction(call)))


@route("GET", _FOLLOW_UP, with_token=False)
def get_follow_up(call: Call) -> JSON:
    return _own(call)


@route("PATCH", _FOLLOW_UP, with_token=False)
def edit_follow_up(call: Call) -> JSON:
    return _edit(call, _interaction(call), _own(call))


@route("DELETE", _FOLLOW_UP, with_token=False)
def delete_follow_up(call: Call) -> None:
    remove(call.world, _own(call))

"""Routes about channels and their messages."""

from tests.wire.loopback import message_limits, permissions
from tests.wire.loopback.json_access import JSON
from tests.wire.loopback.messages import compose, edit, in_rest, keep, remove, with_same_nonce
from tests.wire.loopback.model import Channel, ChannelType
from tests.wire.loopback.routing import ApiError, Call, route

CROSSPOSTED = 1
_MESSAGE = "/channels/{channel_id}/messages/{message_id}"
_REACTION = _MESSAGE + "/reactions/{emoji_name}/@me"


def _may(call: Call, channel: Channel, bits: int = permissions.VIEW_CHANNEL) -> None:
    allowed = call.world.allowed(channel)
    if not allowed & permissions.VIEW_CHANNEL:
        raise ApiError(403, 50001, "Missing Access")
    if allowed & bits != bits:
        raise ApiError(403, 50013, "Missing Permissions")


def _visible(call: Call) -> Channel:
    channel = call.channel
    _may(call, channel)
    return channel


def _message(call: Call) -> JSON:
    channel = _visible(call)
    message = call.world.messages[channel.id].get(call.parameters["message_id"])
    if message is None:
        raise ApiError(404, 10008, "Unknown Message")
    return message


@route("GET", "/channels/{channel_id}")
def get_channel(call: Call) -> JSON:
    return _visible(call).json()


@route("POST", "/channels/{channel_id}/typing")
def typing(call: Call) -> None:
    _may(call, call.channel, permissions.SEND_MESSAGES)


@route("GET", "/channels/{channel_id}/messages")
def list_messages(call: Call) -> list[JSON]:
    channel = _visible(call)
    if not call.world.allowed(channel) & permissions.READ_MESSAGE_HISTORY:
        return []
    query = call.record.query
    limit = int(query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise ApiError(400, 50035, "Invalid Form Body: limit")
    found = sorted(call.world.messages[channel.id].values(), key=lambda message: int(message["id"]))
    if "after" in query:
        # The oldest of those after, but shown newest first.
        found = [message for message in found if int(message["id"]) > int(query["after"])][:limit]
    elif "around" in query:
        middle = int(query["around"])
        nearest = sorted(found, key=lambda message: abs(int(message["id"]) - middle))[:limit]
        found = sorted(nearest, key=lambda message: int(message["id"]))
    elif "before" in query:
        found = [message for message in found if int(message["id"]) < int(query["before"])]
    return [in_rest(call.world, message) for message in reversed(found[-limit:])]


@route("GET", _MESSAGE)
def get_message(call: Call) -> JSON:
    message = _message(call)
    _may(call, call.channel, permissions.READ_MESSAGE_HISTORY)
    return in_rest(call.world, message)


@route("POST", "/channels/{channel_id}/messages")
def create_message(call: Call) -> JSON:
    world, channel, body = call.world, call.channel, call.body
    _may_send(call, channel)
    nonce = body.get("nonce")
    if nonce is not None and body.get("enforce_nonce"):
        used, earlier = with_same_nonce(world, channel, nonce)
        if used and earlier is None:
            raise ApiError(404, 10008, "Unknown Message")
        if earlier is not None:
            return in_rest(world, earlier)
    reply_to = _referred(call, channel)
    kind = 0 if reply_to is None else 19
    author = world.bot.json()
    message = compose(
        world,
        channel,
        author,
        body,
        uploads=call.uploads,
        kind=kind,
        reply_to=reply_to,
        base_url=call.base_url,
    )
    if nonce is not None:
        world.nonces[channel.id, str(nonce)] = (world.clock.now(), message["id"])
    keep(world, channel, message)
    return in_rest(world, message)


def _may_send(call: Call, channel: Channel) -> None:
    if channel.type is ChannelType.DM and not channel.recipients[0].dms_open:
        raise ApiError(403, 50007, "Cannot send messages to this user")
    if channel.type is ChannelType.FORUM:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    needed = (
        permissions.SEND_MESSAGES_IN_THREADS if channel.is_thread else permissions.SEND_MESSAGES
    )
    if call.uploads:
        needed |= permissions.ATTACH_FILES
    if call.body.get("embeds"):
        needed |= permissions.EMBED_LINKS
    _may(call, channel, needed)
    if channel.archived and channel.locked:
        raise ApiError(400, 50083, "Thread is archived")
    channel.archived = False
    problem = message_limits.problem(call.body, uploads=len(call.uploads))
    if problem is not None:
        raise ApiError(400, 50006 if "empty" in problem else 50035, problem)


def _referred(call: Call, channel: Channel) -> JSON | None:
    reference: JSON | None = call.body.get("message_reference")
    if not reference:
        return None
    if not call.world.allowed(channel) & permissions.READ_MESSAGE_HISTORY:
        raise ApiError(400, 160002, "Cannot reply without permission to read message history")
    found = call.world.messages[channel.id].get(str(reference["message_id"]))
    if found is None and reference.get("fail_if_not_exists", True):
        errors = {"message_reference": {"_errors": [{"code": "MESSAGE_REFERENCE_UNKNOWN_MESSAGE"}]}}
        raise ApiError(400, 50035, "Invalid Form Body", errors=errors)
    return found


@route("PATCH", _MESSAGE)
def edit_message(call: Call) -> JSON:
    message = _message(call)
    if message["author"]["id"] != call.world.bot.id:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    if call.channel.archived:
        raise ApiError(400, 50083, "Thread is archived")
    problem = message_limits.problem(call.body, uploads=len(call.uploads), editing=True)
    if problem is not None:
        raise ApiError(400, 50035, problem)
    edit(call.world, message, call.body, uploads=call.uploads, base_url=call.base_url)
    return in_rest(call.world, message)


@route("DELETE", _MESSAGE)
def delete_message(call: Call) -> None:
    message = _message(call)
    if message["author"]["id"] != call.world.bot.id:
        _may(call, call.channel, permissions.MANAGE_MESSAGES)
    remove(call.world, message)


@route("POST", _MESSAGE + "/crosspost")
def crosspost(call: Call) -> JSON:
    message = _message(call)
    if call.channel.type is not ChannelType.ANNOUNCEMENT:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    own = message["author"]["id"] == call.world.bot.id
    _may(call, call.channel, permissions.SEND_MESSAGES if own else permissions.MANAGE_MESSAGES)
    if message["flags"] & CROSSPOSTED:
        raise ApiError(400, 40033, "This message has already been crossposted")
    message["flags"] |= CROSSPOSTED
    return in_rest(call.world, message)


@route("PUT", _REACTION)
def react(call: Call) -> None:
    message = _message(call)
    _may(call, call.channel, permissions.ADD_REACTIONS)
    name = call.parameters["emoji_name"]
    emoji: JSON = {"id": None, "name": name}
    reactions: list[JSON] = message.setdefault("reactions", [])
    if all(reaction["emoji"] != emoji for reaction in reactions):
        reactions.append({"emoji": emoji, "count": 1, "me": True, "burst_colors": []})


@route("DELETE", _REACTION)
def unreact(call: Call) -> None:
    message = _message(call)
    name = call.parameters["emoji_name"]
    message["reactions"] = [
        reaction for reaction in message.get("reactions", []) if reaction["emoji"]["name"] != name
    ]

"""Creating, editing and deleting messages, and what a bot sees of them."""

import copy
import re
from dataclasses import dataclass
from typing import Any

from tests.wire.loopback.json_access import JSON, parts, walk
from tests.wire.loopback.model import Channel
from tests.wire.loopback.world import MESSAGE_CONTENT_FLAG, World

EPHEMERAL = 1 << 6
LOADING = 1 << 7
COMPONENTS_V2 = 1 << 15
FORWARD = 1
"""The type of a reference to the message that is forwarded."""

_NOTHING: JSON = {}

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file from a multipart body."""

    field: str
    filename: str
    content_type: str
    data: bytes


def compose(
    world: World,
    channel: Channel,
    author: JSON,
    body: JSON,
    *,
    uploads: tuple[Upload, ...] = (),
    kind: int = 0,
    reply_to: JSON | None = None,
    base_url: str = "",
) -> JSON:
    """Returns the message for a create-message request; `keep` puts it into its channel."""
    message: JSON = {
        "id": world.next_id(),
        "channel_id": channel.id,
        "type": kind,
        "author": author,
        "timestamp": world.timestamp(),
        "edited_timestamp": None,
        "tts": bool(body.get("tts")),
        "pinned": False,
        "flags": int(body.get("flags") or 0),
    }
    if reply_to is not None:
        message["message_reference"] = reference(channel, reply_to["id"])
        message["referenced_message"] = {
            k: v for k, v in reply_to.items() if k != "referenced_message"
        }
    fill(world, message, body, uploads=uploads, base_url=base_url)
    if body.get("nonce") is not None:
        message["nonce"] = body["nonce"]
    return message


def reference(channel: Channel, message_id: str) -> JSON:
    data: JSON = {"type": 0, "channel_id": channel.id, "message_id": message_id}
    return data if channel.guild_id is None else data | {"guild_id": channel.guild_id}


def snapshot(message: JSON) -> JSON:
    """Returns what a forward shows of a message: neither its author nor its place."""
    kept = (
        "type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags",
        "mentions", "mention_roles", "components",
    )  # fmt: skip
    return {key: copy.deepcopy(message[key]) for key in kept}


def fill(
    world: World, message: JSON, body: JSON, *, uploads: tuple[Upload, ...] = (), base_url: str = ""
) -> None:
    """Sets what a request contains (content, embeds, components, files) in a message."""
    message["content"] = body.get("content", message.get("content")) or ""
    for key in ("embeds", "components"):
        message[key] = copy.deepcopy(parts(body if key in body else message, key))
    if body.get("flags") is not None:
        # Whether a message is ephemeral is decided when it is created; no edit changes it.
        message["flags"] = message["flags"] & EPHEMERAL | int(body["flags"]) & ~EPHEMERAL
    described = parts(body, "attachments")
    kept = {str(file["id"]) for file in described}
    had = parts(message, "attachments")
    keep_all = "attachments" not in body
    message["attachments"] = [file for file in had if keep_all or file["id"] in kept]
    for index, upload in enumerate(uploads):
        number = re.sub(r"\D", "", upload.field) or str(index)
        about = next((file for file in described if str(file.get("id")) == number), _NOTHING)
        message["attachments"].append(_attachment(world, message, upload, about, base_url))
    for embed in message["embeds"]:
        embed.setdefault("type", "rich")
    _link_uploads([message["embeds"], message["components"]], message["attachments"])
    _number(message["components"])
    _mention(world, message, body)


def _attachment(world: World, message: JSON, upload: Upload, about: JSON, base_url: str) -> JSON:
    attachment_id = world.next_id()
    url = f"{base_url}/attachments/{message['channel_id']}/{attachment_id}/{upload.filename}"
    world.files[attachment_id] = upload.data
    return {
        "id": attachment_id,
        "filename": about.get("filename") or upload.filename,
        "description": about.get("description"),
        "size": len(upload.data),
        "url": url,
        "proxy_url": url,
        "content_type": upload.content_type,
    }


def _link_uploads(node: Any, attachments: list[JSON]) -> None:
    """Replaces `attachment://name` with the file's URL."""
    if isinstance(node, list):
        for item in node:  # pyright: ignore[reportUnknownVariableType]
            _link_uploads(item, attachments)
    elif isinstance(node, dict):
        data: JSON = node  # pyright: ignore[reportUnknownVariableType]
        url = data.get("url")
        if isinstance(url, str) and url.startswith("attachment://"):
            name = url.removeprefix("attachment://")
            data["url"] = next(
                (file["url"] for file in attachments if file["filename"] == name), url
            )
        for value in data.values():
            _link_uploads(value, attachments)


def _number(components: list[JSON]) -> None:
    """Numbers all components, as Discord does."""
    for number, component in enumerate(walk(components), start=1):
        component.setdefault("id", number)


def _mention(world: World, message: JSON, body: JSON) -> None:
    allowed: JSON | None = body.get("allowed_mentions")
    text = " ".join(
        [message["content"], *(str(c.get("content") or "") for c in walk(message["components"]))]
    )
    users = [world.users[i] for i in dict.fromkeys(_USER.findall(text)) if i in world.users]
    roles = list(dict.fromkeys(_ROLE.findall(text)))
    everyone = bool(_EVERYONE.search(text))
    pings_author = True
    if allowed is not None:
        parse: list[str] = allowed.get("parse") or []
        named = _ids(allowed, "users")
        users = [user for user in users if "users" in parse or user.id in named]
        named_roles = _ids(allowed, "roles")
        roles = [role for role in roles if "roles" in parse or role in named_roles]
        everyone = everyone and "everyone" in parse
        pings_author = bool(allowed.get("replied_user"))
    mentions = [user.json() for user in users]
    replied: JSON | None = message.get("referenced_message")
    if replied and pings_author and "webhook_id" not in replied:
        mentions = [
            replied["author"],
            *(user for user in mentions if user["id"] != replied["author"]["id"]),
        ]
    message |= {"mentions": mentions, "mention_roles": roles, "mention_everyone": everyone}


def _ids(allowed: JSON, key: str) -> set[str]:
    ids: list[str | int] = allowed.get(key) or []
    return {str(id_) for id_ in ids}


def shown(world: World, message: JSON, *, content: bool) -> JSON:
    """Returns a message as the bot sees it, with or without the message-content intent."""
    copied = copy.deepcopy(message)
    channel = world.channels.get(message["channel_id"])
    is_dm = channel is not None and channel.guild_id is None
    if not content and not is_dm:
        for visible in (copied, copied.get("referenced_message")):
            if visible is not None and not _is_open(world, visible):
                _withhold(visible)
                for forwarded in visible.get("message_snapshots", []):
                    _withhold(forwarded["message"])
    return copied


def _withhold(message: JSON) -> None:
    message |= {"content": "", "embeds": [], "attachments": [], "components": []}


def _is_open(world: World, message: JSON) -> bool:
    bot = world.bot.id
    return message["author"]["id"] == bot or any(user["id"] == bot for user in message["mentions"])


def in_rest(world: World, message: JSON) -> JSON:
    return shown(world, message, content=bool(world.application_flags & MESSAGE_CONTENT_FLAG))


def in_gateway(world: World, message: JSON, *, content: bool) -> JSON:
    """Returns a message as an event shows it: with the server and the members."""
    data = shown(world, message, content=content)
    channel = world.channels[message["channel_id"]]
    guild = world.guild_of(channel)
    if guild is not None:
        data["guild_id"] = guild.id
        for user in data["mentions"]:
            if member := guild.members.get(user["id"]):
                user["member"] = member.json(with_user=False)
        member = guild.members.get(message["author"]["id"])
        if member is not None and "webhook_id" not in message:
            data["member"] = member.json(with_user=False)
    return data


def keep(world: World, channel: Channel, message: JSON) -> None:
    """Puts a message into its channel and sends the event."""
    if message["flags"] & EPHEMERAL:
        # Only one user sees these: there is no event, and they are not in the history.
        world.ephemeral[message["id"]] = message
    else:
        world.messages[channel.id][message["id"]] = message
        channel.last_message_id = message["id"]
        world.emit("MESSAGE_CREATE", message, channel.guild_id)
    note_sent(world, message)


def edit(
    world: World, message: JSON, body: JSON, *, uploads: tuple[Upload, ...] = (), base_url: str = ""
) -> None:
    was_loading = bool(message["flags"] & LOADING)
    message["flags"] &= ~LOADING
    fill(world, message, body, uploads=uploads, base_url=base_url)
    if was_loading:
        note_sent(world, message)
    else:
        message["edited_timestamp"] = world.timestamp()
    if not message["flags"] & EPHEMERAL:
        channel = world.channels[message["channel_id"]]
        world.emit("MESSAGE_UPDATE", message, channel.guild_id)


def remove(world: World, message: JSON) -> None:
    if world.ephemeral.pop(message["id"], None) is None:
        channel = world.channels[message["channel_id"]]
        world.messages[channel.id].pop(message["id"], None)
        guild_id = channel.guild_id
        gone: JSON = {"id": message["id"], "channel_id": channel.id}
        world.emit("MESSAGE_DELETE", gone | ({"guild_id": guild_id} if guild_id else {}), guild_id)


def note_sent(world: World, message: JSON) -> None:
    """Records a message of the bot once it shows something."""
    if message["author"]["id"] == world.bot.id and not message["flags"] & LOADING:
        world.sent.append(copy.deepcopy(message))


def with_same_nonce(world: World, channel: Channel, nonce: object) -> tuple[bool, JSON | None]:
    """Returns whether the nonce was used here within 5 minutes, and its message if it exists."""
    used = world.nonces.get((channel.id, str(nonce)))
    if used is None or (world.clock.now() - used[0]).total_seconds() > 300:
        return False, None
    return True, world.messages[channel.id].get(used[1])

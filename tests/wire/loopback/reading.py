"""Reading Discord's JSON: its parts, and the text a person sees in it."""

from typing import Any, TypeAlias

JSON: TypeAlias = dict[str, Any]


def part(data: JSON, key: str) -> JSON:
    """The object under a key; empty if there is none, or null."""
    return data.get(key) or {}


def parts(data: JSON, key: str) -> list[JSON]:
    """The list of objects under a key; empty if there is none, or null."""
    return data.get(key) or []


def walk(components: list[JSON]) -> list[JSON]:
    """All components, nested ones included, in the order of reading."""
    found: list[JSON] = []
    for component in components:
        found += [component, *walk(parts(component, "components"))]
        found += walk([component["accessory"]] if component.get("accessory") else [])
    return found


def contents(reply: JSON | list[JSON]) -> str:
    """All the text a person would read in a message or a list of choices, a part a line."""
    if isinstance(reply, list):
        return "\n".join(str(one.get("name", "")) for one in reply)
    texts: list[Any] = [reply.get("content")]
    for embed in parts(reply, "embeds"):
        texts += embed_texts(embed)
    for one in walk(parts(reply, "components")):
        texts += [one.get("content"), one.get("label"), one.get("placeholder")]
        texts += [option.get("label") for option in parts(one, "options")]
        texts += [item.get("description") for item in [one, *parts(one, "items")]]
    texts += [one.get("description") for one in parts(reply, "attachments")]
    return "\n".join(str(text) for text in texts if text)


def embed_texts(embed: JSON) -> list[str]:
    """The texts of an embed that count towards its limit, in the order of reading."""
    texts: list[Any] = [part(embed, "author").get("name"), embed.get("title")]
    texts.append(embed.get("description"))
    for one in parts(embed, "fields"):
        texts += [one.get("name"), one.get("value")]
    texts.append(part(embed, "footer").get("text"))
    return [text for text in texts if text]

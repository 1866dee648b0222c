"""Discord's JSON: its type, and reading nested objects and visible text from it."""

from typing import Any, TypeAlias

JSON: TypeAlias = dict[str, Any]


def part(data: JSON, key: str) -> JSON:
    """Returns the object under a key, or an empty one if it is missing or null."""
    return data.get(key) or {}


def parts(data: JSON, key: str) -> list[JSON]:
    """Returns the list under a key, or an empty one if it is missing or null."""
    return data.get(key) or []


def walk(components: list[JSON]) -> list[JSON]:
    """Returns all components, nested ones included, in reading order."""
    found: list[JSON] = []
    for component in components:
        found += [component, *walk(parts(component, "components"))]
        found += walk([component["accessory"]] if component.get("accessory") else [])
    return found


def contents(reply: JSON | list[JSON]) -> str:
    """Returns the visible text of a message or a list of choices, one part per line."""
    if isinstance(reply, list):
        return "\n".join(str(choice.get("name", "")) for choice in reply)
    texts: list[Any] = [reply.get("content")]
    for embed in parts(reply, "embeds"):
        texts += embed_texts(embed)
    for component in walk(parts(reply, "components")):
        texts += [component.get("content"), component.get("label"), component.get("placeholder")]
        texts += [option.get("label") for option in parts(component, "options")]
        texts += [item.get("description") for item in [component, *parts(component, "items")]]
    texts += [attachment.get("description") for attachment in parts(reply, "attachments")]
    return "\n".join(str(text) for text in texts if text)


def embed_texts(embed: JSON) -> list[str]:
    """Returns the texts of an embed that count towards its limit, in reading order."""
    texts: list[Any] = [part(embed, "author").get("name"), embed.get("title")]
    texts.append(embed.get("description"))
    for field in parts(embed, "fields"):
        texts += [field.get("name"), field.get("value")]
    texts.append(part(embed, "footer").get("text"))
    return [text for text in texts if text]

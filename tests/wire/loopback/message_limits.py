"""Limits of messages that Discord enforces but its OpenAPI description does not state."""

from tests.wire.loopback.json_access import JSON, embed_texts, parts, walk
from tests.wire.loopback.messages import COMPONENTS_V2


def problem(body: JSON, *, uploads: int = 0, editing: bool = False) -> str | None:
    """Returns why Discord would refuse a message, in one line, or None."""
    content = body.get("content") or ""
    embeds = parts(body, "embeds")
    components = parts(body, "components")
    if len(content) > 2000:
        return f"content: has {len(content)}, at most 2000"
    if (size := sum(len(text) for embed in embeds for text in embed_texts(embed))) > 6000:
        return f"embeds: {size} characters together, at most 6000"
    nested = walk(components)
    if int(body.get("flags") or 0) & COMPONENTS_V2:
        if content or embeds:
            return "flags: with IS_COMPONENTS_V2 there is no content and no embed"
        if len(nested) > 40:
            return f"components: {len(nested)} in all, at most 40"
        if (size := sum(len(component.get("content") or "") for component in nested)) > 4000:
            return f"components: {size} characters of text, at most 4000"
    elif len(components) > 5:
        return f"components: {len(components)} rows, at most 5"
    names = [component["custom_id"] for component in nested if component.get("custom_id")]
    if len(names) != len(set(names)):
        return f"components: a custom_id occurs twice in {names}"
    if not editing and not (content.strip() or embeds or components or uploads or body.get("poll")):
        return "Cannot send an empty message"
    return None

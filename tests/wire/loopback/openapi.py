"""Validates request bodies against Discord's OpenAPI description.

The description is not part of the project. Without it nothing is validated; `Spec.note` says so.
"""

import copy
import json
import os
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.wire.loopback.json_access import JSON

_URI = "urn:discord"
_BESIDE_THE_PROJECT = (
    Path(__file__).resolve().parents[3].parent / "shared" / "discord" / "openapi.json"
)
_ID_LISTS = frozenset({"users", "roles", "sticker_ids", "applied_tags"})
_WITH_IDS = frozenset(
    {"attachments", "default_values", "emoji", "emojis", "default_reaction_emoji"}
)

_formats = FormatChecker(formats=())


@_formats.checks("uri")
def _is_uri(value: object) -> bool:
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    return parts.scheme in {"http", "https", "attachment", "discord"} and bool(parts.netloc)


@_formats.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


@cache
def _document(path: Path) -> JSON:
    document: JSON = json.loads(path.read_text(encoding="utf-8"))
    _relax(document)
    return document


def _relax(node: Any) -> None:
    """Turns every `oneOf` into `anyOf`: the alternatives of the description may overlap."""
    if isinstance(node, dict):
        data: JSON = node  # pyright: ignore[reportUnknownVariableType]
        if "oneOf" in data and "anyOf" not in data:
            data["anyOf"] = data.pop("oneOf")
        for value in data.values():
            _relax(value)
    elif isinstance(node, list):
        for item in node:  # pyright: ignore[reportUnknownVariableType]
            _relax(item)


@cache
def _registry(path: Path) -> Registry[Any]:
    resource: Resource[Any] = Resource(contents=_document(path), specification=DRAFT202012)
    return Registry[Any]().with_resource(_URI, resource)


@cache
def _validator(path: Path, method: str, template: str) -> Draft202012Validator | None:
    operation: JSON = _document(path)["paths"].get(template, {}).get(method.lower(), {})
    if "application/json" not in operation.get("requestBody", {}).get("content", {}):
        return None
    steps = [
        "paths",
        template,
        method.lower(),
        "requestBody",
        "content",
        "application/json",
        "schema",
    ]
    pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
    return Draft202012Validator(
        {"$ref": f"{_URI}#/{pointer}"}, registry=_registry(path), format_checker=_formats
    )


class Spec:
    """Discord's OpenAPI description, if it is there."""

    def __init__(self, path: str | Path | None = None) -> None:
        named = path or os.environ.get("DISCORD_OPENAPI") or _BESIDE_THE_PROJECT
        self.path = Path(named).resolve()
        self.available = self.path.is_file()
        self.note = (
            f"Requests are checked against Discord's description, {self.path}."
            if self.available
            else "Requests are NOT checked against Discord's description: "
            f"there is no {self.path}; DISCORD_OPENAPI names another place."
        )

    def problem(self, method: str, template: str, body: object) -> str | None:
        """Returns what is wrong with a body, in one line, or None."""
        validator = _validator(self.path, method, template) if self.available else None
        if validator is None:
            return None
        checked: Any = validator
        errors: list[ValidationError] = list(checked.iter_errors(with_text_ids(body)))
        if not errors:
            return None
        return "; ".join(_sentence(_closest(error)) for error in errors[:3])


def with_text_ids(body: object, under: str = "") -> Any:
    """Returns a copy with ids as text, because discord.py sends some as numbers."""
    if isinstance(body, dict):
        data: JSON = body  # pyright: ignore[reportUnknownVariableType]
        return {key: _text_id(key, value, under) for key, value in data.items()}
    if isinstance(body, list):
        items: list[Any] = body  # pyright: ignore[reportUnknownVariableType]
        return [
            str(item) if under in _ID_LISTS and type(item) is int else with_text_ids(item, under)
            for item in items
        ]
    return copy.copy(body)


def _text_id(key: str, value: Any, under: str) -> Any:
    is_id = key.endswith("_id") or (key == "id" and under in _WITH_IDS)
    return str(value) if is_id and type(value) is int else with_text_ids(value, key)


def _closest(error: ValidationError) -> ValidationError:
    """Returns the error in the alternative that was meant."""
    while error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for inner in error.context:
            branches.setdefault(inner.relative_schema_path[0], []).append(inner)
        # An alternative of another `type`, or for another kind of value, was not meant.
        meant = [branch for branch in branches.values() if not any(map(_is_other_kind, branch))]
        if not meant:
            return error
        error = min(meant, key=len)[0]
    return error


def _is_other_kind(error: ValidationError) -> bool:
    own = list(error.relative_path)
    return (error.validator in {"enum", "const"} and own == ["type"]) or (
        error.validator == "type" and not own
    )


def _sentence(error: ValidationError) -> str:
    where = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path
    )
    failed: Any = error
    instance: Any = failed.instance
    value = re.sub(r"\s+", " ", json.dumps(instance, ensure_ascii=False, default=str))
    shown = value if len(value) <= 60 else f"{value[:57]}..."
    match error.validator:
        case "maxLength" | "maxItems" | "minLength" | "minItems":
            rule = f"has {len(instance)}, {error.validator} is {error.validator_value}"
        case "required":
            rule = error.message
        case _:
            rule = error.message if len(error.message) < 200 else f"breaks {error.validator}"
    return f"{where.lstrip('.') or 'body'}: {rule} (is {shown})"

"""The schema of the knowledge files as pydantic models: their keys, types and limits.

Pydantic's messages are for programmers; `explain` rewords them for the authors of the files.
"""

import math
import re
from datetime import date
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from bot.knowledge.model import Where

MAX_QUESTION = 80  # characters: the limit of a button's label on Discord
MAX_CHOICE = 100  # characters: the limit of an autocomplete choice


def _calendar_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise PydanticCustomError(
            "day", "“{text}” is not a date; write YYYY-MM-DD", {"text": value}
        )
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError(
            "day", "is not valid: there is no such day as {text}", {"text": value}
        ) from None


def _source_date(value: str) -> str:
    if re.fullmatch(r"\d{4}", value, re.ASCII):
        return value
    _calendar_day(f"{value}-01" if re.fullmatch(r"\d{4}-\d{2}", value, re.ASCII) else value)
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise PydanticCustomError("finite", "must be a number of degrees")
    return value


def _none_is_empty(value: object) -> object:
    return () if value is None else value


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1, max_length=64)
]
Title = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_CHOICE)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[date, BeforeValidator(_calendar_day)]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Degrees = Annotated[float, AfterValidator(_finite)]


Lines = Annotated[tuple[Line, ...], BeforeValidator(_none_is_empty)]


class KnowledgeShape(BaseModel):
    """A mapping in a knowledge file; keys that are in neither of the sets have texts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ids: ClassVar[frozenset[str]] = frozenset()  # keys of ids
    typed: ClassVar[frozenset[str]] = frozenset()  # keys of dates, times, numbers and so on


class EntryShape(KnowledgeShape):
    """An item of `entries:` in faq.yaml."""

    ids = frozenset({"id", "sources", "facts", "see_also", "milestones"})

    id: Id
    question: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)
    ]
    phrasings: Lines = ()
    answer: Text
    group: Title | None = None
    sources: Lines = ()
    facts: Lines = ()
    see_also: Lines = ()
    milestones: Lines = ()
    only_if: Lines = ()


class MilestoneShape(KnowledgeShape):
    """An item of `milestones:` in milestones.yaml."""

    ids = frozenset({"id", "track", "sources"})
    typed = frozenset({"date", "time_utc", "lat", "lon", "where", "approximate", "planned"})

    id: Id
    date: Day
    time_utc: ClockTime | None = None
    title: Title
    place: Title
    aliases: Lines = ()
    events: Lines = ()
    only_if: Lines = ()
    lat: Degrees
    lon: Degrees
    where: Where = Where.GROUND
    track: Line | None = None
    approximate: bool = False
    planned: bool = False
    text: Text
    sources: Lines = ()


class PhrasingsShape(KnowledgeShape):
    """A value under `phrasings:` in a phrasings file."""

    phrasings: Lines


class RelayShape(KnowledgeShape):
    """`relay:` in milestones.yaml."""

    typed = frozenset({"first", "last", "day_one"})

    first: Day
    last: Day
    day_one: Day | None = None


class SourceShape(KnowledgeShape):
    """A value under `sources:` in sources.yaml."""

    typed = frozenset({"date", "link"})

    title: Line
    publisher: Line
    date: Annotated[str, AfterValidator(_source_date)] | None = None
    url: Line | None = None
    link: bool = False


class VocabularyShape(KnowledgeShape):
    """An item of `groups:` in vocabulary.yaml: words that mean the same."""

    words: Annotated[list[Line], Field(min_length=2)]


_SHAPES: tuple[type[KnowledgeShape], ...] = (
    EntryShape, MilestoneShape, PhrasingsShape, RelayShape, SourceShape,
)  # fmt: skip
FILE_KEYS = frozenset({"entries", "relay", "groups"})  # and others, which entries have too
KEYS = FILE_KEYS.union(*(shape.model_fields for shape in _SHAPES))
TEXTS = frozenset({"question", "answer", "title", "text", "place", "group", "publisher"})


def explain(error: ErrorDetails) -> str:
    """One of pydantic's errors, in words for the author of the file."""
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"the key “{error['loc'][-1]}” is missing"
        case "extra_forbidden":
            return f"unknown key “{error['loc'][-1]}”; remove it or correct its spelling"
        case _ if error["input"] is None:
            return "must not be empty"
        case "string_type":
            return "must be text"
        case "list_type" | "tuple_type":
            return "must be a list (lines that start with “- ”)"
        case "model_type" | "dict_type":
            return "must be a mapping (lines of “key: value”)"
        case "string_too_short":
            return "must not be empty"
        case "string_too_long":
            return (
                f"too long: {len(error['input'])} characters; at most {context['max_length']} fit"
            )
        case "too_short":
            return f"needs at least {context['min_length']} items"
        case "string_pattern_mismatch":
            return _PATTERNS[context["pattern"]].format(error["input"])
        case "bool_parsing" | "bool_type":
            return f"“{error['input']}” must be true or false"
        case "float_parsing" | "float_type":
            text = str(error["input"])
            better = text.replace(",", ".").replace("\u2212", "-").rstrip("° ")
            is_number = better != text and re.fullmatch(r"-?\d+\.?\d*", better, re.ASCII)
            return f"“{text}” must be a number of degrees" + (
                f"; write “{better}”" if is_number else ""
            )
        case "enum":
            return f"“{error['input']}” must be one of {context['expected']}"
        case "date_type":
            return "must be a date: YYYY-MM-DD"
        case _:
            return error["msg"]


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": (
        "“{}” is not an id: use lower-case letters and digits, joined by single hyphens"
    ),
    r"^([01][0-9]|2[0-3]):[0-5][0-9]$": "“{}” is not a time; write HH:MM, in quotation marks",
}

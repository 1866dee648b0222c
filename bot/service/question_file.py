"""Reads files of questions with the answers that are right, one JSON object a line."""

import json
from collections.abc import Iterable

from pydantic import BaseModel, ValidationError

from bot.text.command_errors import GOLD_OR_DATES, invalid_line, not_a_question


class Case(BaseModel):
    """A line of a question file; with `gold` and `dates`, an answer that fits either is right."""

    q: str
    gold: list[str] | None = None
    dates: list[str] | None = None
    style: str = ""
    kind: str = ""
    overheard: bool = False
    ok_suggest: bool = False
    ok_if: list[str] = []
    after: str | None = None  # the question that the same person asked just before


class CaseError(Exception):
    """A line of a question file is not a question; the message says where and why."""


def read_cases(path: str, lines: Iterable[str]) -> list[Case]:
    """The questions of a file. Raises CaseError."""
    cases: list[Case] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            reason = not_a_question(first["msg"], key=".".join(map(str, first["loc"])))
            raise CaseError(invalid_line(path, number, reason)) from error
        except (ValueError, RecursionError) as error:
            raise CaseError(invalid_line(path, number, not_a_question(str(error)))) from error
        if case.gold is None and case.dates is None:
            raise CaseError(invalid_line(path, number, GOLD_OR_DATES))
        cases.append(case)
    return cases

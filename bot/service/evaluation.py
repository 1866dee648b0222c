"""Scores question files: how often the outcome is right, with 95 % intervals."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ValidationError

from bot.knowledge.model import Milestone
from bot.service.answering import Answerer
from bot.service.reply import Reply
from bot.text.command_errors import GOLD_OR_DATES, invalid_line, not_a_question
from bot.text.outcome import Answer, Silent, Suggest

MAX_OTHER_DATES = 3  # beyond those asked for


class Case(BaseModel):
    """A line of a question file."""

    q: str
    gold: list[str] | None = None
    dates: list[str] | None = None
    style: str = ""
    overheard: bool = False
    ok_suggest: bool = False
    ok_if: list[str] = []


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
        if (case.gold is None) == (case.dates is None):
            raise CaseError(invalid_line(path, number, GOLD_OR_DATES))
        cases.append(case)
    return cases


@dataclass
class Share:
    """The number of hits among `n` questions."""

    hits: int = 0
    n: int = 0

    def add(self, hit: bool) -> None:  # noqa: FBT001
        self.hits += hit
        self.n += 1

    @property
    def percent(self) -> float | None:
        """The share in percent; None if nothing was counted."""
        return round(100 * self.hits / self.n, 1) if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in percent; None if nothing was counted."""
        if not self.n:
            return None
        z = 1.959964
        p, n = self.hits / self.n, self.n
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        low, high = max(0.0, centre - spread), min(1.0, centre + spread)
        return round(100 * low, 1), round(100 * high, 1)


FIGURES = (
    "right", "wrong", "offered", "false answers", "out of turn", "calendar", "needless",
    "false dates",
)  # fmt: skip


@dataclass
class Scores:
    """The figures, the share of right outcomes for each style, and the misses."""

    figures: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIGURES})
    styles: dict[str, Share] = field(default_factory=dict[str, Share])
    misses: list[tuple[Case, Reply]] = field(default_factory=list[tuple[Case, Reply]])

    def add(self, case: Case, reply: Reply) -> None:
        """Count one reply."""
        if case.dates is not None:
            ok = self._calendar(case.dates, reply)
        elif case.gold:
            ok = self._in_scope(case.gold, reply)
        else:
            ok = self._out_of_scope(case, reply)
        self.styles.setdefault(case.style, Share()).add(ok)
        if not ok:
            self.misses.append((case, reply))

    def _calendar(self, dates: Sequence[str], reply: Reply) -> bool:
        found = {milestone.date.isoformat() for milestone in _milestones(reply)}
        enough = bool(found & set(dates)) and len(found - set(dates)) <= MAX_OTHER_DATES
        ok = enough if dates else not found
        self.figures["calendar"].add(ok)
        return ok

    def _in_scope(self, gold: Sequence[str], reply: Reply) -> bool:
        first = next(iter(answered_ids(reply)), None)
        right = first in gold
        self.figures["right"].add(right)
        self.figures["wrong"].add(first is not None and not right)
        self.figures["offered"].add(not {*shown_ids(reply)}.isdisjoint(gold))
        self.figures["false dates"].add(bool(_milestones(reply)) and not right)
        return right

    def _out_of_scope(self, case: Case, reply: Reply) -> bool:
        if case.overheard:
            silent = isinstance(reply.outcome, Silent)
            self.figures["out of turn"].add(not silent)
            return silent
        entries = {*answered_ids(reply)}
        allowed = bool(entries) and entries <= set(case.ok_if)
        false = isinstance(reply.outcome, Answer) and not allowed
        self.figures["false answers"].add(false)
        if case.style in {"far", "noise"} and not case.ok_suggest:
            self.figures["needless"].add(isinstance(reply.outcome, Suggest))
        return not false


def answered_ids(reply: Reply) -> tuple[str, ...]:
    """The ids of the entries that a reply answers from."""
    match reply.outcome:
        case Answer(entries=entries):
            return tuple(entry.id for entry in entries)
        case _:
            return ()


def shown_ids(reply: Reply) -> tuple[str, ...]:
    """The ids of the entries that a reply answers from or offers."""
    match reply.outcome:
        case Answer(entries=entries) | Suggest(entries=entries):
            return tuple(entry.id for entry in entries)
        case _:
            return ()


def _milestones(reply: Reply) -> tuple[Milestone, ...]:
    match reply.outcome:
        case Answer(milestones=milestones):
            return milestones
        case _:
            return ()


def evaluate(answerer: Answerer, cases: Iterable[Case], today: date) -> Scores:
    """Ask every question and count."""
    scores = Scores()
    for case in cases:
        scores.add(case, answerer.ask(case.q, today, overheard=case.overheard))
    return scores

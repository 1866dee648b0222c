"""Scores the replies to questions: how often the outcome is right, with 95 % intervals."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.service.answering import Answerer
from bot.service.question_file import Case
from bot.service.reply import Reply
from bot.text.outcome import Answer, Silent, Suggest

MAX_OTHER_DATES = 3  # beyond those asked for


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
    "false dates", "plain_right", "plain_wrong", "plain_false",
)  # fmt: skip


@dataclass
class Scores:
    """The figures, the share of right outcomes for each style and kind, and the misses."""

    figures: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIGURES})
    styles: dict[str, Share] = field(default_factory=dict[str, Share])
    kinds: dict[str, Share] = field(default_factory=dict[str, Share])  # where a kind is given
    follow_ups: int = 0  # left out, because they say little without the question before
    misses: list[tuple[Case, Reply]] = field(default_factory=list[tuple[Case, Reply]])

    def add(self, case: Case, reply: Reply) -> None:
        """Count one reply."""
        if case.gold is not None and case.dates is not None:
            ok = self._plain(case.gold, case.dates, reply)
        elif case.dates is not None:
            ok = self._calendar(case.dates, reply, place=case.style == "place")
        elif case.gold:
            ok = self._in_scope(case.gold, reply)
        else:
            ok = self._out_of_scope(case, reply)
        self.styles.setdefault(case.style, Share()).add(ok)
        if case.kind:
            self.kinds.setdefault(case.kind, Share()).add(ok)
        if not ok:
            self.misses.append((case, reply))

    def _plain(self, gold: Sequence[str], dates: Sequence[str], reply: Reply) -> bool:
        answered = isinstance(reply.outcome, Answer)
        if not gold and not dates:
            self.figures["plain_false"].add(answered)
            return not answered
        right = _answers_plainly(gold, dates, reply)
        self.figures["plain_right"].add(right)
        self.figures["plain_wrong"].add(answered and not right)
        return right

    def _calendar(self, dates: Sequence[str], reply: Reply, *, place: bool) -> bool:
        ok = _has_one_of(dates, reply) if dates else not answered_days(reply)
        # An entry below the day of a place tells something else that happened there.
        ok = ok and not (place and answered_ids(reply))
        self.figures["calendar"].add(ok)
        return ok

    def _in_scope(self, gold: Sequence[str], reply: Reply) -> bool:
        first = next(iter(answered_ids(reply)), None)
        right = first in gold
        self.figures["right"].add(right)
        self.figures["wrong"].add(first is not None and not right)
        self.figures["offered"].add(not {*shown_ids(reply)}.isdisjoint(gold))
        self.figures["false dates"].add(bool(answered_days(reply)) and not right)
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


def answered_days(reply: Reply) -> frozenset[str]:
    """The dates of the milestones that a reply answers with, as ISO dates."""
    match reply.outcome:
        case Answer(milestones=milestones):
            return frozenset(milestone.date.isoformat() for milestone in milestones)
        case _:
            return frozenset()


def _has_one_of(dates: Sequence[str], reply: Reply) -> bool:
    """Whether the milestones have one of the dates, and few others."""
    found = answered_days(reply)
    return bool(found & set(dates)) and len(found - set(dates)) <= MAX_OTHER_DATES


def _answers_plainly(gold: Sequence[str], dates: Sequence[str], reply: Reply) -> bool:
    """Whether an accepted entry comes first, or else the calendar alone has one of the dates.

    If both are known, the entry may be under no other date.
    """
    match answered_ids(reply):
        case (first, *_):
            return first in gold and (not dates or answered_days(reply) <= set(dates))
        case _:
            return _has_one_of(dates, reply)


def evaluate(answerer: Answerer, cases: Iterable[Case], today: date) -> Scores:
    """Ask every question that stands alone, and count."""
    scores = Scores()
    for case in cases:
        if case.after is not None:
            scores.follow_ups += 1
            continue
        scores.add(case, answerer.ask(case.q, today, overheard=case.overheard))
    return scores

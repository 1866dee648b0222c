"""Snapshots of small knowledge, with a matcher that follows a script."""

import re

from bot.calendar.calendar import Calendar
from bot.knowledge.model import Knowledge
from bot.language.question import Question
from bot.matching.decision import Decision, Matcher
from bot.matching.index import Index
from bot.service.emphasis import Emphasis
from bot.service.snapshot import Snapshot
from tests.builders import make_lookup
from tests.service.fakes.unplanned import plan


class ScriptedMatcher(Matcher):
    """A matcher with the decisions that a test has planned, by a question's first word."""

    def __init__(self, **decisions: Decision) -> None:
        self._decisions = decisions
        self.asked: list[tuple[str, bool]] = []

    def decide(self, text: str, *, overheard: bool = False) -> Decision:
        self.asked.append((text, overheard))
        name = (re.findall(r"\w+", text.casefold()) or [""])[0]
        plan(name in self._decisions, f"nothing planned for “{text}”")
        return self._decisions[name]

    def decide_question(self, question: Question, *, overheard: bool = False) -> Decision:
        return self.decide(question.text, overheard=overheard)


def snapshot(knowledge: Knowledge, matcher: ScriptedMatcher | None = None) -> Snapshot:
    """A snapshot with a scripted matcher, or else with the real one."""
    if matcher is None:
        return Snapshot.of(knowledge)
    days = Calendar.of(knowledge)
    emphasis = Emphasis(Index(knowledge), knowledge)
    return Snapshot(knowledge, matcher, days, make_lookup(days), emphasis)

"""One question in, one reply out: the same for Discord, the terminal and the evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from time import perf_counter

from bot.calendar.arbitration import CalendarWins, EntryWins, Rival, Together, arbitrate
from bot.calendar.by_event import interpret_event_on_days
from bot.calendar.interpretation import ASKS_FOR_DAY
from bot.calendar.interpreter import interpret, parse
from bot.calendar.lookup import Lookup
from bot.knowledge.model import Entry, Knowledge
from bot.language.question import Question, parse_question
from bot.matching import decision as matching
from bot.matching.decision import Decision
from bot.service.calendar_outcome import (
    from_interpretation,
    with_dates,
    with_linked_days,
    with_place_hint,
)
from bot.service.faq_outcome import from_decision, from_entry
from bot.service.reply import Reply
from bot.service.snapshot import Snapshot
from bot.text.explanation import CALENDAR_HAS_DATES, calendar_answers
from bot.text.outcome import Answer, Outcome, Unknown

RIVALS = 3  # nearest entries that the calendar's interpretation is compared with


class Answerer:
    """Answers questions from the snapshot in use."""

    def __init__(self, snapshot: Callable[[], Snapshot]) -> None:
        self._snapshot = snapshot

    def ask(self, question: str, today: date, *, overheard: bool = False) -> Reply:
        """Answer a message; `overheard`: read in a channel and not addressed to the bot."""
        started = perf_counter()
        snapshot = self._snapshot()
        parsed = parse_question(question, snapshot.lookup.corrector)
        decision = snapshot.matcher.decide_question(parsed, overheard=overheard)
        outcome, reasons = _outcome(snapshot, parsed, decision, today, overheard=overheard)
        reply = Reply(
            question,
            outcome,
            nearest=decision.nearest,
            related=_related(outcome, snapshot.knowledge),
            reasons=(*decision.reasons, *reasons),
        )
        return _timed(reply, started)

    def entry(self, id_: str) -> Reply | None:
        """The answer of the entry with this id; None if it no longer exists."""
        knowledge = self._snapshot().knowledge
        entry = knowledge.by_id.get(id_)
        return _entry_reply(entry, knowledge) if entry else None

    def exact(self, question: str) -> Reply | None:
        """The answer of the entry with exactly this question: a choice of the autocomplete."""
        knowledge = self._snapshot().knowledge
        for entry in knowledge.entries:
            if entry.question == question:
                return _entry_reply(entry, knowledge)
        return None

    def complete(self, typed: str, limit: int = 25) -> Sequence[Entry]:
        """The entries to offer for a half-typed question, best first; others fill up the list."""
        snapshot = self._snapshot()
        by_id = snapshot.knowledge.by_id
        start = typed.casefold().strip()
        found = [
            entry for entry in snapshot.knowledge.entries if start in entry.question.casefold()
        ]
        found += [by_id[id_] for id_, _ in snapshot.matcher.decide(typed).nearest]
        found += snapshot.knowledge.entries
        return list(dict.fromkeys(found))[:limit]


def _entry_reply(entry: Entry, knowledge: Knowledge) -> Reply:
    started = perf_counter()
    outcome = from_entry(entry)
    reply = Reply(entry.question, outcome, related=_related(outcome, knowledge))
    return _timed(reply, started)


def _outcome(
    snapshot: Snapshot, question: Question, decision: Decision, today: date, *, overheard: bool
) -> tuple[Outcome, tuple[str, ...]]:
    """The outcome, and the reasons that the calendar adds to the matcher's."""
    by_id = snapshot.knowledge.by_id
    if overheard or not snapshot.calendar.days:
        return from_decision(decision.choice, by_id), ()
    lookup = snapshot.lookup
    faq_answers = isinstance(decision.choice, matching.AnswerEntries)
    dated = parse(lookup, question, today)
    rivals = [
        _rival(lookup, by_id[id_], probability) for id_, probability in decision.nearest[:RIVALS]
    ]
    confirmed = interpret_event_on_days(lookup, dated, rivals[0].days) if faq_answers else None
    interpretation = interpret(lookup, dated, today)
    match arbitrate(interpretation, confirmed, rivals, faq_answers=faq_answers):
        case CalendarWins(interpretation, link):
            linked = by_id[link] if link else None
            outcome = from_interpretation(interpretation, lookup, linked)
            kind, strength = interpretation.kind, interpretation.strength
            return outcome, (calendar_answers(kind, strength),)
        case Together(id_, found):
            answer = from_entry(by_id[id_])
            outcome = with_dates(answer, found.milestones)
            return outcome, (CALENDAR_HAS_DATES,) if outcome != answer else ()
        case EntryWins(days):
            outcome = from_decision(decision.choice, by_id)
            outcome = with_linked_days(outcome, days, snapshot.calendar)
            return with_place_hint(outcome, question.text, lookup), ()


def _related(outcome: Outcome, knowledge: Knowledge) -> tuple[Entry, ...]:
    """The entries to offer below a reply: those that may be meant, then those merely related."""
    match outcome:
        case Answer(entries=entries, linked=linked):
            ids = (id_ for entry in entries for id_ in entry.see_also)
            see_also = (knowledge.by_id[id_] for id_ in ids if id_ in knowledge.by_id)
            return tuple(dict.fromkeys((*linked, *see_also)))
        case Unknown(linked=linked):
            return linked
        case _:
            return ()


def _rival(lookup: Lookup, entry: Entry, probability: float) -> Rival:
    return Rival(entry.id, probability, lookup.days_in(entry.answer), _asks_for_day(entry.question))


@lru_cache(maxsize=1_000)
def _asks_for_day(question: str) -> bool:
    return parse_question(question).form in ASKS_FOR_DAY


def _timed(reply: Reply, started: float) -> Reply:
    return replace(reply, elapsed_ms=round((perf_counter() - started) * 1_000, 3))

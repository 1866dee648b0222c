"""One question in, one reply out: the same for Discord, the terminal and the evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from bot.calendar.arbitration import CalendarWins, EntryWins, Rival, Together, arbitrate
from bot.calendar.by_place import interpret_event_on_days
from bot.calendar.interpretation import ASKS_FOR_DAY
from bot.calendar.interpreter import interpret, parse
from bot.calendar.lookup import Lookup
from bot.knowledge.model import Entry
from bot.language.question import Question, parse_question
from bot.matching.decision import Answer, Decision
from bot.service.calendar_reply import from_calendar, with_date, with_hint, with_link
from bot.service.faq_reply import answered, from_faq
from bot.service.reply import Reply
from bot.service.snapshot import Snapshot

RIVALS = 3  # entries that may have what the calendar reads


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
        reply = self._reply(snapshot, parsed, decision, today, overheard=overheard)
        return _timed(reply, started)

    def entry(self, id_: str) -> Reply | None:
        """The answer of one entry, chosen by its id; None where it is no longer there."""
        started = perf_counter()
        entry = self._snapshot().knowledge.by_id.get(id_)
        if entry is None:
            return None
        return _timed(answered(entry.question, entry, Decision(Answer((id_,)), (), ())), started)

    def exact(self, question: str) -> Reply | None:
        """The answer of the entry with exactly this question: a choice of the autocomplete."""
        for entry in self._snapshot().knowledge.entries:
            if entry.question == question:
                return self.entry(entry.id)
        return None

    def complete(self, typed: str, limit: int = 25) -> Sequence[Entry]:
        """The entries that a half-typed question may become, best first; never empty-handed."""
        snapshot = self._snapshot()
        by_id = snapshot.knowledge.by_id
        start = typed.casefold().strip()
        found = [
            entry for entry in snapshot.knowledge.entries if start in entry.question.casefold()
        ]
        found += [by_id[id_] for id_, _ in snapshot.matcher.decide(typed).nearest]
        found += snapshot.knowledge.entries
        return list(dict.fromkeys(found))[:limit]

    def _reply(
        self,
        snapshot: Snapshot,
        parsed: Question,
        decision: Decision,
        today: date,
        *,
        overheard: bool,
    ) -> Reply:
        question = parsed.text
        if overheard or not snapshot.calendar.days:
            return from_faq(question, decision, snapshot.knowledge.by_id)
        lookup, by_id = snapshot.lookup, snapshot.knowledge.by_id
        faq_answers = isinstance(decision.outcome, Answer)
        dated = parse(lookup, parsed, today)
        interpretation = interpret(lookup, dated, today)
        rivals = [
            _rival(lookup, by_id[id_], probability)
            for id_, probability in decision.nearest[:RIVALS]
        ]
        confirmed = interpret_event_on_days(lookup, dated, rivals[0].days) if faq_answers else None
        match arbitrate(interpretation, confirmed, rivals, faq_answers=faq_answers):
            case CalendarWins(interpretation, link):
                linked = by_id[link] if link else None
                return from_calendar(question, interpretation, lookup, decision, linked)
            case Together(id_, found):
                return with_date(answered(question, by_id[id_], decision), found)
            case EntryWins(days):
                reply = from_faq(question, decision, snapshot.knowledge.by_id)
                return with_hint(with_link(reply, days, lookup.calendar), lookup)


def _rival(lookup: Lookup, entry: Entry, probability: float) -> Rival:
    asks_for_day = parse_question(entry.question).form in ASKS_FOR_DAY
    return Rival(entry.id, probability, lookup.days_in(entry.answer), asks_for_day)


def _timed(reply: Reply, started: float) -> Reply:
    return replace(reply, elapsed_ms=round((perf_counter() - started) * 1_000, 3))

"""One question in, one reply out: the same for Discord, the terminal and the evaluation."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from bot.calendar.interpretation import Interpretation, InterpretationKind
from bot.calendar.interpreter import interpret, parse
from bot.calendar.lookup import FoundMilestones
from bot.knowledge.model import Entry, Knowledge
from bot.language.question import Question, parse_question
from bot.language.question_form import QuestionForm
from bot.language.tokens import normalise
from bot.matching.choice import Decision
from bot.service.calendar_outcome import from_interpretation, with_dates, with_place_hint
from bot.service.faq_outcome import from_decision, from_entry
from bot.service.reply import Reply
from bot.service.snapshot import Snapshot
from bot.text.explanation import calendar_answers, entry_tells
from bot.text.outcome import Answer, Outcome, Unknown

MIN_LINKED = 0.15  # the lowest probability of an entry that is linked below the calendar's answer
MIN_TELLING = 0.3  # of one that answers because it tells of the day that the calendar found
# “What was day 34?” asks for no date or place; it is the day's card that tells what it was.
ASKS_WHEN_OR_WHERE = frozenset({QuestionForm.WHEN, QuestionForm.WHERE, QuestionForm.WHICH_PLACE})
ABOUT_SHARE = 0.1  # the share of an entry's wordings that have a name if it is about it


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
            snapshot.emphasis.follow(outcome, parsed),
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
        start = normalise(typed)
        found = [
            entry for entry in snapshot.knowledge.entries if start in normalise(entry.question)
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
    """The outcome, and the reason that the calendar adds to the matcher's, if it changes it.

    A question for nothing but a date or a place is the calendar's, unless it asks when or where a
    numbered day was that the entry found tells of. With any other, the calendar helps only if the
    search has found no answer; if an entry tells of the day, it answers below it.
    """
    knowledge, lookup = snapshot.knowledge, snapshot.lookup
    searched = from_decision(decision.choice, knowledge)
    if overheard or not snapshot.calendar.days:
        return searched, ()
    interpretation = interpret(lookup, parse(lookup, question, today), today)
    if interpretation is None:
        return with_place_hint(searched, question, lookup), ()
    found = interpretation.found
    if isinstance(searched, Answer) and _stands(searched, interpretation, question.form):
        return (_under_own_days(searched, found) if interpretation.exact else searched), ()
    near = [(knowledge.by_id[id_], p) for id_, p in decision.nearest if p >= MIN_LINKED]
    if interpretation.described and not isinstance(searched, Answer):
        likely = (
            entry for entry, p in near if p >= MIN_TELLING and entry.id not in decision.withheld
        )
        if tellers := _telling(likely, found):
            answer = _under_own_days(from_entry(tellers[0]), found)
            return answer, (entry_tells(tellers[0].id),)
    outcome = from_interpretation(interpretation, lookup, [entry for entry, _ in near[:1]])
    return outcome, (calendar_answers(interpretation.kind),)


def _stands(answer: Answer, interpretation: Interpretation, form: QuestionForm) -> bool:
    """Whether the answer that the search found stands against the calendar's."""
    found = interpretation.found
    if interpretation.kind is InterpretationKind.UNKNOWN_PLACE:
        return any(_is_about(entry, interpretation.unknown_place) for entry in answer.entries)
    if not interpretation.exact:
        return True
    numbered = any(expression.numbering for expression in found.date_expressions)
    return numbered and form in ASKS_WHEN_OR_WHERE and bool(_telling(answer.entries, found))


def _is_about(entry: Entry, name: str) -> bool:
    """Whether a good share of an entry's wordings have a name."""
    having = sum(name.casefold() in wording.casefold() for wording in entry.wordings)
    return having >= ABOUT_SHARE * len(entry.wordings)


def _telling(entries: Iterable[Entry], found: FoundMilestones) -> list[Entry]:
    """Those of the entries that tell of one of the milestones."""
    ids = {milestone.id for milestone in found.milestones}
    return [entry for entry in entries if not ids.isdisjoint(entry.milestones)]


def _under_own_days(answer: Answer, found: FoundMilestones) -> Answer:
    """An entry's answer under those of the days found that it tells of; two stay as they are."""
    match answer.entries:
        case (entry,):
            own = [milestone for milestone in found.milestones if milestone.id in entry.milestones]
            return with_dates(answer, own)
        case _:
            return answer


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


def _timed(reply: Reply, started: float) -> Reply:
    return replace(reply, elapsed_ms=round((perf_counter() - started) * 1_000, 3))

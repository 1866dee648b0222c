"""One question in, one reply out: the same for Discord, the terminal and the evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter

from bot.knowledge.citation import with_sources
from bot.knowledge.model import Entry, Milestone, Source
from bot.knowledge.telling import day_name, tell_all
from bot.matching.decide import Answer, Judgement, Silent, Suggest, Unknown
from bot.relay.calendar import Calendar
from bot.relay.finding import Found, asks_when, is_short
from bot.service.curating import Edition

UNKNOWN = "I don't know that one. `/help` shows what you can ask me."
SUGGEST = "I'm not sure what you mean. Is it one of these?"


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said to a question, and all that is known of how it came about."""

    question: str
    outcome: str  # answer, suggest, unknown or silent
    text: str  # as the person sees it, sources aside; empty when silent
    entries: tuple[Entry, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    suggestions: tuple[Entry, ...] = ()
    nearest: tuple[tuple[str, float], ...] = ()
    sources: tuple[Source, ...] = ()
    reasons: tuple[str, ...] = ()
    elapsed_ms: float = 0.0

    @property
    def confidence(self) -> float:
        """The probability that the nearest entry is right; 0 where there is none."""
        return self.nearest[0][1] if self.nearest else 0.0

    @property
    def message(self) -> str:
        """The text with its sources in small print, as one Discord message."""
        # A calendar's text carries each milestone's sources below that milestone already.
        return self.text if self.milestones else with_sources(self.text, self.sources)


class Answerer:
    """Answers questions from the edition in use."""

    def __init__(self, edition: Callable[[], Edition]) -> None:
        self._edition = edition

    def ask(self, question: str, today: date, *, overheard: bool = False) -> Reply:
        """Answer a message; `overheard`: read in a channel and not addressed to the bot."""
        started = perf_counter()
        edition = self._edition()
        judgement = edition.matcher.judge(question, overheard=overheard)
        reply = self._reply(edition, question, judgement, today, overheard=overheard)
        return _timed(reply, started)

    def entry(self, id_: str) -> Reply | None:
        """The answer of one entry, chosen by its id; None where it is no longer there."""
        started = perf_counter()
        entry = self._edition().knowledge.by_id.get(id_)
        if entry is None:
            return None
        return _timed(_answer(entry.question, entry, Judgement(Answer((id_,)), (), ())), started)

    def exact(self, question: str) -> Reply | None:
        """The answer of the entry with exactly this question: a choice of the autocomplete."""
        for entry in self._edition().knowledge.entries:
            if entry.question == question:
                return self.entry(entry.id)
        return None

    def complete(self, typed: str, limit: int = 25) -> Sequence[Entry]:
        """The entries that a half-typed question may become, best first; never empty-handed."""
        edition = self._edition()
        by_id = edition.knowledge.by_id
        start = typed.casefold().strip()
        found = [entry for entry in edition.knowledge.entries if start in entry.question.casefold()]
        found += [by_id[id_] for id_, _ in edition.matcher.judge(typed).nearest]
        found += edition.knowledge.entries
        return list(dict.fromkeys(found))[:limit]

    def _reply(
        self, edition: Edition, question: str, judgement: Judgement, today: date, *, overheard: bool
    ) -> Reply:
        by_id = edition.knowledge.by_id
        if not overheard and not isinstance(judgement.outcome, Answer):
            found = edition.finder.find(question, today)
            explicit = [mention for mention in found.mentions if not mention.relative]
            if explicit and edition.calendar.days and is_short(question):
                return _from_calendar(question, found, edition.calendar, judgement)
            if (
                is_short(question)
                and asks_when(question)
                and (there := edition.finder.at(question))
            ):
                return _from_calendar(question, Found(there), edition.calendar, judgement)
        match judgement.outcome:
            case Answer(entries):
                return _answer(question, by_id[entries[0]], judgement)
            case Suggest(entries):
                return Reply(
                    question,
                    "suggest",
                    SUGGEST,
                    suggestions=tuple(by_id[id_] for id_ in entries),
                    nearest=judgement.nearest,
                    reasons=judgement.reasons,
                )
            case Unknown():
                return Reply(
                    question,
                    "unknown",
                    UNKNOWN,
                    nearest=judgement.nearest,
                    reasons=judgement.reasons,
                )
            case Silent():
                return Reply(
                    question, "silent", "", nearest=judgement.nearest, reasons=judgement.reasons
                )


def _answer(question: str, entry: Entry, judgement: Judgement) -> Reply:
    return Reply(
        question,
        "answer",
        entry.answer,
        entries=(entry,),
        nearest=judgement.nearest,
        sources=entry.sources,
        reasons=judgement.reasons,
    )


def _from_calendar(question: str, found: Found, calendar: Calendar, judgement: Judgement) -> Reply:
    if found.milestones:
        return Reply(
            question,
            "answer",
            tell_all(found.milestones),
            milestones=found.milestones,
            nearest=judgement.nearest,
            sources=_sources(found.milestones),
            reasons=(*judgement.reasons, "It asks for a date or a place that the calendar has."),
        )
    return Reply(
        question,
        "unknown",
        nothing_on(found, calendar),
        nearest=judgement.nearest,
        reasons=(*judgement.reasons, "It names a date for which the calendar has nothing."),
    )


def nothing_on(found: Found, calendar: Calendar) -> str:
    """Say that the calendar has nothing for a date, and what comes before and after."""
    mention = found.mentions[0]
    if not mention.possible:
        return f"There is no such day as {mention.text}."
    day = next(
        (
            day
            for year in (
                [mention.year] if mention.year else sorted({d.year for d in calendar.days})
            )
            if (day := mention.first_in(year)) and (mention.year or _relevant(day, calendar))
        ),
        None,
    )
    if day is None:
        return f"My calendar has nothing for {mention.text}."
    neighbours = [
        f"the {name} is {day_name(other)} ({calendar.on(other)[0].title})"
        for name, other in (("entry before", calendar.previous(day)), ("next", calendar.next(day)))
        if other
    ]
    around = f"; {' and '.join(neighbours)}" if neighbours else ""
    return f"My calendar has nothing for {day_name(day)}{around}."


def _relevant(day: date, calendar: Calendar) -> bool:
    return calendar.relay is None or day in calendar.relay


def _sources(milestones: Sequence[Milestone]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for each in milestones for source in each.sources))


def _timed(reply: Reply, started: float) -> Reply:
    return replace(reply, elapsed_ms=round((perf_counter() - started) * 1_000, 3))

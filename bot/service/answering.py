"""One question in, one reply out: the same for Discord, the terminal and the evaluation."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter

from bot.knowledge.model import Entry
from bot.matching.decide import Answer, Judgement
from bot.matching.text import tokens
from bot.relay.asking import Asks, asks
from bot.relay.by_name import agreeing
from bot.relay.contest import CalendarWins, EntryWins, Rival, Together, settle
from bot.relay.finding import Finder
from bot.relay.question import take_apart
from bot.relay.reader import read
from bot.service.calendar_reply import from_calendar, with_date, with_hint, with_link
from bot.service.curating import Edition
from bot.service.faq_reply import answered, from_faq
from bot.service.reply import Reply

RIVALS = 3  # entries that may have what the calendar reads


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
        return _timed(answered(entry.question, entry, Judgement(Answer((id_,)), (), ())), started)

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
        if overheard or not edition.calendar.days:
            return from_faq(question, judgement, edition.knowledge.by_id)
        finder, by_id = edition.finder, edition.knowledge.by_id
        answers = isinstance(judgement.outcome, Answer)
        reading = read(finder, question, today)
        rivals = [
            _rival(finder, by_id[id_], probability)
            for id_, probability in judgement.nearest[:RIVALS]
        ]
        taken = take_apart(finder, question, today)
        agreed = agreeing(finder, taken, rivals[0].told) if answers else None
        match settle(reading, agreed, rivals, answers=answers):
            case CalendarWins(reading, link):
                linked = by_id[link] if link else None
                return from_calendar(question, reading, finder, judgement, linked)
            case Together(id_, found):
                return with_date(answered(question, by_id[id_], judgement), found)
            case EntryWins(days):
                reply = from_faq(question, judgement, edition.knowledge.by_id)
                return with_hint(with_link(reply, days, finder.calendar), finder)


def _rival(finder: Finder, entry: Entry, probability: float) -> Rival:
    day = asks(tokens(entry.question)) is Asks.WHEN
    return Rival(entry.id, probability, finder.days_in(entry.answer), day)


def _timed(reply: Reply, started: float) -> Reply:
    return replace(reply, elapsed_ms=round((perf_counter() - started) * 1_000, 3))

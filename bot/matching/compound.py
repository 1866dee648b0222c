"""Answers both halves of a compound question like “when did it open, and who was there?”."""

from collections.abc import Sequence

from bot.language.question import Question
from bot.language.sentences import split_compound_question
from bot.matching.choice import AnswerEntries, AnswerMilestones
from bot.matching.features import Match
from bot.matching.search import Search, SearchResult
from bot.matching.thresholds import Thresholds


def search_halves(
    search: Search, question: Question, whole: SearchResult, thresholds: Thresholds
) -> tuple[SearchResult, ...]:
    """Search for both halves of a compound question; nothing for any other question.

    `whole`: the result of the whole message. If its entry is about as near to a second half that is
    not sure, it is meant by it.
    """
    halves = split_compound_question(question)
    if halves is None:
        return ()
    first, second = (search.span(half, question) for half in halves)
    if second.probability < thresholds.sure and not _is_of(first, whole.entry):
        second = search.preferring(second, whole)
    return first, second


def answer_together(halves: Sequence[SearchResult]) -> AnswerEntries | AnswerMilestones:
    """Return the choice to answer with the entries and the days of several results."""
    entries = dict.fromkeys(result.entry.id for result in halves if result.entry)
    days = {day.document: day.id for result in halves for day in result.days}
    in_order = tuple(days[number] for number in sorted(days))
    return AnswerEntries(tuple(entries), in_order) if entries else AnswerMilestones(in_order)


def _is_of(result: SearchResult, entry: Match | None) -> bool:
    """Whether a result is that of an entry."""
    return entry is not None and result.entry is not None and result.entry.id == entry.id

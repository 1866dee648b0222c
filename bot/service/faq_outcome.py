"""Turns the matcher's decision into an outcome whose text fits into one message."""

from collections.abc import Mapping, Sequence

from bot.knowledge.model import Entry
from bot.matching import decision as matching
from bot.text.answers import answer_message, opening
from bot.text.markup import DISCORD, MESSAGE_LIMIT
from bot.text.outcome import Answer, Outcome, Silent, Suggest, Unknown


def from_decision(decision: matching.Choice, by_id: Mapping[str, Entry]) -> Outcome:
    """The outcome for a decision of the matcher."""
    match decision:
        case matching.AnswerEntries((id_,)):
            return from_entry(by_id[id_])
        case matching.AnswerEntries(ids):
            return _from_two([by_id[id_] for id_ in ids])
        case matching.SuggestEntries(ids):
            return Suggest(tuple(by_id[id_] for id_ in ids))
        case matching.NoMatch():
            return Unknown()
        case matching.StaySilent():
            return Silent()


def from_entry(entry: Entry) -> Answer:
    """One entry's answer."""
    return Answer((entry,), sources=entry.sources)


def _from_two(entries: Sequence[Entry]) -> Answer:
    """The answers to a double question, or as much of them as fits into one message.

    If they do not fit with all their sources, they keep one source each. If that is not enough,
    only their first paragraphs are shown, and in the end only the first answer. An entry whose
    answer is not shown in full is linked.
    """
    all_sources = tuple(dict.fromkeys(source for entry in entries for source in entry.sources))
    one_each = tuple(dict.fromkeys(source for entry in entries for source in entry.sources[:1]))
    cut = tuple(entry for entry in entries if opening(entry) != entry.answer.strip())
    for shortened in (False, True):
        for sources in (all_sources, one_each):
            answer = Answer(
                tuple(entries),
                sources=sources,
                shortened=shortened,
                linked=cut if shortened else (),
            )
            if len(answer_message(answer, DISCORD)) <= MESSAGE_LIMIT:
                return answer
    first, *others = entries
    return Answer((first,), sources=first.sources, linked=tuple(others))

"""Turns the matcher's decision into an outcome whose text fits into one message."""

from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.model import Entry, Knowledge, Milestone
from bot.matching import choice as matching
from bot.service.calendar_outcome import from_milestones, one_a_day, with_dates
from bot.text.answers import answer_message, opening
from bot.text.markup import DISCORD, MESSAGE_LIMIT
from bot.text.outcome import Answer, Outcome, Silent, Suggest, Unknown


def from_decision(decision: matching.Choice, knowledge: Knowledge) -> Outcome:
    """The outcome for a decision of the matcher."""
    by_id, days = knowledge.by_id, knowledge.milestones_by_id
    match decision:
        case matching.AnswerEntries((id_,), asked_for):
            return _from_one(by_id[id_], [days[day] for day in asked_for])
        case matching.AnswerMilestones(ids):
            return from_milestones([days[id_] for id_ in ids])
        case matching.AnswerEntries(ids, asked_for):
            return _from_two([by_id[id_] for id_ in ids], [days[day] for day in asked_for])
        case matching.SuggestEntries(ids):
            return Suggest(tuple(by_id[id_] for id_ in ids))
        case matching.NoMatch():
            return Unknown()
        case matching.StaySilent():
            return Silent()


def from_entry(entry: Entry) -> Answer:
    """One entry's answer."""
    return Answer((entry,), sources=entry.sources)


def _from_one(entry: Entry, milestones: Sequence[Milestone]) -> Answer:
    """One entry's answer under the days that are asked for, with the sources of other days."""
    answer = with_dates(from_entry(entry), milestones)
    others = [each for each in answer.milestones if each.id not in entry.milestones]
    sources = (source for each in others for source in each.sources)
    cited = replace(answer, sources=tuple(dict.fromkeys((*answer.sources, *sources))))
    return cited if len(answer_message(cited, DISCORD)) <= MESSAGE_LIMIT else answer


def _from_two(entries: Sequence[Entry], milestones: Sequence[Milestone]) -> Answer:
    """The answers to a double question, or as much of them as fits into one message.

    `milestones`: the days that are asked for; each stands above an answer that tells of it. If all
    does not fit with all sources, the answers keep one source each. If that is not enough, only
    their first paragraphs are shown, and in the end only the first answer. An entry whose answer is
    not shown in full is linked.
    """
    all_sources = tuple(dict.fromkeys(source for entry in entries for source in entry.sources))
    one_each = tuple(dict.fromkeys(source for entry in entries for source in entry.sources[:1]))
    cut = tuple(entry for entry in entries if opening(entry) != entry.answer.strip())
    days = tuple(one_a_day(milestones))
    for shortened in (False, True):
        for sources in (all_sources, one_each):
            answer = Answer(
                tuple(entries),
                days,
                sources=sources,
                shortened=shortened,
                linked=cut if shortened else (),
            )
            if len(answer_message(answer, DISCORD)) <= MESSAGE_LIMIT:
                return answer
    first, *others = entries
    own = [milestone for milestone in milestones if milestone.id in first.milestones]
    return replace(with_dates(from_entry(first), own), linked=tuple(others))

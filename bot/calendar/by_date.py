"""Questions for what happened on a day that they name."""

import re
from collections.abc import Sequence

from bot.calendar.interpretation import ASIDES, DATE, LOOSE, TALK, Kind, Reading
from bot.calendar.lookup import FEW_DAYS, Found, Lookup
from bot.calendar.question import Question
from bot.knowledge.model import Milestone
from bot.language.asked_for import Asks, says_happening

DATED = 5.0  # the weight of a date
ASKED = 9.0  # of one in a question for what happened, or where it was
UNEXPLAINED = 4.0  # the weight against it of each word that its day does not explain

_TODAY = re.compile(
    r"\b(?:happen\w*|took place|take place|anything|events?|anniversary|histor\w+)\b"
)
_PAST_PLACE = re.compile(r"\bwhere (?:was|were|did)\b")


def by_date(lookup: Lookup, question: Question) -> Reading | None:
    """What happened on the days named; None where the date is but a part of another question."""
    mentions = question.dated.mentions
    if question.asks is Asks.HOW:
        return None
    terms = lookup.told.informative(question.words)
    if question.asks is Asks.OTHERWISE and terms:
        return None
    if question.asks is Asks.WHEN and (terms or mentions[0].relative):
        return None  # it asks for a day itself: the date is a part of what it describes
    if all(mention.relative for mention in mentions) and not _asks_of_today(question):
        return None
    said = [token.word for token in question.words]
    asked = question.asks in {Asks.WHERE, Asks.WHAT} or (
        question.asks is Asks.WHETHER and says_happening(said)
    )
    if all(mention.is_year for mention in mentions) and not asked:
        return None
    milestones = lookup.on(mentions)
    strange = _unexplained(lookup, question, terms, milestones)
    unexplained = len(strange) + (0 if asked else sum(word in ASIDES | TALK for word in said))
    anchor = ASKED if asked else DATED
    worth = DATE * anchor / (anchor + UNEXPLAINED * unexplained)
    strength = worth if asked or not terms else worth * LOOSE
    return Reading(Kind.DATE, Found(milestones, mentions), strength, pure=not terms)


def _unexplained(
    lookup: Lookup, question: Question, terms: Sequence[str], milestones: Sequence[Milestone]
) -> list[str]:
    """The terms that neither what happened on the days nor any place explains."""
    if question.asks is Asks.WHO:
        return list(terms)
    named = lookup.names.find([token.word for token in question.words])
    places = [token for each in named for token in question.words[each.start : each.stop]]
    known = {*lookup.told.fold(places), *(token.stem for token in places)}
    if sum(mention.days for mention in question.dated.mentions) > FEW_DAYS:
        milestones = ()
    return [
        term
        for term in terms
        if term not in known and not any(lookup.told.covered([term], each) for each in milestones)
    ]


def _asks_of_today(question: Question) -> bool:
    """Whether “today” asks for what is remembered, and not for the day as it goes by."""
    rest = question.dated.rest
    if not question.words:
        return True
    return bool(_TODAY.search(rest) or _PAST_PLACE.search(rest))

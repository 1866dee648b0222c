"""What a question asks for, by its form alone: a day, a place, what happened, or something else."""

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.language.tokens import Token


class Asks(StrEnum):
    """What the asker wants to be told."""

    WHEN = "when"
    WHETHER = "whether"  # did it come there?
    WHERE = "where"
    WHAT = "what"  # what happened?
    WHO = "who"
    HOW = "how"  # or why
    OTHERWISE = "otherwise"  # what it weighed, which rocket it was
    NOTHING = "nothing"  # no form of a question: a date, a name


_DAYS = frozenset("day days date dates night evening weekend week month year".split())
_PLACES = frozenset("town towns city cities place places stop stops region regions".split())
_ONE_PLACE = frozenset("town city place region location".split())
_PEOPLE = frozenset("who whom whose".split())
_HOW = frozenset("how why".split())
_AUXILIARIES = frozenset("did was were is has have had does do are can".split())
_LEADS = frozenset("and or but so then also please well".split())


def asks(words: Sequence[Token]) -> Asks:
    """The first question word decides; without one the verb in front, or a noun for a day."""
    said = [token.word for token in words]
    meant = [word for word in said if word not in _LEADS]
    verb_first = bool(meant) and meant[0] in _AUXILIARIES
    for at, word in enumerate(said):
        after = said[at + 1] if at + 1 < len(said) else ""
        if word in _HOW and after != "about":
            return Asks.HOW
        if word in _PEOPLE:
            return Asks.WHO
        if word == "when" and not (verb_first and after and said[at - 1] not in _LEADS):
            return Asks.WHEN  # “was it lit when it flew” asks for no day
        if word in {"where", "whereabouts"}:
            return Asks.WHERE
        if word in {"what", "which"}:
            if _DAYS & {*said[at + 1 : at + 3]} or "date" in said:
                return Asks.WHEN
            if after in _PLACES:
                return Asks.WHERE
            return Asks.WHAT if says_happening(said[at:]) else Asks.OTHERWISE
    if verb_first or (meant[-1:] == ["there"] and _AUXILIARIES & {*meant}):
        return Asks.WHETHER
    if _DAYS & {*said[:2], *said[-1:]} or "date" in said:
        return Asks.WHEN
    if _ONE_PLACE & {*said}:
        return Asks.WHERE
    return Asks.WHAT if says_happening(said) else Asks.NOTHING


_HAPPENING = re.compile(
    r"\b(?:happen\w*(?! to)|t(?:ake|akes|aking|aken|ook) place|(?:go|goes|going|went) on"
    r"|occur\w*|events?|anything|something|everything|special|calendar|programme|entry|entries"
    r"|anniversary)\b"
    r"|\bwhat (?:is|was|were) (?:on|up|that|it|there|with|then|\w+ed)\b|\b(?:give|show) me\b"
    r"|\b(?:what|how|me|know) about\b|\bwhat\b.*\b(?:do|doing|done|up to)\b"
)


def says_happening(words: Sequence[str]) -> bool:
    """Whether events are asked for: “what happened”, “anything on”, “what did they do”."""
    return _HAPPENING.search(" ".join(words)) is not None

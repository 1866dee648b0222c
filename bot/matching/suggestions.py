"""Which entries are offered if none is likely enough to answer."""

from collections.abc import Sequence

from bot.matching.choice import NoMatch, SuggestEntries
from bot.matching.search import NEAREST, Hit

SUGGESTIONS = 3


def merge_withheld(nearest: Sequence[Hit], withheld: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the nearest entries, best first, those that may only be offered among them.

    Those come after the first that may answer, and are never more probable.
    """
    first, others = nearest[:1], nearest[1:]
    ranked = (*first, *sorted((*others, *withheld), key=lambda hit: -hit.probability))
    most = ranked[0].probability if ranked else 0.0
    return tuple(Hit(hit.match, min(most, hit.probability)) for hit in ranked[:NEAREST])


def suggest(offered: Sequence[Hit]) -> SuggestEntries | NoMatch:
    """Return the choice to suggest the nearest entries, if any is possible."""
    possible = [hit.match.id for hit in offered if hit.probability > 0]
    return SuggestEntries(tuple(possible[:SUGGESTIONS])) if possible else NoMatch()

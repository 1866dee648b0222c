"""What led to a decision, in words for the people who write the FAQ."""

from collections.abc import Iterator, Sequence

from bot.matching.features import Match
from bot.matching.search import Hit, SearchResult


def observations(result: SearchResult, nearest: Sequence[Hit]) -> list[str]:
    """Return what led to the decision, in words for the people who write the FAQ."""
    found = [
        f"“{term.written}” was read as “{term.corrected}”."
        for term in result.ranking.query.terms
        if term.corrected
    ]
    if result.span.context:
        found.append(f"The question was taken to be: “{result.span.question.text}”")
    for rank_name, hit in zip(("Nearest", "Runner-up"), nearest, strict=False):
        found.append(
            f"{rank_name}: {hit.match.id} at {hit.probability:.0%}; "
            f"its wording “{hit.match.wording}” is {hit.match.similarity:.0%} similar; "
            f"it covers {hit.match.covered_share:.0%} of what the question is about."
        )
    if result.match is not None:
        found += _objections(result.match)
    return found


def _objections(match: Match) -> Iterator[str]:
    """Yield what speaks against the nearest entry."""
    if match.unknown:
        share = match.unknown / match.about
        yield f"{share:.0%} of what the question is about is in no entry or day."
    if match.elsewhere:
        yield (
            f"{match.elsewhere / match.about:.0%} of what the question is about is only in "
            f"{match.id}'s answer or in others."
        )
    if match.candidate.kind == 0 and match.opens:
        yield f"None of {match.id}'s wordings asks for that kind of thing (who, when, how many …)."

"""The best candidates of the index looked at closely, and put in order."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.matching.index import Index
from bot.matching.query import Exclusion, IndexedEntry, Query

CANDIDATES = 12  # entries that are looked at closely


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """What each likeness counts when entries are ranked; fitted to the knowledge at hand."""

    information: float = 14.0
    spelling: float = 6.0
    meaning: float = 2.5
    kind: float = 1.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry as a candidate. The likenesses lie between 0 and 1, that in meaning from -1 on."""

    entry: int  # its number in the index
    score: float  # by which entries are ranked
    information: float  # share of the question's information that the entry gathers (BM25)
    spelling: float  # likeness of its nearest wording, letter by letter over the stems in order
    meaning: float  # likeness in meaning of all its wordings together
    kind: float  # how many of its wordings ask for the same kind of thing (who, when …)


def rank(
    index: Index, query: Query, ranking: RankingWeights, exclusion: Exclusion | None = None
) -> list[Candidate]:
    """The entries that fit the question best, best first; empty where nothing is shared.

    One that has the question itself among its wordings comes before all that do not.
    """
    most = index.postings.most(query)
    owners = index.owners.get(query.stems, ())
    besides = [each for each in owners if exclusion is None or each != exclusion.entry]
    ranked = [
        _look(index, number, query, ranking, max(0.0, gathered / most), exclusion)
        for number, gathered in index.postings.candidates(query, CANDIDATES, exclusion, besides)
    ]
    return sorted(ranked, key=lambda each: (each.spelling < 1.0, -each.score, each.entry))


def excluded_wording(number: int, exclusion: Exclusion | None) -> int | None:
    """The wording of an entry that is to be looked past."""
    return exclusion.wording if exclusion is not None and exclusion.entry == number else None


def _look(
    index: Index,
    number: int,
    query: Query,
    ranking: RankingWeights,
    information: float,
    exclusion: Exclusion | None,
) -> Candidate:
    entry = index.entries[number]
    ignored = excluded_wording(number, exclusion)
    spelling = _spelling(entry, query, ignored)
    meaning = index.similarity(query, number, exclusion)
    kind = _kind(entry, query, ignored)
    score = (
        ranking.information * information
        + ranking.spelling * spelling
        + ranking.meaning * meaning
        + ranking.kind * kind
    )
    return Candidate(number, score, information, spelling, meaning, kind)


def _spelling(entry: IndexedEntry, query: Query, ignored: int | None) -> float:
    choices = entry.stems
    if ignored is not None:
        choices = choices[:ignored] + choices[ignored + 1 :]
    found = process.extractOne(query.stems, choices, scorer=fuzz.ratio, processor=None)
    return found[1] / 100 if found else 0.0


def _kind(entry: IndexedEntry, query: Query, ignored: int | None) -> float:
    same = entry.kinds.count(query.kind)
    if ignored is None:
        return same / len(entry.kinds)
    return (same - (entry.kinds[ignored] == query.kind)) / (len(entry.kinds) - 1)

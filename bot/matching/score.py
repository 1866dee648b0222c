"""The best candidates of the index looked at closely, and put in order."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.matching.index import Index
from bot.matching.indexed import Asked, Indexed, Without

CANDIDATES = 12  # entries that are looked at closely


@dataclass(frozen=True, slots=True)
class Ranking:
    """What each likeness counts when entries are ranked; fitted to the knowledge at hand."""

    information: float = 14.0
    nearest: float = 4.0
    spelling: float = 6.0
    meaning: float = 2.5
    kind: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry as a candidate. The likenesses lie between 0 and 1, that in meaning from -1 on."""

    entry: int  # its number in the index
    wording: int  # the number of its nearest one
    score: float  # by which entries are ranked
    information: float  # share of the question's information that the entry gathers (BM25)
    nearest: float  # likeness of its nearest wording, by terms (weighted Dice)
    spelling: float  # likeness of its nearest wording, letter by letter over the stems in order
    meaning: float  # likeness in meaning of all its wordings together
    kind: float  # how many of its wordings ask for the same kind of thing (who, when …)


def rank(
    index: Index, asked: Asked, ranking: Ranking, without: Without | None = None
) -> list[Ranked]:
    """The entries that fit the question best, best first; empty where nothing is shared."""
    most = index.most(asked)
    ranked = [
        _look(index, number, asked, ranking, max(0.0, gathered / most), without)
        for number, gathered in index.candidates(asked, CANDIDATES, without)
    ]
    return sorted(ranked, key=lambda candidate: (-candidate.score, candidate.entry))


def left_out(number: int, without: Without | None) -> int | None:
    """The wording of an entry that is to be looked past."""
    return without.wording if without is not None and without.entry == number else None


def _look(
    index: Index,
    number: int,
    asked: Asked,
    ranking: Ranking,
    information: float,
    without: Without | None,
) -> Ranked:
    entry = index.entries[number]
    ignored = left_out(number, without)
    nearest, wording = _nearest(entry, asked, ignored)
    spelling = _spelling(entry, asked, ignored)
    meaning = index.alike(asked, number, without)
    kind = _kind(entry, asked, ignored)
    score = (
        ranking.information * information
        + ranking.nearest * nearest
        + ranking.spelling * spelling
        + ranking.meaning * meaning
        + ranking.kind * kind
    )
    return Ranked(number, wording, score, information, nearest, spelling, meaning, kind)


def _nearest(entry: Indexed, asked: Asked, ignored: int | None) -> tuple[float, int]:
    """The likeness of the wording that shares most information, and its number."""
    shared = [0.0] * len(entry.texts)
    for term, weight in asked.weights.items():
        for wording in entry.where.get(term, ()):
            shared[wording] += weight
    if ignored is not None:
        shared[ignored] = 0.0
    total = asked.total
    alike = [
        common / (total + weight) for common, weight in zip(shared, entry.weights, strict=True)
    ]
    nearest = max(alike)
    wording = alike.index(nearest)
    nearest *= 2
    return min(nearest, 1.0), wording


def _spelling(entry: Indexed, asked: Asked, ignored: int | None) -> float:
    choices = entry.stems
    if ignored is not None:
        choices = choices[:ignored] + choices[ignored + 1 :]
    found = process.extractOne(asked.stems, choices, scorer=fuzz.ratio, processor=None)
    return found[1] / 100 if found else 0.0


def _kind(entry: Indexed, asked: Asked, ignored: int | None) -> float:
    same = entry.kinds.count(asked.kind)
    if ignored is None:
        return same / len(entry.kinds)
    return (same - (entry.kinds[ignored] == asked.kind)) / (len(entry.kinds) - 1)

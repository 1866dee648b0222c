"""The best candidates of the index looked at closely: the signals by which a match is judged."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.matching.index import SATURATION, Index, Indexed, Term, Without, Wording

CANDIDATES = 20  # entries that are looked at closely
NEAREST_WEIGHT = 0.9  # in the ranking score, beside the share of information found (1.0)
ORDER_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Match:
    """How well one entry fits a question. All signals lie between 0 and 1 but `margin`."""

    entry: int  # its number in the index
    id: str
    score: float  # by which entries are ranked
    information: float  # share of the question's information that the entry gathers (BM25)
    nearest: float  # likeness of its nearest wording (weighted Dice)
    order: float  # likeness of that wording's word order (skip-bigrams)
    covered: float  # share of what the question is about that the entry speaks of
    unknown: float  # share of what the question is about that no entry knows
    margin: float  # its score less the best other entry's
    wording: str  # the nearest wording


def rank(index: Index, terms: Sequence[Term], without: Without | None = None) -> list[Match]:
    """The entries that fit the question best, best first; empty where nothing is shared."""
    keys = [term.key for term in terms]
    unique = frozenset(keys)
    candidates = index.candidates(keys, CANDIDATES, without)
    if not candidates:
        return []
    # In the question's order: a set's order differs between processes, and so would sums of floats.
    weights = {key: index.weight(key) for key in dict.fromkeys(keys)}
    total = sum(weights.values())
    salient = list(dict.fromkeys(term.key for term in terms if term.salient))
    about = sum(weights[key] for key in salient)
    lost = sum(weights[key] for key in salient if not index.knows(key, without))
    pairs = _skip_bigrams(keys)

    rows: list[tuple[float, int, float, float, float, float, str]] = []
    for number, gained in candidates:
        entry = index.entries[number]
        left_out = without.wording if without and without.entry == number else None
        nearest, wording = _nearest(index, entry, unique, total, left_out)
        order = _likeness(pairs, _skip_bigrams(wording.keys)) if wording else 0.0
        information = gained / (total * (SATURATION + 1)) if total else 0.0
        covered = _covered(entry, salient, weights, left_out) / about if about else 0.0
        score = information + NEAREST_WEIGHT * nearest + ORDER_WEIGHT * order
        text = wording.text if wording else ""
        rows.append((score, number, information, nearest, order, covered, text))
    rows.sort(key=lambda row: (-row[0], row[1]))
    return [
        Match(
            entry=number,
            id=index.entries[number].id,
            score=score,
            information=information,
            nearest=nearest,
            order=order,
            covered=covered,
            unknown=lost / about if about else 1.0,
            margin=score - max((row[0] for row in rows[:2] if row[1] != number), default=0.0),
            wording=text,
        )
        for score, number, information, nearest, order, covered, text in rows
    ]


def _nearest(
    index: Index, entry: Indexed, keys: frozenset[str], total: float, left_out: Wording | None
) -> tuple[float, Wording | None]:
    best, found = 0.0, None
    for wording in entry.wordings:
        shared = keys & wording.unique
        if not shared or wording is left_out:
            continue
        likeness = 2 * math.fsum(map(index.weight, shared)) / (total + wording.weight)
        if likeness > best:
            best, found = likeness, wording
    return best, found


def _covered(
    entry: Indexed, salient: Sequence[str], weights: dict[str, float], left_out: Wording | None
) -> float:
    """The weight of the salient terms that the entry has; in the answer alone it counts half."""
    found = 0.0
    for key in salient:
        count = entry.counts[key] - (left_out is not None and key in left_out.unique)
        if count > 0:
            found += weights[key]
        elif key in entry.answer:
            found += weights[key] / 2
    return found


def _skip_bigrams(keys: Sequence[str], reach: int = 3) -> frozenset[tuple[str, str]]:
    return frozenset(
        (first, second) for at, first in enumerate(keys) for second in keys[at + 1 : at + 1 + reach]
    )


def _likeness(left: frozenset[tuple[str, str]], right: frozenset[tuple[str, str]]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0

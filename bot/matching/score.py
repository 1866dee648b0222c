"""The best candidates of the index looked at closely: the signals by which a match is judged."""

import math
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.matching.index import Asked, Index, Indexed, Without

CANDIDATES = 20  # entries that are looked at closely
NEAREST_WEIGHT = 0.5  # in the ranking score, beside the share of information gathered (1.0)
SPELLING_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Match:
    """How well one entry fits a question. Signals lie between 0 and 1 where nothing else is said.

    What a question is *about* are its salient terms: not words like “the”, “is” or “how”.
    """

    entry: int  # its number in the index
    id: str
    wording: str  # the nearest one
    score: float  # by which entries are ranked
    margin: float  # the score less the best other entry's, from -1 to 1
    information: float  # share of the question's information that the entry gathers (BM25)
    nearest: float  # likeness of its nearest wording, by terms (weighted Dice)
    spelling: float  # likeness of its nearest wording, letter by letter over the stems in order
    content: float  # likeness of its nearest wording, by salient terms
    typical: float  # how many of its wordings have what the question is about, on average
    covered: float  # share of what the question is about that the entry speaks of
    unknown: float  # share of what the question is about that no entry knows
    about: float  # the information of what the question is about, in nats
    together: float  # as much of it as a single wording has, in nats


def rank(index: Index, asked: Asked, without: Without | None = None) -> list[Match]:
    """The entries that fit the question best, best first; empty where nothing is shared."""
    candidates = index.candidates(asked, CANDIDATES, without)
    if not candidates:
        return []
    most = index.most(asked)
    looked = [
        _look(index.entries[number], asked, gathered / most if most else 0.0,
              without.wording if without and without.entry == number else None)
        for number, gathered in candidates
    ]  # fmt: skip
    order = sorted(range(len(looked)), key=lambda at: (-looked[at].score, candidates[at][0]))
    best, second = looked[order[0]].score, looked[order[1]].score if len(order) > 1 else 0.0
    about = math.fsum(asked.weights[term] for term in asked.salient)
    lost = math.fsum(
        asked.weights[term] for term in asked.salient if not index.knows(term, without)
    )
    return [
        Match(
            entry=candidates[at][0],
            id=index.entries[candidates[at][0]].id,
            wording=index.entries[candidates[at][0]].texts[looked[at].wording],
            score=looked[at].score,
            margin=max(-1.0, min(1.0, looked[at].score - (best if place else second))),
            information=looked[at].information,
            nearest=looked[at].nearest,
            spelling=looked[at].spelling,
            content=looked[at].content,
            typical=min(1.0, looked[at].typical / about) if about else 0.0,
            covered=min(1.0, looked[at].covered / about) if about else 0.0,
            unknown=min(1.0, lost / about) if about else 1.0,
            about=about,
            together=looked[at].together,
        )
        for place, at in enumerate(order)
    ]


@dataclass(slots=True)
class _Look:
    """What a close look at one entry shows; `typical`, `covered`, `together` in nats."""

    information: float
    wording: int
    nearest: float
    spelling: float
    content: float
    typical: float
    covered: float
    together: float

    @property
    def score(self) -> float:
        return self.information + NEAREST_WEIGHT * self.nearest + SPELLING_WEIGHT * self.spelling


def _look(entry: Indexed, asked: Asked, information: float, left_out: int | None) -> _Look:
    shared: dict[int, float] = {}  # wording → the information it has in common
    alike: dict[int, float] = {}  # the same, of salient terms
    typical = covered = 0.0
    for term, weight in asked.weights.items():
        salient = term in asked.salient
        places = entry.where.get(term, ())
        for wording in places:
            shared[wording] = shared.get(wording, 0.0) + weight
            if salient:
                alike[wording] = alike.get(wording, 0.0) + weight
        if salient:
            count = len(places) - (left_out is not None and left_out in places)
            typical += weight * count / (len(entry.texts) - (left_out is not None))
            covered += weight if count else weight / 2 if term in entry.answer else 0.0
    if left_out is not None:
        shared.pop(left_out, None)
        alike.pop(left_out, None)
    total = math.fsum(asked.weights.values())
    about = math.fsum(asked.weights[term] for term in asked.salient)
    nearest, wording = max(
        ((2 * common / (total + entry.weights[at]), at) for at, common in shared.items()),
        default=(0.0, 0),
    )
    content = max(
        (2 * common / (about + entry.contents[at]) for at, common in alike.items()), default=0.0
    )
    return _Look(
        information=max(0.0, information),
        wording=wording,
        nearest=min(nearest, 1.0),
        spelling=_spelling(entry, asked, left_out),
        content=min(content, 1.0),
        typical=typical,
        covered=covered,
        together=max(alike.values(), default=0.0),
    )


def _spelling(entry: Indexed, asked: Asked, left_out: int | None) -> float:
    choices = entry.stems
    if left_out is not None:
        choices = choices[:left_out] + choices[left_out + 1 :]
    found = process.extractOne(asked.stems, choices, scorer=fuzz.ratio, processor=None)
    return found[1] / 100 if found else 0.0

"""English words of nearly the same meaning, on any subject.

In a question about a known text, one of them may stand for another: “who paid” is answered by the
sentence on the sponsor. For a search through many texts they would be too loose. Each line of
`near_synonyms.txt` is a group of such words.
"""

from functools import cache
from pathlib import Path

from bot.language.tokens import stem


def near_synonyms(word: str) -> frozenset[str]:
    """Return the stems of the words of nearly the same meaning as the one with this stem."""
    return _table().get(word, frozenset())


@cache
def _table() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    lines = Path(__file__).with_name("near_synonyms.txt").read_text("ascii").splitlines()
    for group in map(str.split, lines):
        stems = {*map(stem, group)}
        for each in stems:
            near.setdefault(each, set()).update(stems - {each})
    return {each: frozenset(others) for each, others in near.items()}

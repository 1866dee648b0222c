"""Finds sentences that were copied: eight words in a row that a fact or the gallery has too."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.knowledge.fact_base import FactBase
from tests.knowledge.quantities import runs

# The gallery that the project started from is not ours to publish; these are digests of its runs.
_GALLERY = Path(__file__).with_name("gallery_runs.txt")


def digest(run: tuple[str, ...]) -> str:
    """Returns a run of words as twelve characters that do not tell what it was."""
    return sha256(" ".join(run).encode()).hexdigest()[:12]


def copied(text: str, base: FactBase) -> dict[str, str]:
    """Returns the runs of eight words that a text has from somewhere else → where that is."""
    known = _runs(base)
    gallery = _gallery()
    found = {" ".join(run): known[run] for run in runs(text) if run in known}
    return found | {" ".join(run): "the gallery" for run in runs(text) if digest(run) in gallery}


@cache
def _gallery() -> frozenset[str]:
    lines = _GALLERY.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@cache
def _runs(base: FactBase) -> Mapping[tuple[str, ...], str]:
    texts = {
        **{f"fact {id_}": fact["statement"] for id_, fact in base.facts.items()},
        **{f"milestone of {row['date']}": row["what"] for row in base.milestones},
    }
    return {run: name for name, text in texts.items() for run in runs(text)}

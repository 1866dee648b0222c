"""Colours and sizes, chosen for a dark page, for small screens and for every kind of eye."""

from collections.abc import Sequence

from bot.maps.canvas import Colour, mixed

SPACE = (8, 12, 22)
SEA = (14, 29, 47)
GRID = (24, 42, 63)
LAND = (38, 59, 81)
COAST = (74, 104, 134)
BORDER = (60, 84, 109)
AHEAD = (132, 154, 178)
INK = (250, 250, 247)
QUIET = (170, 188, 207)
SHADOW = (9, 17, 29)
SHOWN = (255, 214, 92)
AIR = (74, 140, 214)

# The main track from its first day to its last: lighter to darker, so that it can be told by
# brightness alone.
_DAYS: tuple[Colour, ...] = ((255, 241, 176), (255, 176, 59), (242, 96, 78))
# The others also differ in their dashes, on and off, for those who see few colours.
_OTHERS: tuple[tuple[Colour, float, float], ...] = (
    ((92, 190, 245), 12, 7),
    ((234, 240, 246), 3, 7),
    ((70, 214, 160), 22, 8),
    ((206, 160, 255), 7, 4),
)

TITLE, LINE, NAME, SMALL = 56, 34, 36, 29  # pixels of 1200 across


def of_day(share: float) -> Colour:
    """The main track's colour at a share of its time."""
    at = share * (len(_DAYS) - 1)
    low = min(int(at), len(_DAYS) - 2)
    return mixed(_DAYS[low], _DAYS[low + 1], at - low)


def of_track(name: str | None, tracks: Sequence[str]) -> tuple[Colour, float, float]:
    """A side track's colour and dashes."""
    at = tracks.index(name) - 1 if name in tracks else 0
    return _OTHERS[max(0, at) % len(_OTHERS)]

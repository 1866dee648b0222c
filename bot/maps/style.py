"""Colours and font sizes: for Discord's dark theme, small screens and colour-blind eyes."""

from collections.abc import Sequence

from bot.maps.canvas import Colour, blend

SPACE = (8, 12, 22)
SEA = (14, 29, 47)
GRID = (24, 42, 63)
LAND = (38, 59, 81)
COAST = (74, 104, 134)
BORDER = (60, 84, 109)
AHEAD = (132, 154, 178)  # legs and stops that have not been reached
TEXT = (250, 250, 247)
MUTED = (170, 188, 207)
SHADOW = (9, 17, 29)
HIGHLIGHT = (255, 214, 92)  # what the map is about
ATMOSPHERE = (74, 140, 214)

# The main track from its first day to its last, from light to dark, so that brightness alone tells
# the days apart.
_MAIN_TRACK: tuple[Colour, ...] = ((255, 241, 176), (255, 176, 59), (242, 96, 78))
# The colours and dashes (on, off) of the side tracks; the dashes are for colour-blind eyes.
_SIDE_TRACKS: tuple[tuple[Colour, float, float], ...] = (
    ((92, 190, 245), 12, 7),
    ((234, 240, 246), 3, 7),
    ((70, 214, 160), 22, 8),
    ((206, 160, 255), 7, 4),
)

TITLE, LINE, NAME, SMALL = 56, 34, 36, 29  # pixels, in a picture that is 1200 wide


def main_track_colour(share: float) -> Colour:
    """The colour of the main track after a share of its days, from 0 to 1."""
    scaled = share * (len(_MAIN_TRACK) - 1)
    low = min(int(scaled), len(_MAIN_TRACK) - 2)
    return blend(_MAIN_TRACK[low], _MAIN_TRACK[low + 1], scaled - low)


def side_track_style(name: str | None, tracks: Sequence[str]) -> tuple[Colour, float, float]:
    """The colour and dashes (on, off) of a side track, by its position in `tracks`."""
    number = tracks.index(name) - 1 if name in tracks else 0
    return _SIDE_TRACKS[max(0, number) % len(_SIDE_TRACKS)]

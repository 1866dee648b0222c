"""Drawing on a picture: everything twice as large at first, so that edges come out smooth."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import cos, hypot, sin, tau

from PIL import Image, ImageDraw, ImageFont

from bot.maps.files import read
from bot.maps.projection import XY

Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1200, 860
TWICE = 2
LARGEST = 150_000  # bytes of a picture
_COLOURS = (256, 160, 96, 64, 32)  # as many as fit


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """A font of the package, in pixels."""
    file = io.BytesIO(read("bold.ttf" if bold else "regular.ttf"))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def text_size(text: str, size: int, *, bold: bool = False) -> tuple[float, float]:
    """The width of a line of text, and the height that any line takes."""
    return font(size, bold=bold).getlength(text), size * 1.0


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """A colour between two; `share` is that of the second."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


class Canvas:
    """A picture under way. `finish` ends the drawing of shapes; text is written after it."""

    def __init__(self, background: Colour) -> None:
        self._image = Image.new("RGB", (WIDTH * TWICE, HEIGHT * TWICE), background)
        self._draw = ImageDraw.Draw(self._image)

    def area(self, points: Sequence[XY], fill: Colour) -> None:
        """A filled shape."""
        if len(points) > 2:
            self._draw.polygon(_doubled(points), fill=fill)

    def line(self, points: Sequence[XY], colour: Colour, width: float) -> None:
        """A line with round corners and ends."""
        if len(points) < 2:
            return
        self._draw.line(_doubled(points), colour, round(width * TWICE), joint="curve")
        for x, y in (points[0], points[-1]):
            self.dot((x, y), width / 2, colour)

    def bar(self, left: float, right: float, y: float, width: float, colour: Colour) -> None:
        """A level piece of line with square ends."""
        self.area([(x, y + side * width / 2) for x, side in (
            (left, -1), (right, -1), (right, 1), (left, 1))], colour)  # fmt: skip

    def dashes(
        self, points: Sequence[XY], colour: Colour, width: float, on: float, off: float
    ) -> None:
        """A line of dashes; with `on` 0 of dots."""
        for dash in dashed(points, on, off):
            if on == 0:
                self.dot(dash[0], width / 2, colour)
            else:
                self.line(dash, colour, width)

    def dot(
        self, at: XY, radius: float, fill: Colour, edge: Colour | None = None, rim: float = 0
    ) -> None:
        """A round dot, with a rim outside of its radius."""
        x, y = at[0] * TWICE, at[1] * TWICE
        if edge is not None:
            r = (radius + rim) * TWICE
            self._draw.ellipse((x - r, y - r, x + r, y + r), fill=edge)
        r = radius * TWICE
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def ring(self, at: XY, radius: float, colour: Colour, width: float) -> None:
        """A circle."""
        x, y, r = at[0] * TWICE, at[1] * TWICE, radius * TWICE
        self._draw.ellipse((x - r, y - r, x + r, y + r), outline=colour, width=round(width * TWICE))

    def glow(self, at: XY, radius: float, colour: Colour, strength: float = 0.8) -> None:
        """Light round a point."""
        r = round(radius * TWICE)
        light = Image.new("L", (2 * r, 2 * r), 0)
        draw = ImageDraw.Draw(light)
        for step in range(64):
            share = 1 - step / 64
            size = r * share
            value = round(255 * strength * (1 - share) ** 2.4)
            draw.ellipse((r - size, r - size, r + size, r + size), fill=value)
        where = (round(at[0] * TWICE) - r, round(at[1] * TWICE) - r)
        self._image.paste(colour, (*where, where[0] + 2 * r, where[1] + 2 * r), light)

    def halo(self, at: XY, radius: float, colour: Colour, beyond: Colour, width: float) -> None:
        """The air at the edge of a globe, fading outwards."""
        for step in range(10, 0, -1):
            share = step / 10
            shade = mixed(colour, beyond, share**0.6)
            self.dot(at, radius + width * share, shade)

    def shade(self, top: float, bottom: float, colour: Colour, start: float, end: float) -> None:
        """A veil across the picture, from one opacity at the top to another at the bottom."""
        height = round((bottom - top) * TWICE)
        veil = Image.new("L", (1, height))
        veil.putdata([round(255 * (start + (end - start) * y / height)) for y in range(height)])
        veil = veil.resize((WIDTH * TWICE, height))
        first = round(top * TWICE)
        self._image.paste(colour, (0, first, WIDTH * TWICE, first + height), veil)

    def finish(self) -> None:
        """To the final size."""
        self._image = self._image.reduce(TWICE)
        self._draw = ImageDraw.Draw(self._image)

    def thin_line(self, points: Sequence[XY], colour: Colour) -> None:
        """A line on the finished picture."""
        self._draw.line(list(points), colour, 2)

    def text(
        self, at: XY, text: str, size: int, fill: Colour, *, bold: bool = False,
        halo: Colour | None = None, anchor: str = "ls",
    ) -> None:  # fmt: skip
        """A line of text, by its baseline; a halo keeps it readable on anything."""
        self._draw.text(
            at, text, fill=fill, font=font(size, bold=bold), anchor=anchor,
            stroke_width=0 if halo is None else max(2, size // 9), stroke_fill=halo,
        )  # fmt: skip

    def png(self) -> bytes:
        """The picture, with as many colours as keep it small."""
        data = b""
        for colours in _COLOURS:
            few = self._image.quantize(
                colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
            )
            out = io.BytesIO()
            few.save(out, "PNG", optimize=True)
            data = out.getvalue()
            if len(data) <= LARGEST:
                break
        return data


def _doubled(points: Sequence[XY]) -> list[XY]:
    return [(x * TWICE, y * TWICE) for x, y in points]


def dashed(points: Sequence[XY], on: float, off: float) -> Iterator[list[XY]]:
    """The dashes along a line, each with the corners that it goes round."""
    drawing, left = True, on
    dash: list[XY] = list(points[:1])
    for start, end in pairwise(points):
        length = hypot(end[0] - start[0], end[1] - start[1])
        done = 0.0
        while length - done > left:
            done += left
            share = done / length
            here = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            if drawing:
                yield [*dash, here]
            drawing = not drawing
            left = on if drawing else off
            dash = [here]
        left -= length - done
        if drawing:
            dash.append(end)
    if drawing and len(dash) > 1:
        yield dash


def arc(middle: XY, radius: float, start: float, end: float, squash: float = 1.0) -> list[XY]:
    """Points along a circle, or an ellipse, from one angle to another in radians."""
    steps = max(2, int(abs(end - start) / tau * 180))
    return [
        (
            middle[0] + radius * cos(start + (end - start) * at / steps),
            middle[1] + radius * squash * sin(start + (end - start) * at / steps),
        )
        for at in range(steps + 1)
    ]

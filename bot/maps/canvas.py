"""Draws shapes and text on a picture; shapes at twice the size, so that reducing smooths them."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import cos, hypot, sin, tau

from PIL import Image, ImageDraw, ImageFont

from bot.maps.assets import read_asset
from bot.maps.box import XY

Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1200, 860
OVERSAMPLING = 2
MAX_BYTES = 150_000  # of a picture
_COLOUR_COUNTS = (256, 160, 96, 64, 32)  # tried in turn until the picture is small enough

# By default Pillow allocates pictures in blocks of 16 MB. Once one is freed, glibc's malloc keeps
# up to 32 MB to itself (twice the largest block freed). With blocks of 1 MB it keeps up to 2 MB.
Image.core.set_block_size(1 << 20)


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The font of the maps at a size in pixels."""
    file = io.BytesIO(read_asset("bold.ttf" if bold else "regular.ttf"))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def text_size(text: str, size: int, *, bold: bool = False) -> tuple[float, float]:
    """The width of a line of text, and the height of any line at this size."""
    return font(size, bold=bold).getlength(text), size * 1.0


def blend(a: Colour, b: Colour, share: float) -> Colour:
    """A mixture of two colours; `share`, from 0 to 1, is how much of the second."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


class Canvas:
    """A picture in progress. Shapes are drawn before `finish`, text after it."""

    def __init__(self, background: Colour) -> None:
        self._image = Image.new("RGB", (WIDTH * OVERSAMPLING, HEIGHT * OVERSAMPLING), background)
        self._draw = ImageDraw.Draw(self._image)

    def area(self, points: Sequence[XY], fill: Colour) -> None:
        """Draw a filled polygon."""
        if len(points) > 2:
            self._draw.polygon(_oversampled(points), fill=fill)

    def line(self, points: Sequence[XY], colour: Colour, width: float) -> None:
        """Draw a line with round corners and ends."""
        if len(points) < 2:
            return
        self._draw.line(_oversampled(points), colour, round(width * OVERSAMPLING), joint="curve")
        for x, y in (points[0], points[-1]):
            self.dot((x, y), width / 2, colour)

    def bar(self, left: float, right: float, y: float, width: float, colour: Colour) -> None:
        """Draw a horizontal line with square ends."""
        self.area([(x, y + side * width / 2) for x, side in (
            (left, -1), (right, -1), (right, 1), (left, 1))], colour)  # fmt: skip

    def dashes(
        self, points: Sequence[XY], colour: Colour, width: float, on: float, off: float
    ) -> None:
        """Draw a dashed line, or a dotted one if `on` is 0."""
        for dash in split_into_dashes(points, on, off):
            if on == 0:
                self.dot(dash[0], width / 2, colour)
            else:
                self.line(dash, colour, width)

    def dot(
        self, at: XY, radius: float, fill: Colour, edge: Colour | None = None, rim: float = 0
    ) -> None:
        """Draw a filled circle, with a rim around it if there is an edge colour."""
        x, y = at[0] * OVERSAMPLING, at[1] * OVERSAMPLING
        if edge is not None:
            r = (radius + rim) * OVERSAMPLING
            self._draw.ellipse((x - r, y - r, x + r, y + r), fill=edge)
        r = radius * OVERSAMPLING
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def ring(self, at: XY, radius: float, colour: Colour, width: float) -> None:
        """Draw the outline of a circle."""
        x, y, r = at[0] * OVERSAMPLING, at[1] * OVERSAMPLING, radius * OVERSAMPLING
        box = (x - r, y - r, x + r, y + r)
        self._draw.ellipse(box, outline=colour, width=round(width * OVERSAMPLING))

    def glow(self, at: XY, radius: float, colour: Colour, strength: float = 0.8) -> None:
        """Draw a glow around a point that fades outwards."""
        r = round(radius * OVERSAMPLING)
        light = Image.new("L", (2 * r, 2 * r), 0)
        draw = ImageDraw.Draw(light)
        for step in range(64):
            share = 1 - step / 64
            size = r * share
            value = round(255 * strength * (1 - share) ** 2.4)
            draw.ellipse((r - size, r - size, r + size, r + size), fill=value)
        left, top = round(at[0] * OVERSAMPLING) - r, round(at[1] * OVERSAMPLING) - r
        self._image.paste(colour, (left, top, left + 2 * r, top + 2 * r), light)

    def halo(self, at: XY, radius: float, colour: Colour, beyond: Colour, width: float) -> None:
        """Draw a ring around a circle that fades outwards into the colour `beyond`."""
        for step in range(10, 0, -1):
            share = step / 10
            shade = blend(colour, beyond, share**0.6)
            self.dot(at, radius + width * share, shade)

    def shade(self, top: float, bottom: float, colour: Colour, start: float, end: float) -> None:
        """Draw a band across the picture; its opacity changes evenly from top to bottom."""
        height = round((bottom - top) * OVERSAMPLING)
        opacity = Image.new("L", (1, height))
        opacity.putdata([round(255 * (start + (end - start) * y / height)) for y in range(height)])
        opacity = opacity.resize((WIDTH * OVERSAMPLING, height))
        first = round(top * OVERSAMPLING)
        self._image.paste(colour, (0, first, WIDTH * OVERSAMPLING, first + height), opacity)

    def finish(self) -> None:
        """Reduce the picture to its final size."""
        self._image = self._image.reduce(OVERSAMPLING)
        self._draw = ImageDraw.Draw(self._image)

    def thin_line(self, points: Sequence[XY], colour: Colour) -> None:
        """Draw a thin line on the finished picture."""
        self._draw.line(list(points), colour, 2)

    def text(
        self, at: XY, text: str, size: int, fill: Colour, *, bold: bool = False,
        halo: Colour | None = None, anchor: str = "ls",
    ) -> None:  # fmt: skip
        """Draw a line of text; a halo keeps it readable on any background."""
        self._draw.text(
            at, text, fill=fill, font=font(size, bold=bold), anchor=anchor,
            stroke_width=0 if halo is None else max(2, size // 9), stroke_fill=halo,
        )  # fmt: skip

    def png(self) -> bytes:
        """The picture as PNG, with the most colours that keep it within `MAX_BYTES`."""
        data = b""
        for colours in _COLOUR_COUNTS:
            quantised = self._image.quantize(
                colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
            )
            out = io.BytesIO()
            quantised.save(out, "PNG", optimize=True)
            data = out.getvalue()
            if len(data) <= MAX_BYTES:
                break
        return data


def _oversampled(points: Sequence[XY]) -> list[XY]:
    return [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]


def split_into_dashes(points: Sequence[XY], on: float, off: float) -> Iterator[list[XY]]:
    """The dashes along a line; a dash that goes around corners has more than two points."""
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


def arc(centre: XY, radius: float, start: float, end: float, flattening: float = 1.0) -> list[XY]:
    """Points along a circle between two angles in radians; an ellipse if `flattening` is not 1."""
    steps = max(2, int(abs(end - start) / tau * 180))
    return [
        (
            centre[0] + radius * cos(start + (end - start) * i / steps),
            centre[1] + radius * flattening * sin(start + (end - start) * i / steps),
        )
        for i in range(steps + 1)
    ]

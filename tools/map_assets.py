"""Make the assets of the maps: `bot/maps/outlines.bin`, the two fonts and `font_letters.py`.

Their sources are two npm packages:

    npm pack world-atlas@2.0.2 @expo-google-fonts/fira-sans-condensed@0.4.1
    python -m pip install -e .[maps]
    python tools/map_assets.py world-atlas-2.0.2.tgz expo-google-fonts-fira-sans-condensed-0.4.1.tgz

The outlines are Natural Earth's (public domain): the coasts, the lakes and the borders between
countries, simplified at two scales. The fonts keep their Latin, Greek and Cyrillic letters, which
`font_letters.py` lists; without arguments, only that list is made, from the fonts as they are.
"""

import io
import json
import math
import sys
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from shapely import LineString, Polygon

TARGET = Path(__file__).parent.parent / "bot" / "maps"
FONTS = {"regular.ttf": "500Medium", "bold.ttf": "700Bold"}
LETTERS = "U+20-7E,U+A0-17F,U+218-21B,U+386-3CE,U+400-45F,U+490-491,U+4A0-4E9,U+1E80-1E85,U+1E9E,"
MARKS = "U+2013,U+2014,U+2018-201E,U+2022,U+2026,U+2192,U+25C0,U+25B6"

STEP = 0.01  # degrees that positions are rounded to
# Scale → how far a line may deviate from the coast, and the smallest island that is kept.
SCALES = {"fine": (0.02, 0.006), "coarse": (0.12, 0.15)}  # degrees, square degrees

# Areas (west, south, east, north) whose disputed borders are not drawn.
DISPUTED = ((32.0, 45.0, 37.0, 46.5),)

Point = tuple[float, float]
Line = list[Point]


class Topology:
    """A TopoJSON file: shapes that share arcs."""

    def __init__(self, text: bytes) -> None:
        data: dict[str, Any] = json.loads(text)
        (kx, ky), (dx, dy) = data["transform"]["scale"], data["transform"]["translate"]
        self.objects: dict[str, Any] = data["objects"]
        self.arcs: list[Line] = []
        for deltas in data["arcs"]:
            x = y = 0
            arc: Line = []
            for step_x, step_y in deltas:
                x, y = x + step_x, y + step_y
                arc.append((x * kx + dx, y * ky + dy))
            self.arcs.append(arc)

    def ring(self, indices: Sequence[int]) -> Line:
        """A closed line joined from arcs; its last point equals its first."""
        line: Line = []
        for index in indices:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            line += arc[1:] if line else arc
        return line


def polygons(shape: dict[str, Any]) -> Iterator[list[list[int]]]:
    """The polygons of a shape, each a list of rings, each a list of arc indices."""
    match shape["type"]:
        case "GeometryCollection":
            for part in shape["geometries"]:
                yield from polygons(part)
        case "Polygon":
            yield shape["arcs"]
        case "MultiPolygon":
            yield from shape["arcs"]
        case other:
            raise ValueError(f"a {other} has no area")


def simplified(line: Line, tolerance: float) -> Line:
    """A line without the points that make no visible difference.

    Deviations are measured in the sinusoidal projection, which keeps lengths along parallels.
    """
    flat = [(lon * math.cos(math.radians(lat)), lat) for lon, lat in line]
    back = dict(zip(flat, line, strict=True))
    return [back[point] for point in LineString(flat).simplify(tolerance).coords]


def simplified_ring(ring: Line, tolerance: float) -> Iterator[Point]:
    """A closed line, simplified in parts, because simplifying keeps only the ends of a line.

    The points on the antimeridian are such ends: where the source cut land apart, the two sides
    must go on meeting, and no coast is drawn between two of them.
    """
    ends = {0, len(ring) // 2, len(ring) - 1}
    ends |= {at for at, (lon, _) in enumerate(ring) if abs(abs(lon) - 180) < STEP / 2}
    for start, end in pairwise(sorted(ends)):
        yield from simplified(ring[start : end + 1], tolerance)[:-1]
    yield ring[-1]


def area(ring: Line) -> float:
    """The area within a ring, in square degrees at the equator."""
    return Polygon([(lon * math.cos(math.radians(lat)), lat) for lon, lat in ring]).area


def coasts(land: Topology, tolerance: float, smallest: float) -> Iterator[tuple[bool, Line]]:
    """The outlines of land and lakes: whether it is a lake, and its line."""
    for polygon in polygons(land.objects["land"]):
        for at, indices in enumerate(polygon):
            ring = land.ring(indices)
            if area(ring) < smallest:
                continue
            thin = list(simplified_ring(ring, tolerance))
            if len(thin) > 4:
                yield at > 0, thin[:-1]


def borders(countries: Topology, tolerance: float) -> Iterator[Line]:
    """The borders between two countries."""
    seen: dict[int, set[int]] = {}
    for at, country in enumerate(countries.objects["countries"]["geometries"]):
        for polygon in polygons(country):
            for index in (index for ring in polygon for index in ring):
                seen.setdefault(index if index >= 0 else ~index, set()).add(at)
    for index, owners in sorted(seen.items()):
        arc = countries.arcs[index]
        if len(owners) > 1 and not any(_within(arc, box) for box in DISPUTED):
            yield simplified(arc, tolerance)


def _within(line: Line, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return all(west <= lon <= east and south <= lat <= north for lon, lat in line)


def packed(lines: Iterable[tuple[int, Line]]) -> bytes:
    """Each line as variable-length numbers: kind, count, then the steps from point to point."""
    out = bytearray()
    for kind, line in lines:
        _number(out, kind)
        _number(out, len(line))
        before = (0, 0)
        for lon, lat in line:
            here = (round(lon / STEP), round(lat / STEP))
            for now, then in zip(here, before, strict=True):
                difference = now - then
                _number(out, difference * 2 if difference >= 0 else -difference * 2 - 1)
            before = here
    return bytes(out)


def _number(out: bytearray, number: int) -> None:
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)


def write_outlines(package: Path) -> None:
    """Write both scales into one file, each preceded by its length."""
    with tarfile.open(package) as archive:
        land = Topology(_member(archive, "package/land-10m.json"))
        countries = Topology(_member(archive, "package/countries-50m.json"))
    out = bytearray()
    for name, (tolerance, smallest) in SCALES.items():
        lines = [(int(lake), ring) for lake, ring in coasts(land, tolerance, smallest)]
        # The largest first, so that lakes, and then islands in them, are drawn on top.
        lines.sort(key=lambda kind_and_ring: -area(kind_and_ring[1]))
        lines += [(2, line) for line in borders(countries, tolerance)]
        data = zlib.compress(packed(lines), 9)
        out += len(data).to_bytes(4, "big") + data
        count = sum(len(line) for _, line in lines)
        print(f"{name}: {len(lines):,} lines, {count:,} points, {len(data):,} bytes")  # noqa: T201
    (TARGET / "outlines.bin").write_bytes(out)


def write_fonts(package: Path) -> None:
    """Write two weights of the font, reduced to the letters that names need."""
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp"], hinting=False)
    with tarfile.open(package) as archive:
        for name, weight in FONTS.items():
            path = f"package/{weight}/FiraSansCondensed_{weight}.ttf"
            font = TTFont(io.BytesIO(_member(archive, path)), recalcTimestamp=False)
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=subset.parse_unicodes(LETTERS + MARKS))
            subsetter.subset(font)
            font.save(TARGET / name)
            print(f"{name}: {(TARGET / name).stat().st_size:,} bytes")  # noqa: T201
        licence = _member(archive, "package/LICENSE_FONT")
    (TARGET.parents[1] / "LICENSES" / "FiraSans.txt").write_bytes(licence)


def write_letters() -> None:
    """Write the characters that both weights have, as ranges."""
    covered = [set(TTFont(TARGET / name).getBestCmap()) for name in FONTS]
    ranges: list[list[int]] = []
    for code in sorted(set.intersection(*covered)):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    lines = [f"    (0x{first:04X}, 0x{last:04X}),\n" for first, last in ranges]
    (TARGET / "font_letters.py").write_text(
        '"""The characters that the fonts of the maps have, made by `tools/map_assets.py`."""\n\n'
        f"RANGES = (  # code points, first and last\n{''.join(lines)})\n",
        "utf-8",
    )


def _member(archive: tarfile.TarFile, path: str) -> bytes:
    member = archive.extractfile(path)
    if member is None:
        raise FileNotFoundError(path)
    return member.read()


def main(paths: list[str]) -> None:
    """Write the outlines, the fonts and the list of their letters."""
    if len(paths) not in {0, 2}:
        sys.exit(__doc__)
    if paths:
        write_outlines(Path(paths[0]))
        write_fonts(Path(paths[1]))
    write_letters()


if __name__ == "__main__":
    main(sys.argv[1:])

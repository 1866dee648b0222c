"""Other names for time zones, such as cities and countries: a committed table, read when needed."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ZoneNames:
    """Cities, countries, abbreviations and the names in Windows, each with its time zones."""

    zones: tuple[str, ...]  # IANA names, ordered by population
    of: dict[str, tuple[str, ...]]  # folded name → zones; the names with most people first


def fold(text: str) -> str:
    """A name for comparison: without case, accents and punctuation, one space between words."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    letters = re.sub(r"(?<=\b\w)\.", "", letters)  # U.S.A.
    words = re.findall(r"[^\W_]+|[+-]\d+", letters)
    return unicodedata.normalize("NFC", " ".join(words))


@cache
def zone_names() -> ZoneNames:
    """The table of names; reading it takes a few milliseconds, once."""
    text = files("bot.calendar").joinpath("time_zone_names.txt").read_text("utf-8")
    zone_lines, country_lines, name_lines = (part.splitlines() for part in text.split("\n\n"))
    zones = tuple(line for line in zone_lines if not line.startswith("#"))
    meaning: dict[str, tuple[str, ...]] = {
        str(number): (zone,) for number, zone in enumerate(zones)
    }
    for line in country_lines:
        country, _, numbers = line.partition("\t")
        meaning[country] = tuple(zones[int(number)] for number in numbers.split())
    of: dict[str, tuple[str, ...]] = {}
    for line in name_lines:
        names, _, meant = line.partition("\t")
        members = tuple(dict.fromkeys(zone for key in meant.split() for zone in meaning[key]))
        of.update(dict.fromkeys(names.split(","), members))
    return ZoneNames(zones, of)

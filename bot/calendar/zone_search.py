"""Finds time zones by name, city, country, abbreviation or offset, as people type them."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from zoneinfo import available_timezones

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.calendar.utc_offsets import offset_at, parse_offset, split_offset
from bot.calendar.zone_names import fold, zone_names
from bot.language.edit_distance_limits import name_edits

MOST_CHOICES = 25  # Discord shows no more
MOST_SUGGESTIONS = 3  # for a text that is not the name of a zone
_MOSTLY_TYPED = 0.6  # the share of a name that suffices if its end is missing
_LONGEST = 100  # characters of a text that are looked at
_MIN_SIMILARITY = 80.0  # of 100, for a name with more than one edit
_ETC = "etc/"  # the signs of its zones are opposite to what people expect: offered by name only
_TIME = re.compile(r"^(?:time )?in |(?: standard| daylight| summer)?(?: time ?zone| time| zone)$")


@cache
def zones() -> frozenset[str]:
    """Every IANA time zone name that this installation knows."""
    return frozenset(available_timezones())


def find_zone(text: str) -> str | None:
    """The IANA name of a time zone, typed in upper or lower case; None if there is no such zone.

    The text may end with the offset, as the bot shows it: `Europe/Moscow (UTC+3)`.
    """
    if len(text) > _LONGEST:
        return None
    wanted = _key(re.sub(r"\s*\(utc[^()]*\)\s*$", "", text, flags=re.IGNORECASE))
    return _by_key().get(wanted)


@cache
def _by_key() -> dict[str, str]:
    return {_key(name): name for name in zones()}


def complete_zone(typed: str, now: datetime) -> list[str]:
    """Zones to choose from while somebody types; never an empty list.

    Zones that the whole text may mean come first, then those whose names begin with it; of the
    same kind, those in which more people live.
    """
    matching = _once(_completions(typed[:_LONGEST], now))
    return list(islice(matching, MOST_CHOICES)) or _usual_zones(now)


def suggest_zones(text: str, now: datetime) -> list[str]:
    """Up to three zones that a text may mean if it is not the name of a zone."""
    if _key(text).startswith(_ETC):
        return []
    for found in _meanings(text[:_LONGEST], now):
        if suggestions := list(islice(_once(found), MOST_SUGGESTIONS)):
            return suggestions
    return []


def _completions(typed: str, now: datetime) -> Iterator[str]:
    if _key(typed).startswith(_ETC):
        yield from sorted(name for name in zones() if _key(name).startswith(_key(typed)))
        return
    text, exact = fold(typed), find_zone(typed)
    # “EST” is the name of a zone, but most people mean New York's time.
    if exact and (exact in {"UTC", "GMT"} or "/" in exact):
        yield exact
    if not text:
        return
    for found in _meanings(typed, now):
        yield from found
    if exact:
        yield exact
    for fits in (str.startswith, str.__contains__):
        for key, zone in _iana_names().items():
            if fits(f" {key}", f" {text}"):
                yield zone
    for name, members in zone_names().of.items():
        if name.startswith(text):
            yield from members
    for key, zone in _iana_names().items():
        if text in key:
            yield zone


def _meanings(text: str, now: datetime) -> Iterator[Iterable[str]]:
    """Yield the zones that a text may mean, from the most certain reading to the least."""
    if (offset := parse_offset(text)) is not None:
        yield _with_offset(offset, now)
        return
    text, offset = split_offset(text)
    name = _TIME.sub("", fold(text))
    names, iana = zone_names().of, _iana_names()
    if offset is not None:
        of_name = names.get(name, ())
        yield [zone for zone in of_name if offset_at(zone, now) == offset]
        yield _with_offset(offset, now)
    for written in (fold(text), name, f"{name} time"):
        yield names.get(written, ())
    yield [iana[name]] if name in iana else []
    yield _of_parts(text)
    yield [zone for key, zone in iana.items() if key.endswith(f" {name}")]
    yield _misspelt(name)
    yield [
        zone
        for key, members in names.items()
        if key.startswith(name) and (key[len(name) :][:1] == " " or _is_mostly(name, key))
        for zone in members
    ]


def _misspelt(name: str) -> Iterator[str]:
    """Yield the zones of the names with the fewest edits from a misspelt one."""
    names, iana = zone_names().of, _iana_names()
    if not (edits := name_edits(len(name))):
        return
    similar = process.extract(
        name, [*iana, *names], scorer=OSA.distance, score_cutoff=edits, limit=MOST_SUGGESTIONS
    )
    for key, distance, _ in similar:
        is_like = distance == 1 or fuzz.ratio(name, key) >= _MIN_SIMILARITY
        if is_like and distance == similar[0][1]:
            yield from [iana[key]] if key in iana else names[key]


def _of_parts(text: str) -> list[str]:
    """The zones of “Moscow, Russia” or “Asia/Mumbai”: those of both parts, else of either."""
    words = fold(text).split()
    parts = [part for part in re.split(r"[/,;()|]|\s-\s", text) if fold(part)]
    splits = [[part for part in parts if len(parts) == 1 or fold(part) not in _areas()]]
    splits += [[" ".join(words[:at]), " ".join(words[at:])] for at in range(1, len(words))]
    for parts in splits:
        members = [zone_names().of.get(fold(part), ()) for part in parts if fold(part)]
        known = sorted(filter(None, members), key=len)
        if known and (len(known) == len(members) or parts is splits[0]):
            common = [zone for zone in known[0] if all(zone in others for others in known)]
            return common or [zone for others in known for zone in others]
    return []


def _with_offset(offset: timedelta, now: datetime) -> Iterator[str]:
    """Yield the zones with this offset at a moment, ordered by population."""
    if not offset:
        yield "UTC"
    for zone in _places():
        if offset_at(zone, now) == offset:
            yield zone


def _usual_zones(now: datetime) -> list[str]:
    """UTC, and for each offset, from west to east, the zone in which most people live."""
    first: dict[timedelta, str] = {}
    for zone in _places():
        first.setdefault(offset_at(zone, now), zone)
        if len(first) == MOST_CHOICES - 1:
            break
    return ["UTC", *(first[offset] for offset in sorted(first))]


@cache
def _places() -> tuple[str, ...]:
    """The zones of places, ordered by population."""
    return tuple(zone for zone in zone_names().zones if zone in zones())


@cache
def _areas() -> frozenset[str]:
    """The folded first parts of names: `europe`, `america`."""
    return frozenset(fold(name.split("/")[0]) for name in zones() if "/" in name)


@cache
def _iana_names() -> dict[str, str]:
    """Folded names → IANA names, without those of `Etc`; ordered by population."""
    others = sorted(zones() - set(_places()))
    every = [*_places(), *(name for name in others if not name.casefold().startswith(_ETC))]
    return {fold(name): name for name in reversed(every)}


def _once(found: Iterable[str]) -> Iterator[str]:
    """Each zone once, without those that this installation does not know."""
    return (zone for zone in dict.fromkeys(found) if zone in zones())


def _is_mostly(start: str, name: str) -> bool:
    return len(start) >= max(3, _MOSTLY_TYPED * len(name))


def _key(name: str) -> str:
    return re.sub(r"[\s_]+", "", name).casefold()

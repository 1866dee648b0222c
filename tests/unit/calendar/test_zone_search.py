"""Time zones as people type them: found by name, or else offered by what may be meant."""

import re
from datetime import UTC, datetime
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.utc_offsets import offset_at, offset_name
from bot.calendar.zone_names import fold, zone_names
from bot.calendar.zone_search import complete_zone, find_zone, suggest_zones, zones

WINTER, SUMMER = datetime(2026, 11, 28, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        ("europe/moscow", "Europe/Moscow"),
        (" AMERICA/NEW YORK ", "America/New_York"),
        ("europe / moscow", "Europe/Moscow"),
        ("Europe/Moscow (UTC+3)", "Europe/Moscow"),  # as it is shown
        ("utc", "UTC"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("EST", "EST"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("GMT+0", "GMT+0"),
    ],
)
def test_a_zone_is_found_in_any_case(typed: str, name: str):
    assert find_zone(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "Moscow", "Europe", "Mars/Olympus", "../UTC", "+3", "GMT+3", "UTC+3", "\0", "MSK",
     "Europe/Moskow", "(UTC+3)", f"UTC{' ' * 6_000}(utc)"],
)  # fmt: skip
def test_other_text_finds_no_zone(typed: str):
    assert find_zone(typed) is None


def test_every_zone_is_found_by_its_own_name():
    assert {find_zone(name) for name in available_timezones()} == zones()


# --- What may be meant ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Offsets
        ("GMT+3", "Europe/Moscow"),
        ("UTC+03:00", "Europe/Moscow"),
        ("+3", "Europe/Moscow"),
        ("GMT−3", "America/Sao_Paulo"),
        ("UTC-5", "America/New_York"),
        ("UTC+0530", "Asia/Kolkata"),
        ("+5.75", "Asia/Kathmandu"),
        ("UTC+14", "Pacific/Kiritimati"),
        ("UTC-9:30", "Pacific/Marquesas"),
        ("UTC±0", "UTC"),
        ("Z", "UTC"),
        ("Moscow (GMT+3)", "Europe/Moscow"),
        ("(UTC+03:00) Moscow, St. Petersburg", "Europe/Moscow"),
        # Abbreviations, and what zones are called
        ("MSK", "Europe/Moscow"),
        ("msk+2", "Asia/Yekaterinburg"),
        ("CEST", "Europe/Berlin"),
        ("BST", "Europe/London"),
        ("IST", "Asia/Kolkata"),
        ("IST", "Asia/Jerusalem"),
        ("IST", "Europe/Dublin"),
        ("PST", "America/Los_Angeles"),
        ("PT", "America/Los_Angeles"),
        ("ET", "America/New_York"),
        ("CST", "America/Chicago"),
        ("AEDT", "Australia/Sydney"),
        ("JST", "Asia/Tokyo"),
        ("BRT", "America/Sao_Paulo"),
        ("SGT", "Asia/Singapore"),
        ("WIB", "Asia/Jakarta"),
        ("VLAT", "Asia/Vladivostok"),
        ("Pacific Time", "America/Los_Angeles"),
        ("Central European Time", "Europe/Berlin"),
        ("Moscow time", "Europe/Moscow"),
        ("eastern", "America/New_York"),
        ("UTC time zone", "UTC"),
        ("Russian Standard Time", "Europe/Moscow"),  # Windows' name
        ("W. Europe Standard Time", "Europe/Berlin"),
        # Cities
        ("Sochi", "Europe/Moscow"),
        ("Munich", "Europe/Berlin"),
        ("München", "Europe/Berlin"),
        ("Mumbai", "Asia/Kolkata"),
        ("Bombay", "Asia/Kolkata"),
        ("Beijing", "Asia/Shanghai"),
        ("San Francisco", "America/Los_Angeles"),
        ("St. Petersburg", "Europe/Moscow"),
        ("Saint Petersburg", "Europe/Moscow"),
        ("New York", "America/New_York"),
        ("new york city", "America/New_York"),
        ("NYC", "America/New_York"),
        ("Kiev", "Europe/Kyiv"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("Moskau", "Europe/Moscow"),
        ("Москва", "Europe/Moscow"),
        ("Казань", "Europe/Moscow"),
        ("Petropavlovsk-Kamchatsky", "Asia/Kamchatka"),
        ("Washington, D.C.", "America/New_York"),
        ("time in Tokyo", "Asia/Tokyo"),
        ("Екатеринбург", "Asia/Yekaterinburg"),
        ("東京", "Asia/Tokyo"),
        ("Asia/Mumbai", "Asia/Kolkata"),
        ("Moscow, Russia", "Europe/Moscow"),
        ("Birmingham UK", "Europe/London"),
        # Countries and their parts
        ("Germany", "Europe/Berlin"),
        ("Deutschland", "Europe/Berlin"),
        ("Russia", "Europe/Moscow"),
        ("Россия", "Europe/Moscow"),
        ("USA", "America/New_York"),
        ("U.S.A.", "America/New_York"),
        ("UK", "Europe/London"),
        ("England", "Europe/London"),
        ("Scotland", "Europe/London"),
        ("Holland", "Europe/Amsterdam"),
        ("Türkiye", "Europe/Istanbul"),
        ("Turkey", "Europe/Istanbul"),
        ("UAE", "Asia/Dubai"),
        ("South Korea", "Asia/Seoul"),
        ("Kosovo", "Europe/Belgrade"),
        ("America", "America/New_York"),
        ("Tasmania", "Australia/Hobart"),
        ("California", "America/Los_Angeles"),
        # Typing errors
        ("Europe/Moskow", "Europe/Moscow"),
        ("Yekaterinberg", "Asia/Yekaterinburg"),
        ("Mosocw", "Europe/Moscow"),
        ("Pairs", "Europe/Paris"),
        ("Sao Paolo", "America/Sao_Paulo"),
        ("America/Sao_Paolo", "America/Sao_Paulo"),
        ("Australia/Melborne", "Australia/Melbourne"),
        ("Asia/Singapur", "Asia/Singapore"),
        ("mosc", "Europe/Moscow"),
        ("frankfurt", "Europe/Berlin"),
    ],
)
def test_a_text_that_is_no_zone_is_taken_for_what_it_may_mean(typed: str, meant: str):
    if meant not in zones():
        pytest.skip(f"this installation has no {meant}")
    found = suggest_zones(typed, WINTER)
    assert meant in found
    assert len(found) <= 3
    assert meant in complete_zone(typed, WINTER)[:4]


@pytest.mark.parametrize(
    "typed",
    ["Mars/Olympus", "UTC-12", "GMT+25", "UTC+4:15", "xyz", "🔥", "", "\0", "noon", "Etc/GMT+33"],
)
def test_where_nothing_is_near_nothing_is_meant(typed: str):
    assert suggest_zones(typed, WINTER) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Sochi", ["Europe/Moscow"]),
        ("Europe/Moskow", ["Europe/Moscow"]),
        ("Russia", ["Europe/Moscow", "Asia/Yekaterinburg", "Europe/Samara"]),
        ("USA", ["America/New_York", "America/Chicago", "America/Los_Angeles"]),
        ("Georgia", ["Asia/Tbilisi", "America/New_York"]),
        ("St Petersburg", ["Europe/Moscow", "America/New_York"]),
        ("EST", ["America/New_York"]),
        ("utc", ["UTC"]),
        ("GMT", ["GMT"]),
        ("europe/mos", ["Europe/Moscow"]),
    ],
)
def test_where_most_people_are_comes_first(typed: str, first: list[str]):
    assert complete_zone(typed, WINTER)[: len(first)] == first


@pytest.mark.parametrize("now", [WINTER, SUMMER])
@pytest.mark.parametrize("typed", ["GMT+3", "UTC+2", "-4", "+1", "UTC+0", "UTC+10:30", "gmt-5"])
def test_what_looks_like_an_offset_is_offered_zones_with_that_offset_now(typed: str, now: datetime):
    (number,) = re.findall(r"[+-][\d:]+", typed)
    meant, offered = suggest_zones(typed, now), complete_zone(typed, now)
    same = [name for name in offered if offset_name(offset_at(name, now)) == f"UTC{number}"]
    assert {offset_name(offset_at(name, now)) for name in meant} == {f"UTC{number}"}
    assert same[: len(meant)] == meant == offered[: len(meant)]
    assert len(same) >= len(offered) - 1, "all but perhaps a zone of that name"


@pytest.mark.parametrize("typed", ["GMT+3", "gmt-3", "UTC+3", "gmt", "gmt+", "3", "GMT+0", "", "t"])
def test_zones_with_the_opposite_sign_are_never_offered(typed: str):
    offered = [*complete_zone(typed, WINTER), *suggest_zones(typed, WINTER)]
    assert [name for name in offered if name.startswith("Etc/")] == []


def test_they_are_only_offered_to_somebody_who_types_their_names():
    assert complete_zone("etc/gmt+3", WINTER) == ["Etc/GMT+3"]


@pytest.mark.parametrize(
    "typed", ["", "e", "mosc", "nowhere at all", "🔥", "\0", "/", "a b " * 999]
)
def test_there_are_always_choices_and_never_too_many(typed: str):
    found = complete_zone(typed, WINTER)
    assert 1 <= len(found) <= 25
    assert len(set(found)) == len(found)
    assert set(found) <= zones()


@settings(max_examples=30)
@given(st.text(max_size=30) | st.sampled_from(sorted(zone_names().of)))
def test_any_text_gives_few_zones_that_exist(typed: str):
    meant = suggest_zones(typed, WINTER)
    assert len(meant) <= 3
    assert set(meant) <= zones()
    assert set(complete_zone(typed, WINTER)) <= zones()


# --- The table of names ---------------------------------------------------------------------------


def test_nearly_every_zone_of_the_table_is_known_and_offered_by_its_name():
    table = zone_names()
    # A system may have an older or a newer time zone database.
    assert len(set(table.zones) - zones()) < 10
    for name in sorted(set(table.zones) & zones())[::10]:
        assert complete_zone(name, WINTER)[0] == name


def test_the_names_of_the_table_are_written_as_they_are_compared():
    table = zone_names()
    assert [name for name in table.of if fold(name) != name] == []
    assert len(table.of) > 10_000
    assert all(set(members) <= set(table.zones) for members in table.of.values())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("São Paulo", "sao paulo"),
        ("St. Petersburg", "st petersburg"),
        ("U.S.A.", "usa"),
        ("America/New_York", "america new york"),
        ("Гос. Ёлка", "гос елка"),
        ("MSK+2", "msk +2"),
        ("Straße", "strasse"),
        ("東京", "東京"),
        ("서울", "서울"),
        ("–", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(text: str, folded: str):
    assert fold(text) == folded

"""Time zones as a server sets them and as people type them."""

from zoneinfo import available_timezones

import pytest

from bot.service.time_zones import complete_zone, find_zone, zones


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        ("europe/moscow", "Europe/Moscow"),
        (" AMERICA/NEW YORK ", "America/New_York"),
        ("utc", "UTC"),
        ("Etc/GMT+3", "Etc/GMT+3"),
    ],
)
def test_a_zone_is_found_in_any_case(typed, name):
    assert find_zone(typed) == name


@pytest.mark.parametrize("typed", ["", "Moscow", "Europe", "Mars/Olympus", "../UTC", "+3", "\0"])
def test_other_text_finds_no_zone(typed):
    assert find_zone(typed) is None


def test_every_zone_is_found_by_its_own_name():
    assert {find_zone(name) for name in available_timezones()} == zones()


def test_zones_with_a_part_that_starts_with_the_text_come_first():
    found = complete_zone("mosc")
    assert found[0] == "Europe/Moscow"
    assert "America/New_York" in complete_zone("new y")
    assert "UTC" in complete_zone("utc")


@pytest.mark.parametrize("typed", ["", "e", "mosc", "nowhere at all", "🔥", "\0", "/"])
def test_there_are_always_choices_and_never_too_many(typed):
    found = complete_zone(typed)
    assert 1 <= len(found) <= 25
    assert len(set(found)) == len(found)
    assert set(found) <= zones()

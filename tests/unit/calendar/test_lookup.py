"""Milestones are found by date, or else by place in any spelling."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.calendar import Calendar
from tests.builders import make_lookup, make_milestone, make_window

TODAY = date(2026, 11, 7)
LOOKUP = make_lookup(
    Calendar(
        [
            make_milestone(
                "lit",
                "2013-09-29",
                title="The flame is lit at Olympia",
                place="Ancient Olympia, Greece",
                aliases=("Olympia", "Αρχαία Ολυμπία", "Олимпия", "Greece", "Греция"),
            ),
            make_milestone(
                "tver", "2013-10-11", title="Through Tver", place="Tver", aliases=("Тверь",)
            ),
            make_milestone(
                "veliky-novgorod",
                "2013-10-24",
                title="Where Rurik settled",
                place="Veliky Novgorod",
                aliases=("Великий Новгород",),
            ),
            make_milestone(
                "st-petersburg",
                "2013-10-27",
                title="St Petersburg, Palace Square",
                place="Palace Square, St Petersburg",
                aliases=("Saint Petersburg", "St. Petersburg", "Питер", "Санкт-Петербург"),
            ),
            make_milestone(
                "kaliningrad",
                "2013-10-29",
                title="Kaliningrad, 100 days to go",
                place="Kaliningrad",
                aliases=("Калининград", "Königsberg"),
            ),
            make_milestone(
                "launch",
                "2013-11-07",
                title="The torch lifts off",
                place="Baikonur Cosmodrome, Kazakhstan",
                aliases=("Baikonur", "Байконур", "Kazakhstan"),
            ),
            make_milestone(
                "landing",
                "2013-11-11",
                title="The torch lands",
                place="Near Zhezkazgan, Kazakhstan",
                aliases=("Zhezkazgan", "Жезказган", "Kazakhstan"),
            ),
            make_milestone(
                "baikal",
                "2013-11-23",
                title="The flame under water in Lake Baikal",
                place="Listvyanka, Lake Baikal",
                aliases=("Baikal", "Байкал", "Орёл"),
            ),
            make_milestone(
                "sochi", "2014-02-05", title="The flame reaches Sochi", place="Sochi, Russia"
            ),
        ],
        make_window("2013-09-29", "2014-02-07"),
    )
)


def find(query: str) -> list[str]:
    return [milestone.id for milestone in LOOKUP.find(query, TODAY).milestones]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("9 November 2013", []),
        ("7 november", ["launch"]),
        ("7 or 11 november 2013, or 2013-11-23", ["launch", "landing", "baikal"]),
        ("7 to 11 november", ["launch", "landing"]),
        ("today", ["launch"]),
        ("was it in Sochi on 7 november", ["launch"]),  # the date comes first
        ("was it in Sochi on 8 november", []),  # and the place is not looked up instead
        ("was it in Sochi on 30 february", []),
    ],
)
def test_a_date_finds_its_own_milestones_and_no_others(query: str, expected: list[str]):
    assert find(query) == expected


def test_the_date_expression_is_returned_even_if_nothing_is_found():
    found = LOOKUP.find("8 november", TODAY)

    assert [(expression.month, expression.day) for expression in found.date_expressions] == [
        (11, 8)
    ]
    assert found.milestones == found.days == ()


def test_the_days_found_are_distinct_and_in_order():
    assert LOOKUP.find("Kazakhstan", TODAY).days == (date(2013, 11, 7), date(2013, 11, 11))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Sochi", ["sochi"]),
        ("sochi russia", ["sochi"]),
        ("when was the torch in KALININGRAD?", ["kaliningrad"]),
        ("Königsberg", ["kaliningrad"]),
        ("Palace Square", ["st-petersburg"]),
        ("saint-petersburg", ["st-petersburg"]),
        ("st. petersburg", ["st-petersburg"]),
        ("Lake Baikal", ["baikal"]),
        ("tver", ["tver"]),
        ("Kazakhstan", ["launch", "landing"]),
        ("ancient olympia", ["lit"]),
    ],
)
def test_a_place_is_found_by_its_names(query: str, expected: list[str]):
    assert find(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Байконур", ["launch"]),
        ("байкал", ["baikal"]),
        ("Санкт-Петербург", ["st-petersburg"]),
        ("в Питер", ["st-petersburg"]),
        ("Жезказгане", ["landing"]),  # an inflected form
        ("орел", ["baikal"]),  # ё is often written as е
        ("Αρχαία Ολυμπία", ["lit"]),
    ],
)
def test_a_place_is_found_in_another_script(query: str, expected: list[str]):
    assert find(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("baikonr", ["launch"]),
        ("Bajkonur", ["launch"]),
        ("when was it in kalinningrad", ["kaliningrad"]),
        ("zhezkasgan", ["landing"]),
        ("saint petersberg", ["st-petersburg"]),
        ("velikiy novgorod", ["veliky-novgorod"]),
        ("байкнур", ["launch"]),
        ("kazahkstan", ["launch", "landing"]),
    ],
)
def test_a_misspelt_place_is_found(query: str, expected: list[str]):
    assert find(query) == expected


@pytest.mark.parametrize("query", ["Tvre", "tber", "berlin", "olympus", "moon", "sosh", "weather"])
def test_a_short_or_unknown_word_is_not_taken_for_a_place(query: str):
    assert find(query) == []


def test_a_whole_name_takes_precedence_over_a_part_of_another():
    lookup = make_lookup(
        Calendar(
            [
                make_milestone("nizhny", place="Nizhny Novgorod", aliases=("Novgorod",)),
                make_milestone("veliky", place="Veliky Novgorod"),
            ]
        )
    )

    whole, part = lookup.at("the bowl of veliky novgorod"), lookup.at("novgorod")
    assert [milestone.id for milestone in whole] == ["veliky"]
    assert [milestone.id for milestone in part] == ["nizhny"]


@pytest.mark.parametrize(
    "query",
    ["", "   ", "...", "the", "when was it", "which day", "elephants", "lifts off", "rurik"],
)
def test_a_query_that_names_neither_a_date_nor_a_place_finds_nothing(query: str):
    assert find(query) == []


def test_an_empty_calendar_finds_nothing():
    assert make_lookup(Calendar([])).find("Sochi on 7 november", TODAY).milestones == ()


_bits = st.sampled_from("sochi baikonur lake 7 november 2013 torch lands байкал !!! , the".split())


@given(st.text(max_size=40) | st.lists(_bits, max_size=6).map(" ".join))
def test_any_query_finds_milestones_of_the_calendar_by_date(query: str):
    found = LOOKUP.find(query, TODAY).milestones

    assert set(found) <= set(LOOKUP.calendar.milestones)
    assert list(found) == sorted(found, key=lambda milestone: milestone.date)

"""What `/journey` says: how far the journey was on this day of the year."""

from datetime import date

import pytest

from bot.maps.route import Route
from bot.text.journey import journey_text
from bot.text.plain import PLAIN
from tests.builders import make_milestone

DAY = date.fromisoformat


def journey(first: str, *others: str) -> Route:
    stops = [
        make_milestone(day, day, place=f"Stop {number}", lat=40.0 + number, lon=30.0, track="flame")
        for number, day in enumerate((first, *others))
    ]
    return Route.of(tuple(stops))


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2027-02-27", "On this day, 27 February 2012, the journey had reached Stop 0: "),
        (
            "2027-02-28",
            "29 February 2012 (2027 has no 29 February), the journey had reached Stop 2: ",
        ),
        ("2028-02-28", "On this day, 28 February 2012, the journey had reached Stop 1: "),
        ("2028-02-29", "On this day, 29 February 2012, the journey had reached Stop 2: "),
    ],
)
def test_the_29th_of_february_is_reached_on_the_28th_of_a_year_without_it(today: str, said: str):
    route = journey("2012-02-27", "2012-02-28", "2012-02-29", "2012-03-01")

    assert said in journey_text(route, DAY(today), PLAIN)


@pytest.mark.parametrize(
    ("days", "today", "said"),
    [
        # The journey's year has no 29th, or its last day is the 28th.
        (("2013-02-27", "2013-03-02"), "2028-02-29", "28 February 2013, the journey had reached"),
        (("2012-02-27", "2012-02-28"), "2027-02-28", "28 February 2012, the journey had reached"),
    ],
)
def test_a_29th_of_february_beyond_the_journey_is_the_28th(
    days: tuple[str, str], today: str, said: str
):
    assert f"On this day, {said}" in journey_text(journey(*days), DAY(today), PLAIN)

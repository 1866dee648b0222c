"""The names of places in a text, as the calendar writes them, with the milestones there."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.place_names import NamedPlace, PlaceNames
from bot.language.english import is_known
from tests.builders import make_milestone

MILESTONES = [
    make_milestone("olympia", place="Ancient Olympia, Greece", aliases=("Олимпия", "lift-off")),
    make_milestone("novgorod", place="Nizhny Novgorod", aliases=("Novgorod",)),
    make_milestone("veliky", place="Veliky Novgorod", aliases=("Olympia",)),
    make_milestone("fair", place="Nizhny Novgorod"),
]
PLACES = PlaceNames(MILESTONES, is_known)


def found(text: str) -> list[tuple[str, list[str]]]:
    return [
        (place.name, [milestone.id for milestone in place.milestones])
        for place in PLACES.find(text.split())
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in nizhny novgorod", [("Nizhny Novgorod", ["novgorod", "fair"])]),
        ("in novgorod", [("Novgorod", ["novgorod"])]),
        ("ancient olympia", [("Ancient Olympia", ["olympia"])]),
        ("ancient olympia greece", [("Ancient Olympia, Greece", ["olympia"])]),
        ("from olympia to veliky novgorod", [
            ("Veliky Novgorod", ["veliky"]), ("Olympia", ["veliky"]),
        ]),
        ("в олимпия", [("Олимпия", ["olympia"])]),
        ("nizhnyi novgrod", [("Nizhny Novgorod", ["novgorod", "fair"])]),  # misspelt
        ("the lift off", [("lift-off", ["olympia"])]),
        ("greece", []),
        ("", []),
    ],
)  # fmt: skip
def test_a_name_is_given_as_the_calendar_writes_it(
    text: str, expected: list[tuple[str, list[str]]]
):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "span", "proper"),
    [("was it in nizhny novgorod", (3, 5), True), ("day of lift off", (2, 4), False)],
)
def test_a_named_place_has_its_position_and_whether_it_is_a_proper_name(
    text: str, span: tuple[int, int], proper: bool
):
    (place,) = PLACES.find(text.split())

    assert ((place.start, place.stop), place.proper) == (span, proper)


def test_a_misspelt_name_is_searched_in_texts_of_usual_length_only():
    for filler, expected in ((45, 1), (2_000, 0)):
        assert len(found("qqq " * filler + "novgrod")) == expected
        assert len(found("qqq " * filler + "novgorod")) == 1, "an exact name costs nothing"


def test_a_name_of_many_words_is_found_in_its_exact_spelling_alone():
    name = "The Old Town Hall of Veliky Novgorod"
    places = PlaceNames([make_milestone(place=name)], is_known)

    assert [place.name for place in places.find(name.lower().split())] == [name]
    assert list(places.find(name.lower().replace("town", "twon").split())) == []


def test_the_nearest_name_is_a_proper_one_with_its_first_milestone():
    assert PLACES.nearest("Nizhnij Nowgorod") == ("Nizhny Novgorod", MILESTONES[1])
    assert PLACES.nearest("lift-of") is None
    assert PLACES.nearest("Berlin") is None


_words = st.sampled_from("nizhny novgorod veliky olympia ancient greece in novgrod berlin".split())


@given(st.lists(_words, max_size=8))
def test_named_places_do_not_overlap_and_have_milestones_of_that_name(words: list[str]):
    places = PLACES.find(words)

    def by_start(place: NamedPlace) -> int:
        return place.start

    for place in places:
        assert 0 <= place.start < place.stop <= len(words)
        assert place.milestones
        assert all(place.name in milestone.place_names for milestone in place.milestones)
    assert all(a.stop <= b.start for a, b in pairwise(sorted(places, key=by_start)))

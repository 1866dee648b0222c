"""Kinds of things found in a sentence."""

import pytest

from bot.language.names import find_names
from bot.language.things import Thing, find_things, thing_in


def certain(thing: Thing, sentence: str) -> list[str]:
    found = [each for each in find_things(thing, sentence) if each.certainty >= 0.5]
    for each in found:
        assert sentence[each.start : each.start + len(each.text)] == each.text or thing in {
            Thing.PERSON,
            Thing.NAME,
            Thing.PLACE,
        }
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("thing", "sentence", "expected"),
    [
        (
            Thing.DATE,
            "On 9 November 2013, in late May and on the 25th.",
            ["9 November", "late May"],
        ),
        (Thing.DATE, "It opened in 1998, on a Monday.", ["in 1998", "Monday"]),
        (Thing.TIME, "From 9:30 to 5 p.m., or until midnight.", ["9:30", "5 p.m", "midnight"]),
        (Thing.YEAR, "Room 2013 is older than 1950 chairs.", ["2013", "1950"]),
        (
            Thing.DURATION,
            "It takes 22½ hours, or three days, half an hour each.",
            ["22½ hours", "three days", "half an hour"],
        ),
        (
            Thing.SIZE,
            "5,642 m high, 40,400 miles long, 3 GB large.",
            ["5,642 m", "40,400 miles", "3 GB"],
        ),
        (Thing.SPEED, "It runs at 8 km per second.", ["8 km per second"]),
        (Thing.AGE, "An 18-year-old and one aged 101.", ["18-year-old", "aged 101"]),
        (Thing.WEIGHT, "It weighs 1.8 kg (4 lb).", ["1.8 kg", "4 lb"]),
        (
            Thing.PRICE,
            "It costs 6.4 million dollars, or $5, or is free.",
            ["6.4 million dollars", "$5", "free"],
        ),
        (
            Thing.FREQUENCY,
            "Three times in all, twice, every day.",
            ["Three times", "twice", "every day"],
        ),
        (
            Thing.TEMPERATURE,
            "At -25 °C, or 30 degrees below zero.",
            ["-25 °", "30 degrees", "below zero"],
        ),
        (Thing.TEMPERATURE, "It burns at 2,000 °C.", ["2,000 °"]),
        (Thing.NUMBER, "It was the 42nd of its kind.", ["42nd"]),
        (Thing.PLACE, "In Graz it stood at the end of the day by the mill.", ["Graz"]),
        (Thing.PLACE, "At the end of the day they stood on the roof.", ["on the roof"]),
        (Thing.REASON, "Its red means fire, for all to see.", ["means", "for"]),
        (Thing.NUMBER, "On 9 May 2013 at 20:14, 345 people and the fourth.", ["345", "fourth"]),
        (Thing.COLOUR, "Sky-blue, red and not bread.", ["Sky-blue", "red"]),
        (Thing.WEATHER, "The sky was clear.", ["sky"]),
        (Thing.REASON, "It failed because of rain, due to a leak.", ["because", "due to"]),
        (Thing.PERSON, "The baker Anna Smith sold it to Bob in Paris.", ["Anna Smith", "Bob"]),
        (Thing.PLACE, "In May she lived in New York, near the old mill.", ["New York"]),
        (Thing.NAME, "They sail on the Queen Mary.", ["Queen Mary"]),
    ],
)
def test_things_are_found_by_their_form(thing: Thing, sentence: str, expected: list[str]):
    assert certain(thing, sentence)[: len(expected)] == expected


def test_the_first_word_and_the_noun_after_a_name_tell_whether_it_is_a_place():
    (first,), (attribute,), (place,) = (
        find_names(text)
        for text in ("In Graz it rained.", "He came in Graz boots.", "He was in Graz.")
    )

    assert first.as_place == place.as_place == 1.0
    assert attribute.as_place < 0.5


@pytest.mark.parametrize(
    ("unit", "thing"),
    [("days", Thing.DURATION), ("mile", Thing.SIZE), ("euros", Thing.PRICE), ("people", None)],
)
def test_a_unit_tells_what_it_measures(unit: str, thing: Thing | None):
    assert thing_in(unit) is thing


@pytest.mark.parametrize("thing", [thing for thing in Thing if thing is not Thing.REASON])
def test_a_sentence_without_things_has_none(thing: Thing):
    assert certain(thing, "It is as it is, and not otherwise.") == []


def test_a_preposition_tells_a_place_from_a_person():
    names = {name.text: name for name in find_names("Ann Lee met her in Lake Town.")}

    assert names["Ann Lee"].as_person > names["Lake Town"].as_person
    assert names["Lake Town"].as_place > names["Ann Lee"].as_place


def test_a_common_word_at_the_beginning_and_the_name_of_a_month_are_no_names():
    assert [name.text for name in find_names("Bread comes on Monday in May from Ann's.")] == ["Ann"]

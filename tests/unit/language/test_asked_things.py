"""What kinds of things questions ask for."""

import pytest

from bot.language.asked_things import asked_things
from bot.language.question import parse_question
from bot.language.things import Thing


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("how many ovens are there", [Thing.NUMBER]),
        ("how many days does it take", [Thing.DURATION]),
        ("how many miles is that", [Thing.SIZE]),
        ("how many", [Thing.NUMBER]),
        ("how far is it", [Thing.SIZE]),
        ("how long does it take", [Thing.DURATION, Thing.SIZE]),
        ("how high is the roof", [Thing.SIZE]),
        ("how old is the baker", [Thing.AGE, Thing.DURATION, Thing.NUMBER]),
        ("how heavy is a loaf", [Thing.WEIGHT]),
        ("how hot is the oven", [Thing.TEMPERATURE]),
        ("how freezing is the cellar", [Thing.TEMPERATURE]),
        ("how was the weather", [Thing.WEATHER]),
        ("how do I order", []),
        ("what colour is it", [Thing.COLOUR]),
        ("what is the price", [Thing.PRICE]),
        ("what did people pay", []),
        ("which people work there", [Thing.PERSON]),
        ("which oven is it", [Thing.NAME]),
        ("what year did it open", [Thing.YEAR]),
        ("what time does it open", [Thing.TIME]),
        ("when does it open", [Thing.DATE, Thing.TIME, Thing.YEAR]),
        ("where is the bakery", [Thing.PLACE]),
        ("who bakes the bread", [Thing.PERSON]),
        ("who is zyxwvut", []),
        ("who was the first baker", [Thing.PERSON]),
        ("why is it closed", [Thing.REASON]),
        ("is it open", []),
        ("what happened", []),
    ],
)
def test_the_question_word_and_its_noun_say_what_is_asked_for(question: str, things: list[Thing]):
    parsed = parse_question(question)

    asked = asked_things(parsed.content, parsed.form)

    assert [thing for thing, _ in asked] == things

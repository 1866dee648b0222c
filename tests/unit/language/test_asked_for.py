"""What is asked for is told by a question's form."""

import pytest

from bot.language.asked_for import Asks, asks
from bot.language.tokens import tokens


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("when did it come", Asks.WHEN),
        ("which day was that", Asks.WHEN),
        ("on what date", Asks.WHEN),
        ("what was the date in town", Asks.WHEN),
        ("town, date?", Asks.WHEN),
        ("day of the race", Asks.WHEN),
        ("was it ever in town and when", Asks.WHEN),
        ("in which year", Asks.WHEN),
        ("was it lit when it flew", Asks.WHETHER),
        ("did it visit the town", Asks.WHETHER),
        ("and was it there", Asks.WHETHER),
        ("where was it", Asks.WHERE),
        ("which town was it in", Asks.WHERE),
        ("what happened", Asks.WHAT),
        ("what took place", Asks.WHAT),
        ("whats on", Asks.WHAT),
        ("anything going on", Asks.WHAT),
        ("what did they do", Asks.WHAT),
        ("what about", Asks.WHAT),
        ("how about", Asks.WHAT),
        ("tell me about", Asks.WHAT),
        ("what was announced", Asks.WHAT),
        ("who ran", Asks.WHO),
        ("how cold was it when it ran", Asks.HOW),
        ("why did it stop on", Asks.HOW),
        ("what was the temperature", Asks.OTHERWISE),
        ("what time did it start", Asks.OTHERWISE),
        ("which rocket was it", Asks.OTHERWISE),
        ("what happened to the lamp", Asks.OTHERWISE),
        ("the lamp", Asks.NOTHING),
        ("name of the town", Asks.WHERE),
        ("", Asks.NOTHING),
    ],
)
def test_the_form_of_a_question_says_what_it_asks_for(question: str, expected: Asks):
    assert asks(tokens(question)) is expected

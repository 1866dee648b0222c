"""How well the things in a sentence answer what a question asks for."""

import pytest

from bot.language.question import parse_question
from bot.language.synonyms import Synonyms
from bot.matching.answer_things import AnswerThings
from bot.matching.asking import Asking

PLAIN = Synonyms(())


def best(question: str, *sentences: str) -> list[float]:
    asking = Asking.of(parse_question(question).content, PLAIN)
    return AnswerThings(sentences).best(asking)


def test_a_sentence_answers_by_the_best_thing_in_it():
    assert best("when was it", "On 9 May, at 9:30.", "At 9:30.", "Never.") == [1.0, 0.7, 0.0]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [("who was with anna lang", "Anna Lang."), ("where in new york", "In New York.")],
)
def test_a_name_that_the_question_has_is_no_answer(question: str, sentence: str):
    assert best(question, sentence) == [0.0]


def test_a_name_after_an_article_is_hardly_a_person():
    (ship, person) = best("who was it", "It was the Titanic.", "It was Anna Lang.")

    assert ship < person

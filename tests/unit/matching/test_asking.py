"""A question as it is compared with the sentences of an answer."""

import pytest

from bot.language.question import parse_question
from bot.language.question_form import QuestionForm
from bot.language.synonyms import Synonyms
from bot.language.things import Thing
from bot.matching.asking import Asking, askings

PLAIN = Synonyms([["lit", "kindled"]])


def asking(question: str) -> Asking:
    return Asking.of(parse_question(question).content, PLAIN)


@pytest.mark.parametrize(
    ("question", "kind", "things"),
    [
        ("was it where he lived", QuestionForm.WHETHER, []),
        ("is it open", QuestionForm.WHETHER, []),
        ("can you tell me where it is", QuestionForm.WHERE, [Thing.PLACE]),
        ("do you know the answer", QuestionForm.WHETHER, []),
        ("how come it is closed", QuestionForm.WHY, [Thing.REASON]),
        ("how far is it", QuestionForm.HOW_FAR, [Thing.SIZE]),
        ("where", QuestionForm.WHERE, [Thing.PLACE]),
        ("the sea", QuestionForm.NONE, []),
    ],
)
def test_a_question_asks_for_a_kind_of_thing(
    question: str, kind: QuestionForm, things: list[Thing]
):
    read = asking(question)

    assert (read.kind, [thing for thing, _ in read.things]) == (kind, things)


def test_an_empty_question_asks_for_nothing():
    assert Asking.of([], PLAIN).kind is QuestionForm.NONE


def test_the_terms_are_those_that_say_what_it_is_about():
    assert [*asking("when were the three lamps kindled").terms] == ["3", "lamp", "light+"]


@pytest.mark.parametrize(
    ("one", "other", "certainty"),
    [
        ("who came", "who went", 1.0),
        ("which people came", "who went", 1.0),
        ("what colour is it", "what did they do", 0.5),
        ("a lamp", "who went", 0.5),
        ("when did it start", "who went", 0.0),
        ("is it so", "are they here", 1.0),
    ],
)
def test_two_questions_may_ask_for_the_same_kind_of_thing(one: str, other: str, certainty: float):
    assert asking(one).asks_like(asking(other)) == certainty


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("When and where was it lit?", [QuestionForm.WHEN, QuestionForm.WHERE]),
        ("Who agreed to it, and when?", [QuestionForm.WHO, QuestionForm.WHEN]),
        ("How big is it, and what is it made of?", [QuestionForm.HOW_BIG, QuestionForm.WHAT]),
        ("Is it open?", [QuestionForm.WHETHER]),
    ],
)
def test_a_question_is_read_once_for_each_thing_it_asks_for(
    question: str, kinds: list[QuestionForm]
):
    assert [each.kind for each in askings(parse_question(question), PLAIN)] == kinds

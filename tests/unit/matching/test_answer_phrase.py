"""Which words of a sentence are set bold."""

import pytest

from bot.language.prose import read_prose
from bot.language.terms import is_salient
from bot.language.tokens import tokenise
from bot.matching.answer_phrase import phrase


def bold(markdown: str, question: str, *things: str, all_things: bool = False) -> list[str]:
    (sentence,) = read_prose(markdown).sentences
    spans = [
        (sentence.text.index(thing), sentence.text.index(thing) + len(thing)) for thing in things
    ]
    stems = frozenset(token.stem for token in tokenise(question) if is_salient(token.stem))
    chosen = phrase(sentence, stems, spans, all_things=all_things)
    return [sentence.text[slice(*span)] for span in chosen]


LONG = (
    "The first was Ann Lee, who came from the coast; "
    "the last was Bo Berg, a cook of 73, who was late."
)


@pytest.mark.parametrize(
    ("question", "things", "expected"),
    [
        ("who was last", ["Ann Lee", "Bo Berg"], "the last was Bo Berg"),
        ("how old was the cook", ["73"], "a cook of 73"),
        ("where did the first come from", ["the coast"], LONG[: LONG.index(";")]),
        ("who was last and late", ["Bo Berg"], LONG[LONG.index("the last") : -1]),
        ("is it so", ["73"], LONG),
        ("who was last", [], LONG),
    ],
)
def test_it_is_the_shortest_run_of_clauses_with_a_thing_and_the_words_of_the_question(
    question: str, things: list[str], expected: str
):
    assert bold(LONG, question, *things) == [expected]


def test_of_names_all_are_meant():
    assert bold(LONG, "who was last", "Ann Lee", "Bo Berg", all_things=True) == [LONG]


def test_a_short_sentence_is_set_bold_as_a_whole():
    assert bold("It is 95 cm tall, and it is red.", "how tall is it", "95 cm") == [
        "It is 95 cm tall, and it is red."
    ]


def test_what_the_author_set_bold_stays_if_it_has_the_thing():
    text = "It is **95 cm** tall and **1.8 kg** heavy."

    assert bold(text, "how heavy is it", "1.8 kg") == ["1.8 kg"]
    assert bold(text, "how is it") == ["95 cm", "1.8 kg"]
    assert bold(text, "what colour is it", "tall") == ["It is 95 cm tall and 1.8 kg heavy."]


def test_of_the_authors_choices_it_is_the_one_with_more_of_the_question():
    text = "It is **-24 °C in Norilsk** and **-25 °C at the Pole**."

    assert bold(text, "how cold is it at the pole", "-24 °", "-25 °") == ["-25 °C at the Pole"]

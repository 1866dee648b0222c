"""Which sentence of an answer is set bold for a question, in a FAQ about a bakery."""

import pytest

from bot.knowledge.model import Knowledge
from bot.language.prose import read_prose
from bot.language.question import parse_question
from bot.matching.answer_sentence import AnswerSentences
from bot.matching.index import Index
from tests.builders import make_entry, make_knowledge

ANSWER = """\
The big oven is **fired with beech**. It was built in 1912 by Emil Brandt, a mason from Graz.

- In summer it reaches 300 degrees.
- A full batch takes 40 minutes, and there is room for 120 loaves.

It stands in the cellar, because it is too heavy for the shop: it weighs **4 tons**."""
PLAIN_ANSWER = "We bake at night. The first loaves are ready at 5:30. On Sundays Anna Lang bakes."


def bakery(answer: str, own: str = "What wood do you burn in the oven?") -> Knowledge:
    return make_knowledge(
        make_entry("oven", own, phrasings=("how is the oven fired",), answer=answer),
        make_entry("cake", "How do I order a cake?", answer="Write to us."),
        vocabulary=[["bun", "roll"]],
    )


def bold(question: str, answer: str = ANSWER, **kwargs: str) -> list[str] | None:
    """What is set bold for a question; None if the author's choice stands."""
    index = Index(bakery(answer, **kwargs))
    prose = read_prose(answer)
    parsed = parse_question(question, index.corrector)
    spans = AnswerSentences(index, index.entries[0], prose).emphasis(parsed)
    return None if spans is None else [prose.text[slice(*span)] for span in spans]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who built the oven", ["It was built in 1912 by Emil Brandt, a mason from Graz."]),
        ("what year was it built", ["It was built in 1912 by Emil Brandt, a mason from Graz."]),
        ("how hot does it get", ["In summer it reaches 300 degrees."]),
        ("how long does a batch take", ["A full batch takes 40 minutes"]),
        ("how many loaves fit", ["and there is room for 120 loaves"]),
        ("how heavy is it", ["4 tons"]),
        ("why is it down in the cellar", [ANSWER.splitlines()[-1].replace("**", "")]),
    ],
)
def test_the_sentence_with_what_is_asked_for_is_bold(question: str, expected: list[str]):
    assert bold(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "what wood do you burn in the oven?",
        "which wood do you burn in it",
        "is it fired with beech",
        "hello",
        "?",
        "",
    ],
)
def test_the_authors_choice_stands_where_no_other_sentence_is_clearly_better(question: str):
    chosen = bold(question)

    assert chosen is None or chosen == ["fired with beech"]


def test_a_question_like_the_entrys_own_is_answered_by_the_authors_choice():
    answer = "It is lit **at five**. The oven of the oven-maker was new on 3 May 1990."

    assert bold("when is the oven lit", answer, own="When is the oven lit?") is None
    assert bold("when was the oven new", answer, own="When is the oven lit?") is not None


def test_of_several_choices_of_the_author_only_the_one_that_answers_stays():
    answer = "It opens **at nine**. It closes **at five**. On Sundays it opens **at ten**."

    assert bold("when does it close", answer, own="What are the opening hours?") == ["at five"]


def test_the_parts_of_a_question_are_answered_by_the_authors_choices_in_their_order():
    answer = "It was **Emil Brandt**. He worked on it for a year. It was ready **in May 1912**."
    question = "Who built the oven, and when?"

    assert bold("when was the oven built", answer, own=question) == ["in May 1912"]
    assert bold("who built the oven", answer, own=question) == ["Emil Brandt"]


def test_without_a_choice_of_the_author_the_sentence_must_be_better_than_all_others():
    assert bold("when are the first loaves ready", PLAIN_ANSWER) == [
        "The first loaves are ready at 5:30."
    ]
    assert bold("is it good", PLAIN_ANSWER) is None


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        pytest.param(
            "what does a baker do",
            "**Yes.** Anna Lang bakes it. The painter painted it blue. It is washed at noon.",
            "Anna Lang bakes it.",
            id="a word with another ending",
        ),
        pytest.param(
            "who was with anna lang",
            "**No.** Often Anna Lang was alone. With Anna Lang was Eva Roth. It was dark.",
            "With Anna Lang was Eva Roth.",
            id="a name that the question does not have",
        ),
        pytest.param(
            "which 3 are best",
            "**Many.** Four are old. Three are warm. Two are cold.",
            "Three are warm.",
            id="a number in words",
        ),
        pytest.param(
            "how much is the roll",
            "**It varies.** A tart costs 9 euros. The bun has raisins. It costs 2 euros.",
            "It costs 2 euros.",
            id="a synonym in the sentence before",
        ),
        pytest.param(
            "how many days does it take",
            "**Yes.** It took 3 men. It took 5 days. It took 2 lorries.",
            "It took 5 days.",
            id="a unit after how many",
        ),
        pytest.param(
            "who paid for the roof",
            "**Ask.** Jo Stone saw the roof. Its sponsor was Al Wood. Ed Hill sang.",
            "Its sponsor was Al Wood.",
            id="a word that may stand for another",
        ),
        pytest.param(
            "where is the subway",
            "**It varies.** Roofs leak. The tram and the bus stop by. A cake is good.",
            "The tram and the bus stop by.",
            id="a word of similar meaning",
        ),
        pytest.param(
            "how come it is closed",
            "**Yes.** It is closed on Sundays. It is closed because of the heat. It is big.",
            "It is closed because of the heat.",
            id="how come",
        ),
        pytest.param(
            "can you tell me when it was mended",
            "**Yes.** It was mended well. It was mended on 3 May 1990. It is old.",
            "It was mended on 3 May 1990.",
            id="a request",
        ),
    ],
)
def test_what_counts_for_a_sentence(question: str, answer: str, expected: str):
    assert bold(question, answer) == [expected]


def test_a_question_for_a_yes_or_no_asks_for_no_place_though_it_mentions_one():
    answer = "**Yes, it is.** The ovens of old come from Graz. It is where the mill was."

    assert bold("is it where the ovens of old stood", answer) == [
        "The ovens of old come from Graz."
    ]


@pytest.mark.parametrize("answer", ["", "Only one sentence, with **bold** in it.", "`code`"])
def test_an_answer_of_one_sentence_stays_as_it_is(answer: str):
    assert bold("how many loaves fit", answer) is None


def test_the_same_question_always_gets_the_same_words():
    assert len({tuple(bold("how long does a batch take") or ()) for _ in range(5)}) == 1

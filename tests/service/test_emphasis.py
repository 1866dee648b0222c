"""The bold words of an answer follow the question, on Discord, in the terminal and in JSON."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.language.question import parse_question
from bot.matching.choice import AnswerEntries, Decision, SuggestEntries
from bot.matching.index import Index
from bot.service.answering import Answerer
from bot.service.emphasis import Emphasis, asked_in
from bot.terminal.json_output import reply_json
from bot.terminal.screen import AnsiMarkup
from bot.text.answers import answer_message
from bot.text.markup import DISCORD, MESSAGE_LIMIT, Markup
from bot.text.outcome import Answer
from bot.text.plain import PLAIN
from tests.service.fakes.data import entry, source
from tests.service.fakes.snapshots import ScriptedMatcher, snapshot

TODAY = date(2026, 11, 9)
TOWER = """\
It was built **in 1890**, by Gustav Lind. It is 72 m high.

- *Iron* and brick.
- 300 steps lead up."""
BELL = "It weighs **4 tons**. Anna Roth cast it. It was hung on 3 May 1891."
KNOWLEDGE = Knowledge(
    entries=(
        entry("tower", "When was the tower built?", TOWER, sources=(source(),)),
        entry("bell", "How heavy is the bell?", BELL),
    )
)


def answerer(*chosen: str, knowledge: Knowledge = KNOWLEDGE) -> Answerer:
    """An answerer that answers every question with these entries."""
    decision = Decision(AnswerEntries(chosen), (), ())
    matcher = ScriptedMatcher(**dict.fromkeys(("when", "how", "who", "so"), decision))
    made = snapshot(knowledge, matcher)
    return Answerer(lambda: made)


def answer(question: str, *chosen: str, markup: Markup = DISCORD) -> str:
    reply = answerer(*(chosen or ("tower",))).ask(question, TODAY)
    return answer_message(reply.outcome, markup)


def test_the_bold_follows_the_question():
    high = TOWER.replace("**", "").replace("It is 72 m high.", "**It is 72 m high.**")
    steps = TOWER.replace("**", "").replace("300 steps lead up.", "**300 steps lead up.**")

    assert answer("how high is the tower?").startswith(high)
    assert answer("how many steps are there?").startswith(steps)
    assert answer("when was the tower built?").startswith(TOWER)


def test_it_is_the_same_in_json_and_in_the_terminal():
    reply = answerer("tower").ask("how high is the tower?", TODAY)

    assert "**It is 72 m high.**" in reply_json(reply)["answer"]
    assert (
        answer("how high is it?", markup=AnsiMarkup()).count(AnsiMarkup().bold("It is 72 m high."))
        == 1
    )
    assert answer("how high is it?", markup=PLAIN) == answer("when was it built?", markup=PLAIN)


def test_each_half_of_a_double_question_has_its_own():
    text = answer("how high is the tower, and who cast the bell?", "tower", "bell")

    assert "**It is 72 m high.**" in text
    assert "**Anna Roth cast it.**" in text
    assert "**in 1890**" not in text
    assert "**4 tons**" not in text


def test_both_questions_of_a_message_count_if_one_entry_answers_them():
    text = answer("how high is the tower? and how many steps does it have?")

    assert "**It is 72 m high.**" in text
    assert "**300 steps lead up.**" in text


def test_the_authors_choice_counts_for_a_half_that_nothing_answers_better():
    text = answer("when was the tower built and how many steps does it have?")

    assert "**in 1890**" in text
    assert "**300 steps lead up.**" in text


def test_only_the_questions_of_a_message_count():
    text = answer("So we saw 300 steps. How high is the tower?")

    assert "**It is 72 m high.**" in text
    assert "**300" not in text


def test_where_nobody_asked_the_authors_choice_stands():
    opened = answerer().entry("tower")
    chosen = answerer().exact("When was the tower built?")

    assert opened
    assert chosen
    for reply in (opened, chosen):
        assert answer_message(reply.outcome, DISCORD).startswith(TOWER)


def test_an_outcome_without_an_answer_stays_as_it_is():
    decision = Decision(SuggestEntries(("tower",)), (), ())
    made = snapshot(KNOWLEDGE, ScriptedMatcher(how=decision))

    outcome = Answerer(lambda: made).ask("how high is it?", TODAY).outcome

    assert outcome == made.emphasis.follow(outcome, parse_question("how high is it?"))


def test_a_message_that_is_full_gets_no_more_marks():
    long = "It is 72 m high. " + "X" * (MESSAGE_LIMIT - 18) + "."
    knowledge = Knowledge((entry("tower", "What of the tower?", long),))
    full = answerer("tower", knowledge=knowledge).ask("how high is it?", TODAY)

    assert len(long) == MESSAGE_LIMIT
    assert answer_message(full.outcome, DISCORD) == long


def test_of_a_shortened_answer_only_what_is_shown_is_set_bold():
    emphasis = Emphasis(Index(KNOWLEDGE), KNOWLEDGE)
    tower = KNOWLEDGE.by_id["tower"]
    steps, high = map(parse_question, ("how many steps are there", "how high is it"))

    assert emphasis.following(tower, [steps], shortened=True) == tower
    assert emphasis.following(tower, [steps]) != tower
    assert emphasis.following(tower, [high], shortened=True) != tower


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("how high is it", ["how high is it"]),
        ("tower height", ["tower height"]),
        ("I was there. How high is it? Thanks a lot.", ["How high is it?"]),
        ("How high is it? Who built it? When did they?", ["Who built it?", "When did they?"]),
        ("how high is it and who built it", ["how high is it", "who built it"]),
    ],
)
def test_the_questions_of_a_message(message: str, expected: list[str]):
    assert [question.text for question in asked_in(parse_question(message))] == expected


PIECES = st.sampled_from(
    [
        "It is 72 m high. ",
        "**Built** in 1890",
        ", by *Gustav Lind*",
        ". ",
        "\n\n",
        "\n- ",
        "`a * b`",
        "(**so**) ",
    ]
)


@given(st.lists(PIECES).map("".join), st.sampled_from(["how high is it", "who built it", "so"]))
def test_stripped_of_its_marks_the_text_stays_the_same(text: str, question: str):
    tower = entry("tower", "When was the tower built?", f"Begin. {text}")
    knowledge = Knowledge((tower,))
    emphasis = Emphasis(Index(knowledge), knowledge)

    following = emphasis.following(tower, [parse_question(question)])

    assert following.answer.replace("**", "") == tower.answer.replace("**", "")
    assert emphasis.follow(Answer((tower,)), parse_question(question)) == Answer((following,))

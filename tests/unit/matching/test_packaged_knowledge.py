"""The packaged knowledge answers the questions it was written for."""

import pytest

from bot.matching.choice import AnswerEntries, StaySilent, SuggestEntries
from bot.matching.decision import Matcher


@pytest.mark.parametrize(
    "text",
    [
        "why wasn't the torch lit?",
        "y wasnt the torch lit",
        "why was the torch not lit in space?",
        "why didn't they light the torch up there?",
        "Why no flame on the ISS?",
        "what's the reason the torch wasn't lit?",
        "why couldnt the torch be lit on the space station",
        "why was there no fire on the torch when it was in space?",
        "why couldn't they light the torch on board?",
        "why wasnt teh torch lit in sapce",
        "yo why wasnt the torch even lit lol",
        "I watched the launch with my kids last night and we loved it. why wasn't the torch lit?",
    ],
)
def test_why_the_torch_was_not_lit_is_answered(relay: Matcher, text: str):
    assert relay.decide(text).choice == AnswerEntries(("why-unlit",))


@pytest.mark.parametrize(
    "text",
    [
        "who went on the spacewalk?",
        "who took the torch on the spacewalk",
        "who took the torch out on the spacewalk?",
        "who did the space walk wiht it",
        "yo who even did the spacewalk lol",
        "who were the spacewalkers?",
        "who did the EVA with the torch",
        "who carried the torch during the spacewalk?",
        "who took the olympic torch outside the ISS?",
        "which two cosmonauts took the torch outside?",
        "who held the torch in open space",
        "who went on the spacewlak?",
    ],
)
def test_who_went_on_the_spacewalk_is_answered(relay: Matcher, text: str):
    assert relay.decide(text).choice == AnswerEntries(("who-spacewalk",))


@pytest.mark.parametrize(
    "text",
    [
        "did the torch go to the moon?",
        "is the moon made of cheese?",
        "what's the weather",
        "who won the world cup",
        "what is the capital of france",
        "the",
        "torch",
        "Irkutsk",
        "Baikonur",
        "lol",
        "",
        "   ",
        "...",
    ],
)
def test_out_of_scope_questions_and_bare_words_are_not_answered(relay: Matcher, text: str):
    assert not isinstance(relay.decide(text).choice, AnswerEntries)
    assert relay.decide(text, overheard=True).choice == StaySilent()


@pytest.mark.parametrize("place", ["St Petersburg", "Red Square", "Krasnaya Polyana"])
def test_a_bare_place_is_at_most_a_suggestion(relay: Matcher, place: str):
    assert not isinstance(relay.decide(place).choice, AnswerEntries)


def test_every_question_asked_word_for_word_finds_its_entry(relay: Matcher):
    for entry in relay.index.entries:
        decision = relay.decide(entry.texts[0])

        assert decision.nearest[0][0] == entry.id
        assert isinstance(decision.choice, AnswerEntries | SuggestEntries)


def test_every_question_asked_word_for_word_is_answered(relay: Matcher):
    questions = {entry.id: entry.texts[0] for entry in relay.index.entries}
    answered = {
        id_
        for id_, question in questions.items()
        if isinstance(choice := relay.decide(question).choice, AnswerEntries)
        and choice.entries == (id_,)
    }

    assert answered == questions.keys()

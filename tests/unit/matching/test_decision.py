"""How the matcher responds to a message. The FAQ is a bakery's: any subject must work."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.language.sentences import question_spans, split_compound_question
from bot.matching.calibration import Calibration
from bot.matching.decision import (
    CERTAIN,
    AnswerEntries,
    Choice,
    Decision,
    Matcher,
    NoMatch,
    StaySilent,
    SuggestEntries,
)
from bot.matching.features import extract_features
from bot.matching.thresholds import Thresholds
from tests.builders import make_entry, make_knowledge, make_milestone

ALWAYS_ANSWER = Thresholds(answer=0, overheard=0, suggest=0)
ONLY_SUGGEST = Thresholds(answer=1.1, overheard=1.1, suggest=0)
NEVER_RESPOND = Thresholds(answer=1.1, overheard=1.1, suggest=1.1, bare=1.1)
QUESTION = "how hot is the bread oven?"


def confidence(decision: Decision) -> float:
    """The probability of the nearest entry, 0 if there is none."""
    return decision.nearest[0][1] if decision.nearest else 0.0


@pytest.mark.parametrize(
    ("text", "thresholds", "overheard", "expected"),
    [
        (QUESTION, ALWAYS_ANSWER, False, AnswerEntries(("oven",))),
        (QUESTION, NEVER_RESPOND, False, NoMatch()),
        (QUESTION, ALWAYS_ANSWER, True, AnswerEntries(("oven",))),
        (QUESTION, ONLY_SUGGEST, True, StaySilent()),
        (QUESTION, Thresholds(answer=0, overheard=1.1), True, StaySilent()),
        ("the bread oven is hot", ALWAYS_ANSWER, True, StaySilent()),
        ("the bread oven is hot", ALWAYS_ANSWER, False, AnswerEntries(("oven",))),
        ("what is it", ALWAYS_ANSWER, False, NoMatch()),
        ("what is it about?", ALWAYS_ANSWER, True, StaySilent()),
        ("xyzzy plugh", ALWAYS_ANSWER, False, NoMatch()),
        ("xyzzy plugh?", ALWAYS_ANSWER, True, StaySilent()),
        (
            "oven",
            ALWAYS_ANSWER,
            False,
            SuggestEntries(("oven",)),
        ),  # a single word is no question
        ("oven", NEVER_RESPOND, False, NoMatch()),
    ],
)
def test_the_thresholds_decide_the_outcome(
    bakery: Knowledge,
    matcher: Matcher,
    text: str,
    thresholds: Thresholds,
    overheard: bool,
    expected: Choice,
):
    decision = Matcher(bakery, matcher.calibration, thresholds).decide(text, overheard=overheard)

    assert decision.choice == expected


def test_the_three_nearest_are_suggested_best_first_if_the_best_reaches_the_threshold(
    bakery: Knowledge, matcher: Matcher
):
    text = "is the bread free of charge"
    decision = Matcher(bakery, matcher.calibration, ONLY_SUGGEST).decide(text)
    nearest = [id_ for id_, _ in decision.nearest]

    assert len(nearest) > 3
    assert decision.choice == SuggestEntries(tuple(nearest[:3]))

    just = Thresholds(answer=1.1, suggest=confidence(decision))
    above = Thresholds(answer=1.1, suggest=math.nextafter(confidence(decision), 2))
    assert Matcher(bakery, matcher.calibration, just).decide(text).choice == decision.choice
    assert Matcher(bakery, matcher.calibration, above).decide(text).choice == NoMatch()


def test_a_probability_equal_to_the_threshold_reaches_it(bakery: Knowledge, matcher: Matcher):
    probability = confidence(matcher.decide(QUESTION))
    thresholds = Thresholds(answer=probability, overheard=probability)
    decide = Matcher(bakery, matcher.calibration, thresholds).decide

    assert decide(QUESTION).choice == AnswerEntries(("oven",))
    assert decide(QUESTION, overheard=True).choice == AnswerEntries(("oven",))


def test_an_addressed_question_has_a_threshold_of_its_own(bakery: Knowledge, matcher: Matcher):
    thresholds = Thresholds(answer=1.1, overheard=0, suggest=0)
    choice = Matcher(bakery, matcher.calibration, thresholds).decide(QUESTION).choice

    assert isinstance(choice, SuggestEntries)
    assert choice.entries[0] == "oven"


# A question that is a wording of an entry is certain; its features do not matter.

ALL_IMPROBABLE = Calibration(intercept=-30.0, slope=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "How hot is the oven?",
        "HOW HOT IS THE OVEN",
        "yo how hot is the oven even lol",
        "how hot was teh ovne",
    ],
)
def test_a_question_that_is_a_wording_of_an_entry_is_certain(bakery: Knowledge, text: str):
    decision = Matcher(bakery, ALL_IMPROBABLE).decide(text)

    assert decision.choice == AnswerEntries(("oven",))
    assert confidence(decision) == CERTAIN
    assert all(probability < 0.01 for _, probability in decision.nearest[1:])


@pytest.mark.parametrize(
    "text", ["is the oven how hot", "how hot is the bread oven", "how hot is the volcano"]
)
def test_other_words_or_another_order_are_not_certain(bakery: Knowledge, text: str):
    assert confidence(Matcher(bakery, ALL_IMPROBABLE).decide(text)) < 0.01


def test_every_wording_of_a_single_entry_is_certain(bakery: Knowledge, matcher: Matcher):
    for entry in bakery.entries:
        for wording in entry.wordings:
            assert matcher.decide(wording).nearest[0] == (entry.id, CERTAIN), wording


def test_a_wording_of_two_entries_is_certain_for_neither():
    entries = [make_entry(id_, "Is it red?", phrasings=(f"a {id_}",)) for id_ in ("cake", "wine")]
    matcher = Matcher(make_knowledge(*entries), ALL_IMPROBABLE)

    assert confidence(matcher.decide("Is it red?")) < 0.01
    assert matcher.decide("a wine").nearest[0] == ("wine", CERTAIN)


def test_a_wording_that_an_entry_has_twice_is_certain():
    entry = make_entry("cake", "Is it red?", phrasings=("is it red", "was it red lol"))
    matcher = Matcher(make_knowledge(entry, make_entry()), ALL_IMPROBABLE)

    assert matcher.decide("is it red").nearest[0] == ("cake", CERTAIN)


@pytest.mark.parametrize("text", ["oven", "the", "lol"])
def test_a_single_word_is_not_a_question_even_if_it_is_a_wording(text: str):
    matcher = Matcher(make_knowledge(make_entry("oven", text), make_entry()))

    assert not isinstance(matcher.decide(text).choice, AnswerEntries)


# The part of a long message that is nearest to an entry decides.

BEFORE = "Yesterday my cousin and I went for a swim in the lake, and it rained."
AFTER = "My cat prefers fish, by the way."


@pytest.mark.parametrize(
    "text",
    [
        f"{BEFORE} How hot is the oven?",
        f"How hot is the oven? {AFTER}",
        f"{BEFORE} How hot is the oven? {AFTER}",
        f"{BEFORE}\nhow hot is the oven\n{AFTER}",
    ],
)
@pytest.mark.parametrize("overheard", [False, True])
def test_a_question_in_a_long_message_is_found(matcher: Matcher, text: str, overheard: bool):
    if overheard and "?" not in text[-1]:
        text += " Anyone know?"
    decision = matcher.decide(text, overheard=overheard)

    assert decision.choice == AnswerEntries(("oven",))
    assert confidence(decision) == CERTAIN


def test_the_sentence_before_a_question_says_what_it_is_about(bakery: Knowledge):
    entry = make_entry("wine", "There is the red wine. What about its price?")
    matcher = Matcher(make_knowledge(*bakery.entries, entry), ALL_IMPROBABLE)
    text = f"{BEFORE} There is the red wine. What about its price?"

    assert matcher.decide(text).nearest[0] == ("wine", CERTAIN)


def test_a_long_message_has_the_probability_of_its_most_probable_part(matcher: Matcher):
    for questions in (
        f"{BEFORE} Is the oven a volcano? {AFTER}",
        f"{AFTER} I do not eat everything. Which breads have gluten? And which do not?",
        f"{BEFORE} {AFTER} Who is the president of France?",
    ):
        spans = question_spans(matcher.parse(questions))
        highest = max(matcher.search_span(span).probability for span in spans)

        assert len(spans) > 1
        assert confidence(matcher.decide(questions)) == highest


def test_long_chatter_is_not_answered(matcher: Matcher):
    text = f"{BEFORE} {AFTER} Who is the president of France? When did Napoleon die?"

    assert not isinstance(matcher.decide(text).choice, AnswerEntries)
    assert matcher.decide(text, overheard=True).choice == StaySilent()


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("when do you open in the morning?", "hours"),
        ("are you closed on sundays", "hours"),
        ("what is the price of a sourdough loaf", "sourdough"),
        ("got any bread that has no gluten?", "gluten"),
        ("could you deliver that to my house pls", "delivery"),
        ("how do i order a cake for my wedding", "wedding-cake"),
        ("which temperature does your oven reach", "oven"),
    ],
)
def test_questions_in_other_words_than_the_wordings_are_answered(
    matcher: Matcher, text: str, id_: str
):
    assert matcher.decide(text).choice == AnswerEntries((id_,))


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("how much is the soudrough", "sourdough"),
        ("glutten free braed", "gluten"),
        ("wich tempreature has the ovne", "oven"),
        ("order a weddding caek", "wedding-cake"),
        ("do u delivre", "delivery"),
    ],
)
def test_typing_errors_do_not_hide_the_entry(matcher: Matcher, text: str, id_: str):
    decision = matcher.decide(text)

    assert decision.nearest[0][0] == id_
    assert isinstance(decision.choice, AnswerEntries | SuggestEntries)


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("how hot is the oven", "how hot is the volcano"),
        ("what does a sourdough loaf cost", "what does a sourdough spaceship cost"),
        ("is delivery free of charge", "is surgery free of charge"),
    ],
)
def test_a_word_that_no_entry_has_lowers_the_probability(
    matcher: Matcher, known: str, unknown: str
):
    assert confidence(matcher.decide(unknown)) < confidence(matcher.decide(known))


@pytest.mark.parametrize(
    "text",
    [
        "who is the president of france",
        "when did napoleon die",
        "moon",
        "",
        "  ",
        "...",
        "the",
        "?",
    ],
)
def test_a_question_out_of_scope_is_not_answered(matcher: Matcher, text: str):
    assert not isinstance(matcher.decide(text).choice, AnswerEntries)
    assert matcher.decide(text, overheard=True).choice == StaySilent()


def test_the_same_knowledge_gives_the_same_decisions(bakery: Knowledge, matcher: Matcher):
    again = Matcher(bakery)

    for entry in bakery.entries:
        for wording in entry.wordings:
            assert again.decide(f"{wording} please") == matcher.decide(f"{wording} please")


def test_without_entries_no_question_is_answered():
    matcher = Matcher(make_knowledge())

    assert matcher.decide("what is it good for?").choice == NoMatch()
    assert matcher.decide("what is it good for?", overheard=True).choice == StaySilent()


def test_a_faq_of_one_entry_answers_it_and_nothing_else():
    entry = make_entry("oven", "How hot is the oven?", answer="Very.")
    matcher = Matcher(make_knowledge(entry))

    assert matcher.decide("how hot is your oven").choice == AnswerEntries(("oven",))
    assert matcher.decide("how tall is the mayor").choice == NoMatch()


@pytest.mark.parametrize(
    ("text", "overheard", "reason"),
    [
        ("how hot is teh ovne", False, "“ovne” was read as “oven”."),
        ("what is it", False, "No word says what the question is about."),
        ("xyzzy plugh", False, "No entry shares a word with the question."),
        (
            "the oven is hot",
            True,
            "The message was not addressed to the bot and is not a question.",
        ),
        ("oven", False, "A single word or name is not a question, but enough to suggest entries."),
    ],
)
def test_a_decision_has_its_reasons(matcher: Matcher, text: str, overheard: bool, reason: str):
    assert reason in matcher.decide(text, overheard=overheard).reasons


_vocabulary = sorted(
    """when does do is the what oven hot gluten free bread sourdough price cost wedding cake order
    delivery volcano moon spaceship president xyzzy ? ! glutne ovne 4 2013 i you it""".split()
)
_messages = st.text(max_size=40) | st.lists(st.sampled_from(_vocabulary), max_size=9).map(" ".join)


@given(text=_messages)
def test_fillers_change_nothing(matcher: Matcher, text: str):
    plain, chatty = matcher.decide(text), matcher.decide(f"yo {text} lol")

    if (
        matcher.index.parse_query(text).terms
        and "yo" not in matcher.index.parse_query(f"yo {text} lol").stems
    ):
        assert (chatty.choice, chatty.nearest) == (plain.choice, plain.nearest)


@given(text=_messages)
def test_an_overheard_message_is_answered_or_ignored(matcher: Matcher, text: str):
    assert isinstance(matcher.decide(text, overheard=True).choice, AnswerEntries | StaySilent)


@given(text=_messages)
def test_an_overheard_message_is_answered_only_if_an_addressed_one_would_be(
    matcher: Matcher, text: str
):
    overheard = matcher.decide(text, overheard=True).choice
    addressed = matcher.decide(text).choice

    assert overheard in (addressed, StaySilent()) or isinstance(addressed, SuggestEntries)
    assert not isinstance(addressed, StaySilent)


@given(text=_messages, overheard=st.booleans())
def test_a_decision_about_any_text_is_consistent(matcher: Matcher, text: str, overheard: bool):
    decision = matcher.decide(text, overheard=overheard)
    ids = [id_ for id_, _ in decision.nearest]
    probabilities = [probability for _, probability in decision.nearest]

    assert all(0 <= probability <= 1 for probability in probabilities)
    assert probabilities == sorted(probabilities, reverse=True)
    assert len(set(ids)) == len(ids) <= 5
    assert decision.reasons
    match decision.choice:
        case AnswerEntries(entries):
            assert list(entries) == ids[:1] or len(set(entries)) == len(entries) == 2
        case SuggestEntries(entries):
            assert 1 <= len(entries) <= 3
            assert list(entries) == ids[: len(entries)]
        case _:
            pass


# A compound question gets two answers if both are likely enough.


def test_a_compound_question_is_answered_with_two_entries_in_order(matcher: Matcher):
    decision = matcher.decide("how hot is your oven at night and how do i order a wedding cake?")

    assert decision.choice == AnswerEntries(("oven", "wedding-cake"))
    assert decision.reasons[-1] == (
        "It asks two things, and both are likely enough: oven and wedding-cake."
    )


@pytest.mark.parametrize(
    "text",
    [
        "how hot is the oven and when did napoleon die?",  # one half is out of scope
        "how hot is the oven and what is the temperature of the oven?",  # the same twice
    ],
)
def test_a_compound_question_with_one_answer_gets_that_or_none(matcher: Matcher, text: str):
    choice = matcher.decide(text).choice

    assert not isinstance(choice, AnswerEntries) or choice.entries == ("oven",)


def test_both_halves_of_an_overheard_message_must_reach_its_threshold(
    bakery: Knowledge, matcher: Matcher
):
    text = "how hot is the oven and how do i order a wedding cake?"
    strict = Matcher(bakery, matcher.calibration, Thresholds(overheard=0.995))

    both = matcher.decide(text).choice

    assert isinstance(both, AnswerEntries)
    assert len(both.entries) == 2
    assert strict.decide(text, overheard=True).choice == StaySilent()


def test_the_reasons_say_what_speaks_against_the_nearest_entry(matcher: Matcher):
    reasons = " ".join(matcher.decide("who is the volcano in the oven at the door").reasons)

    assert "of what the question is about is in no entry" in reasons
    assert "of what the question is about is only in oven's answer or in other entries" in reasons


# A compound question, exactly at the threshold.

COMPOUND = "do you bake it at home and how hot is the oven?"  # the first half is less probable


@pytest.mark.parametrize("overheard", [False, True])
def test_two_entries_answer_if_the_less_probable_half_reaches_the_threshold(
    bakery: Knowledge, matcher: Matcher, overheard: bool
):
    question = matcher.parse(COMPOUND)
    halves = split_compound_question(question)
    assert halves is not None
    lower, higher = sorted(matcher.search_span(half).probability for half in halves)
    assert lower < matcher.search(question).probability  # so that the message is answered anyway
    assert lower < higher

    def answered(threshold: float) -> Choice:
        # Only the threshold under test decides: the other one lets everything through.
        thresholds = (
            Thresholds(overheard=threshold, answer=0)
            if overheard
            else Thresholds(answer=threshold, overheard=0)
        )
        return (
            Matcher(bakery, matcher.calibration, thresholds)
            .decide(COMPOUND, overheard=overheard)
            .choice
        )

    assert answered(lower) == AnswerEntries(("delivery", "oven"))
    assert answered(math.nextafter(lower, 1)) == AnswerEntries(("oven",))


# A name alone is not a question, however it is written.


@pytest.mark.parametrize(
    "text", ["Kara Sea, Arctic", "kara sea", "KARA SEA!", "The Northern Ocean", "kara sea arctic"]
)
def test_a_name_of_the_calendar_alone_is_at_most_a_suggestion(text: str):
    milestone = make_milestone(place="Kara Sea, Arctic", aliases=("The Northern Ocean",))
    entry = make_entry("sea", "Was it in the Kara Sea?", phrasings=("northern ocean arctic",))
    with_it = Matcher(make_knowledge(entry, milestones=[milestone]), thresholds=ALWAYS_ANSWER)
    without_it = Matcher(make_knowledge(entry), thresholds=ALWAYS_ANSWER)

    assert with_it.decide(text).choice == SuggestEntries(("sea",))
    assert without_it.decide(text).choice == AnswerEntries(("sea",))
    assert with_it.decide(f"was it in the {text}").choice == AnswerEntries(("sea",))


@pytest.mark.parametrize("text", ["oven?", "is it the Oven?", "kara sea?", "Kara Sea, Arctic?"])
def test_an_overheard_word_or_name_alone_is_not_answered(text: str):
    milestone = make_milestone(place="Kara Sea, Arctic")
    entry = make_entry("sea", "oven", phrasings=("kara sea", "kara sea arctic", "is it the oven"))
    matcher = Matcher(make_knowledge(entry, milestones=[milestone]), thresholds=ALWAYS_ANSWER)
    bare = text[0] != "i"

    decision = matcher.decide(text, overheard=True)

    assert decision.choice == (StaySilent() if bare else AnswerEntries(("sea",)))
    assert (
        decision.reasons[-1] == "A single word or name is answered only if the bot is addressed."
    ) == bare


@pytest.mark.parametrize("text", ["beech", "nine"])
def test_a_single_word_that_no_wording_has_is_not_suggested(matcher: Matcher, text: str):
    decision = matcher.decide(text)

    assert decision.nearest
    assert decision.choice == NoMatch()
    assert (
        decision.reasons[-1] == "A single word or name is not a question, and no entry is about it."
    )


def test_a_single_word_is_suggested_from_the_threshold_on(bakery: Knowledge, matcher: Matcher):
    text = "wood"
    match = matcher.search(matcher.parse(text)).match
    assert match is not None
    at, above = (
        Thresholds(bare=bare) for bare in (match.typical, math.nextafter(match.typical, 2))
    )

    assert isinstance(Matcher(bakery, matcher.calibration, at).decide(text).choice, SuggestEntries)
    assert Matcher(bakery, matcher.calibration, above).decide(text).choice == NoMatch()


# The reasons for a decision.


def test_the_reasons_name_the_two_nearest_with_their_figures(matcher: Matcher):
    first, second, *_, rule = matcher.decide("which bread is free of gluten").reasons

    assert first.startswith("Nearest: gluten at ")
    assert "% similar; it covers 100% of what the question is about." in first
    assert second.startswith("Runner-up: ")
    assert rule.endswith("% is enough to answer (threshold 50%).")


def test_the_reasons_say_how_much_of_the_question_is_in_no_entry(matcher: Matcher):
    weight = matcher.index.weight_of
    share = weight("volcano") / (weight("volcano") + weight("oven") + weight("hot"))

    reasons = matcher.decide("how hot is the volcano oven").reasons

    assert f"{share:.0%} of what the question is about is in no entry." in reasons


def test_the_reasons_say_that_the_question_asks_for_another_kind_of_thing(matcher: Matcher):
    reason = "None of oven's wordings asks for that kind of thing (who, when, how many …)."

    assert reason in matcher.decide("when is the oven hot").reasons
    assert reason not in matcher.decide("who is in the oven").reasons
    assert reason not in matcher.decide("oven heat").reasons  # asks for nothing


def test_the_reasons_say_which_question_of_a_long_message_was_used(matcher: Matcher):
    reasons = matcher.decide(f"{BEFORE} How hot is the oven? {AFTER}").reasons

    assert "The question was taken to be: “How hot is the oven?”" in reasons
    assert not any("taken to be" in reason for reason in matcher.decide(QUESTION).reasons)


def test_no_lower_ranked_entry_is_more_probable_than_the_best(bakery: Knowledge):
    # With so flat a slope, the calibration alone puts some candidates out of order.
    matcher = Matcher(bakery, Calibration(intercept=1.0, slope=0.05))
    seen = 0
    for text in ("is the bread free of charge", "who brings the wedding bread", "price of oven"):
        result = matcher.search(matcher.parse(text))
        probabilities = [probability for _, probability in matcher.decide(text).nearest]
        alone = [
            matcher.calibration.probability(
                extract_features(matcher.index, result.query, result.ranked, position)
            )
            for position in range(len(probabilities))
        ]
        lowest = [min(alone[: position + 1]) for position in range(len(alone))]
        assert probabilities == pytest.approx(lowest)
        seen += lowest != alone
    assert seen, "none of these was out of order to begin with"


def test_an_entry_that_cannot_be_right_is_not_offered(bakery: Knowledge, matcher: Matcher):
    decision = Matcher(bakery, matcher.calibration, ONLY_SUGGEST).decide(
        "is the beech oven what it is"
    )
    probabilities = dict(decision.nearest)

    assert isinstance(decision.choice, SuggestEntries)
    assert 0 in probabilities.values(), "there is one among the nearest"
    assert all(probabilities[id_] > 0 for id_ in decision.choice.entries)
    assert decision.choice.entries[0] == "oven"

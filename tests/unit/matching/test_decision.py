"""How the matcher responds to a message. The FAQ is a bakery's: any subject must work."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.language.sentences import question_spans, split_compound_question
from bot.matching import search as search_module
from bot.matching.calibration import Calibration
from bot.matching.choice import (
    AnswerEntries,
    AnswerMilestones,
    Choice,
    Decision,
    NoMatch,
    StaySilent,
    SuggestEntries,
)
from bot.matching.decision import Matcher
from bot.matching.features import extract_features
from bot.matching.query_builder import parse_query
from bot.matching.search import CERTAIN, Search
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

ALL_IMPROBABLE = Calibration(level=999.0)


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
        highest = max(
            Search(matcher.index, matcher.calibration).span(span).probability for span in spans
        )

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
    bakery: Knowledge, known: str, unknown: str
):
    matcher = Matcher(bakery, Calibration())

    assert confidence(matcher.decide(unknown)) < confidence(matcher.decide(f"tell me {known}"))


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


def test_a_matcher_with_another_calibration_shares_the_index_and_leaves_the_first_as_it_was(
    bakery: Knowledge, matcher: Matcher
):
    question = "how much would a sourdough be"
    before = matcher.decide(question)
    sceptical = Calibration(level=999.0)
    other = matcher.with_calibration(sceptical)
    assert other.decide(question) == Matcher(bakery, sceptical).decide(question) != before
    assert other.index is matcher.index
    assert matcher.decide(question) == before


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
        ("xyzzy plugh", False, "No entry or day that may answer shares a word with the question."),
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
        parse_query(matcher.index, text).terms
        and "yo" not in parse_query(matcher.index, f"yo {text} lol").stems
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

    assert overheard in (addressed, StaySilent()) or is_one_of(overheard, addressed)
    assert not isinstance(addressed, StaySilent)


def is_one_of(single: Choice, both: Choice) -> bool:
    """Whether one entry answers what two answer otherwise."""
    match single, both:
        case AnswerEntries((one,)), AnswerEntries((first, second)):
            return one in (first, second)
        case _:
            return False


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


SELF = make_knowledge(
    make_entry("self", "Who are you?", phrasings=("what are you",)),
    make_entry("shop", "Where is the shop?", phrasings=("shop",)),
    *(make_entry(thing, f"Is there {thing}?") for thing in "water wood light".split()),
    vocabulary=[["what can you do", "help me"]],
)


@pytest.mark.parametrize("text", ["Who are you?", "who are you", "WHAT are you"])
def test_a_wording_of_function_words_answers_who_asks_the_bot(text: str):
    matcher = Matcher(SELF, Calibration())

    assert matcher.decide(text).choice == AnswerEntries(("self",))
    assert matcher.decide(text, overheard=True).choice == StaySilent()
    assert matcher.decide("who are they").choice == NoMatch()


def test_a_wording_that_the_vocabulary_folds_into_one_term_is_no_bare_word():
    offer = make_entry("offer", "What can you do?")
    knowledge = replace(SELF, entries=(*SELF.entries, offer))

    assert Matcher(knowledge, Calibration()).decide("what can you do").choice == AnswerEntries(
        ("offer",)
    )


def test_a_single_word_is_at_most_a_suggestion_even_if_it_is_a_wording():
    assert Matcher(SELF, Calibration()).decide("shop").choice == SuggestEntries(("shop",))


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

    assert "of what the question is about is in no entry or day" in reasons
    assert "of what the question is about is only in oven's answer or in others" in reasons


# A compound question, exactly at the threshold.

COMPOUND = "do you bake it at home and how hot is the oven?"  # the first half is less probable


@pytest.mark.parametrize("overheard", [False, True])
def test_two_entries_answer_if_the_less_probable_half_reaches_the_threshold(
    bakery: Knowledge, matcher: Matcher, overheard: bool
):
    question = matcher.parse(COMPOUND)
    halves = split_compound_question(question)
    assert halves is not None
    lower, higher = sorted(
        Search(matcher.index, matcher.calibration).span(half).probability for half in halves
    )
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

    assert f"{share:.0%} of what the question is about is in no entry or day." in reasons


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
    # The calibration alone puts some candidates out of order.
    matcher = Matcher(bakery, Calibration())
    seen = 0
    for text in ("is the bread free of charge", "who brings the wedding bread", "price of oven"):
        result = matcher.search(matcher.parse(text))
        probabilities = [probability for _, probability in matcher.decide(text).nearest]
        alone = [
            matcher.calibration.probability(
                extract_features(
                    matcher.index, result.ranking.query, result.ranking.entries, position
                )
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


# Days of the calendar, and entries that need certain words.

MARKET = make_knowledge(
    make_entry(
        "red",
        "Who baked the red cake?",
        phrasings=("baker of the red cake", "who made the red one"),
    ),
    make_entry(
        "green",
        "Who baked the green cake?",
        phrasings=("baker of the green cake", "who made the green one"),
    ),
    make_entry(
        "first-cake",
        "Who baked the first cake there?",
        phrasings=("whose cake was the first",),
        only_if=("Estonia",),
    ),
    make_entry("hours", "When is it open?", phrasings=("opening hours",)),
    make_entry(
        "fair",
        "What was at the fair?",
        phrasings=("who was at the fair",),
        milestones=("second", "first"),
    ),
    *(make_entry(thing, f"Is there {thing}?") for thing in "water wood light grass".split()),
    milestones=[
        make_milestone("first", "2013-05-01", title="The fair of pumpkins begins", place="Riga"),
        make_milestone("second", "2013-05-02", title="The pumpkins of the fair", place="Riga"),
        make_milestone("fire", "2013-05-03", title="A fire in the stable", place="Jelgava"),
        make_milestone("flood", "2013-05-04", title="A flood in the house", place="Tartu"),
        make_milestone("flood-2", "2013-05-05", title="A flood in the house", place="Tartu"),
    ],
)


def market(**thresholds: float) -> Matcher:
    return Matcher(MARKET, Calibration(), Thresholds(**thresholds))


MARKET_MATCHER = market()


@pytest.mark.parametrize("overheard", [False, True])
def test_a_question_is_answered_with_a_day_alone_if_that_is_most_probable(overheard: bool):
    for text in ("when was the fire in the stable", "was there a fire in a stable?"):
        decision = MARKET_MATCHER.decide(text, overheard=overheard)

        assert decision.choice == AnswerMilestones(("fire",))
        assert [id_ for id_, _ in decision.nearest if id_ not in MARKET.by_id] == []


def test_days_answer_in_the_order_of_their_dates(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(search_module, "NEARLY", 0.1)
    text = "when was the fair of pumpkins"
    nearest = MARKET_MATCHER.search(MARKET_MATCHER.parse(text)).ranking.milestones

    ids = [MARKET_MATCHER.index.documents[day.document].id for day in nearest]
    assert ids[:2] == ["second", "first"]
    assert MARKET_MATCHER.decide(text).choice == AnswerEntries(("fair",), ("first", "second"))


def test_an_entry_that_answers_under_its_day_is_the_nearest():
    text = "when was the fair of pumpkins"
    decision = MARKET_MATCHER.decide(text)
    result = MARKET_MATCHER.search(MARKET_MATCHER.parse(text))

    assert decision.nearest[0] == ("fair", result.probability)
    assert "Nearest: fair at " in decision.reasons[0]


def test_a_day_is_never_suggested_and_the_reasons_do_not_say_so():
    text = "when was the flood in a stable or house"
    decision = market(answer=0.99, suggest=0.01).decide(text)

    assert MARKET_MATCHER.search(MARKET_MATCHER.parse(text)).entry is None
    assert decision.choice == NoMatch()
    assert decision.reasons[-1].endswith(
        "% is too little to answer (threshold 99%), and there is no entry to suggest."
    )


def test_a_single_word_that_only_a_day_has_is_not_suggested():
    decision = market(suggest=0, bare=0.1).decide("flood")

    assert decision.choice == NoMatch()
    assert (
        decision.reasons[-1] == "A single word or name is not a question, and no entry is about it."
    )


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("who baked the first cake of all", False),
        ("who baked the first cake in Estonia", True),
        ("who baked the first cake in esotnia", True),
        ("Who baked the first cake there?", True),  # its own wording
        ("I am in Estonia now. who baked the first cake?", True),
        ("I am in Latvia now. who baked the first cake?", False),
    ],
)
@pytest.mark.parametrize("overheard", [False, True])
def test_an_entry_that_needs_a_word_answers_only_with_it_or_in_its_own_words(
    text: str, answered: bool, overheard: bool
):
    decision = market(answer=0.3, overheard=0.3).decide(text, overheard=overheard)

    assert (decision.choice == AnswerEntries(("first-cake",))) == answered
    assert "first-cake" in dict(decision.nearest)
    assert decision.withheld == (set() if answered else {"first-cake"})


CHATTER = "My cousin prefers a swim in the lake to all that. It rained for days. We had tea."


@pytest.mark.parametrize(("country", "answered"), [("Estonia", True), ("Latvia", False)])
def test_the_word_that_an_entry_needs_may_be_in_any_sentence_of_a_long_message(
    country: str, answered: bool
):
    text = f"I am in {country}. {CHATTER} Who baked the first cake?"
    choice = MARKET_MATCHER.decide(text).choice

    assert (choice == AnswerEntries(("first-cake",))) == answered


@pytest.mark.parametrize(("country", "answered"), [("Estonia", True), ("Latvia", False)])
def test_the_word_that_an_entry_needs_may_be_in_the_other_half_of_a_double_question(
    country: str, answered: bool
):
    text = f"who made the red one in {country} and who baked the first cake?"
    choice = market(answer=0.3).decide(text).choice

    assert (choice == AnswerEntries(("red", "first-cake"))) == answered


def test_a_foreign_name_in_any_sentence_of_a_long_message_counts():
    def nearest(town: str) -> tuple[str, float]:
        text = f"I am in {town}. {CHATTER} Who made one green cake?"
        return MARKET_MATCHER.decide(text).nearest[0]

    (at_home, likely), (abroad, unlikely) = nearest("town"), nearest("London")

    assert at_home == abroad == "green"
    assert likely > unlikely


@pytest.mark.parametrize(
    "text",
    [
        "who made the red one there and when was the fire in the stable?",
        "when was the fire in the stable and who made the red one there?",
    ],
)
def test_a_double_question_for_an_entry_and_a_day_is_answered_with_both(text: str):
    decision = market(answer=0.01, sure=0.0).decide(text)

    assert decision.choice == AnswerEntries(("red",), ("fire",))
    assert decision.reasons[-1].startswith("It asks two things")


def test_a_double_question_for_two_days_is_answered_with_both_by_date():
    text = "when was the flood in the house and when was the fire in the stable?"
    choice = market(answer=0.01).decide(text).choice

    assert choice == AnswerMilestones(("fire", "flood", "flood-2"))


def test_each_half_of_a_double_question_keeps_its_days():
    text = "when was the fair of pumpkins and who made the red one there?"
    choice = market(answer=0.3).decide(text).choice

    assert isinstance(choice, AnswerEntries)
    assert choice.entries == ("fair", "red")
    assert set(choice.days) & {"first", "second"}


def test_two_halves_with_the_same_entry_keep_its_days():
    text = "when was the fair of pumpkins and who was at the fair?"
    decision = market(answer=0.3).decide(text)

    assert isinstance(decision.choice, AnswerEntries)
    assert decision.choice.entries == ("fair",)
    assert decision.choice.days
    assert decision.reasons[-1] == "It asks two things, and both are likely enough: fair."


def test_a_vague_second_half_is_about_what_the_whole_message_is_about():
    of_the_walk = ("how long was the walk", "when did the walk begin and end")
    knowledge = make_knowledge(
        make_entry("walk", "When was the walk?", phrasings=("date of the walk",)),
        make_entry("outside", "How long did the walk take?", phrasings=of_the_walk),
        make_entry("drive", "How long did it take to drive?", phrasings=("how long to drive",)),
        *(make_entry(thing, f"Is there {thing}?") for thing in "water wood light".split()),
    )

    def answered(sure: float) -> Choice:
        thresholds = Thresholds(answer=0.2, sure=sure)
        text = "when was the walk and how long did it take?"
        return Matcher(knowledge, Calibration(), thresholds).decide(text).choice

    assert answered(sure=0.5) == AnswerEntries(("walk", "drive")), "its own words are enough"
    assert answered(sure=0.95) == AnswerEntries(("walk", "outside"))


def test_an_entry_without_the_word_that_it_needs_may_be_offered():
    choice = market(answer=1.1, suggest=0).decide("whose baker was first").choice

    assert isinstance(choice, SuggestEntries)
    assert "first-cake" in choice.entries


def test_an_entry_that_is_withheld_comes_after_the_first_that_may_answer():
    decision = MARKET_MATCHER.decide("who baked the first cake of all")
    (first, most), *others = decision.nearest

    assert first == "red"
    assert dict(others)["first-cake"] == most, "it would have more, but may not answer"
    assert isinstance(decision.choice, SuggestEntries)
    assert decision.choice.entries == tuple(id_ for id_, _ in decision.nearest[:3])


NEEDY = make_entry("regatta", "Who won the regatta?", only_if=("Estonia",))


@pytest.mark.parametrize("overheard", [False, True])
def test_entries_that_are_withheld_are_offered_if_nothing_else_shares_a_word(overheard: bool):
    others = [make_entry(thing, f"price of {thing}") for thing in "water wood light".split()]
    matcher = Matcher(make_knowledge(NEEDY, *others), Calibration(), Thresholds(answer=0))
    decision = matcher.decide("whose regatta was it?", overheard=overheard)

    assert decision.nearest[0][0] == "regatta"
    if overheard:
        assert decision.choice == StaySilent()
        assert decision.reasons[-1].startswith("No entry or day that may answer shares a word")
    else:
        assert decision.choice == SuggestEntries(("regatta",))
        assert "one that needs other words" in decision.reasons[-1]


def test_entries_that_are_withheld_are_not_offered_if_they_are_improbable():
    others = [make_entry(thing, f"price of {thing}") for thing in "water wood light".split()]
    matcher = Matcher(make_knowledge(NEEDY, *others), Calibration(), Thresholds(suggest=1.1))
    assert matcher.decide("whose regatta").choice == NoMatch()


# Between two entries that are about as probable, neither answers, unless one is probable enough.

DOUBTFUL = "who made the cake"


def two_nearest() -> tuple[float, float]:
    decision = MARKET_MATCHER.decide(DOUBTFUL)
    (_, best), (_, rival), *_ = [
        near for near in decision.nearest if near[0] not in decision.withheld
    ]
    assert best > rival > 0.6
    return best, rival


@pytest.mark.parametrize("overheard", [False, True])
def test_a_runner_up_that_is_nearly_as_probable_makes_an_answer_doubtful(overheard: bool):
    best, rival = two_nearest()
    share = rival / best

    def choice(**thresholds: float) -> Choice:
        return market(**thresholds).decide(DOUBTFUL, overheard=overheard).choice

    offered = SuggestEntries(("red", "green", "first-cake"))
    doubtful = StaySilent() if overheard else offered
    assert choice(sure=math.nextafter(best, 1), ambiguous=share - 1e-9) == doubtful
    assert choice(sure=math.nextafter(best, 1), ambiguous=share + 1e-9) == AnswerEntries(("red",))
    assert choice(sure=best, ambiguous=share - 1e-9) == AnswerEntries(("red",))


def test_the_reasons_say_that_the_runner_up_is_nearly_as_probable():
    best, rival = two_nearest()
    decision = market(sure=1.0).decide(DOUBTFUL)

    assert decision.reasons[-1] == (
        f"{best:.0%} is enough to answer, but the runner-up has nearly as much ({rival:.0%})."
    )


def test_the_nearest_entry_is_the_runner_up_of_a_day():
    text = "when did the fire in the stable burn the red cake"
    result = MARKET_MATCHER.search(MARKET_MATCHER.parse(text))
    (_, first), (_, second), *_ = MARKET_MATCHER.decide(text).nearest
    assert (result.entry, result.probability > first > second > 0) == (None, True)

    def choice(ambiguous: float) -> Choice:
        return market(answer=0.01, sure=1.0, ambiguous=ambiguous).decide(text).choice

    share = first / result.probability
    assert choice(share + 1e-9) == AnswerMilestones(("fire",))
    assert isinstance(choice(share - 1e-9), SuggestEntries)


_market_words = sorted(
    {word for entry in MARKET.entries for text in entry.wordings for word in text.lower().split()}
    | {word for day in MARKET.milestones for word in day.title.lower().split()}
    | set("when who how where did what day estonia riga volcano ?".split())
)


@given(
    text=st.lists(st.sampled_from(_market_words), max_size=9).map(" ".join), overheard=st.booleans()
)
def test_a_decision_about_any_text_keeps_to_the_days_of_its_entry_and_to_what_it_needs(
    text: str, overheard: bool
):
    decision = MARKET_MATCHER.decide(text, overheard=overheard)
    choice = decision.choice
    dates = {day.id: day.date for day in MARKET.milestones}
    days: tuple[str, ...] = ()
    match choice:
        case AnswerMilestones(days):
            assert days
        case AnswerEntries(entries, days):
            own = {day for entry in entries for day in MARKET.by_id[entry].milestones}
            assert set(days) <= own or "It asks two things" in decision.reasons[-1]
        case SuggestEntries():
            assert not overheard
        case NoMatch() | StaySilent():
            assert overheard == isinstance(choice, StaySilent)
    assert list(days) == sorted(days, key=lambda id_: dates[id_])
    if isinstance(choice, AnswerEntries) and "first-cake" in choice.entries:
        needy = MARKET_MATCHER.index.documents[2]
        assert "estonia" in text or parse_query(MARKET_MATCHER.index, text).stems in needy.stems

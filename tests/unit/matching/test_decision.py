"""From a message to what is said; over a bakery's FAQ, for the subject may be any."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.model import Knowledge
from bot.language.sentences import halves, readings
from bot.matching.calibration import Calibration
from bot.matching.decision import (
    CERTAIN,
    Answer,
    Matcher,
    Outcome,
    Silent,
    Suggest,
    Thresholds,
    Unknown,
)
from bot.matching.features import extract_features
from tests.builders import make_entry, make_knowledge, make_milestone

SURE = Thresholds(answer=0, overheard=0, suggest=0)
UNSURE = Thresholds(answer=1.1, overheard=1.1, suggest=0)
CLUELESS = Thresholds(answer=1.1, overheard=1.1, suggest=1.1, bare=1.1)
QUESTION = "how hot is the bread oven?"


@pytest.mark.parametrize(
    ("text", "thresholds", "overheard", "expected"),
    [
        (QUESTION, SURE, False, Answer(("oven",))),
        (QUESTION, CLUELESS, False, Unknown()),
        (QUESTION, SURE, True, Answer(("oven",))),
        (QUESTION, UNSURE, True, Silent()),
        (QUESTION, Thresholds(answer=0, overheard=1.1), True, Silent()),
        ("the bread oven is hot", SURE, True, Silent()),
        ("the bread oven is hot", SURE, False, Answer(("oven",))),
        ("what is it", SURE, False, Unknown()),
        ("what is it about?", SURE, True, Silent()),
        ("xyzzy plugh", SURE, False, Unknown()),
        ("xyzzy plugh?", SURE, True, Silent()),
        ("oven", SURE, False, Suggest(("oven",))),  # a bare word is no question
        ("oven", CLUELESS, False, Unknown()),
    ],
)
def test_the_bars_decide_what_is_said(
    bakery: Knowledge,
    matcher: Matcher,
    text: str,
    thresholds: Thresholds,
    overheard: bool,
    expected: Outcome,
):
    decision = Matcher(bakery, matcher.calibration, thresholds).decide(text, overheard=overheard)

    assert decision.outcome == expected


def test_the_three_nearest_are_suggested_best_first_where_the_best_reaches_the_bar(
    bakery: Knowledge, matcher: Matcher
):
    text = "is the bread free of charge"
    judged = Matcher(bakery, matcher.calibration, UNSURE).decide(text)
    nearest = [id_ for id_, _ in judged.nearest]

    assert len(nearest) > 3
    assert judged.outcome == Suggest(tuple(nearest[:3]))

    just = Thresholds(answer=1.1, suggest=judged.confidence)
    above = Thresholds(answer=1.1, suggest=math.nextafter(judged.confidence, 2))
    assert Matcher(bakery, matcher.calibration, just).decide(text).outcome == judged.outcome
    assert Matcher(bakery, matcher.calibration, above).decide(text).outcome == Unknown()


def test_a_bar_is_reached_by_just_its_height(bakery: Knowledge, matcher: Matcher):
    height = matcher.decide(QUESTION).confidence
    thresholds = Thresholds(answer=height, overheard=height)
    decide = Matcher(bakery, matcher.calibration, thresholds).decide

    assert decide(QUESTION).outcome == Answer(("oven",))
    assert decide(QUESTION, overheard=True).outcome == Answer(("oven",))


def test_what_may_be_answered_unasked_is_only_offered_where_asking_has_a_higher_bar(
    bakery: Knowledge, matcher: Matcher
):
    thresholds = Thresholds(answer=1.1, overheard=0, suggest=0)
    outcome = Matcher(bakery, matcher.calibration, thresholds).decide(QUESTION).outcome

    assert isinstance(outcome, Suggest)
    assert outcome.entries[0] == "oven"


# A wording of the curator's own is as good as certain, whatever the signals say.

HOPELESS = Calibration(intercept=-30.0, slope=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "How hot is the oven?",
        "HOW HOT IS THE OVEN",
        "yo how hot is the oven even lol",
        "how hot was teh ovne",
    ],
)
def test_a_question_in_an_entrys_own_words_is_answered_for_certain(bakery: Knowledge, text: str):
    judged = Matcher(bakery, HOPELESS).decide(text)

    assert judged.outcome == Answer(("oven",))
    assert judged.confidence == CERTAIN
    assert all(probability < 0.01 for _, probability in judged.nearest[1:])


@pytest.mark.parametrize(
    "text", ["is the oven how hot", "how hot is the bread oven", "how hot is the volcano"]
)
def test_other_words_or_another_order_are_not_certain(bakery: Knowledge, text: str):
    assert Matcher(bakery, HOPELESS).decide(text).confidence < 0.01


def test_every_wording_of_a_single_entry_is_certain(bakery: Knowledge, matcher: Matcher):
    for entry in bakery.entries:
        for wording in entry.wordings:
            assert matcher.decide(wording).nearest[0] == (entry.id, CERTAIN), wording


def test_words_that_two_entries_have_for_their_own_are_certain_for_neither():
    entries = [make_entry(id_, "Is it red?", phrasings=(f"a {id_}",)) for id_ in ("cake", "wine")]
    matcher = Matcher(make_knowledge(*entries), HOPELESS)

    assert matcher.decide("Is it red?").confidence < 0.01
    assert matcher.decide("a wine").nearest[0] == ("wine", CERTAIN)


def test_words_that_an_entry_has_twice_are_its_own_all_the_same():
    entry = make_entry("cake", "Is it red?", phrasings=("is it red", "was it red lol"))
    matcher = Matcher(make_knowledge(entry, make_entry()), HOPELESS)

    assert matcher.decide("is it red").nearest[0] == ("cake", CERTAIN)


@pytest.mark.parametrize("text", ["oven", "the", "lol"])
def test_a_bare_word_is_no_question_though_it_be_an_entrys_own(text: str):
    matcher = Matcher(make_knowledge(make_entry("oven", text), make_entry()))

    assert not isinstance(matcher.decide(text).outcome, Answer)


# A long message is judged by that part of it which comes nearest to an entry.

BEFORE = "Yesterday my cousin and I went for a swim in the lake, and it rained."
BEHIND = "My cat prefers fish, by the way."


@pytest.mark.parametrize(
    "text",
    [
        f"{BEFORE} How hot is the oven?",
        f"How hot is the oven? {BEHIND}",
        f"{BEFORE} How hot is the oven? {BEHIND}",
        f"{BEFORE}\nhow hot is the oven\n{BEHIND}",
    ],
)
@pytest.mark.parametrize("overheard", [False, True])
def test_a_question_in_a_long_message_is_found(matcher: Matcher, text: str, overheard: bool):
    if overheard and "?" not in text[-1]:
        text += " Anyone know?"
    judged = matcher.decide(text, overheard=overheard)

    assert judged.outcome == Answer(("oven",))
    assert judged.confidence == CERTAIN


def test_what_leads_up_to_a_question_says_what_it_is_about(bakery: Knowledge):
    entry = make_entry("wine", "There is the red wine. What about its price?")
    matcher = Matcher(make_knowledge(*bakery.entries, entry), HOPELESS)
    text = f"{BEFORE} There is the red wine. What about its price?"

    assert matcher.decide(text).nearest[0] == ("wine", CERTAIN)


def test_a_long_message_is_as_sure_as_the_surest_of_its_parts(matcher: Matcher):
    for questions in (
        f"{BEFORE} Is the oven a volcano? {BEHIND}",
        f"{BEHIND} I do not eat everything. Which breads have gluten? And which do not?",
        f"{BEFORE} {BEHIND} Who is the president of France?",
    ):
        surest = max(matcher.find(reading).best for reading in readings(questions))

        assert len(readings(questions)) > 1
        assert matcher.decide(questions).confidence == surest


def test_long_chatter_is_not_answered(matcher: Matcher):
    text = f"{BEFORE} {BEHIND} Who is the president of France? When did Napoleon die?"

    assert not isinstance(matcher.decide(text).outcome, Answer)
    assert matcher.decide(text, overheard=True).outcome == Silent()


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
def test_other_wordings_than_the_curators_are_answered(matcher: Matcher, text: str, id_: str):
    assert matcher.decide(text).outcome == Answer((id_,))


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
    assert isinstance(decision.outcome, Answer | Suggest)


@pytest.mark.parametrize(
    ("known", "stranger"),
    [
        ("how hot is the oven", "how hot is the volcano"),
        ("what does a sourdough loaf cost", "what does a sourdough spaceship cost"),
        ("is delivery free of charge", "is surgery free of charge"),
    ],
)
def test_a_word_that_no_entry_knows_lowers_the_probability(
    matcher: Matcher, known: str, stranger: str
):
    assert matcher.decide(stranger).confidence < matcher.decide(known).confidence


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
def test_what_the_faq_does_not_know_is_not_answered(matcher: Matcher, text: str):
    assert not isinstance(matcher.decide(text).outcome, Answer)
    assert matcher.decide(text, overheard=True).outcome == Silent()


def test_the_same_knowledge_gives_the_same_judgements(bakery: Knowledge, matcher: Matcher):
    again = Matcher(bakery)

    for entry in bakery.entries:
        for wording in entry.wordings:
            assert again.decide(f"{wording} please") == matcher.decide(f"{wording} please")


def test_without_entries_nothing_is_known():
    matcher = Matcher(make_knowledge())

    assert matcher.decide("what is it good for?").outcome == Unknown()
    assert matcher.decide("what is it good for?", overheard=True).outcome == Silent()


def test_a_faq_of_one_entry_answers_it_and_refuses_the_rest():
    entry = make_entry("oven", "How hot is the oven?", answer="Very.")
    matcher = Matcher(make_knowledge(entry))

    assert matcher.decide("how hot is your oven").outcome == Answer(("oven",))
    assert matcher.decide("how tall is the mayor").outcome == Unknown()


@pytest.mark.parametrize(
    ("text", "overheard", "reason"),
    [
        ("how hot is teh ovne", False, "“ovne” was read as “oven”."),
        ("what is it", False, "No word in it says what it is about."),
        ("xyzzy plugh", False, "No entry shares a word with it."),
        (
            "the oven is hot",
            True,
            "It was not addressed to the bot and does not have the form of a question.",
        ),
        ("oven", False, "A bare word or name is no question; it is enough to offer."),
    ],
)
def test_it_gives_its_reasons(matcher: Matcher, text: str, overheard: bool, reason: str):
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
        assert (chatty.outcome, chatty.nearest) == (plain.outcome, plain.nearest)


@given(text=_messages)
def test_an_overheard_message_is_answered_or_passed_over_in_silence(matcher: Matcher, text: str):
    assert isinstance(matcher.decide(text, overheard=True).outcome, Answer | Silent)


@given(text=_messages)
def test_what_is_overheard_is_never_answered_where_asking_would_not_be(matcher: Matcher, text: str):
    overheard = matcher.decide(text, overheard=True).outcome
    query = matcher.decide(text).outcome

    assert overheard in (query, Silent()) or isinstance(query, Suggest)
    assert not isinstance(query, Silent)


@given(text=_messages, overheard=st.booleans())
def test_a_judgement_of_any_text_holds_together(matcher: Matcher, text: str, overheard: bool):
    decision = matcher.decide(text, overheard=overheard)
    ids = [id_ for id_, _ in decision.nearest]
    probabilities = [probability for _, probability in decision.nearest]

    assert all(0 <= probability <= 1 for probability in probabilities)
    assert probabilities == sorted(probabilities, reverse=True)
    assert decision.confidence == (probabilities[0] if probabilities else 0)
    assert len(set(ids)) == len(ids) <= 5
    assert decision.reasons
    match decision.outcome:
        case Answer(entries):
            assert list(entries) == ids[:1] or len(set(entries)) == len(entries) == 2
        case Suggest(entries):
            assert 1 <= len(entries) <= 3
            assert list(entries) == ids[: len(entries)]
        case _:
            pass


# Two things asked at once get two answers, if both are sure.


def test_a_double_question_is_answered_by_two_entries_in_the_order_asked(matcher: Matcher):
    judged = matcher.decide("how hot is your oven at night and how do i order a wedding cake?")

    assert judged.outcome == Answer(("oven", "wedding-cake"))
    assert judged.reasons[-1] == (
        "Two things are asked, and both are sure enough: oven and wedding-cake."
    )


@pytest.mark.parametrize(
    "text",
    [
        "how hot is the oven and when did napoleon die?",  # one half is not known
        "how hot is the oven and what is the temperature of the oven?",  # the same twice
    ],
)
def test_a_double_question_with_one_answer_gets_that_or_none(matcher: Matcher, text: str):
    outcome = matcher.decide(text).outcome

    assert not isinstance(outcome, Answer) or outcome.entries == ("oven",)


def test_both_halves_must_reach_the_bar_for_speaking_unasked(bakery: Knowledge, matcher: Matcher):
    text = "how hot is the oven and how do i order a wedding cake?"
    shy = Matcher(bakery, matcher.calibration, Thresholds(overheard=0.995))

    both = matcher.decide(text).outcome

    assert isinstance(both, Answer)
    assert len(both.entries) == 2
    assert shy.decide(text, overheard=True).outcome == Silent()


def test_it_says_what_speaks_against_the_nearest(matcher: Matcher):
    reasons = " ".join(matcher.decide("who is the volcano in the oven at the door").reasons)

    assert "of what is asked is in no entry" in reasons
    assert "of it is left to its answer or to other entries" in reasons


# A double question, exactly at the bar.

TWO = "do you bake it at home and how hot is the oven?"  # the first half is the less sure one


@pytest.mark.parametrize("overheard", [False, True])
def test_two_entries_answer_where_the_less_sure_half_reaches_the_bar_and_not_above(
    bakery: Knowledge, matcher: Matcher, overheard: bool
):
    double = halves(TWO)
    assert double is not None
    lower, higher = sorted(matcher.find(half).best for half in double)
    assert lower < matcher.read(TWO).best  # so that the whole message is answered anyway
    assert lower < higher

    def answered(bar: float) -> Outcome:
        # Only the bar in question decides: the other one lets everything through.
        thresholds = (
            Thresholds(overheard=bar, answer=0)
            if overheard
            else Thresholds(answer=bar, overheard=0)
        )
        return (
            Matcher(bakery, matcher.calibration, thresholds)
            .decide(TWO, overheard=overheard)
            .outcome
        )

    assert answered(lower) == Answer(("delivery", "oven"))
    assert answered(math.nextafter(lower, 1)) == Answer(("oven",))


# A name and nothing else is no question, in whichever way it is written.


@pytest.mark.parametrize(
    "text", ["Kara Sea, Arctic", "kara sea", "KARA SEA!", "The Northern Ocean", "kara sea arctic"]
)
def test_a_bare_name_of_the_calendar_is_at_most_a_suggestion(text: str):
    milestone = make_milestone(place="Kara Sea, Arctic", aliases=("The Northern Ocean",))
    entry = make_entry("sea", "Was it in the Kara Sea?", phrasings=("northern ocean arctic",))
    with_it = Matcher(make_knowledge(entry, milestones=[milestone]), thresholds=SURE)
    exclusion = Matcher(make_knowledge(entry), thresholds=SURE)

    assert with_it.decide(text).outcome == Suggest(("sea",))
    assert exclusion.decide(text).outcome == Answer(("sea",))
    assert with_it.decide(f"was it in the {text}").outcome == Answer(("sea",))


@pytest.mark.parametrize("text", ["oven?", "is it the Oven?", "kara sea?", "Kara Sea, Arctic?"])
def test_a_bare_word_or_name_is_no_reason_to_speak_unasked(text: str):
    milestone = make_milestone(place="Kara Sea, Arctic")
    entry = make_entry("sea", "oven", phrasings=("kara sea", "kara sea arctic", "is it the oven"))
    matcher = Matcher(make_knowledge(entry, milestones=[milestone]), thresholds=SURE)
    bare = text[0] != "i"

    judged = matcher.decide(text, overheard=True)

    assert judged.outcome == (Silent() if bare else Answer(("sea",)))
    assert (judged.reasons[-1] == "A bare word or name is no reason to speak unasked.") == bare


@pytest.mark.parametrize("text", ["beech", "nine"])
def test_a_bare_word_that_no_wording_has_is_not_even_offered(matcher: Matcher, text: str):
    judged = matcher.decide(text)

    assert judged.nearest
    assert judged.outcome == Unknown()
    assert judged.reasons[-1] == "A bare word or name is no question, and no entry is about it."


def test_a_bare_word_is_offered_from_just_the_bar(bakery: Knowledge, matcher: Matcher):
    text = "wood"
    match = matcher.read(text).match
    assert match is not None
    at, above = (Thresholds(bare=bar) for bar in (match.typical, math.nextafter(match.typical, 2)))

    assert isinstance(Matcher(bakery, matcher.calibration, at).decide(text).outcome, Suggest)
    assert Matcher(bakery, matcher.calibration, above).decide(text).outcome == Unknown()


# The reasons, in a curator's words.


def test_the_reasons_name_the_two_nearest_with_their_figures(matcher: Matcher):
    first, second, *_, rule = matcher.decide("which bread is free of gluten").reasons

    assert first.startswith("Nearest: gluten at ")
    assert "% alike, and it speaks of 100% of what is asked." in first
    assert second.startswith("Runner-up: ")
    assert rule.endswith("% is sure enough to answer (from 50%).")


def test_the_reasons_tell_how_much_of_it_is_in_no_entry(matcher: Matcher):
    weight = matcher.index.weight_of
    share = weight("volcano") / (weight("volcano") + weight("oven") + weight("hot"))

    reasons = matcher.decide("how hot is the volcano oven").reasons

    assert f"{share:.0%} of what is asked is in no entry." in reasons


def test_the_reasons_tell_that_another_kind_of_thing_is_asked(matcher: Matcher):
    reason = "None of oven's wordings asks for that kind of thing (who, when, how many …)."

    assert reason in matcher.decide("when is the oven hot").reasons
    assert reason not in matcher.decide("who is in the oven").reasons
    assert reason not in matcher.decide("oven heat").reasons  # asks for nothing


def test_the_reasons_tell_which_question_of_a_long_message_was_taken(matcher: Matcher):
    query = matcher.decide(f"{BEFORE} How hot is the oven? {BEHIND}").reasons

    assert "The question was taken to be: “How hot is the oven?”" in query
    assert not any("taken to be" in reason for reason in matcher.decide(QUESTION).reasons)


def test_another_than_the_best_is_never_surer_than_it(bakery: Knowledge):
    # A level so high that the calibration would call every candidate certain.
    matcher = Matcher(bakery, Calibration(intercept=1.0, slope=0.05))
    seen = 0
    for text in ("is the bread free of charge", "who brings the wedding bread", "price of oven"):
        found = matcher.read(text)
        told = [probability for _, probability in matcher.decide(text).nearest]
        alone = [
            matcher.calibration.probability(
                extract_features(matcher.index, found.query, found.ranked, place)
            )
            for place in range(len(told))
        ]
        lowest = [min(alone[: place + 1]) for place in range(len(alone))]
        assert told == pytest.approx(lowest)
        seen += lowest != alone
    assert seen, "none of these would have been out of order"


def test_an_entry_that_cannot_be_right_is_not_offered(bakery: Knowledge, matcher: Matcher):
    judged = Matcher(bakery, matcher.calibration, UNSURE).decide("is the beech oven what it is")
    sure = dict(judged.nearest)

    assert isinstance(judged.outcome, Suggest)
    assert 0 in sure.values(), "there is one among the nearest"
    assert all(sure[id_] > 0 for id_ in judged.outcome.entries)
    assert judged.outcome.entries[0] == "oven"

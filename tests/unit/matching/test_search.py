"""What answers a question best: an entry, an entry under its own days, or days alone."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.question_form import ASKS_FOR_DAY
from bot.language.sentences import QuestionSpan
from bot.matching.calibration import Calibration
from bot.matching.decision import Matcher
from bot.matching.features import extract_features
from bot.matching.ranking import Candidate
from bot.matching.search import (
    ALIKE,
    ASKS_FOR_CARD,
    CERTAIN,
    FOREIGN,
    MAX_DATED,
    MAX_EVENTS,
    MIN_DAY,
    NEARLY,
    Search,
    SearchResult,
)
from tests.builders import make_entry, make_knowledge, make_milestone

THINGS = {"water": "house", "music": "tent", "light": "hall", "wood": "street", "grass": "barn"}
FAIR = make_knowledge(
    make_entry(
        "opening",
        "When did the fair open?",
        phrasings=("start of the fair", "what was the first day of the fair", "fair opening"),
        answer="It opened at noon.",
        milestones=("opens",),
    ),
    make_entry(
        "cows",
        "Which cows were sold at the fair?",
        phrasings=("what cows were there", "how much was a cow", "price of a cow"),
        answer="Brown ones.",
        milestones=("market", "auction"),
    ),
    make_entry(
        "prize",
        "Who won the prize for the biggest pumpkin?",
        phrasings=("winner of the pumpkin prize", "who grew the biggest pumpkin"),
        answer="Nobody.",
    ),
    *(
        make_entry(thing, f"Is there {thing} in the {place}?", answer="There is.")
        for thing, place in THINGS.items()
    ),
    milestones=[
        make_milestone(
            "opens",
            "2013-05-01",
            title="The fair opens",
            place="Riga",
            events=("start of the fair",),
            text="It was noon.",
        ),
        make_milestone(
            "market",
            "2013-05-02",
            title="The cattle market",
            place="Riga",
            text="Farmers sold cows.",
        ),
        make_milestone(
            "auction",
            "2013-05-03",
            title="The cattle auction",
            place="Riga",
            text="Butchers bought cows.",
        ),
        make_milestone(
            "fire",
            "2013-05-04",
            title="A fire in the stable",
            place="Jelgava",
            text="Nobody was hurt.",
        ),
        *(
            make_milestone(
                f"parade-{day}", f"2013-06-0{day}", title="A parade", place=f"Town {day}"
            )
            for day in range(1, 7)
        ),
        make_milestone(
            "banquet",
            "2013-07-01",
            title="The banquet of bakers",
            place="Tartu",
            only_if=("Estonia",),
            text="They ate.",
        ),
    ],
)
MATCHER = Matcher(FAIR, Calibration())


def search(text: str, matcher: Matcher = MATCHER) -> SearchResult:
    return matcher.search(matcher.parse(text))


def found(text: str, matcher: Matcher = MATCHER) -> tuple[str | None, list[str]]:
    """The entry that answers, and the days."""
    result = search(text, matcher)
    return result.entry and result.entry.id, [day.id for day in result.days]


# Questions for a day.


@pytest.mark.parametrize(
    ("text", "entry", "days"),
    [
        ("when did the fair open", "opening", ["opens"]),
        ("when was the start of the fair", "opening", ["opens"]),
        ("what date was the opening", "opening", ["opens"]),
        ("when were cows sold", "cows", ["market"]),
        ("when did butchers buy cows", "cows", ["auction"]),
        ("when were the cows there", "cows", ["market", "auction"]),  # either may be meant
    ],
)
def test_asked_for_a_day_an_entry_answers_under_those_of_its_days_that_are_asked_for(
    text: str, entry: str, days: list[str]
):
    assert found(text) == (entry, days)


@pytest.mark.parametrize(
    "text",
    [
        "when did someone win the pumpkin prize",
        "when was the biggest pumpkin at the fair",  # "opens" is the nearest day
        "what day is there music in the tent",
    ],
)
def test_an_entry_answers_under_no_other_day_than_its_own(text: str):
    result = search(text)

    assert result.entry is not None
    assert result.entry.id in {"prize", "music"}
    assert result.ranking.milestones
    assert result.days == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("when was the fire in the stable", ["fire"]),
        ("what date did the fire break out", ["fire"]),
        ("when was it in Jelgava", ["fire"]),
        ("when was the parade in town 3", ["parade-3"]),
    ],
)
def test_a_day_of_which_no_entry_tells_answers_alone(text: str, days: list[str]):
    assert found(text) == (None, days)


def test_an_entry_that_tells_of_the_best_day_answers_though_others_are_nearer():
    """The cattle auction is in no wording; “cows” tells of it all the same."""
    knowledge = make_knowledge(
        make_entry("auction", "What is a cattle dealer?", answer="A buyer."),
        make_entry("cows", "Which cattle was sold?", answer="Cows.", milestones=("sale",)),
        *(make_entry(thing, f"Is there {thing}?", answer="Yes.") for thing in THINGS),
        milestones=[make_milestone("sale", title="Dealer auction", place="Riga", text="Cattle.")],
    )
    matcher = Matcher(knowledge, Calibration())
    result = search("when was the cattle dealer auction", matcher)
    nearest = matcher.index.documents[result.ranking.entries[0].document].id

    assert nearest == "auction"
    assert found("when was the cattle dealer auction", matcher) == ("cows", ["sale"])
    (day,) = result.days
    assert result.probability == matcher.calibration.probability(day)


def test_an_entry_that_tells_of_the_best_day_counts_if_it_is_more_probable_than_the_nearest():
    """The nearest entry asks nothing about the present, and the day itself is hardly asked for."""
    knowledge = make_knowledge(
        make_entry("dealer", "When is a cattle auction a cattle auction?", answer="Now."),
        make_entry(
            "cows",
            "When will the auction be?",
            phrasings=("when is the cattle sold now", "when is it now"),
            answer="Cows.",
            milestones=("sale",),
        ),
        *(make_entry(thing, f"Is there {thing}?", answer="Yes.") for thing in THINGS),
        milestones=[make_milestone("sale", title="Sale by auction", place="Riga", text="Cattle.")],
    )
    matcher = Matcher(knowledge, Calibration())
    result = search("when is a cattle auction now", matcher)
    nearest = matcher.index.documents[result.ranking.entries[0].document].id

    assert nearest == "dealer"
    assert found("when is a cattle auction now", matcher) == ("cows", ["sale"])
    assert result.entry is not None
    assert result.probability == matcher.calibration.probability(result.entry)
    assert result.probability > matcher.calibration.probability(result.days[0])


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        ("when cattle auction of farmers", "when"),
        ("when was the cattle auction of farmers", "what"),  # the other one is not so near
    ],
)
def test_of_two_entries_about_as_near_the_one_that_is_asked_for_days_tells_of_a_day(
    text: str, teller: str
):
    knowledge = make_knowledge(
        make_entry("what", "What was the cattle auction?", milestones=("sale",)),
        make_entry("when", "When was an auction?", milestones=("sale",)),
        *(make_entry(thing, f"Is there {thing}?") for thing in THINGS),
        milestones=[make_milestone("sale", title="The cattle auction of farmers", place="Riga")],
    )
    matcher = Matcher(knowledge, Calibration())
    nearer, other, *_ = search(text, matcher).ranking.entries

    assert matcher.index.documents[nearer.document].id == "what"
    assert (teller == "when") == (other.score >= ALIKE * nearer.score)
    assert found(text, matcher) == (teller, ["sale"])


def test_an_entry_that_cannot_be_right_does_not_tell_of_a_day():
    knowledge = make_knowledge(
        make_entry("cows", "When were they there?", answer="Then.", milestones=("sale",)),
        make_entry("mill", "Who owns the mill?", answer="Nobody."),
        milestones=[make_milestone("sale", title="Dealer auction", place="Riga", text="Cattle.")],
    )

    assert found("when was the auction", Matcher(knowledge, Calibration())) == (None, ["sale"])


def test_own_days_that_share_no_word_with_the_question_are_not_asked_for():
    knowledge = make_knowledge(
        make_entry(
            "cows", "When was the cattle sold?", answer="In May.", milestones=("first", "second")
        ),
        make_entry("mill", "Who owns the mill?", answer="Nobody."),
        milestones=[
            make_milestone("first", title="The premiere", place="Riga"),
            make_milestone("second", title="The finale", place="Riga"),
        ],
    )
    matcher = Matcher(knowledge, Calibration())

    assert found("when was the cattle sold", matcher) == ("cows", [])
    assert found("when was the cattle sold at the finale", matcher) == ("cows", ["second"])


@pytest.mark.parametrize("phrasings", [("day of the cows",), ("cows", "which cows", "old cows")])
def test_an_entry_stands_under_a_day_only_if_it_is_asked_for_days_or_the_day_is_likely(
    phrasings: tuple[str, ...],
):
    knowledge = make_knowledge(
        make_entry(
            "cows",
            "Who sold the brown cows?",
            phrasings=("when were the cows sold", "who had cows", *phrasings),
            answer="A farmer.",
            milestones=("market",),
        ),
        make_entry("mill", "Who owns the mill?", answer="Nobody."),
        milestones=[make_milestone("market", title="The market", place="Riga", text="Cows, sold.")],
    )
    is_asked_for_days = len(phrasings) == 1  # one wording of four, and one of six
    seen: set[bool] = set()
    for level in range(-20, 21):
        matcher = Matcher(knowledge, Calibration(float(level)))
        ranking = search("when were the cows sold", matcher).ranking
        probability = matcher.calibration.probability(
            extract_features(matcher.index, ranking.query, ranking.milestones, 0)
        )
        expected = ["market"] if is_asked_for_days or probability >= MIN_DAY else []
        seen.add(probability >= MIN_DAY)
        assert found("when were the cows sold", matcher) == ("cows", expected)
    assert seen == {True, False}


def test_days_that_are_nearly_as_probable_as_the_best_are_meant_as_well():
    result = search("when was the parade")
    probabilities = [MATCHER.calibration.probability(day) for day in result.days]

    assert result.entry is None
    assert [day.id for day in result.days] == [f"parade-{day}" for day in range(1, MAX_DATED + 1)]
    assert result.probability == max(probabilities) > 0

    def odds(probability: float) -> float:
        return probability / (1 - probability)

    assert min(map(odds, probabilities)) >= NEARLY * odds(result.probability)


def test_what_neither_an_entry_nor_a_day_shares_a_word_with_has_no_match():
    result = search("xyzzy plugh")

    assert (result.match, result.probability) == (None, 0.0)


def test_without_entries_a_day_is_found_and_without_days_an_entry():
    days, entries = make_knowledge(milestones=FAIR.milestones), make_knowledge(*FAIR.entries[2:])

    assert found("when was the fire in the stable", Matcher(days)) == (None, ["fire"])
    assert found("when was the pumpkin prize", Matcher(entries)) == ("prize", [])


# Other questions.


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("where was the cattle market", "market"),
        ("did a fire burn in the stable", "fire"),
        ("what happened with the fire in the stable", "fire"),
        ("fire in the stable", "fire"),
        ("which town was the cattle auction in", "auction"),
    ],
)
def test_the_card_of_a_day_tells_where_it_was_and_what_happened_and_whether(text: str, day: str):
    assert found(text) == (None, [day])


@pytest.mark.parametrize(
    "text",
    [
        "who put out the fire in the stable",
        "how did the fire start in the stable",
        "why was there a fire in the stable",
        "how many fires were in the stable",
        "which fire was in the stable",
        "what time was the fire in the stable",
    ],
)
def test_who_and_how_it_was_no_day_tells(text: str):
    assert search(text).days == ()


def test_an_entry_that_is_more_probable_than_a_day_answers_a_question_for_a_place():
    assert found("is there water in the house in Riga") == ("water", [])
    assert search("is there water in the house in Riga").ranking.milestones


# What a document needs.


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("when was the banquet of bakers in Estonia", ["banquet"]),
        ("I was in Estonia! when was the banquet of bakers", ["banquet"]),
        ("when was the banquet of the bakers", []),
        ("when the banquet of bakers", ["banquet"]),  # its own name
    ],
)
def test_a_day_that_needs_a_word_is_found_only_with_it_or_by_its_own_name(
    text: str, days: list[str]
):
    assert [day for day in found(text)[1] if day == "banquet"] == days


def test_an_entry_that_needs_a_word_is_withheld_without_it():
    needy = make_entry("estonia", "Who baked the cake there?", only_if=("Estonia",))
    matcher = Matcher(make_knowledge(needy, *FAIR.entries, milestones=FAIR.milestones))

    def entries(text: str) -> tuple[bool, bool]:
        """Whether the entry may answer, and whether it is withheld."""
        ranking = search(text, matcher).ranking
        may_answer, withheld = (
            0 in [candidate.document for candidate in kind]
            for kind in (ranking.entries, ranking.withheld)
        )
        return may_answer, withheld

    assert entries("who baked a big cake") == (False, True)
    assert entries("who baked a big cake in Estonia") == (True, False)
    assert entries("who baked the cake there") == (True, False)
    assert entries("pumpkins of Riga") == (False, False)


# The probability.


def test_no_other_question_is_more_probable_than_an_entrys_own_wording():
    matcher = Matcher(FAIR, Calibration(level=-99.0))

    assert search("how much was a cow", matcher).probability == CERTAIN
    assert search("how much money was a cow", matcher).probability == CERTAIN
    assert search("when was the fire in the stable", matcher).probability == CERTAIN


def test_a_foreign_name_forbids_an_answer_if_the_faq_is_on_one_subject():
    def matcher(question: str) -> Matcher:
        breads = [
            make_entry(f"b{at}", question.format(thing), phrasings=(f"{thing} for bread",))
            for at, thing in enumerate(THINGS)
        ]
        own = make_entry("own", "Is there grass in London?")
        return Matcher(make_knowledge(*breads, own), Calibration(level=-99.0))

    one, many = matcher("Is there {} in the bread?"), matcher("Is there {}?")

    assert one.index.has_one_subject
    assert search("is there grass in the bread here", one).probability == CERTAIN
    assert search("is there grass in the bread of Paris", one).probability == FOREIGN < 0.5
    assert search("Is there grass in London?", one).probability == CERTAIN
    assert search("for bread of Paris", many).probability == FOREIGN
    assert not (few := Matcher(FAIR, Calibration(level=-99.0))).index.has_one_subject
    assert search("how much was a cow in Paris", few).probability == CERTAIN


def test_a_milestones_own_name_is_not_certain():
    assert search("when a fire in the stable").probability < CERTAIN


# The names of events.


def events(*texts: str) -> list[tuple[str, ...]]:
    return [MATCHER.find_events(text) for text in texts]


def test_an_event_is_found_by_the_words_of_its_names_and_its_text():
    assert events("fire", "the fire in the stable", "start of the fair", "butchers", "hurt") == [
        ("fire",), ("fire",), ("opens",), ("auction",), ("fire",)
    ]  # fmt: skip
    assert events("when was the fire?", "a fier in the stabel") == [("fire",)] * 2


def test_an_event_that_covers_too_little_of_a_text_is_not_found():
    assert (
        events("elephants", "fire elephants and camels", "pumpkin prize", "the", "", "when")
        == [()] * 6
    )


def test_events_that_cover_the_same_are_found_together_by_date_but_only_a_few():
    assert MATCHER.find_events("cattle cows") == ("market", "auction")
    assert MATCHER.find_events("Riga") == ("opens", "market", "auction")
    assert MATCHER.find_events("cattle auction") == ("auction",)
    assert len(MATCHER.find_events("parade")) == MAX_EVENTS


def test_an_event_is_found_without_the_words_that_it_needs():
    assert MATCHER.find_events("banquet of bakers") == ("banquet",)


# Whatever is asked.

WORDS = sorted(
    {word for entry in FAIR.entries for text in entry.wordings for word in text.lower().split()}
    | {word for day in FAIR.milestones for word in f"{day.title} {day.place}".lower().split()}
    | set("when who how where why did was what day happened volcano estonia ?".split())
)
_texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@given(_texts)
def test_the_days_of_any_answer_are_asked_for_few_and_its_own(text: str):
    question = MATCHER.parse(text)
    result = Search(MATCHER.index, MATCHER.calibration).span(QuestionSpan(question))
    days = [day.document for day in result.days]

    assert 0 <= result.probability <= CERTAIN
    assert len(set(days)) == len(days) <= MAX_DATED
    assert all(MATCHER.index.documents[day].is_milestone for day in days)
    assert all(day.covered for day in result.days) or result.entry is None
    for match in (*result.days, *([result.entry] if result.entry else [])):
        assert result.probability >= min(CERTAIN, MATCHER.calibration.probability(match))
    if days:
        assert question.form in ASKS_FOR_DAY | ASKS_FOR_CARD
    if days and result.entry is not None:
        assert question.form in ASKS_FOR_DAY
        assert set(days) <= set(MATCHER.index.related[result.entry.document])


@given(_texts)
def test_the_ranking_keeps_entries_milestones_and_what_is_withheld_apart(text: str):
    ranking = search(text).ranking

    def ids(candidates: Iterable[Candidate]) -> list[str]:
        return [MATCHER.index.documents[c.document].id for c in candidates]

    for candidates in (ranking.entries, ranking.milestones):
        scores = [c.score for c in candidates if c.spelling < 1]
        assert scores == sorted(scores, reverse=True)
    assert not ranking.withheld
    assert not set(ids(ranking.entries)) & set(ids(ranking.milestones))
    assert (
        ("banquet" not in ids(ranking.milestones))
        or "estonia" in text
        or (MATCHER.index.owners.get(ranking.query.stems))
    )


@given(_texts)
def test_any_text_describes_at_most_a_few_events(text: str):
    ids = MATCHER.find_events(text)

    assert len(set(ids)) == len(ids) <= MAX_EVENTS
    assert set(ids) <= {day.id for day in FAIR.milestones}

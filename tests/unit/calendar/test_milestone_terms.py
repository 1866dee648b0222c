"""The event index adapts corrected words to the calendar: names are not corrected or stemmed."""

import pytest

from bot.calendar.milestone_terms import MilestoneTerms
from bot.language.question import parse_question
from bot.language.spelling import SpellingCorrector
from tests.builders import make_milestone

INDEX = MilestoneTerms(
    [make_milestone(title="A parade of zoos", place="Tver", aliases=("Wladiwostok",), text="Rain.")]
)
CORRECTOR = SpellingCorrector({"tver": 3, "vladivostok": 9, "parade": 1})


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("praade", "parade"),
        ("whne", "when"),  # short, but a common English word
        ("tvre", "tvre"),  # short: it may be any name
        ("wladiwostok", "wladiwostok"),  # the calendar has that spelling
    ],
)
def test_a_correction_is_undone_if_the_word_may_be_a_name(written: str, word: str):
    (token,) = INDEX.calendar_tokens(parse_question(written, CORRECTOR).tokens)

    assert (token.word, token.written) == (word, written)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("zoos", "zoo"),  # the calendar has the word
        ("mars", "mars"),  # the stem, “mar”, might be another name
        ("parades", "parad"),
        ("dates", "date"),
    ],
)
def test_only_what_may_be_a_short_name_keeps_its_form(word: str, stem: str):
    (token,) = INDEX.calendar_tokens(parse_question(word).tokens)

    assert token.stem == stem

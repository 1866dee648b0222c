"""`check` warns of wordings that lack the words without which their entry is not meant."""

from bot.knowledge.model import Position
from bot.matching.only_if_check import check_only_if
from tests.builders import make_entry, make_knowledge

ATLANTA = make_entry(
    "atlanta",
    "Was there a torch in space before Atlanta?",
    phrasings=("the first torch in space", "the torch of '96", "the georgia games"),
    only_if=("Atlanta", "1996", "96"),
    phrasing_positions=tuple(Position("kb/phrasings.yaml", line, 7) for line in (3, 4, 5)),
)


def test_each_wording_without_such_a_word_is_a_warning_at_its_position():
    (first, second) = check_only_if(make_knowledge(make_entry(), ATLANTA))

    assert str(first) == (
        "kb/phrasings.yaml:3:7: warning: atlanta: “the first torch in space” has no word of its "
        "only_if (“Atlanta”, “1996”, “96”), so that nothing else like it is answered; "
        "add one to the wording, or to only_if"
    )
    assert str(second.position) == "kb/phrasings.yaml:5:7"


def test_a_synonym_of_such_a_word_is_enough():
    knowledge = make_knowledge(ATLANTA, vocabulary=[["atlanta", "georgia"]])

    assert [finding.position.line for finding in check_only_if(knowledge)] == [3]


def test_entries_without_such_words_have_no_warning():
    assert check_only_if(make_knowledge(make_entry())) == ()

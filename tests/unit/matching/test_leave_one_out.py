"""Wordings that do not find their own entry are reported."""

from bot.knowledge.model import Severity
from bot.matching.leave_one_out import check_wordings
from tests.builders import make_entry, make_knowledge

BREAD = make_entry(
    "bread",
    "What does a loaf of bread cost?",
    phrasings=("price of a loaf", "how much is the bread", "what is the price of bread"),
)


def test_a_wording_in_the_wrong_entry_gets_a_warning():
    oven = make_entry(
        "oven",
        "How hot is the oven?",
        phrasings=("temperature of the oven", "how hot does the oven get", "oven heat"),
    )
    stray = make_entry(
        "stray", "Who owns the mill?", phrasings=("how hot is the oven", "mill owner")
    )

    warnings = [
        finding.message
        for finding in check_wordings(make_knowledge(BREAD, oven, stray))
        if finding.severity is Severity.WARNING
    ]

    assert warnings == ["stray: “how hot is the oven” is nearer to oven; reword it or move it"]


def test_the_findings_say_how_many_wordings_find_their_entry_and_which_do_not():
    mill = make_entry("mill", "Who owns the mill?", phrasings=("what flour has the bread",))

    findings = check_wordings(make_knowledge(BREAD, mill))

    assert "5 of 6 wordings (83.3%)" in findings[0].message
    assert [finding.message.split(":")[0] for finding in findings[1:]] == ["mill"]
    assert all(finding.severity is Severity.INFO for finding in findings)


def test_the_only_wording_of_an_entry_is_not_left_out():
    assert check_wordings(make_knowledge(make_entry("one"))) == ()
    assert check_wordings(make_knowledge()) == ()

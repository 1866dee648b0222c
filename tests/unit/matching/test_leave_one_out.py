"""Wordings that do not find their own entry are reported."""

from bot.knowledge.model import Milestone, Severity
from bot.matching.leave_one_out import check_wordings
from tests.builders import make_entry, make_knowledge, make_milestone

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
    lost = [finding.message for finding in findings if "left out, “" in finding.message]
    assert [message.split(":")[0] for message in lost] == ["mill"]
    assert all(finding.severity is Severity.INFO for finding in findings)


def test_the_only_wording_of_an_entry_is_not_left_out():
    (finding,) = check_wordings(make_knowledge(make_entry("one")))
    assert "it has 1, and with fewer than 8" in finding.message
    assert check_wordings(make_knowledge()) == ()


def test_wordings_are_compared_with_those_of_entries_alone():
    mill = make_entry("mill", "When is the mill feast?", phrasings=("when the feast of the mill",))
    feast = make_milestone(title="The feast of the mill", place="Riga", text="The mill fed all.")

    def messages(*milestones: Milestone) -> list[str]:
        return [
            each.message
            for each in check_wordings(make_knowledge(BREAD, mill, milestones=milestones))
        ]

    assert messages(feast) == messages()


def test_an_entry_needs_more_wordings_if_it_has_few_or_they_do_not_find_it():
    numbers = tuple(f"oven {number}" for number in range(9))
    oven = make_entry("oven", "Is the oven hot?", phrasings=numbers)
    mill = make_entry("mill", "Who owns it?", phrasings=numbers)
    few = make_entry("few", "Where is the yeast?", phrasings=("yeast",))
    findings = check_wordings(make_knowledge(oven, mill, few))

    needy = {f.message.split(":")[0]: f for f in findings if "add wordings" in f.message}
    assert "it has 2," in needy["few"].message
    assert "only" in needy["mill"].message
    assert all(finding.severity is Severity.INFO for finding in needy.values())

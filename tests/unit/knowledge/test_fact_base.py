"""The facts that entries name are looked up in the fact base, if there is one."""

import pytest

from bot.knowledge.fact_base import check_facts
from tests.builders import FAQ, make_files

FACTS = """\
sources: {paper: {title: T}}
facts:
- id: nine-to-five
  statement: It opens at nine and closes at five.
- id: closed-on-sunday
  statement: It is closed on Sunday.
"""


def check(facts: str | None, named: str = "[]") -> list[str]:
    data = None if facts is None else facts.encode()
    findings = check_facts("kb", make_files(FAQ + f"    facts: {named}\n"), data)
    return [str(finding) for finding in findings]


@pytest.mark.parametrize("named", ["[]", "[nine-to-five]", "[ nine-to-five , closed-on-sunday]"])
def test_facts_that_exist_have_no_warning(named: str):
    assert check(FACTS, named) == []


def test_without_a_fact_base_nothing_is_checked():
    assert check(None, "[nowhere]") == []


def test_an_unknown_fact_is_a_warning_at_its_position_that_offers_a_near_one():
    assert check(FACTS, "[nine-to-five, nine-to-fvie, lunch]") == [
        (
            "kb/faq.yaml:5:27: warning: unknown fact “nine-to-fvie”; write “nine-to-five”, "
            "or add it to facts.yaml"
        ),
        "kb/faq.yaml:5:41: warning: unknown fact “lunch”; add it to facts.yaml",
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            FACTS + "- id: nine-to-five\n",
            "7:7: warning: duplicate id “nine-to-five” (first used on line 3)",
        ),
        (
            "facts: [\n",
            ("1:8: warning: “[” is opened here, never closed; write “]” where it ends, "
            "or put the text in quotation marks if it is meant as text"),
        ),
        *(
            (
                text,
                "1:1: warning: no fact can be looked up; it needs “facts:”, a list with ids",
            )
            for text in ("", "fact: []\n", "facts:\n", "facts: [a, b]\n", "- id: nine-to-five\n")
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_fact_base_itself_is_a_warning_too(facts: str, expected: str):
    assert check(facts, "[nine-to-five]") == [f"kb/facts.yaml:{expected}"]

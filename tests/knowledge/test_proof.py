"""The check that figures and names rest on the sources shown, tried on a small fact base."""

from pathlib import Path

import pytest

from tests.knowledge.fact_base import FactBase
from tests.knowledge.proof import helpful_sources, unproven
from tests.knowledge.quantities import wrong_weekdays

BASE = """
sources:
  port: {title: The ship sets sail, publisher: Harbour News}
  crew: {title: Who is on board, publisher: ABC}
  wiki: {title: A voyage, publisher: Encyclopaedia}
facts:
- {id: sailed, statement: "The ship left Bergen at 9:30 on 4 May 1912.", sources: [port]}
- {id: led, statement: "Captain Kari Dahl led 14 Norwegian sailors.", sources: [crew]}
- {id: speed, statement: "She made 12 knots, and nobody was seasick.", sources: [crew, wiki]}
milestones:
- {date: "1912-05-06", title: Land, place: Lerwick, what: It reached Lerwick., sources: [wiki]}
discrepancies:
- {id: day, seed_says: She sailed on 3 May., others_say: On 4 May., sources: [wiki]}
"""
COMMON = frozenset("captain it on the there".split())


@pytest.fixture(name="base")
def _base(tmp_path: Path) -> FactBase:
    path = tmp_path / "facts.yaml"
    path.write_text(BASE)
    return FactBase(path)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The ship left Bergen at 09:30 on 4 May 1912.", ["port"]),
        ("The ship left on the 4th.", ["port"]),
        ("The ship left on 4 May.", ["port"]),
        ("The captain was Dahl, and fourteen sailors were from Norway.", ["crew"]),
        ("Nobody on Dahl's ship was seasick.", ["crew"]),
        ("On 6 May 1912 it was in Lerwick.", ["wiki"]),
        ("It left on 3 May, says the Encyclopaedia.", ["port", "wiki"]),
        ("The *ship* reached **Lerwick** in May 1912.", ["wiki"]),
    ],
)
def test_what_a_fact_of_a_shown_source_says_is_proved(
    text: str, sources: list[str], base: FactBase
):
    assert unproven(text, sources, base, common=COMMON) == []


@pytest.mark.parametrize(
    ("text", "sources", "items"),
    [
        ("The ship left Bergen at 9:40.", ["port"], ["the time 09:40"]),
        ("The ship left Oslo.", ["port"], ["the name Oslo"]),
        ("The ship left on 5 May 1912.", ["port"], ["the date 5 May 1912"]),
        ("There were 15 sailors.", ["crew"], ["the number 15"]),
        ("The captain was Dahl.", ["port"], ["the name Dahl"]),
        ("Lund was there. Kari Lund led.", ["crew"], ["the name Lund"]),
        ("It made 12 knots.", ["port"], ["the number 12"]),
        ("It was in Lerwick.", ["port", "crew"], ["the name Lerwick"]),
        ("The sailors were Greek.", ["crew"], ["the name Greek"]),
    ],
)
def test_what_no_fact_of_a_shown_source_says_is_found(
    text: str, sources: list[str], items: list[str], base: FactBase
):
    assert [finding.item for finding in unproven(text, sources, base, common=COMMON)] == items


def test_a_given_name_is_proved_by_the_surname_if_the_base_knows_both(base: FactBase):
    text = "The captain was Kari Dahl, not Anna Dahl."

    assert [finding.item for finding in unproven(text, ["crew"], base, common=COMMON)] == [
        "the name Anna"
    ]


def test_only_listed_facts_count(base: FactBase):
    (finding,) = unproven("There were 14 sailors.", ["crew"], base, ["speed"], COMMON)

    assert finding.shown
    assert str(finding) == (
        "the number 14: of a source shown, but its fact is not listed: list led (crew)"
    )


def test_a_finding_names_the_facts_and_sources_that_would_carry_it(base: FactBase):
    findings = unproven("Dahl made 12 knots to Lerwick, near Oslo.", ["port"], base)

    assert [str(finding) for finding in findings] == [
        "the name Dahl: of no source shown; carried by led (crew)",
        "the name Lerwick: of no source shown; carried by milestone of 1912-05-06 (wiki)",
        "the name Oslo: in no fact",
        "the number 12: of no source shown; carried by speed (crew, wiki)",
    ]
    assert helpful_sources(findings) == [
        ("crew", ["the name Dahl", "the number 12"]),
        ("wiki", ["the name Lerwick"]),
    ]


def test_a_wrong_weekday_is_found():
    assert wrong_weekdays("on Saturday 4 May 1912, not Sunday, 5 May 1912") == []
    assert wrong_weekdays("on **Friday** 4 May 1912") == ["Friday 4 May 1912"]

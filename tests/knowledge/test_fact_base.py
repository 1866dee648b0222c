"""The knowledge agrees with the fact base that it was written from."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import chain

import pytest

from bot.knowledge.model import Entry, Milestone
from tests.knowledge.copied import copied
from tests.knowledge.exceptions import EXCEPTIONS, OVERVIEWS
from tests.knowledge.material import COMMON, FACTS, KNOWLEDGE, TEXTS
from tests.knowledge.proof import Unproven, unproven
from tests.knowledge.quantities import wrong_weekdays
from tests.knowledge.test_curation import DECIDED

ENTRIES = [pytest.param(entry, id=entry.id) for entry in KNOWLEDGE.entries]
EACH_MILESTONE = [pytest.param(stop, id=stop.id) for stop in KNOWLEDGE.milestones]
LISTED = {fact for entry in KNOWLEDGE.entries for fact in entry.facts}


def key(day: object, lat: object, lon: object, time_utc: object) -> tuple[str, float, float, str]:
    """Returns what identifies a milestone in the fact base."""
    return str(day), float(str(lat)), float(str(lon)), str(time_utc or "")


def assert_only_exceptions(name: str, found: Sequence[Unproven]) -> None:
    """Fails with what is unproven and no exception, and with exceptions that are none any more."""
    allowed = EXCEPTIONS.get(name, {})
    assert [str(finding) for finding in found if finding.item not in allowed] == []
    assert allowed.keys() - {finding.item for finding in found} == set()


# --- The fact base itself -------------------------------------------------------------------------


def test_every_fact_names_sources_that_exist():
    rows = [*FACTS.facts.values(), *FACTS.milestones, *FACTS.discrepancies]

    assert [row for row in rows if not row["sources"]] == []
    assert {source for row in rows for source in row["sources"]} <= FACTS.sources.keys()


def test_every_fact_says_how_sure_it_is():
    rows = [*FACTS.facts.values(), *FACTS.milestones]

    assert {row["confidence"] for row in rows} == {"high", "medium", "low"}
    assert {row["weight"] for row in FACTS.discrepancies} <= {"major", "medium", "minor"}


# --- Entries --------------------------------------------------------------------------------------


def test_every_fact_of_an_entry_exists():
    assert FACTS.facts.keys() >= LISTED


def test_only_facts_about_what_is_unknown_have_low_confidence():
    low = {fact for fact in LISTED if FACTS.facts[fact]["confidence"] == "low"}

    assert low == {"return-where-now"}


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_figure_and_each_name_of_an_answer_is_in_a_fact_of_a_source_shown(entry: Entry):
    overview = entry.id in OVERVIEWS
    found = unproven(
        f"{entry.question}\n{entry.answer}",
        FACTS.sources if overview else [source.id for source in entry.sources],
        FACTS,
        None if overview else entry.facts,
        COMMON,
    )

    assert_only_exceptions(entry.id, found)


@pytest.mark.parametrize("entry", ENTRIES)
def test_every_source_of_an_answer_has_a_fact_of_it(entry: Entry):
    carriers = [FACTS.facts[fact] for fact in entry.facts]
    carriers += [*FACTS.milestones, *FACTS.discrepancies]
    carrying = set(chain.from_iterable(row["sources"] for row in carriers))

    assert {source.id for source in entry.sources} <= carrying


# --- Milestones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("milestone", EACH_MILESTONE)
def test_each_figure_and_each_name_of_a_milestone_is_in_a_fact_of_its_sources(
    milestone: Milestone,
):
    found = unproven(
        f"{milestone.title}.\n{milestone.text}",
        [source.id for source in milestone.sources],
        FACTS,
        common=COMMON,
    )

    assert_only_exceptions(f"milestone {milestone.id}", found)


def test_days_times_and_coordinates_equal_those_of_the_fact_base():
    ours = Counter(key(m.date, m.lat, m.lon, m.time_utc) for m in KNOWLEDGE.milestones)
    theirs = Counter(
        key(row["date"], row["lat"], row["lon"], row.get("time_utc"))
        for row in FACTS.milestones
        if row["confidence"] != "low"
    )

    assert ours == theirs


def test_no_milestone_has_low_confidence():
    low = {row["date"] for row in FACTS.milestones if row["confidence"] == "low"}
    other = {row["date"] for row in FACTS.milestones if row["confidence"] != "low"}

    assert low - other
    assert {m.date for m in KNOWLEDGE.milestones}.isdisjoint(map(date.fromisoformat, low - other))


def test_announced_milestones_are_planned_and_substitute_places_approximate():
    rows = {
        key(row["date"], row["lat"], row["lon"], row.get("time_utc")): row
        for row in FACTS.milestones
    }
    for milestone in KNOWLEDGE.milestones:
        row = rows[key(milestone.date, milestone.lat, milestone.lon, milestone.time_utc)]
        assert milestone.planned == ("basis" in row), milestone.id
        assert milestone.approximate or "pin_note" not in row, milestone.id


# --- All texts ------------------------------------------------------------------------------------


def test_every_exception_is_for_a_text_that_exists():
    assert EXCEPTIONS.keys() | OVERVIEWS <= TEXTS.keys()


def test_sources_have_the_addresses_and_dates_of_the_fact_base():
    for id_, source in KNOWLEDGE.sources.items():
        row = FACTS.sources[id_]
        assert source.url in {row.get("url"), None}, id_
        assert source.date in {row.get("date") and str(row["date"]), None}, id_


@pytest.mark.parametrize("name", TEXTS)
def test_no_eight_consecutive_words_are_copied(name: str):
    assert copied(TEXTS[name], FACTS) == {}


@pytest.mark.parametrize("name", TEXTS)
def test_a_weekday_is_that_of_its_date(name: str):
    assert wrong_weekdays(TEXTS[name]) == []


def test_every_important_discrepancy_is_checked():
    important = {row["id"] for row in FACTS.discrepancies if row["weight"] in {"major", "medium"}}

    assert {row[0] for row in DECIDED} == important

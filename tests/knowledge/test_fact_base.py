"""The knowledge agrees with the fact base that it was written from.

The fact base is not part of the project. Without it, these checks are not made, and the last test
says so.
"""

import re
import sys
from collections import Counter
from datetime import date

import pytest

from bot.knowledge.model import Entry, Milestone
from tests.knowledge.material import KNOWLEDGE, TEXTS, FactBase, facts_folder
from tests.knowledge.quantities import Quantities, quantities, runs
from tests.knowledge.test_curation import DECIDED

FOLDER = facts_folder()
PRESENT = FOLDER is not None

# Quantities that are not in the facts, and why they are right.
OWN = {
    "crew-down": {"the number 113", "the measure 113 km"},  # 70.3 million miles in kilometres
    "height-and-speed": {"the number 29000", "the measure 29000 km"},  # 8 km/s × 3,600 s
    "host-city-vote": {"the number 6"},  # years from 2007 to 2013
    "oldest-torchbearer": {"the number 200", "the measure 200 m"},  # from the milestone of his run
    "paralympic-relay": {"the number 10"},  # days from 26 February to 7 March 2014
    "real-or-replica": {"the number 2000"},  # "Sydney 2000", a name
    "torch-designer": {"the number 9"},  # months, almost, from 14 January to 7 October 2013
    "total-time-in-space": {
        "the number 22½", "the measure 22½ hours",  # "22 and a half hours"
        "the number 4",  # "just under four days": 3 days 22½ hours
    },
    "when-launched": {"the measure 4 hours"},  # "UTC+4"
    "when-returned": {"the number 37"},  # "Expedition 37", the crew's name
    "when-spacewalk": {"the time 14:30", "the time 14:36"},  # the discrepancy eva-start-minute
    "milestone blagoveshchensk": {"the number 1", "the number 44"},  # 7 October 2013 as day 1
    "milestone december-spacewalk": {"the number 7"},  # weeks, not quite, from 9 November 2013
    "milestone divnogorsk": {"the number 7"},  # weeks from 7 October 2013
    "milestone dress-rehearsal": {"the number 24"},  # "M24", a news site
    "milestone lipetsk": {"the number 1"},  # 7 October 2013 as day 1
    "milestone omsk": {"the number 9"},  # weeks from 7 October 2013
    "milestone orel": {"the number 24"},  # days to 7 February 2014
    "milestone penza": {"the number 5"},  # days to 15 January 2014
    "milestone tobolsk": {"the number 6"},  # 151 torchbearers for 25
    "milestone tolyatti": {"the number 12"},  # days from the programme's date to the stage
    "milestone torch-inquiry-call": {"the number 4"},  # the discrepancy flameout-count
    "milestone ufa-second-day": {"the number 20"},  # "between 20 and 21 December"
}  # fmt: skip
COMMON = {"Russia", "Russian", "Moscow", "Sochi", "Olympic", "October", "November", "December"}


def names(text: str) -> set[str]:
    """Returns the capitalised words of a text, without those that occur everywhere."""
    return set(re.findall(r"\b[A-Z][a-zé]{3,}", text)) - COMMON


def key(day: object, lat: object, lon: object, time_utc: object) -> tuple[str, float, float, str]:
    """Returns what identifies a milestone in the fact base."""
    return str(day), float(str(lat)), float(str(lon)), str(time_utc or "")


@pytest.fixture(scope="module")
def base() -> FactBase:
    assert FOLDER is not None
    return FactBase(FOLDER)


class TestAgainstTheFactBase:
    __test__ = PRESENT

    def test_the_topics_are_the_entries(self, base: FactBase):
        assert set(KNOWLEDGE.by_id) == set(base.topics)

    def test_every_fact_of_an_entry_exists(self, base: FactBase):
        named = {fact for entry in KNOWLEDGE.entries for fact in entry.facts}

        assert named <= base.facts.keys()

    @pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
    def test_an_entry_uses_the_facts_of_its_topic(self, entry: Entry, base: FactBase):
        assert set(base.topics[entry.id]) <= set(entry.facts)

    def test_only_facts_about_what_is_unknown_have_low_confidence(self, base: FactBase):
        named = {fact for entry in KNOWLEDGE.entries for fact in entry.facts}

        assert {fact for fact in named if base.facts[fact]["confidence"] == "low"} == {
            "return-where-now"
        }

    @pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
    def test_an_answer_cites_the_sources_of_its_facts(self, entry: Entry, base: FactBase):
        facts = [base.facts[fact] for fact in entry.facts]
        others = [*base.milestones, *base.discrepancies]
        own = {source for row in facts for source in row["sources"]}
        allowed = own | {source for row in others for source in row["sources"]}
        cited = {source.id for source in entry.sources}

        assert cited & own
        assert cited <= allowed

    @pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
    def test_the_quantities_in_an_answer_are_in_its_facts(self, entry: Entry, base: FactBase):
        known = base.dates
        for row, _, found in base.texts:
            if row.get("id") in entry.facts:
                known |= found
        answer = quantities(f"{entry.question} . {entry.answer}")

        assert answer.unknown(known) == OWN.get(entry.id, set())

    @pytest.mark.parametrize("milestone", KNOWLEDGE.milestones, ids=lambda milestone: milestone.id)
    def test_the_quantities_in_a_milestone_are_in_the_facts_about_it(
        self, milestone: Milestone, base: FactBase
    ):
        own_text = f"{milestone.title} . {milestone.text}"
        own = names(f"{own_text} {milestone.place}")
        sources = {source.id for source in milestone.sources}
        known = base.dates | Quantities()
        for row, text, found in base.texts:
            same_day = row.get("date") == milestone.date.isoformat()
            if same_day or sources & set(row["sources"]) or own & names(text):
                known |= found
        allowed = OWN.get(f"milestone {milestone.id}", set())

        assert quantities(own_text).unknown(known) == allowed

    def test_days_times_and_coordinates_equal_those_of_the_fact_base(self, base: FactBase):
        ours = Counter(key(m.date, m.lat, m.lon, m.time_utc) for m in KNOWLEDGE.milestones)
        theirs = Counter(
            key(row["date"], row["lat"], row["lon"], row.get("time_utc"))
            for row in base.milestones
            if row["confidence"] != "low"
        )

        assert ours == theirs

    def test_no_milestone_has_low_confidence(self, base: FactBase):
        low = {row["date"] for row in base.milestones if row["confidence"] == "low"}
        other = {row["date"] for row in base.milestones if row["confidence"] != "low"}

        assert low - other
        assert {m.date for m in KNOWLEDGE.milestones}.isdisjoint(
            map(date.fromisoformat, low - other)
        )

    def test_announced_milestones_are_planned_and_substitute_places_approximate(
        self, base: FactBase
    ):
        rows = {
            key(row["date"], row["lat"], row["lon"], row.get("time_utc")): row
            for row in base.milestones
        }
        for milestone in KNOWLEDGE.milestones:
            row = rows[key(milestone.date, milestone.lat, milestone.lon, milestone.time_utc)]
            assert milestone.planned == ("basis" in row), milestone.id
            assert milestone.approximate or "pin_note" not in row, milestone.id

    @pytest.mark.parametrize("milestone", KNOWLEDGE.milestones, ids=lambda milestone: milestone.id)
    def test_a_milestone_cites_known_sources(self, milestone: Milestone, base: FactBase):
        assert {source.id for source in milestone.sources} <= base.sources.keys()

    def test_sources_have_the_titles_and_dates_of_the_fact_base(self, base: FactBase):
        for id_, source in KNOWLEDGE.sources.items():
            row = base.sources[id_]
            assert source.url in {row.get("url"), None}, id_
            assert source.date in {row.get("date") and str(row["date"]), None}, id_

    @pytest.mark.parametrize("name", TEXTS)
    def test_no_eight_consecutive_words_are_copied(self, name: str, base: FactBase):
        assert {
            " ".join(run): base.runs[run] for run in runs(TEXTS[name]) if run in base.runs
        } == {}

    def test_every_important_discrepancy_is_checked(self, base: FactBase):
        important = {
            row["id"] for row in base.discrepancies if row["weight"] in {"major", "medium"}
        }

        assert {row[0] for row in DECIDED} == important


def test_it_reports_how_much_was_checked(capsys: pytest.CaptureFixture[str]):
    checks = [name for name in vars(TestAgainstTheFactBase) if name.startswith("test_")]
    sentence = (
        f"fact base: {len(checks)} kinds of checks made"
        if PRESENT
        else f"fact base not present: {len(checks)} kinds of checks not made"
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{sentence}\n")

    assert len(checks) >= 10

"""A day with `only_if` answers for its place only if the message has one of its words."""

from datetime import date

import pytest

from bot.service.answering import Answerer
from bot.service.milestone_lookup import look_up
from bot.text.lookup import Matches
from bot.text.outcome import Answer
from tests.builders import make_knowledge
from tests.service.fakes.data import entry, milestone
from tests.service.fakes.snapshots import snapshot

TODAY = date(2026, 11, 22)
SNAPSHOT = snapshot(
    make_knowledge(
        entry("cost", "What did it cost?"),
        milestones=[
            milestone("2013-11-12", id_="tour", title="The tour stops", place="Omsk", track="a"),
            milestone(
                "2014-02-26", id_="gala", title="A gala for the veterans", place="Omsk",
                aliases=("Old Town",), only_if=("gala", "veterans"), track="b",
            ),
        ],
    )
)  # fmt: skip


def days(question: str) -> list[str]:
    match Answerer(lambda: SNAPSHOT).ask(question, TODAY).outcome:
        case Answer(milestones=milestones):
            return [each.id for each in milestones]
        case _:
            return []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was it in Omsk?", ["tour"]),
        ("Did it come to Omsk?", ["tour"]),
        ("When was it in the Old Town?", []),
        ("When was the gala in Omsk?", ["gala"]),
        ("When were the vetrans in the Old Town?", ["gala"]),
        ("The veterans are old. When was it in the Old Town?", ["gala"]),
        ("When in February 2014 was it in the Old Town?", ["gala"]),
        ("26 February 2014", ["gala"]),
    ],
)
def test_a_place_finds_a_day_with_needed_words_only_with_one_of_them(question, expected):
    assert days(question) == expected


def test_the_calendar_itself_finds_it_by_its_place_all_the_same():
    result = look_up(SNAPSHOT, "Old Town", TODAY)
    assert isinstance(result, Matches)
    assert [each.id for each in result.milestones] == ["gala"]

"""The JSON of questions for days: whose answer it is, and which dates are listed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.terminal.knowledge import FAQ, MILESTONES, SOURCES, write_folder
from tests.terminal.test_commands import RESULT

# An entry that tells of two days, and one that happens to name a third.
ENTRIES = """\
  - id: flight
    question: When did the torch fly to space?
    phrasings: [flight of the torch, how did the torch fly, when was the flight of the torch]
    answer: On a Soyuz, up and down.
    milestones: [launch, back]
    sources: [paper]
  - id: gift
    question: Who got the torch as a gift?
    phrasings: [present, who was given the torch]
    answer: Nobody in Yakutsk.
"""
WALK = "title: Spacewalk, place: Open space"


@pytest.fixture(scope="module", name="days")
def _days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    events = MILESTONES.replace("title: Launch", "title: Launch, events: [fly to space, lift-off]")
    events = events.replace(WALK, f"{WALK}, events: [fly outside, go out of the airlock]")
    return write_folder(
        tmp_path_factory.mktemp("days"), faq=FAQ + ENTRIES, milestones=events, sources=SOURCES
    )


@pytest.fixture(name="ask")
def _ask(run: Callable[..., Any], days: Path) -> Callable[..., dict[str, Any]]:
    def ask(question: str, *options: str) -> dict[str, Any]:
        printed = run("ask", question, "--json", *options, "--knowledge", days).stdout
        reply = json.loads(printed)
        jsonschema.validate(reply, RESULT)
        return reply

    return ask


@pytest.mark.parametrize(
    ("question", "dates", "title"),
    [
        ("When was it in Yakutsk?", ["2013-11-09"], "Meanwhile"),
        ("did it come to yakutsk", ["2013-11-09"], "Meanwhile"),
        ("what happened in Yakutsk", ["2013-11-09"], "Meanwhile"),
        ("when did it reach baikonur", ["2013-11-07"], "Launch"),
        ("7 November 2013", ["2013-11-07"], "Launch"),
        ("what happened on the 7th of november", ["2013-11-07"], "Launch"),
        ("where was it on day 34", ["2013-11-09"], "Spacewalk"),
        ("day 32", ["2013-11-07"], "Launch"),
    ],
)
def test_a_date_or_the_day_of_a_place_is_answered_with_its_card_and_no_entry(
    ask, question, dates, title
):
    reply = ask(question)
    assert (reply["outcome"], reply["entries"], reply["suggestions"]) == ("answer", [], [])
    assert reply["milestones"] == dates
    assert reply["answer"].startswith(f"**{title}**\n*")


def test_asked_for_the_day_of_what_it_is_about_an_entry_answers_under_it(ask):
    reply = ask("When did the torch fly to space?")
    assert (reply["entries"], reply["milestones"]) == (["flight"], ["2013-11-07"])
    assert reply["answer"] == "**7 November 2013** · Launch\nOn a Soyuz, up and down."
    assert [source["title"] for source in reply["sources"]] == ["The torch"]


@pytest.mark.parametrize("question", ["how did the torch fly", "when was the flight of the torch"])
def test_it_is_under_no_day_if_none_is_asked_for_or_nothing_tells_them_apart(ask, question):
    reply = ask(question)
    assert (reply["entries"], reply["milestones"]) == (["flight"], [])
    assert reply["answer"] == "On a Soyuz, up and down."


def test_the_day_of_something_that_no_entry_tells_of_is_a_card(ask):
    reply = ask("when did they go out of the airlock")
    assert (reply["outcome"], reply["entries"]) == ("answer", [])
    assert reply["milestones"] == ["2013-11-09"]


def test_a_day_that_is_merely_offered_is_named_in_the_text_alone(ask):
    reply = ask("who carried it in Yakutsk?")
    assert reply["outcome"] == "unknown"
    assert (reply["entries"], reply["milestones"], reply["suggestions"]) == ([], [], [])
    assert reply["sources"] == []
    assert reply["answer"] == (
        "I don't know that one. My calendar lists Yakutsk on 9 November 2013: "
        "`/milestone Yakutsk` shows what happened there."
    )


@pytest.mark.parametrize("word", ["Yakutsk", "baikonur", "airlock", "present"])
def test_a_bare_place_or_word_is_at_most_a_suggestion_and_looked_up_by_milestone(
    ask, run, days, word
):
    reply = ask(word)
    assert reply["outcome"] in {"suggest", "unknown"}
    assert reply["milestones"] == []
    found = run("milestone", word, "--json", "--knowledge", days)
    assert bool(json.loads(found.stdout)["milestones"]) == (word != "present")


@pytest.mark.parametrize("question", ["Yakutsk?", "7 November 2013", "when was it in Yakutsk"])
def test_overheard_the_calendar_says_nothing(ask, question):
    assert ask(question, "--overheard")["outcome"] == "silent"


def test_why_the_calendar_answers_is_explained(run, days):
    explained = run("ask", "when was it in Yakutsk", "--explain", "--knowledge", days).stderr
    assert "The calendar answers: the question is about a place." in explained

"""The chat in the terminal."""

from datetime import date

import pytest

from bot.knowledge.model import Knowledge
from bot.matching.choice import Decision, NoMatch, SuggestEntries
from bot.terminal.chat import Conversation
from bot.text.plain import PLAIN
from tests.service.fakes.data import entry
from tests.service.fakes.snapshots import ScriptedMatcher, snapshot
from tests.terminal.knowledge import FAQ_ALONE, write_folder

HOURS = "When is the torch museum open?"


@pytest.mark.parametrize("command", [[], ["run"], ["chat"]], ids=["", "run", "chat"])
def test_each_line_from_a_pipe_is_a_question_and_only_answers_are_printed(run, folder, command):
    given = f"{HOURS}\n\n  \nWhat does a ticket cost?\n"
    result = run(*command, "--knowledge", folder, given=given)
    assert result.exit_code == 0
    assert result.stderr == ""
    blocks = result.stdout.strip().split("\n\n")
    assert len(blocks) == 2
    assert blocks[0].startswith("From nine to five.")
    assert blocks[1] == "Nothing at all."


@pytest.mark.parametrize("given", ["", "\n", " \n\t\n"])
def test_input_without_a_question_gets_one_sentence_and_exit_code_2(run, folder, given):
    result = run("run", "--knowledge", folder, given=given)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert "DISCORD_TOKEN" in result.stderr


@pytest.mark.parametrize("quit_", ["/quit", "/exit", " /QUIT "])
def test_quit_ends_the_chat_before_the_next_line(run, folder, quit_):
    result = run("chat", "--knowledge", folder, given=f"{quit_}\n{HOURS}\n")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_last_line_without_a_line_feed_is_answered(run, folder):
    assert "nine to five" in run("chat", "--knowledge", folder, given=HOURS).stdout


@pytest.mark.parametrize("line", [b"\xff\xfe\x00 caf\xe9", b"\x00", "🔥".encode(), b"x" * 100_000])
def test_a_line_of_any_bytes_does_not_affect_the_next(run, folder, line):
    result = run("chat", "--knowledge", folder, given=line + b"\n" + HOURS.encode() + b"\r\n")
    assert result.exit_code == 0
    assert "nine to five" in result.stdout


def test_a_very_long_number_does_not_end_the_chat(run, folder):
    result = run("chat", "--knowledge", folder, given="9" * 5_000 + f"\n{HOURS}\n")
    assert "nine to five" in result.stdout


def test_the_milestone_command_looks_up_the_calendar(run, folder):
    result = run(
        "chat", "--knowledge", folder, given="/milestone baikonur\n/milestone 2013-11-10\n"
    )
    launch, nothing = result.stdout.strip().split("\n\n", 1)
    assert "Up it went." in launch
    assert "nothing for 10 November 2013" in nothing


def test_help_lists_the_topics_and_a_topic_its_questions(run, folder):
    topics = run("chat", "--knowledge", folder, given="/help\n").stdout
    assert "The museum (1)" in topics
    assert HOURS not in topics
    assert HOURS in run("chat", "--knowledge", folder, given="/help the museum\n").stdout


@pytest.fixture
def offered() -> Conversation:
    """A conversation in which `hm` brings two suggestions, the second first in the file."""
    matcher = ScriptedMatcher(
        hm=Decision(SuggestEntries(("old", "long")), (), ()),
        **dict.fromkeys("0379", Decision(NoMatch(), (), ())),
    )
    entries = (entry("long", "How long is it?"), entry("old", "How old is it?"))
    return Conversation(snapshot(Knowledge(entries), matcher), date(2026, 11, 9), PLAIN)


def test_suggestions_are_numbered_and_chosen_by_number(offered):
    lines = offered.reply("hm").splitlines()
    assert [line.strip() for line in lines[1:]] == ["1. How old is it?", "2. How long is it?"]
    assert offered.reply("2") == "The answer of long."
    assert offered.reply(" 1 ") == "The answer of old."


@pytest.mark.parametrize("number", ["0", "3", "9"])
def test_a_number_that_was_not_offered_is_a_question(offered, number):
    offered.reply("hm")
    assert "don't know" in offered.reply(number)


def test_a_number_without_suggestions_is_a_question(run, folder):
    result = run("chat", "--knowledge", folder, given="1\n")
    assert result.exit_code == 0
    assert "don't know" in result.stdout


@pytest.mark.parametrize("command", [["run"], []])
def test_an_empty_token_counts_as_none(run, folder, monkeypatch, command):
    monkeypatch.setenv("DISCORD_TOKEN", " ")
    result = run(*command, "--knowledge", folder, given=f"{HOURS}\n")
    assert (result.exit_code, "nine to five" in result.stdout) == (0, True)


def test_now_sets_the_clock_with_a_warning(run, folder):
    result = run(
        "run", "--now", "2026-11-09T12:00:00+00:00", "--knowledge", folder, given="/milestone\n"
    )
    assert "Spacewalk" in result.stdout
    [warning] = result.stderr.splitlines()
    assert "2026-11-09 12:00:00 UTC" in warning


def test_an_answer_is_shown_without_markup_for_discord(run, tmp_path):
    marked = "**Bold** and `code`, see [this](<https://x.org>)."
    folder = write_folder(tmp_path / "k", faq=FAQ_ALONE.replace("From **nine** to five.", marked))
    answer = run("ask", HOURS, "--knowledge", folder).stdout
    assert "Bold and code" in answer
    assert "https://x.org" in answer
    for mark in ("**", "`", "](<", "-#"):
        assert mark not in answer

"""Whatever is asked, the marks of bold in the packaged answers pair up and nothing else changes."""

import pytest

from bot.knowledge.model import Entry
from bot.language.prose import read_prose
from bot.language.question import parse_question
from bot.matching.index import Index
from bot.service.emphasis import Emphasis
from bot.text.discord_markdown import rewrite
from bot.text.plain import PLAIN
from tests.knowledge.material import KNOWLEDGE

EMPHASIS = Emphasis(Index(KNOWLEDGE), KNOWLEDGE)
QUESTIONS = (
    "who was it", "when was it", "where was it", "how many were there", "how long did it take",
    "how high was it", "why did they do it", "what was it called", "how cold was it",
)  # fmt: skip


@pytest.mark.parametrize("entry", KNOWLEDGE.entries, ids=lambda entry: entry.id)
def test_only_the_marks_of_bold_change(entry: Entry):
    for text in (*QUESTIONS, *entry.wordings[:10]):
        following = EMPHASIS.following(entry, [parse_question(text)])

        assert following.answer.replace("**", "") == entry.answer.replace("**", "")
        assert rewrite(following.answer, PLAIN) == rewrite(entry.answer, PLAIN)
        assert read_prose(following.answer).bold


def test_the_bold_follows_the_question_in_most_answers():
    moved = {
        entry.id
        for entry in KNOWLEDGE.entries
        for text in QUESTIONS
        if EMPHASIS.following(entry, [parse_question(text)]) != entry
    }

    assert len(moved) > len(KNOWLEDGE.entries) / 2

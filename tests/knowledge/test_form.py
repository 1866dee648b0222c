"""The files are short and in order, so that a curator can read them from top to bottom."""

import re
from typing import Any

import pytest

from tests.knowledge.fact_base import parse
from tests.knowledge.material import FOLDER, KNOWLEDGE
from tests.knowledge.wordings import near_duplicates

FAQ = FOLDER.path / "faq.yaml"
ROWS: list[dict[str, Any]] = parse(FAQ)["entries"]
EACH = [pytest.param(row, id=row["id"]) for row in ROWS]
LONG_TAIL: dict[str, list[str]] = parse(FOLDER.path / "phrasings.yaml")["phrasings"]
PHRASINGS = {row["id"]: row["phrasings"] for row in ROWS}


def test_the_faq_is_short_enough_to_read():
    assert len(FAQ.read_text("utf-8").splitlines()) < 3_500


@pytest.mark.parametrize("row", EACH)
def test_the_answer_stands_right_behind_the_question(row: dict[str, Any]):
    assert list(row)[:4] == ["id", "question", "answer", "phrasings"]


@pytest.mark.parametrize("row", EACH)
def test_an_entry_has_ten_to_twenty_plain_wordings(row: dict[str, Any]):
    assert 10 <= len(row["phrasings"]) <= 20


def test_the_long_tail_belongs_to_entries():
    assert LONG_TAIL.keys() <= KNOWLEDGE.by_id.keys()
    assert all(LONG_TAIL.values())


@pytest.mark.parametrize("entry", PHRASINGS)
def test_the_long_tail_has_no_near_duplicates(entry: str):
    plain = (KNOWLEDGE.by_id[entry].question, *PHRASINGS[entry])

    assert list(near_duplicates(LONG_TAIL.get(entry, ()), kept=plain)) == []


@pytest.mark.parametrize("row", EACH)
def test_an_answer_has_paragraphs_with_blank_lines_between_them(row: dict[str, Any]):
    paragraphs = row["answer"].strip().split("\n\n")

    assert len(paragraphs) >= 2
    assert all(paragraph.strip() for paragraph in paragraphs)
    # Within a paragraph, lines break only between the items of a list.
    assert not any(re.search(r"\n(?!- )", paragraph) for paragraph in paragraphs)


@pytest.mark.parametrize("row", EACH)
def test_the_first_paragraph_has_the_answer_in_bold(row: dict[str, Any]):
    bold = re.findall(r"\*\*(.+?)\*\*", row["answer"].split("\n\n")[0])

    assert bold
    assert max(len(phrase.split()) for phrase in bold) <= 25  # at most a sentence


def test_near_duplicates_are_noticed():
    wordings = ["who flew it home", "who was the pilot", "which pilot was it who flew it home"]

    assert list(near_duplicates(wordings, kept=["it flew home"])) == [
        ("who flew it home", "it flew home")
    ]

"""Texts that do not fit into one Discord message are reported with their position."""

import pytest

from bot.knowledge.loading import load
from bot.text.message_length import crowded, too_long
from tests.builders import FAQ, make_entry, make_files, make_knowledge

SOURCES = """
sources:
  paper:
    title: Torch flies
    publisher: The Paper
"""
MILESTONES = """
milestones:
  - id: launch
    date: 2013-11-07
    title: Lift-off
    place: Baikonur
    lat: 45.9
    lon: 63.3
    text: TEXT
"""


def errors(files: dict[str, bytes]) -> list[str]:
    return [str(finding) for finding in too_long(load("kb", files))]


def test_an_answer_over_2000_characters_is_an_error():
    assert errors(make_files(FAQ.replace("From nine to five.", "x" * 2001))) == [
        (
            "kb/faq.yaml:4:13: error: “answer” is too long: 2,001 characters on Discord, "
            "sources included; at most 2,000 fit"
        )
    ]


@pytest.mark.parametrize(("length", "fits"), [(1974, True), (1975, False)])
def test_sources_count_as_a_part_of_the_message(length: int, fits: bool):
    # “-# The Paper: Torch flies” on a line of its own takes 26 characters.
    faq = FAQ.replace("From nine to five.", "x" * length) + "    sources: [paper]\n"
    found = errors(make_files(faq, sources=SOURCES))

    assert found == (
        []
        if fits
        else [
            (
                "kb/faq.yaml:4:13: error: “answer” is too long: 2,001 characters on Discord, "
                "sources included; at most 2,000 fit"
            )
        ]
    )


def test_a_milestone_leaves_room_for_a_heading():
    assert errors(make_files(milestones=MILESTONES.replace("TEXT", "x" * 1800))) == [
        (
            "kb/milestones.yaml:9:11: error: “text” is too long: 1,842 characters on Discord, "
            "sources included; at most 1,800 fit"
        )
    ]


def test_an_answer_that_nearly_fills_a_message_is_named():
    knowledge = make_knowledge(
        make_entry("long", answer="x" * 1_801), make_entry("fits", "Why?", answer="x" * 1_700)
    )

    assert [warning.message.split(":")[0] for warning in crowded(knowledge)] == ["long"]

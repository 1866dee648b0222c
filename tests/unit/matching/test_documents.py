"""Entries and milestones are documents of one kind: ways of asking for them, and a text."""

from bot.matching.documents import documents_of
from tests.builders import make_entry, make_knowledge, make_milestone

OVEN = make_entry("oven", "How hot is it?", phrasings=("oven heat",), answer="Very.")
FAIR = make_milestone(
    "fair",
    title="The fair opens",
    place="Riga, Latvia",
    aliases=("Rīga", "Riga"),
    events=("opening", "the fair opens", "The fair opens"),
    text="It rained.",
)


def test_entries_come_first_and_then_the_milestones():
    entries = [OVEN, make_entry("hours")]
    milestones = [FAIR, make_milestone("end", title="The end")]

    documents = documents_of(make_knowledge(*entries, milestones=milestones))

    assert [document.item for document in documents] == [*entries, *milestones]
    assert [document.id for document in documents] == ["oven", "hours", "fair", "end"]


def test_an_entry_is_asked_for_by_its_wordings_and_answers_with_its_answer():
    (document,) = documents_of(make_knowledge(OVEN))

    assert document.wordings == ("How hot is it?", "oven heat")
    assert document.text == "Very."


def test_a_milestone_is_asked_for_by_each_of_its_names_once_and_answers_with_its_text():
    (document,) = documents_of(make_knowledge(milestones=[FAIR]))

    assert document.wordings == (
        "when The fair opens",
        "when opening",
        "when the fair opens",
        "when Riga, Latvia",
        "when Riga",
        "when Rīga",
    )
    assert document.text == "It rained."

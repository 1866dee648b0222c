"""What was added, removed and changed between two states of the knowledge."""

import pytest

from bot.knowledge.diff import Changes, difference
from bot.knowledge.model import Entry, Knowledge, Position
from tests.builders import (
    make_entry,
    make_knowledge,
    make_milestone,
    make_source,
    make_window,
)

NOTHING = Changes((), (), ())


def test_the_same_knowledge_has_no_difference():
    knowledge = make_knowledge(make_entry(), milestones=[make_milestone()])

    assert not difference(knowledge, knowledge)


def test_added_removed_and_changed_come_in_the_order_of_the_files():
    old = make_knowledge(*(make_entry(id_) for id_ in ("a", "b", "c", "d", "e")))
    new = make_knowledge(
        make_entry("z"),
        make_entry("d", answer="Another."),
        make_entry("b"),
        make_entry("a", answer="Another."),
        make_entry("y"),
    )

    assert difference(old, new).entries == Changes(
        added=("z", "y"), removed=("c", "e"), changed=("d", "a")
    )


def test_milestones_are_compared_separately():
    old = make_knowledge(
        make_entry("same"), milestones=[make_milestone("same"), make_milestone("x")]
    )
    new = make_knowledge(make_entry("same"), milestones=[make_milestone("same", title="Another")])
    found = difference(old, new)

    assert found.entries == NOTHING
    assert found.milestones == Changes(added=(), removed=("x",), changed=("same",))
    assert found


@pytest.mark.parametrize(
    "moved",
    [
        make_entry("a", position=Position("kb/faq.yaml", 99, 5)),
        make_entry("a", position=Position("elsewhere/faq.yaml", 2, 5)),
    ],
)
def test_a_move_within_the_files_is_not_a_change(moved: Entry):
    assert not difference(make_knowledge(make_entry("a")), make_knowledge(moved))


def test_an_entry_changes_if_a_source_it_cites_changes():
    old = make_knowledge(make_entry("a", sources=(make_source(title="Old"),)))
    new = make_knowledge(make_entry("a", sources=(make_source(title="New"),)))

    assert difference(old, new).entries.changed == ("a",)


@pytest.mark.parametrize(
    "new",
    [
        make_knowledge(make_entry(), vocabulary=[["cake", "gateau"]]),
        make_knowledge(make_entry(), relay=make_window("2013-09-29", "2014-02-07")),
    ],
)
def test_vocabulary_and_relay_are_the_rest(new: Knowledge):
    found = difference(make_knowledge(make_entry()), new)

    assert found.rest
    assert (found.entries, found.milestones) == (NOTHING, NOTHING)
    assert found

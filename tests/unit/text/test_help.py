"""What `/help` says, within the length of a message."""

from bot.text.help import no_such_topic, overview, topic_questions
from bot.text.markup import MESSAGE_LIMIT
from tests.builders import make_entry


def test_the_overview_lists_topics_with_an_example_each():
    groups = {
        "Hours": (make_entry("a", "When?"), make_entry("b", "Until when?")),
        "Money": (make_entry("c", "How much?"),),
    }
    assert overview(groups).endswith("\n- **Hours** (2): When?\n- **Money** (1): How much?")


def test_a_topic_lists_its_questions():
    entries = (make_entry("a", "When?"), make_entry("b", "Until when?"))
    assert topic_questions("Hours", entries) == "**Hours**\n- When?\n- Until when?"


def test_what_does_not_fit_is_counted():
    entries = [make_entry(f"e{number}", "x" * 80) for number in range(100)]
    text = topic_questions("Hours", entries)
    shown = text.count("\n- ")
    assert len(text) <= MESSAGE_LIMIT
    assert shown > 20
    assert text.endswith(f"\n… and {100 - shown} more")


def test_a_refusal_names_the_topics():
    assert no_such_topic({"Hours": 1, "Money": 2}) == (
        "I don't have that topic. My topics are: Hours, Money."
    )

"""What YAML drops, or reads differently than it looks, is told at its place, in words."""

import pytest

from bot.knowledge.loading import load, parse
from bot.knowledge.model import Severity
from tests.builders import FAQ, make_files
from tests.unit.knowledge.syntax.findings import found, told

ANSWER = "From nine to five."
MILESTONES = """\
milestones:
  - id: launch
    date: 2013-11-07
    title: Lift-off
    place: Baikonur
    lat: 45.90
    lon: 63.3
    text: Off it went.
"""
SOURCES = "sources:\n  paper:\n    title: Torch flies\n    publisher: The Paper\n"
REMEDY = "put the whole text in quotation marks, or write “|” and the text on new lines below"


def with_answer(value: str) -> str:
    return FAQ.replace(ANSWER, value)


# --- comments -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "lost", "left"),
    [
        (with_answer("Read channel #rules first, then be kind."), "4:26",
         "#rules first, then be kind.", "Read channel"),
        (with_answer("Read it. # kindly"), "4:22", "# kindly", "Read it."),
        (with_answer("Read it.   #kindly"), "4:24", "#kindly", "Read it."),
        (with_answer("see https://a.example/x #top"), "4:37", "#top", "see https://a.example/x"),
        (with_answer("Read\n      more #rules"), "5:12", "#rules", "Read more"),
        (with_answer("Read\n\n      more #rules"), "6:12", "#rules", "Read more"),
        (with_answer("Read it.\n      #rules are there"), "5:7", "#rules are there", "Read it."),
        (FAQ.replace("When is it open?", "Who is #1?"), "3:22", "#1?", "Who is"),
        (FAQ + "    group: Stage #4\n", "5:18", "#4", "Stage"),
        (FAQ + "    phrasings:\n      - where is #general?\n", "6:18", "#general?", "where is"),
    ],
)  # fmt: skip
def test_a_comment_in_a_text(text: str, place: str, lost: str, left: str):
    assert told(text) == [
        (
            f"{place}: warning: “#” after a space starts a comment in YAML, so “{lost}” is not "
            f"read and the text ends with “{left}”; {REMEDY}"
        )
    ]


def test_a_comment_instead_of_a_text():
    reason = "“#” after a space starts a comment in YAML, so “#rules is it” is not read and no text"

    assert told(with_answer("#rules is it")) == [
        f"4:5: error: “answer” must not be empty: {reason} is left; {REMEDY}"
    ]
    assert told(FAQ + "    group: #rules is it\n") == [f"5:12: warning: {reason} is left; {REMEDY}"]
    assert [line[:40] for line in told(FAQ + "    phrasings:\n      - #rules is it\n")] == [
        "6:8: error: “phrasings” must not be empt"
    ]


@pytest.mark.parametrize(
    "text",
    [
        FAQ.replace("hours", "hours # never reused"),
        FAQ.replace("hours", "hours #never"),
        FAQ.replace("open?", "open?      # at most 80 characters"),
        with_answer("|        # Discord markdown\n      # Title\n      Read #rules first."),
        with_answer('"Read it." #kindly'),
        FAQ
        + "    phrasings:   # the plainest first\n      - open?\n      # others\n      - when?\n",
        FAQ + "    phrasings:\n      - open?\n      #- closed?\n#     - shut?\n",
        FAQ + "    #group: none\n    see_also: [price]#not yet\n".replace("#not", "   # not"),
        FAQ + "    group: C#, F# and G#\n",
        FAQ + "    group:   # none\n",
    ],
)
def test_a_comment_that_is_meant_as_one(text: str):
    assert told(text) == []


@pytest.mark.parametrize(
    "value",
    [
        "See https://example.org/#rules.",
        "See https://example.org/a:b#c, or http://x.example:80/?q=1&r=2#top.",
        '"At 09:30, in #general: be there."',
        '"Windows: a guide"',
        "'#rules: read them'",
        "It's what's-his-name's, at 09:30 sharp, 3:1 in C# - \"really\".",
        "Issue#12, in the#channel",
        "🎉 Be kind 👩\u200d🚀",
        "|  # md\n      # Title\n      #tag, #rules: yes\n      ```py\n      x: 1\n      ```",
        ">-\n      Be kind, #1\n      always.",
        "Be kind.   # the short form\n    # of the rule",
    ],
)
def test_a_text_that_is_as_it_looks(value: str):
    assert told(with_answer(value)) == []


def test_a_comment_after_ids_and_values_with_a_type():
    text = MILESTONES.replace("2013-11-07", "2013-11-07 #Thursday").replace("45.90", "45.90 # N")

    assert told(text, "milestones.yaml") == []
    assert told(SOURCES + "    date: 2013 #November\n", "sources.yaml") == []


# --- values that YAML takes for another type ------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "meaning"),
    [
        *((word, "the yes-or-no value “true”") for word in ("yes", "Yes", "on", "ON", "true")),
        *((word, "the yes-or-no value “false”") for word in ("no", "NO", "off", "False")),
        ("12:30", "the number 750"),
        ("09:30", "the number 570"),
        ("1:30:00", "the number 5400"),
        ("-1:30", "the number -90"),
        ("1_000", "the number 1000"),
        ("1_000.5", "the number 1000.5"),
        ("0x1F", "the number 31"),
        ("0b11", "the number 3"),
        ("0o17", "the number 15"),
        ("010", "the number 8"),
        ("08", "the number 8"),
        ("+7", "the number 7"),
        ("1e3", "the number 1000"),
        ("1.50", "the number 1.5"),
        (".5", "the number 0.5"),
        ("1e999", "an infinite number"),
        (".inf", "an infinite number"),
        ("-.INF", "an infinite number"),
        (".nan", "no number"),
        ("2013-11-07 04:14:00", "a moment in time"),
        ("2013-11-7T4:14:00Z", "a moment in time"),
        ("=", "a sign of its own"),
        ("<<", "a sign of its own"),
    ],
)
def test_a_value_that_yaml_takes_for_something_else(value: str, meaning: str):
    expected = (
        f"warning: without quotation marks, YAML takes “{value}” for {meaning}; it is read as text "
        f'here, but write "{value}" to be sure'
    )

    assert told(with_answer(value)) == [f"4:13: {expected}"]
    assert told(FAQ + f"    phrasings: [{value}]\n") == [f"5:17: {expected}"]
    assert told(f"groups:\n  - [yup, {value}]\n", "vocabulary.yaml") == [f"2:11: {expected}"]
    assert load("kb", make_files(with_answer(value))).entries[0].answer == value


@pytest.mark.parametrize(
    "value",
    [
        "42", "-5", "2013", "1.5", "2.0", "2013-11-07", "y", "no way", "1,000", "1.2.3", "12h",
        "7th", "12:30 UTC", "24/7", "=)", "'no'", '"09:30"', "|\n      no", "9" * 500, "+", ".",
    ],
)  # fmt: skip
def test_a_value_that_is_what_it_looks_like(value: str):
    assert told(with_answer(value)) == []


def test_a_word_in_the_place_of_an_id_or_a_key():
    meaning = "YAML takes “no” for the yes-or-no value “false”"
    (of_id,) = told(FAQ.replace("hours", "no"))
    (of_key,) = told("phrasings:\n  no:\n    - never\n", "phrasings.yaml")

    assert of_id.startswith("2:9: warning: ")
    assert of_key.startswith("2:3: warning: ")
    assert all(meaning in message for message in (of_id, of_key))


def test_values_with_a_type_of_their_own():
    text = MILESTONES.replace("    lat", "    time_utc: 09:30\n    planned: yes\n    lat")

    assert told(text, "milestones.yaml") == []
    assert told(SOURCES + "    date: 2013\n    link: on\n", "sources.yaml") == []


@pytest.mark.parametrize("value", ["~", "null", "Null", "NULL"])
def test_what_means_nothing_is_nothing(value: str):
    reason = (
        f"“{value}” means “nothing” in YAML; if it is meant as text, "
        f'write "{value}" in quotation marks'
    )

    assert told(with_answer(value)) == [f"4:5: error: “answer” must not be empty: {reason}"]
    assert told(FAQ + f"    phrasings: [open, {value}]\n") == [
        f"5:23: error: “phrasings” must not be empty: {reason}"
    ]
    (entry,) = load("kb", make_files(FAQ + f"    group: {value}\n    phrasings: {value}\n")).entries
    assert (entry.group, entry.phrasings) == (None, ())


def test_an_anchor_drops_text():
    assert told(with_answer("&c is a letter")) == [
        (
            "4:13: warning: YAML takes “&c” for the name of what follows (an anchor), so it is not "
            "part of the text; put the text in quotation marks, or remove the name"
        )
    ]


# --- text that is joined or decoded ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("Bring:\n", None),
        ("Bring\n      - a torch\n      - a coat", 5),
        (">-\n      Bring\n      - a torch\n      - a coat", 6),
        ('"Bring\n      * a torch"', 5),
        ("1. Come\n      2. Stay", 5),
        ("Bring\n      • a torch", 5),
        ("Bring\n      -a torch", 5),
        ("Bring\n\n      a torch", None),
        ("Bring\n      a torch", None),
        ("|\n      Bring\n      - a torch", None),
        (">\n      Bring\n\n      - a torch\n", None),
        (">\n      Bring\n        - a torch\n        - a coat", None),
    ],
)
def test_a_list_that_becomes_running_text(value: str, line: int | None):
    joined = [finding for finding in found(with_answer(value)) if "running text" in finding.message]

    assert [(finding.position.line, finding.severity) for finding in joined] == (
        [] if line is None else [(line, Severity.WARNING)]
    )


@pytest.mark.parametrize(
    ("value", "place", "code", "meaning"),
    [
        (r'"C:\temp"', "4:16", "t", "a tab"),
        (r'"C:\new"', "4:16", "n", "a new line"),
        (r'"a \been"', "4:16", "b", "a control character"),
        (r'"a \Nice"', "4:16", "N", "a line break"),
    ],
)
def test_a_backslash_in_double_quotation_marks(value: str, place: str, code: str, meaning: str):
    assert told(with_answer(value)) == [
        (
            f"{place}: warning: in double quotation marks, YAML takes “\\{code}” for {meaning}; "
            f"to keep the backslash, use single quotation marks, or write “\\\\{code}”"
        )
    ]


@pytest.mark.parametrize("value", [r'"one\n\ntwo"', r'"a \"b\" \\ c"', r"'C:\temp'", r"C:\temp"])
def test_a_backslash_that_is_meant(value: str):
    assert told(with_answer(value)) == []


def test_a_typographic_quotation_mark_without_its_other_half():
    (first,) = told(FAQ + "    only_if: [“summer, games”, “winter”]\n")

    assert first.startswith("5:15: warning: ““summer” starts with ““” and nothing closes it")
    assert told(with_answer("„Ja“, she said.")) == []


# --- structure ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("how: come?", "YAML takes “how” for a key, because of the colon after it"),
        ("? what", "YAML takes “? ” at its start for a key"),
        ("Note:", "YAML takes “Note” for a key, because of the colon after it"),
        ("[x]", "YAML takes “[” at its start for a list"),
        ("{x}", "YAML takes “{” at its start for a mapping"),
        ("- x", "YAML takes “- ” at its start for a list item"),
    ],
)
def test_a_phrasing_that_yaml_takes_for_something_else(item: str, words: str):
    (finding,) = told(FAQ + f"    phrasings:\n      - {item}\n")

    assert finding.startswith(f"6:9: error: “phrasings” must be text: {words}")
    assert finding.endswith(REMEDY)


def test_a_key_that_became_part_of_a_text():
    (finding, missing) = told(
        "entries:\n  - id: hours\n    question: Open?\n    phrasings:\n      - when\n"
        "        answer:Nine.\n"
    )[::-1]

    assert finding.startswith("6:9: error: “answer:Nine.” is read as part of the text above")
    assert missing == "2:5: error: the key “answer” is missing"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("answer:", "anwser:", "4:5: error: unknown key “anwser”; write “answer”"),
        ("question:", "Question:", "3:5: error: unknown key “Question”; write “question”"),
        ("    answer", "answer", ("4:1: error: unknown key “answer”; expected “entries:”; if it "
         "belongs to an entry, indent it like the entry's other keys")),
    ],
)  # fmt: skip
def test_an_unknown_key_that_is_nearly_right(old: str, new: str, expected: str):
    assert told(FAQ.replace(old, new)) == [expected]


def test_a_space_that_is_missing_in_braces():
    text = "relay: {first: 2013-09-29, last:2014-02-07}\n"

    assert told(text, "milestones.yaml") == [
        ("1:28: error: “last:2014-02-07”: a space is missing after the colon; "
        "write “last: 2014-02-07”")
    ]  # fmt: skip


# --- where warnings go ----------------------------------------------------------------------------


def test_warnings_do_not_keep_the_knowledge_from_loading():
    knowledge = load("kb", make_files(with_answer("Read #rules")))

    assert knowledge.entries[0].answer == "Read"
    assert [finding.severity for finding in knowledge.warnings] == [Severity.WARNING]


def test_a_place_with_an_error_has_no_warning_too():
    text = FAQ + "    no: x\n"
    _, findings = parse("kb", make_files(text))

    assert [finding.message for finding in findings] == [
        "unknown key “no”; remove it or correct its spelling"
    ]

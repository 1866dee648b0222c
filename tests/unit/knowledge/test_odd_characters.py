"""Characters that cannot be seen, or look like others, are named where they stand."""

import pytest

from bot.knowledge.lint import lint
from bot.knowledge.loading import load
from bot.knowledge.odd_characters import named, twin, visible
from tests.builders import FAQ, make_files
from tests.unit.knowledge.syntax.findings import told

NO_BREAK = "U+00A0 (no-break space)"
IDEOGRAPHIC = "U+3000 (ideographic space)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("žluťoučký “kůň” 🔥", "žluťoučký “kůň” 🔥"),
        ("a\u200bb", "a‹U+200B›b"),
        ("a\u00a0b\u202fc", "a‹U+00A0›b‹U+202F›c"),
        ("a\nb\tc", "a‹U+000A›b‹U+0009›c"),
        ("\ufeffa\u00ad\u200e\u2028\u2060", "‹U+FEFF›a‹U+00AD›‹U+200E›‹U+2028›‹U+2060›"),
        ("👩\u200d🚀 ❤\ufe0f", "👩\u200d🚀 ❤\ufe0f"),
        ("a\u200d", "a‹U+200D›"),
        ("\U000e0041", "‹U+E0041›"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, shown: str):
    assert visible(text) == shown


def test_characters_have_names():
    assert named("\u00a0") == NO_BREAK
    assert named("\t") == "U+0009 (tab)"
    assert named("\ufeff") == "U+FEFF (byte-order mark)"
    assert named("\ue000") == "U+E000"


@pytest.mark.parametrize(
    "text", ["ans\u200bwer", "\u0430nswer", "\u00a0answer ", "Answer", "ANSWER", "“answer”"]
)
def test_a_twin_is_found(text: str):
    assert twin(text, ["question", "answer"]) == "answer"


@pytest.mark.parametrize("text", ["answer", "answr", "\u0430nswr", "\u200b"])
def test_what_is_no_twin(text: str):
    assert twin(text, ["answer"]) is None


@pytest.mark.parametrize(
    ("key", "column", "character"),
    [
        ("ans\u200bwer", 8, "U+200B (zero width space)"),
        ("answer\u200d", 11, "U+200D (zero width joiner)"),
        ("an\u00adswer", 7, "U+00AD (soft hyphen)"),
        ("\u200eanswer", 5, "U+200E (left-to-right mark)"),
        ("an\ufeffswer", 7, "U+FEFF (byte-order mark)"),
        ("\u0430nswer", 5, "U+0430 (cyrillic small letter a)"),
        ("“answer”", 5, "U+201C (left double quotation mark)"),
        ("answ\u03b5r", 9, "U+03B5 (greek small letter epsilon)"),
    ],
)
def test_an_odd_character_in_a_key_is_the_only_thing_told(key: str, column: int, character: str):
    assert told(FAQ.replace("answer", key)) == [
        (
            f"4:{column}: error: the key “{visible(key)}” contains the character {character}; "
            "write “answer” with normal letters and spaces"
        )
    ]


@pytest.mark.parametrize(
    ("id_", "column", "character"),
    [
        ("h\u043eurs", 10, "U+043E (cyrillic small letter o)"),
        ("hou\u00adrs", 12, "U+00AD (soft hyphen)"),
        ("opening\u2011hours", 16, "U+2011 (non-breaking hyphen)"),
        ("“hours”", 9, "U+201C (left double quotation mark)"),
    ],
)
def test_an_odd_character_in_an_id(id_: str, column: int, character: str):
    (finding,) = told(FAQ.replace("hours", id_))

    assert finding.startswith(f"2:{column}: error: “id” “{visible(id_)}” is not an id: ")
    assert finding.endswith(f"; it contains the character {character}")


def test_an_odd_character_in_a_reference():
    sources = "sources:\n  paper:\n    title: T\n    publisher: P\n"
    (finding,) = told(FAQ + "    sources: [pa\u200bper]\n", "faq.yaml")
    assert finding.startswith("5:17: error: unknown source “pa‹U+200B›per” with U+200B (zero")

    files = make_files(FAQ + "    sources: [paper]\n    see_also: [h\u043eurs]\n", sources=sources)
    phrasings = "phrasings:\n  h\u043eurs: [open]\n".encode()
    knowledge = load("kb", {**files, "phrasings.yaml": phrasings})
    odd = "with U+043E (cyrillic small letter o)"
    assert [finding.message for finding in lint(knowledge)] == [
        (
            f"hours: see_also names “h\u043eurs” {odd}, but there is no such entry; "
            "“hours” may be meant"
        ),
        (
            f"h\u043eurs {odd}: there is no such entry, so these phrasings are not used; "
            "write “hours” if it is meant, or remove them if the entry was retired"
        ),
    ]


@pytest.mark.parametrize(
    ("indentation", "character"), [("\u00a0" * 4, NO_BREAK), ("\u3000 ", IDEOGRAPHIC)]
)
def test_indentation_that_makes_a_key_one_of_the_file(indentation: str, character: str):
    assert told(FAQ.replace("    answer", f"{indentation}answer")) == [
        (
            f"4:1: error: “answer” is indented with the character {character}, which is not a "
            "space to YAML; replace it with normal spaces"
        )
    ]


def test_indentation_that_makes_an_id_a_key_of_the_file():
    assert told("phrasings:\n\u00a0\u00a0hours:\n    - open\n", "phrasings.yaml") == [
        (
            f"2:1: error: “hours” is indented with the character {NO_BREAK}, which is not a "
            "space to YAML; replace it with normal spaces"
        )
    ]


def test_a_key_of_the_file_does_not_complete_an_entry_before_the_last():
    incomplete = FAQ.replace("    answer: From nine to five.\n", "")
    text = incomplete + FAQ.removeprefix("entries:\n").replace("hours", "price")

    assert [line[:32] for line in told(text.replace("    answer", "\u00a0answer"))] == [
        "2:5: error: the key “answer” is ",
        "6:1: error: “answer” is indented",
    ]


LOOKS_LIKE_A_SPACE = f"the character {NO_BREAK} looks like a space but is not one to YAML"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (FAQ.replace("    answer", "  \u00a0 answer"), "4:3"),
        (FAQ.replace("question: ", "question:\u00a0"), "3:14"),
        (FAQ.replace("- id", "-\u00a0id"), "2:4"),
        (FAQ.replace("    question", " \u00a0question"), "3:2"),
        (FAQ.replace(": ", ":\u00a0"), "2:8"),
    ],
)
def test_a_no_break_space_where_a_space_is_needed(text: str, place: str):
    first, *_ = told(text)

    assert first.startswith(f"{place}: error: {LOOKS_LIKE_A_SPACE}; replace it")


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (
            FAQ.replace("question: ", "question："),
            "3:13",
            "U+FF1A (fullwidth colon) is not a colon",
        ),
        (FAQ.replace("question: ", "question： "), "3:13", "write “question: When is it open?”"),
        (FAQ.replace("- id", "－ id"), "2:3", "U+FF0D (fullwidth hyphen-minus) is not a dash"),
        (FAQ.replace("- id", "– id"), "2:3", "U+2013 (en dash) is not a dash to YAML"),
        (FAQ + "    phrasings:\n      • a\n      • b\n", "6:7", "U+2022 (bullet) is not a dash"),
        (FAQ + "    phrasings:\n      1. a\n      2. b\n", "6:7", "“1.” does not start a list"),
        (FAQ.replace("    question", "\u3000\u3000question"), "3:1", "U+3000 (ideographic space)"),
        (FAQ + "    phrasings:\n      * a\n      * b\n", "6:7", "“*” does not start a list item"),
        (FAQ.replace("answer: ", "answer:\u200b"), "4:12", "U+200B (zero width space)"),
        (FAQ.replace("is it", "is\u2028it"), "3:22", "U+2028 (line separator)"),
        (FAQ.replace("is it", "is\u0085it"), "3:22", "U+0085 (next line)"),
        (FAQ + "\ufeff  - id: price\n    question: Q\n    answer: A\n", "5:1", "byte-order mark"),
    ],
)
def test_other_characters_that_look_like_those_of_yaml(text: str, place: str, words: str):
    first, *_ = told(text)

    assert first.startswith(f"{place}: error: ")
    assert words in first


def test_odd_characters_in_a_text_are_text():
    text = FAQ.replace("is it", "is\u00a0it").replace("five.", "five👩\u200d🚀\u200b.")

    assert told(text + "    phrasings:\n      - what\u2019s \u0430 тorch\n") == []

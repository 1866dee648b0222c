"""Files are parsed strictly: text stays text, and no file can expand or overflow."""

from itertools import pairwise

import pytest

from bot.knowledge.loading import load
from bot.knowledge.model import KnowledgeError
from tests.builders import FAQ, make_files


def errors_in(faq: str | bytes) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load("kb", {"faq.yaml": faq if isinstance(faq, bytes) else faq.encode()})
    return [str(finding).removeprefix("kb/faq.yaml:") for finding in caught.value.findings]


@pytest.mark.parametrize(
    "text", ["no", "yes", "12:30", "010", "1e3", "2013-11-07", "'~'", '"null"']
)
def test_text_stays_text(text: str):
    faq = FAQ.replace("From nine to five.", text) + f"    phrasings: [{text}]\n"
    (entry,) = load("kb", make_files(faq)).entries

    assert entry.answer == text.strip("'\"")
    assert entry.phrasings == (text.strip("'\""),)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            "entries:\n  - id: caf\xe9\n".encode("latin-1"),
            "2:12: error: not UTF-8 (byte 0xE9); save the file as UTF-8",
            id="Latin-1",
        ),
        pytest.param(
            "# žluťoučký\n# é ".encode() + b"\xff",
            "2:5: error: not UTF-8 (byte 0xFF); save the file as UTF-8",
            id="a stray byte after letters of two bytes",
        ),
        pytest.param(
            FAQ.encode("utf-16"),
            "1:1: error: not UTF-8, but UTF-16 (“Unicode” in Notepad); save the file as UTF-8",
            id="UTF-16",
        ),
        pytest.param(
            "entries:\n\t- id: a\n",
            "2:1: error: there is a tab here, where YAML allows only spaces; replace it with "
            "spaces",
            id="a tab for indentation",
        ),
        pytest.param(
            "entries:\n  - id: 'a\n",
            "2:9: error: the quotation mark ' is opened here, never closed: YAML reads to the end "
            "of the file; close it where the text ends, or, if it is an apostrophe, put the "
            'whole text in double quotation marks ("…")',
            id="a quotation that does not end",
        ),
        pytest.param(
            FAQ + "   odd: x\n",
            "5:4: error: “odd: x” is indented by 3 spaces, less than the lines it belongs to; use "
            "4, or put the whole text in quotation marks if it continues the text above",
            id="a line that is indented oddly",
        ),
        pytest.param(
            "entries:\n  - id: a\x00\n",
            "2:10: error: the character U+0000 is not allowed in YAML; remove it",
            id="NUL",
        ),
        pytest.param(
            "entries:\n  - id: a\x07\n",
            "2:10: error: the character U+0007 is not allowed in YAML; remove it",
            id="a control character",
        ),
        pytest.param(
            FAQ + "---\nentries: []\n",
            "5:1: error: “---” ends the file's content here; remove it, or "
            "indent it if it is part of a text",
            id="two documents",
        ),
        pytest.param(
            "[" * 10_000,
            "1:21: error: nested more than 20 levels deep",
            id="10,000 lists that never end",
        ),
        pytest.param(
            "[" * 10_000 + "]" * 10_000,
            "1:21: error: nested more than 20 levels deep",
            id="10,000 lists",
        ),
        pytest.param(
            "{a: " * 10_000 + "}" * 10_000,
            "1:78: error: nested more than 20 levels deep",
            id="10,000 mappings",
        ),
        pytest.param(
            "- " * 10_000,
            "1:41: error: nested more than 20 levels deep",
            id="10,000 list items in one line",
        ),
        pytest.param(
            "? " * 10_000,
            "1:41: error: nested more than 20 levels deep",
            id="10,000 keys of keys",
        ),
        pytest.param(
            b"#" * 20_000_001,
            "1:1: error: the file is larger than 20 MB; split or trim it",
            id="more than 20 MB",
        ),
    ],
)
def test_a_file_that_cannot_be_parsed_has_a_single_finding(data: str | bytes, expected: str):
    assert errors_in(data) == [expected]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_with_and_without_its_mark(encoding: str):
    assert errors_in(FAQ.encode(encoding)) == [
        "1:1: error: not UTF-8, but UTF-16 (“Unicode” in Notepad); save the file as UTF-8"
    ]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\x00\x06\x00", "a Word document or another zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a Word document"),
        (b"{\\rtf1\\ansi\n\\f0 entries:\\par\n}\n", "a rich text document (RTF)"),
        (b"%PDF-1.4\n%\xe2\xe3\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\x1f\x8b\x08\x00", "a compressed file"),
        (b"<!DOCTYPE html>\n<html><pre>entries:\n", "a web page"),
        (b"\xef\xbb\xbf\n<html>\n<body>entries:</body></html>\n", "a web page"),
    ],
)
def test_a_file_of_another_kind(data: bytes, kind: str):
    assert errors_in(data) == [f"1:1: error: this file is {kind}; save it as plain text in UTF-8"]


def test_the_position_of_a_forbidden_character_counts_characters_and_not_bytes():
    assert errors_in("# žluťoučký\nentries:\n  - id: é\x00\n") == [
        "3:10: error: the character U+0000 is not allowed in YAML; remove it"
    ]


def test_a_file_of_20_mb_is_read():
    faq = FAQ.encode()

    assert load("kb", {"faq.yaml": faq + b"#" * (20_000_000 - len(faq))}).entries


@pytest.mark.parametrize(("lists", "too_deep"), [(19, False), (20, True)])
def test_at_most_twenty_levels_are_allowed(lists: int, too_deep: bool):
    # The file's mapping is the first level.
    found = " ".join(errors_in("entries: " + "[" * lists + "]" * lists))

    assert ("nested more than 20 levels deep" in found) == too_deep


def test_nested_aliases_are_not_expanded():
    lines = ["a: &a [" + ", ".join(["boom"] * 9) + "]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in pairwise("abcdefghi")]
    found = errors_in("\n".join(lines))

    told = [line for line in found if "for a reference to another value (an alias)" in line]
    assert len(told) == 8 * 9
    assert told[0].startswith("2:8: error: YAML takes “*a” for a reference")


def test_an_alias_is_reported_at_its_position():
    assert errors_in(FAQ.replace("question: ", "question: &q ") + "    group: *q\n") == [
        (
            "5:12: error: YAML takes “*q” for a reference to another value (an alias), which is "
            "not supported; if it is meant as text, put the text in quotation marks; if "
            "not, write the value out"
        )
    ]


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!!str", "!mine"]
)
def test_a_tag_is_reported_at_its_position(tag: str):
    (finding,) = errors_in(FAQ.replace("From nine", f"{tag} From nine"))

    assert finding == (
        f"4:13: error: YAML takes “{tag}” for a type (a tag), which is not supported; if it is "
        "meant as text, put the text in quotation marks; if not, remove it"
    )


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_lines_are_counted_with_any_line_ending(ending: str):
    text = (FAQ + "    answr: x\n").replace("\n", ending)

    assert errors_in(text)[0].startswith("5:5: error: unknown key “answr”")


def test_a_byte_order_mark_is_ignored():
    assert load("kb", {"faq.yaml": b"\xef\xbb\xbf" + FAQ.encode()}).entries

"""The sentences of a text, their clauses, and what is bold in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.prose import read_prose


def sentences(markdown: str) -> list[str]:
    return [sentence.text for sentence in read_prose(markdown).sentences]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("", []),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("No. It is closed.", ["No.", "It is closed."]),
        ("**Bold. And more.** The end.", ["Bold.", "And more.", "The end."]),
        (
            "A first line\nof the same sentence. Next.",
            ["A first line\nof the same sentence.", "Next."],
        ),
        ("First.\n\nSecond.", ["First.", "Second."]),
        ("- One. Two.\n- **Three.**\n  goes on", ["One.", "Two.", "Three.\n  goes on"]),
        ("1. One.\n2. Two.\n> Quoted.", ["One.", "Two.", "Quoted."]),
        ("## A heading\nText.\n-# small print", ["Text."]),
        ("Before.\n```\nno prose. At all.\n```\nAfter.", ["Before.", "After."]),
        ("It is 5,642 m. The climb is long.", ["It is 5,642 m.", "The climb is long."]),
        (
            "At 8 a.m. in St. Ives with J. Smith. Then not.",
            ["At 8 a.m. in St. Ives with J. Smith.", "Then not."],
        ),
        ("Bus No. 5 stops here. Get in.", ["Bus No. 5 stops here.", "Get in."]),
        ('He said "Go. Now." Then he went.', ['He said "Go.', 'Now."', "Then he went."]),
        ("The *50 Let. Pobedy* sails. `a. B` too.", ["The *50 Let. Pobedy* sails.", "`a. B` too."]),
        (
            "See [here. There](https://x.org/a). Done.",
            ["See [here. There](https://x.org/a).", "Done."],
        ),
        ("**never closed. Really.", []),
        ("a *stray mark. Really.\n\nFine.", ["Fine."]),
        ("****four**** stars.", []),
        ("3 * 4 is 12. So * what.", ["3 * 4 is 12.", "So * what."]),
    ],
)
def test_a_text_is_read_as_sentences(markdown: str, expected: list[str]):
    assert sentences(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "bold"),
    [
        ("It weighs **1.8 kg**.", ["1.8 kg"]),
        ("**All of it.**", ["All of it."]),
        ("***Both***, **bold *and* italic**", ["*Both*", "bold *and* italic"]),
        ("One **ends. And** begins.", ["ends.", "And"]),
        (r"\*\*no\*\* and `**code**`", []),
        ("__underlined__ and **bold**", ["bold"]),
    ],
)
def test_what_is_bold_is_known_by_its_position(markdown: str, bold: list[str]):
    prose = read_prose(markdown)

    assert [prose.text[start:stop] for start, stop in prose.bold] == bold
    assert [
        sentence.text[slice(*span)] for sentence in prose.sentences for span in sentence.bold
    ] == bold


def test_a_sentence_is_divided_at_commas_colons_dashes_and_brackets():
    text = 'The first, on 9 May: (a, b) is 1,000 – "so, yes" (really).'
    (sentence,) = read_prose(text).sentences

    clauses = [text[slice(*span)] for span in sentence.clauses]

    assert clauses == ["The first", "on 9 May", "(a, b) is 1,000", '"so, yes"', "(really)."]


MARKED = st.lists(
    st.sampled_from(
        [
            "**",
            "*",
            "***",
            "_",
            "`",
            "a",
            "b. ",
            "C",
            "\n",
            "\n\n",
            "- ",
            "> ",
            "# ",
            "[x](y)",
            " ",
            "\\",
        ]
    )
).map("".join)


@given(MARKED | st.text())
def test_only_marks_of_bold_are_left_out(markdown: str):
    prose = read_prose(markdown)

    assert prose.text.replace("**", "") == markdown.replace("**", "")


@given(MARKED)
def test_sentences_stand_where_they_say_and_in_order(markdown: str):
    prose = read_prose(markdown)

    ends = [0]
    for sentence in prose.sentences:
        start, stop = sentence.in_prose((0, len(sentence.text)))
        assert prose.text[start:stop] == sentence.text
        assert sentence.text.strip()
        assert start >= ends[-1]
        ends.append(stop)
        for first, last in (*sentence.clauses, *sentence.bold):
            assert 0 <= first < last <= len(sentence.text)

"""Two markups, and the authors' markdown written in another than Discord's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.discord_markdown import rewrite, without_previews
from bot.text.markup import DISCORD
from bot.text.plain import PLAIN


class TaggedMarkup:
    """A markup in which every kind of text can be told apart."""

    def bold(self, text: str) -> str:
        return f"<b>{text}</b>"

    def italic(self, text: str) -> str:
        return f"<i>{text}</i>"

    def code(self, text: str) -> str:
        return f"<code>{text}</code>"

    def link(self, title: str, url: str) -> str:
        return f"<a {url}>{title}</a>"

    def heading(self, text: str) -> str:
        return f"<h>{text}</h>"

    def small(self, text: str) -> str:
        return f"<small>{text}</small>"

    def body(self, markdown: str) -> str:
        return rewrite(markdown, self)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Nothing is marked up.", "Nothing is marked up."),
        ("It weighs **1.8 kg**.", "It weighs <b>1.8 kg</b>."),
        ("*so* and _so_", "<i>so</i> and <i>so</i>"),
        ("**bold with *italic* in it**", "<b>bold with <i>italic</i> in it</b>"),
        ("Type `/help *now*`.", "Type <code>/help *now*</code>."),
        ("See [the page](<https://x.org/a_(b)>).", "See <a https://x.org/a_(b)>the page</a>."),
        ("[**a** b](https://x.org)", "<a https://x.org><b>a</b> b</a>"),
        ("<https://x.org>", "https://x.org"),
        ("~~wrong~~ right", "wrong right"),
        (r"3 \* 4 and 5 * 6", "3 * 4 and 5 * 6"),
        ("snake_case_name", "snake_case_name"),
        ("## A heading\ntext", "<h>A heading</h>\ntext"),
        ("-# small **print**", "<small>small <b>print</b></small>"),
        ("- one\n- **two**\n\n1. three", "- one\n- <b>two</b>\n\n1. three"),
        ("  indented *so*", "  indented <i>so</i>"),
        ("#hashtag and 2 < 3", "#hashtag and 2 < 3"),
        ("**never closed", "**never closed"),
    ],
)
def test_markdown_is_rewritten_in_another_markup(markdown: str, expected: str):
    assert rewrite(markdown, TaggedMarkup()) == expected


def test_on_discord_what_authors_wrote_stays_as_it_is():
    assert DISCORD.body("**a** `b` \\* [c](<d>)") == "**a** `b` \\* [c](<d>)"


def test_plain_text_has_no_markup_but_shows_addresses():
    assert PLAIN.body("**a** `b` [c](<https://d.org>)") == "a b c <https://d.org>"
    assert PLAIN.small("A source") == "  — A source"
    assert PLAIN.heading("On this day") == "On this day"


def test_brackets_in_the_title_of_a_link_are_escaped_on_discord():
    assert DISCORD.link("Torch [photo]", "https://x.org") == r"[Torch \[photo\]](<https://x.org>)"


@given(st.text("abc *_`[]()<>\\~#-\n1.", max_size=60))
def test_any_text_can_be_rewritten_and_keeps_its_letters_and_lines(markdown: str):
    rewritten = rewrite(markdown, PLAIN)

    assert rewritten.count("\n") == markdown.count("\n")
    assert [each for each in rewritten if each in "abc"] == [
        each for each in markdown if each in "abc"
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("No link.", "No link."),
        ("See https://example.org/a?b=1.", "See <https://example.org/a?b=1>."),
        ("(https://example.org)", "(<https://example.org>)"),
        ("[here](https://example.org/a)", "[here](<https://example.org/a>)"),
        ("[here](<https://example.org/a>)", "[here](<https://example.org/a>)"),
        ("<https://example.org>", "<https://example.org>"),
        ("`https://example.org`", "`https://example.org`"),
    ],
)
def test_links_can_be_written_so_that_discord_shows_no_previews(markdown: str, expected: str):
    assert without_previews(markdown) == expected
    assert without_previews(expected) == expected

"""Discord's markdown, parsed with markdown-it and written in another markup."""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bot.text.markup import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MARKED = re.compile(r"[*_`\[\\#<~]|^-# ", re.MULTILINE)
_MASKED_LINK = re.compile(r"(?<=\]\()https?://[^\s<>()]+(?=\))")
_BARE_LINK = re.compile(r"(?<![<`\w])https?://[^\s<>]*[^\s<>.,:;!?\"')\]]")
_LINE_START = re.compile(r"(?P<small>-# )|(?P<heading>#{1,3} )")


def rewrite(markdown: str, markup: Markup) -> str:
    """Discord's markdown in another markup. Lists, quotes and indentation stay as they are."""
    if not _MARKED.search(markdown):
        return markdown
    return "\n".join(_line(line, markup) for line in markdown.split("\n"))


def without_previews(markdown: str) -> str:
    """Discord's markdown with its links in angle brackets, so that Discord shows no previews."""
    return _BARE_LINK.sub(r"<\g<0>>", _MASKED_LINK.sub(r"<\g<0>>", markdown))


def _line(line: str, markup: Markup) -> str:
    start = _LINE_START.match(line)
    (inline,) = _parser().parseInline(line[start.end() :] if start else line)
    text = "".join(_written(iter(inline.children or ()), markup))
    if start is None:
        return text
    return markup.small(text) if start["small"] else markup.heading(text)


@cache
def _parser() -> "MarkdownIt":
    # Imported only for texts with markup: few have any, and the import takes 50 ms.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    rules = ["autolink", "backticks", "emphasis", "escape", "link", "strikethrough"]
    return MarkdownIt("zero").enable(rules)


def _written(tokens: "Iterator[Token]", markup: Markup, until: str | None = None) -> Iterator[str]:
    """The tokens as text, up to the one that closes what encloses them."""
    for token in tokens:
        match token.type:
            case closing if closing == until:
                return
            case "strong_open":
                yield markup.bold("".join(_written(tokens, markup, "strong_close")))
            case "em_open":
                yield markup.italic("".join(_written(tokens, markup, "em_close")))
            case "s_open":
                yield from _written(tokens, markup, "s_close")
            case "link_open":
                url = str(token.attrs["href"])
                title = "".join(_written(tokens, markup, "link_close"))
                yield url if title == url else markup.link(title, url)
            case "code_inline":
                yield markup.code(token.content)
            case _:
                yield token.content

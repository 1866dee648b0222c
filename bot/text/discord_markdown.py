"""Discord's markdown within a line, parsed by markdown-it and written in another markup."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.text.markup import Markup

_PARSER = MarkdownIt("zero").enable(
    ["autolink", "backticks", "emphasis", "escape", "link", "strikethrough"]
)


def rewrite_line(line: str, markup: Markup) -> str:
    """One line of markdown in another markup. Lists, quotes and indentation stay as they are."""
    blocks = _PARSER.parseInline(line)
    return "".join(_written(iter(blocks[0].children or ()), markup))


def _written(tokens: Iterator[Token], markup: Markup, until: str | None = None) -> Iterator[str]:
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

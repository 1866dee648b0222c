"""How sources are cited."""

from collections.abc import Sequence

from bot.calendar.day_names import partial_date_name
from bot.knowledge.model import Source
from bot.text.markup import Markup


def cite(source: Source, markup: Markup) -> str:
    """Publisher, title and date in one line; the title is a link if the source asks for it."""
    linked = source.link and source.url
    title = markup.link(source.title, source.url) if linked and source.url else source.title
    dated = f", {partial_date_name(source.date)}" if source.date else ""
    return f"{source.publisher}: {title}{dated}"


def with_sources(text: str, sources: Sequence[Source], markup: Markup) -> str:
    """The text followed by its sources in small print, one a line."""
    return "\n".join([text, *(markup.small(cite(source, markup)) for source in sources)])

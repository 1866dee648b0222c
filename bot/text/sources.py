"""How sources are cited, so that loading can check the length that Discord will show."""

from collections.abc import Sequence
from datetime import date

from bot.knowledge.model import Source

MESSAGE_LIMIT = 2_000  # characters in one Discord message


def cite(source: Source) -> str:
    """Publisher, title and date in one line; the title is a link where the curator wants one."""
    title = source.title
    if source.link and source.url:
        escaped = title.replace("[", r"\[").replace("]", r"\]")
        title = f"[{escaped}](<{source.url}>)"
    dated = f", {readable_date(source.date)}" if source.date else ""
    return f"{source.publisher}: {title}{dated}"


def readable_date(text: str) -> str:
    """`2013-11-07` → `7 November 2013`, `2013-11` → `November 2013`, `2013` → `2013`."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = date(2000, int(parts[1]), 1).strftime("%B")
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{month} {parts[0]}"


def source_lines(sources: Sequence[Source]) -> str:
    """The sources as small print, a line each; empty without sources."""
    return "\n".join(f"-# {cite(source)}" for source in sources)


def with_sources(text: str, sources: Sequence[Source]) -> str:
    """The text as a person sees it on Discord: itself, then its sources in small print."""
    lines = source_lines(sources)
    return f"{text}\n{lines}" if lines else text

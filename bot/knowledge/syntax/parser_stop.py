"""Where the YAML parser stops in a text that it cannot read, and what it says."""

from dataclasses import dataclass

import yaml

from bot.knowledge.text_positions import Lines

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the parser stopped, from 0, with its complaint and where the thing began, if known."""

    line: int
    column: int
    problem: str
    context: str
    began: tuple[int, int] | None


def stop_in(text: str) -> Stop | None:
    """Where the parser stops in a text; None if it can read all of it."""
    try:
        for _ in yaml.parse(text, Loader=_Loader):
            pass
    except yaml.YAMLError as error:
        return stop_of(error, Lines(text))
    return None


def stop_of(error: yaml.YAMLError, lines: Lines) -> Stop:
    """The same, from the parser's error on the text with these lines."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        began = error.context_mark
        return Stop(
            mark.line if mark else 0,
            mark.column if mark else 0,
            str(error.problem or ""),
            str(error.context or ""),
            (began.line, began.column) if began else None,
        )
    offset = getattr(error, "position", None)
    line, column = lines.place(offset) if isinstance(offset, int) else (1, 1)
    return Stop(line - 1, column - 1, str(getattr(error, "reason", "")), "", None)

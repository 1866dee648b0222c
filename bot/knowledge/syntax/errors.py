"""Turns a syntax error of the YAML parser into a finding: where the cause is, and what to write."""

import yaml

from bot.knowledge.model import Finding, Position, Severity
from bot.knowledge.quoting import quoted
from bot.knowledge.syntax.causes import find_cause
from bot.knowledge.syntax.parser_messages import in_words
from bot.knowledge.syntax.parser_stop import Stop, stop_of
from bot.knowledge.syntax.suspects import A_TAB, Suspect
from bot.knowledge.syntax.unclosed import CLOSING, open_bracket, open_quotation
from bot.knowledge.text_positions import Lines


def explain_syntax_error(path: str, text: str, error: yaml.YAMLError) -> Finding:
    """The finding for the error that the parser raised on a text."""
    lines = Lines(text)
    stop = stop_of(error, lines)
    cause = _unclosed(stop, lines) or find_cause(text, lines, stop)
    if cause is None:
        cause = _parsers_word(stop, lines)
    line, column = lines.within(cause.line + 1, cause.column + 1)
    return Finding(Position(path, line, column), Severity.ERROR, cause.message)


def _unclosed(stop: Stop, lines: Lines) -> Suspect | None:
    """A quotation that goes on to the end of the file."""
    ends = ("unexpected end of stream", "document indicator", "document separator")
    if stop.began is None or not any(end in stop.problem for end in ends):
        return None
    return open_quotation(*stop.began, lines.texts[stop.began[0]], None)


def _parsers_word(stop: Stop, lines: Lines) -> Suspect:
    """What the parser says, where nothing better is known."""
    if stop.began and "flow" in stop.context and stop.began[0] < min(stop.line, len(lines.texts)):
        opening = lines.texts[stop.began[0]][stop.began[1] :][:1]
        if opening in CLOSING:
            return open_bracket(*stop.began, opening)
    line, column = _place(stop, lines)
    here = lines.texts[line][column:] if line < len(lines.texts) else ""
    message = in_words(stop.problem, stop.context)
    if here[:1] in ("]", "}") and "flow" not in stop.context:
        message = "this bracket closes nothing; remove it, or put the whole text in quotation marks"
    if here.startswith("\t"):
        return Suspect(line, column, A_TAB)
    return Suspect(line, column, f"{quoted(here)}: {message}" if here.strip() else message)


def _place(stop: Stop, lines: Lines) -> tuple[int, int]:
    """The place of what the parser complains of, which is sometimes before the one it names."""
    if "escape" in stop.problem or "hex" in stop.problem:
        return stop.line, max(lines.texts[stop.line].rfind("\\", 0, stop.column + 1), 0)
    if "directive" in stop.context and stop.began:
        return stop.began
    if "document start" in stop.problem:
        for number in range(stop.line - 1, -1, -1):
            if lines.texts[number].startswith(("...", "---")):
                return number, 0
    return stop.line, stop.column

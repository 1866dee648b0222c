"""How messages quote what stands in a file, and how to write a text there."""

from bot.knowledge.odd_characters import visible

IN_QUOTES = "put the whole text in quotation marks"
OR_BLOCK = f"{IN_QUOTES}, or write “|” and the text on new lines below"
_MAX_QUOTED = 40  # characters


def quoted(text: str) -> str:
    """The beginning of a text, in quotation marks, on one line."""
    line = " ".join(visible(part) for part in text.split(" ") if part)
    return f"“{line if len(line) <= _MAX_QUOTED else line[: _MAX_QUOTED - 1] + '…'}”"


def in_yaml_quotes(text: str) -> str:
    """A text as it would be written in quotation marks in the file."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def other_quotes(text: str) -> str:
    """How to quote a text that has quotation marks in it."""
    if '"' in text and "'" in text:
        return "write “|”, and the whole text on new lines below"
    kind = "single quotation marks ('…')" if '"' in text else 'double quotation marks ("…")'
    return f"put the whole text in {kind}, or write “|” and the text on new lines below"

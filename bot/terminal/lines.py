"""Lines of text from outside, in UTF-8 whatever Windows has saved them as."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain

_UTF_16 = (  # byte-order mark, encoding, and which byte of a pair is the higher one
    (codecs.BOM_UTF16_LE, "utf-16-le", 1),
    (codecs.BOM_UTF16_BE, "utf-16-be", 0),
)


def utf8_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in UTF-8, without byte-order marks.

    A mark may also stand in the middle, where files were joined. UTF-16, which Notepad calls
    "Unicode", is recognised by the first line.
    """
    rest = iter(lines)
    first = next(rest, b"")
    encoding = _utf_16(first)
    lines = chain((first,), rest)
    for line in lines if encoding is None else _from_utf_16(lines, encoding):
        text = line.removeprefix(codecs.BOM_UTF8)
        if text:
            yield text


def _utf_16(line: bytes) -> str | None:
    """The kind of UTF-16 that the first line is in, with or without its mark; None if in none."""
    for mark, encoding, high in _UTF_16:
        text = line.removeprefix(mark)
        if text.startswith("{".encode(encoding)):
            return encoding
        letters = text[high::2]  # in most alphabets, the higher byte is small
        if line.startswith(mark) and 2 * sum(byte < 8 for byte in letters) > len(letters):
            return encoding
    return None


def _from_utf_16(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    begun = ""
    for chunk in chunks:
        *complete, begun = (begun + decoder.decode(chunk)).split("\n")
        for line in complete:
            yield f"{line}\n".encode("utf-8", errors="replace")
    yield (begun + decoder.decode(b"", final=True)).encode("utf-8", errors="replace")

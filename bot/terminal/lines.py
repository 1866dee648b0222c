"""Lines of text from outside, in UTF-8 whatever Windows has saved them as."""

import codecs
from collections.abc import Iterable, Iterator
from itertools import chain

_UTF_16 = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"{\0": "utf-16-le",  # the start of a line of JSON, without a byte-order mark
    b"\0{": "utf-16-be",
}


def utf8_lines(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines in UTF-8, without byte-order marks.

    A mark may also stand in the middle, where files were joined. Lines in UTF-16, which Notepad
    calls "Unicode", are recognised by their first two bytes.
    """
    rest = iter(lines)
    first = next(rest, b"")
    encoding = _UTF_16.get(first[:2]) if b"\0" in first else None
    lines = chain((first,), rest)
    for line in lines if encoding is None else _from_utf_16(lines, encoding):
        text = line.removeprefix(codecs.BOM_UTF8)
        if text:
            yield text


def _from_utf_16(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    begun = ""
    for chunk in chunks:
        *complete, begun = (begun + decoder.decode(chunk)).split("\n")
        for line in complete:
            yield f"{line}\n".encode("utf-8", errors="replace")
    yield (begun + decoder.decode(b"", final=True)).encode("utf-8", errors="replace")

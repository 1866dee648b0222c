"""Recognises files that are no plain text in UTF-8 by their first bytes."""

import codecs
import re

_KINDS = (
    (re.compile(rb"PK\x03\x04"), "a Word document or another zip file"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "a Word document"),
    (re.compile(rb"\{\\rtf"), "a rich text document (RTF)"),
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8"), "a picture"),
    (re.compile(rb"\x1f\x8b"), "a compressed file"),
    (re.compile(rb"\s*<(!doctype|html|head|body|\?xml)\b", re.IGNORECASE), "a web page"),
)
_UTF_16 = re.compile(
    rb"%b|%b|[^\0]\0[^\0]|\0[^\0]\0"
    % (re.escape(codecs.BOM_UTF16_LE), re.escape(codecs.BOM_UTF16_BE))
)


def not_plain_text(data: bytes) -> str | None:
    """What is wrong with a file that is of another kind, and what to do; None if nothing is."""
    data = data.removeprefix(codecs.BOM_UTF8)
    for start, kind in _KINDS:
        if start.match(data):
            return f"this file is {kind}; save it as plain text in UTF-8"
    if _UTF_16.match(data):
        return "not UTF-8, but UTF-16 (“Unicode” in Notepad); save the file as UTF-8"
    return None

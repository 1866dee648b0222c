"""Lines from outside are read in UTF-8, whatever Windows has saved them as."""

import codecs
import io

import pytest

from bot.terminal.lines import utf8_lines

MARK = codecs.BOM_UTF8


def lines_of(data: bytes) -> list[bytes]:
    return [*utf8_lines(io.BytesIO(data))]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a\nb\n", [b"a\n", b"b\n"]),
        (b"a\n\nb", [b"a\n", b"\n", b"b"]),
        (MARK + b"a\n" + MARK + b"b\n", [b"a\n", b"b\n"]),
        (MARK, []),
        (MARK + b"\n", [b"\n"]),
        (b"caf\xe9\n", [b"caf\xe9\n"]),
        (b"\xff\xfe\na\n", [b"\xff\xfe\n", b"a\n"]),
        (b"a\0b\n", [b"a\0b\n"]),
        (b"\xff\xfe\x00 caf\xe9\na\n", [b"\xff\xfe\x00 caf\xe9\n", b"a\n"]),
    ],
)
def test_lines_of_bytes(data: bytes, lines: list[bytes]):
    assert lines_of(data) == lines


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_lines_in_utf_16(encoding: str, mark: str, end: str):
    text = f'{mark}{{"q": "кто?"}}\r\n\ufeff{{"q": "Ċ 🔥"}}{end}'

    assert lines_of(text.encode(encoding)) == [
        '{"q": "кто?"}\r\n'.encode(),
        f'{{"q": "Ċ 🔥"}}{end}'.encode(),
    ]


def test_a_question_in_utf_16():
    assert lines_of("кто её нёс?\nwhen?\n".encode("utf-16")) == [
        "кто её нёс?\n".encode(),
        b"when?\n",
    ]


def test_what_is_no_utf_16_after_all_is_replaced():
    assert lines_of(codecs.BOM_UTF16_LE + b"a\0b\0\x00\xd8\n\0") == ["ab\ufffd\n".encode()]

"""Lines and columns of a text, counted as the YAML parser counts them: from 1 here."""

import re
from bisect import bisect_right

LINE_END = re.compile("\r\n|[\r\n\u0085\u2028\u2029]")


class Lines:
    """The lines of a text, without their ends, and where each one starts."""

    def __init__(self, text: str) -> None:
        ends = [match.span() for match in LINE_END.finditer(text)]
        self.starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(text)]
        self.texts = [text[start:stop] for start, stop in zip(self.starts, stops, strict=True)]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset in the text."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def within(self, line: int, column: int) -> tuple[int, int]:
        """The same place, or the last one of the file if there is no such line or column."""
        last = len(self.texts)
        if last > 1 and not self.texts[-1]:
            last -= 1
        if line > last:
            return last, max(1, len(self.texts[last - 1]))
        return line, max(1, min(column, len(self.texts[line - 1]) + 1))


def place_of(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset in a text, if no other is looked for."""
    line, start = 1, 0
    for match in LINE_END.finditer(text, 0, offset):
        line, start = line + 1, match.end()
    return line, offset - start + 1

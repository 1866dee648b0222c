"""Finds the cause of a syntax error in the lines at and before the place where the parser stopped.

That place is often far from the mistake. So likely mistakes are looked for, and each is mended as a
trial: the cause is the one without which the parser gets farther.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.knowledge.odd_characters import LINE_BREAKS, named
from bot.knowledge.quoting import quoted
from bot.knowledge.schema import KEYS, TEXTS
from bot.knowledge.syntax.foreign_lines import foreign_line
from bot.knowledge.syntax.indentation import (
    below_a_block_sign,
    indented_like,
    odd_one_out,
    stray,
    without_block_sign,
    without_colon,
    without_dash,
)
from bot.knowledge.syntax.missing_spaces import all_mended, mark_without_space, with_lines_below
from bot.knowledge.syntax.parser_stop import Stop
from bot.knowledge.syntax.suspects import Suspect, comment_in_list, in_line, odd_indentation
from bot.knowledge.syntax.trials import Trials
from bot.knowledge.syntax.unclosed import CLOSING, open_bracket, open_quotation, openings
from bot.knowledge.text_positions import Lines

_LOCAL = 120  # lines before the error that are searched for mistakes of one line
_QUOTATIONS = 8  # quotations before the error that may never have been closed
_FAR = 20_000  # lines before the error in which they are looked for
_BULLET = re.compile(r"\s*(?:[*+]|\d+[.)])")  # in a text, it is meant as one
_BRACKET = re.compile(r" *(?:- +)*(?:[\w-]+: +)?(?P<bracket>[\[{])")
_NEXT = re.compile(r"\s*(?:- |[\w-]+:(?: |$))")
_COMMENT = re.compile(r"(?:^|\s)#.*")


def find_cause(text: str, lines: Lines, stop: Stop) -> Suspect | None:
    """The likeliest cause of the parser's stop in a text; None if no guess helps it."""
    return _Guesses(text, lines, stop).cause()


class _Guesses:
    """Guesses what may have caused an error, and tries each."""

    def __init__(self, text: str, lines: Lines, stop: Stop) -> None:
        self._text = text
        self._lines = lines
        self._stop = stop
        self._last = min(stop.line, len(lines.texts) - 1)
        self._trials = Trials(text, lines, stop)

    def cause(self) -> Suspect | None:
        """The guess that helps the parser to get to the end of its item, or else any farther."""
        in_brackets = "flow" in self._stop.context
        guesses = (
            self._foreign_lines,
            self._quotations,
            self._brackets,
            self._commas,
            self._mistakes_in_lines,
            self._indentation,
        )
        for entirely in (True, False):
            for guess in guesses:
                self._trials.start_again()
                for suspect in guess():
                    if self._trials.helps(suspect.edits, entirely=entirely):
                        return suspect
        self._trials.start_again()
        if in_brackets:
            return None
        return next(
            (suspect for suspect in self._strays() if self._trials.helps(suspect.edits)), None
        )

    def _foreign_lines(self) -> Iterator[Suspect]:
        """Lines that other programs have left before the error, or soon after it."""
        lines = self._lines.texts
        near = range(max(0, self._last - _LOCAL), min(len(lines), self._last + _LOCAL))
        found = (foreign_line(number, lines[number]) for number in near)
        yield from self._together([suspect for suspect in found if suspect is not None])

    def _quotations(self) -> Iterator[Suspect]:
        """Quotations before the error that are not closed in their line, the last first."""
        found = 0
        for number in range(self._last, max(-1, self._last - _FAR), -1):
            line = self._lines.texts[number]
            if '"' not in line and "'" not in line:
                continue
            for at in openings(line):
                found += 1
                opened = open_quotation(number, at, line, self._stop.line + 1)
                rest = line[at + 1 :].rstrip().removesuffix(",")
                for edited in (
                    line[:at] + "'" + rest.replace("'", "''") + "'",
                    line[:at] + rest,
                    line.rstrip() + line[at],
                ):
                    yield replace(opened, edits={number: edited})
            if found >= _QUOTATIONS:
                return

    def _mistakes_in_lines(self) -> Iterator[Suspect]:
        """Mistakes in the line of the error, then in those before it."""
        yield from self._rows()
        numbers = [*range(self._last, max(-1, self._last - _LOCAL), -1)]
        if self._stop.began and "simple key" in self._stop.context:
            numbers.insert(0, self._stop.began[0])
        for number in numbers:
            yield from self._in_line(number)

    def _indentation(self) -> Iterator[Suspect]:
        """Lines that are indented wrongly: the one of the error, then those before it."""
        lines = self._lines.texts
        if below := below_a_block_sign(self._last, lines):
            yield below
        if sign := without_block_sign(self._last, lines):
            yield sign
        if dash := without_dash(self._last, lines):
            yield dash
        for number in range(self._last, max(-1, self._last - 3), -1):
            others = lines[max(0, number - 8) : number][::-1]
            if (odd := odd_indentation(number, lines[number])) is not None:
                for guess in indented_like(number, odd.edits[number], others):
                    yield replace(odd, edits=guess.edits)
        before = self._last - 1
        if odd_one_out(before, lines):
            yield from indented_like(before, lines[before], [lines[self._last]])
        for number in range(self._last, max(-1, self._last - 3), -1):
            others = lines[max(0, number - 8) : number][::-1]
            if (mark := mark_without_space(number, lines[number])) is not None:
                for guess in indented_like(number, mark.edits[number], others):
                    message = f"{mark.message}, and indent it like the lines that it belongs to"
                    yield replace(mark, message=message, edits=guess.edits)
            yield from indented_like(number, lines[number], others)

    def _strays(self) -> Iterator[Suspect]:
        """Lines before that of the error, no keys of ours, without which there would be none."""
        for number in range(self._last - 1, max(-1, self._last - _LOCAL), -1):
            line = self._lines.texts[number]
            key = re.match(r"[\s-]*([\w-]+):", line)
            if line.strip(" .-") and not (key and key[1] in KEYS):
                yield stray(number, line)

    def _in_line(self, number: int) -> Iterator[Suspect]:
        line = self._lines.texts[number]
        if not self._is_comment(number):
            yield from in_line(number, line)
        if name := without_colon(number, self._lines.texts):
            yield name
        if number + 1 < len(self._lines.texts):
            end = self._text[self._lines.starts[number] + len(line)]
            if end in LINE_BREAKS:
                joined = f"{line} {self._lines.texts[number + 1].lstrip()}"
                message = f"the invisible character {named(end)} ends the line here; delete it"
                yield Suspect(number, len(line), message, {number: joined, number + 1: ""})

    def _is_comment(self, number: int) -> bool:
        """Whether a line is a comment above a key or an item, and so no part of a text."""
        above, below = self._lines.texts[number], self._lines.texts[number + 1 : number + 2]
        return above.lstrip().startswith("# ") and any(map(_NEXT.match, below))

    def _rows(self) -> Iterator[Suspect]:
        """Colons and dashes without a space; they tend to come in rows, so all are mended at once.

        The one reported is the first that has to be mended for the parser to get farther.
        """
        window = self._trials.window(self._last)
        if window is None:
            return
        first, end = max(window[0], self._last - _LOCAL), min(window[1], self._last + _LOCAL)
        found = [
            suspect
            for number in range(first, end)
            if (suspect := mark_without_space(number, self._lines.texts[number]))
            and not (_BULLET.match(self._lines.texts[number]) and self._is_in_a_text(number))
        ]
        yield from self._together(found)

    def _together(self, found: list[Suspect]) -> Iterator[Suspect]:
        """The first of some suspects without which mending the others does not help."""
        lines = self._lines.texts
        for entirely in (True, False):
            edits = all_mended(found, lines)
            if not edits or not self._trials.helps(edits, entirely=entirely):
                continue
            for number, suspect in enumerate(found, start=1):
                without = all_mended(found[number:], lines)
                if not without or not self._trials.helps(without, entirely=entirely):
                    yield replace(with_lines_below(suspect, lines), edits=edits)
                    return
                edits = without

    def _is_in_a_text(self, number: int) -> bool:
        """Whether a line stands below a key of which the value is no list, as far as we know."""
        for line in self._lines.texts[number::-1]:
            if key := re.match(r"\s*(?:- +)*([\w-]+):\s*$", line):
                return key[1] in TEXTS
        return False

    def _brackets(self) -> Iterator[Suspect]:
        """A bracket that is not closed before the error."""
        for number, column in self._open_brackets():
            opening = self._lines.texts[number][column]
            below = range(number, max(number + 1, self._last))
            for line in below:
                if hash_ := re.search(r"(?:^|\s)#", self._lines.texts[line]):
                    yield comment_in_list(line, self._lines.texts[line], hash_.end() - 1)
            for line in below:
                closed = self._lines.texts[line].rstrip().rstrip(",") + CLOSING[opening]
                yield replace(open_bracket(number, column, opening), edits={line: closed})

    def _commas(self) -> Iterator[Suspect]:
        """A comma that is missing in brackets, at the end of the line before the error."""
        above = (line for line in range(self._last - 1, -1, -1) if self._lines.texts[line].strip())
        if "',' or" in self._stop.problem and (number := next(above, None)) is not None:
            line = self._lines.texts[number].rstrip()
            message = f"a comma is missing after {quoted(line)}, in brackets"
            yield Suspect(number, len(line), message, {number: f"{line},"})

    def _open_brackets(self) -> Iterator[tuple[int, int]]:
        """Where brackets open a value that their line does not close, the last first."""
        for number in range(self._last, max(-1, self._last - _LOCAL), -1):
            line = self._lines.texts[number]
            match = _BRACKET.match(line)
            if match and not self._is_closed(number, match.start("bracket")):
                yield number, match.start("bracket")

    def _is_closed(self, number: int, column: int) -> bool:
        """Whether a bracket has its other half before the error."""
        opening, depth = self._lines.texts[number][column], 0
        for line in (
            self._lines.texts[number][column:],
            *self._lines.texts[number + 1 : self._last + 1],
        ):
            for sign in re.findall(r"[\[\]{}]", _COMMENT.sub("", line)):
                depth += (sign == opening) - (sign == CLOSING[opening])
                if not depth:
                    return True
        return False

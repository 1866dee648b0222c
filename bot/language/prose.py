"""Reads the sentences of a text in Discord's markdown, and which words of them are bold.

A block is a paragraph or an item of a list or a quote; a sentence lies within a block. Blocks that
cannot be read for certain (with a mark that is never closed) and those that are no prose (headings,
small print, code) have no sentences.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Span = tuple[int, int]

_BOLD = "**"
# First what holds no marks: escapes, code, links, Discord's own markup, addresses. Then the marks.
_MARKUP = re.compile(
    r"\\.|(?P<code>`+).+?(?P=code)(?!`)|\[[^\]\n]*\]\([^)\n]*\)|<[^<>\s]+>|https?://\S+"
    r"|(?P<mark>\*+|~~|\|\||(?<![^\W_])_{1,2}|_{1,2}(?![^\W_]))",
    re.DOTALL,
)
_OPENING = re.compile(r"[ \t]*(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+|>(?:>>)?[ \t]+)*")
_NO_PROSE = re.compile(r"[ \t]*(?:#{1,6} |-# |\|)")
_FENCE = "```"
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]*_~|]*(?P<space>\s+)(?![\sa-z]|(?<=\b[Nn]o\. )\d)")
_ABBREVIATION = re.compile(
    r"\b(?:[^\W\d_a-z]|[ap]\.m|(?i:mr|mrs|ms|dr|st|vs|prof|gen|capt|approx|fig|jan|feb|aug|sept?|oct"
    r"|nov|dec))\.$"
)
_CLAUSE_END = re.compile(r"[,;:]\s+|\s+[–—]\s+|\s+(?=\()")
_ASIDE = re.compile(r"\([^()]*\)|\"[^\"]*\"|“[^”]*”")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence. The positions of its bold words are those in its own text."""

    text: str  # without marks of bold
    start: int  # where it begins in the prose
    bold: tuple[Span, ...]

    @property
    def clauses(self) -> list[Span]:
        """The parts between commas, colons, dashes and brackets."""
        if (plain := _without_bold(self.text)) is None:
            return [(0, len(self.text))]
        asides = (found.span() for found in _ASIDE.finditer(self.text))
        ends = (found.span() for found in _CLAUSE_END.finditer(self.text))
        return [*_between(_uncut(ends, (*plain.wholes, *asides)), 0, len(self.text))]

    def in_prose(self, span: Span) -> Span:
        """Return the position in the prose of a part of the sentence."""
        return self.start + span[0], self.start + span[1]


@dataclass(frozen=True, slots=True)
class Prose:
    """A text without the marks of bold in its sentences."""

    text: str
    sentences: tuple[Sentence, ...]

    @property
    def bold(self) -> tuple[Span, ...]:
        """Where the author set words bold in a sentence."""
        return tuple(each.in_prose(span) for each in self.sentences for span in each.bold)


def read_prose(markdown: str) -> Prose:
    """The sentences of a text."""
    text, sentences = "", list[Sentence]()
    for opening, block in _blocks(markdown):
        text += opening
        plain = _without_bold(block)
        if plain is not None:
            sentences += _sentences(plain, len(text))
        text += plain.text if plain else block
    return Prose(text, tuple(sentences))


def _blocks(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield each block, after what stands before it: text that is no prose, the mark of an item."""
    before, block, fenced = "", "", False
    for line in markdown.splitlines(keepends=True):
        fence = line.count(_FENCE) % 2 == 1
        prose = line.strip() and not (fenced or fence or _FENCE in line or _NO_PROSE.match(line))
        fenced ^= fence
        opening = _OPENING.match(line)
        marker = opening[0] if prose and opening else ""
        if block and prose and not marker.strip():
            block += line
            continue
        if block:
            yield before, block
            before, block = "", ""
        before += marker if prose else line
        block = line[len(marker) :] if prose else ""
    yield before, block


@dataclass(frozen=True, slots=True)
class _Plain:
    """A block without its marks of bold."""

    text: str
    bold: Sequence[Span]
    wholes: Sequence[Span]  # what must not be cut: code, links, words in italics


def _without_bold(block: str) -> _Plain | None:
    """The block without its marks of bold; None if its marks do not pair up."""
    text, at = "", 0
    opened: dict[str, int] = {}
    bold: list[Span] = []
    wholes: list[Span] = []
    for found in _MARKUP.finditer(block):
        text += block[at : found.start()]
        at = found.end()
        mark = found["mark"]
        around = f" {block} "[found.start() : found.end() + 2]
        if mark is None or (around[0].isspace() and around[-1].isspace()):
            wholes.append((len(text), len(text) + len(found[0])))
            text += found[0]
            continue
        if len(mark) > len("***"):
            return None
        kept = mark.replace(_BOLD, "")
        for part in (_BOLD, "*") if len(mark) == 3 else (mark,):
            if part not in opened:
                opened[part] = len(text)
            else:
                (bold if part == _BOLD else wholes).append((opened.pop(part), len(text + kept)))
        text += kept
    crossing = any(a < c < b < d or c < a < d < b for a, b in bold for c, d in wholes)
    return None if opened or crossing else _Plain(text + block[at:], bold, wholes)


def _sentences(block: _Plain, offset: int) -> Iterator[Sentence]:
    """Yield the sentences of a block; `offset`: where the block begins in the prose."""
    text = block.text.rstrip()
    ends = [
        found.span("space")
        for found in _SENTENCE_END.finditer(text)
        if not _ABBREVIATION.search(text, 0, found.start() + 1)
    ]
    for start, stop in _between(_uncut(ends, block.wholes), 0, len(text)):
        bold = ((max(a, start) - start, min(b, stop) - start) for a, b in block.bold)
        yield Sentence(
            text=text[start:stop],
            start=offset + start,
            bold=tuple(span for span in bold if span[0] < span[1]),
        )


def _uncut(ends: Iterable[Span], wholes: Sequence[Span]) -> Iterator[Span]:
    """Yield the ends that lie in none of the wholes."""
    for start, stop in ends:
        if not any(first < stop and start < last for first, last in wholes):
            yield start, stop


def _between(ends: Iterable[Span], start: int, stop: int) -> Iterator[Span]:
    """Yield what lies between the ends, from `start` to `stop`, unless it is empty."""
    for end, following in (*ends, (stop, stop)):
        if start < end:
            yield start, end
        start = following

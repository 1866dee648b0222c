"""Whatever happens to our own FAQ in an editor, the findings are in it, and in words."""

import re
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge.loading import parse
from tests.unit.knowledge.syntax.test_parser_messages import JARGON

FAQ = Path(__file__).parents[4] / "knowledge" / "faq.yaml"
LINES = FAQ.read_text("utf-8").splitlines(keepends=True)
START = "".join(LINES[:62])  # the first two entries
PIECES = [
    '"', "'", ":", " ", "\t", "#", "-", "[", "]", "{", "}", "*", "&", "!", "|", ">", "%", "@", "`",
    ",", "?", "\\", "\n", "x", ": ", "- ", " #", "---\n", "...\n", "\u00a0", "\u200b", "\u2028",
    "\ufeff", "\u0085", "：", "– ", "“", "<<: ", "~", "!!x ", "&a ", "*a",
]  # fmt: skip
QUOTED = re.compile("“[^”]*”")

edits = st.lists(
    st.tuples(
        st.integers(0, len(START)),
        st.integers(0, 2),  # characters taken out
        st.sampled_from(["", *PIECES]),
    ),
    min_size=1,
    max_size=3,
)


@given(edits)
@example([(START.index("answer: |"), 9, "answer: <<: ")])
def test_findings_about_a_mutated_file_are_in_it_and_in_words(changes: list[tuple[int, int, str]]):
    text = START
    for at, removed, added in changes:
        text = text[:at] + added + text[at + removed :]
    _, findings = parse("kb", {"faq.yaml": text.encode()})
    lines = re.split("\r\n|[\r\n\u0085\u2028\u2029]", text.removeprefix("\ufeff"))

    for finding in findings:
        position = finding.position
        assert 1 <= position.line <= len(lines)
        assert 1 <= position.column <= len(lines[position.line - 1]) + 1
        assert not JARGON.search(QUOTED.sub("", finding.message))
        assert finding.message.isprintable()

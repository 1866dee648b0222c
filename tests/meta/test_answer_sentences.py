"""The tool that measures whether the bold words answer the question."""

import importlib
from pathlib import Path

import pytest

from tests.builders import make_entry, make_knowledge

TOOLS = Path(__file__).parents[2] / "tools"


def test_what_is_bold_counts_if_all_of_it_lies_in_a_sentence_that_answers(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.syspath_prepend(str(TOOLS))
    tool = importlib.import_module("answer_sentences")
    answer = "It was built **in 1890**. It is 72 m high. It is **green**."
    knowledge = make_knowledge(make_entry("tower", "When was the tower built?", answer=answer))
    rows = [
        tool.Row("when was it built", "tower", ("It was built **in",), "seen"),
        tool.Row("how high is it", "tower", ("It is 72", "It is **green"), "seen"),
        tool.Row("how high is it", "tower", ("It is **green",), "unseen"),
    ]

    figures, misses = tool.measure(knowledge, rows)

    shares = {
        part: (each.bold.hits, each.authors.hits, each.some_of_authors.hits, each.bold.n)
        for part, each in figures.items()
    }
    assert shares == {"seen": (2, 0, 2, 2), "unseen": (0, 0, 1, 1)}
    assert misses == rows[2:]
    with pytest.raises(SystemExit, match="no sentence of tower begins with “It was red”"):
        tool.measure(knowledge, [tool.Row("is it red", "tower", ("It was red",), "seen")])

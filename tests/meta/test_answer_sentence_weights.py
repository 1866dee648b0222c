"""The tool that fits the weights by which the sentences of an answer are compared."""

import importlib
import json
from pathlib import Path

import pytest

from bot.matching.answer_sentence import Features
from tests.builders import make_entry, make_knowledge

TOOLS = Path(__file__).parents[2] / "tools"


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    return importlib.import_module("answer_sentence_weights")


def test_what_right_sentences_have_weighs_more(tool):
    right, wrong = Features(1, 0, 0, 0, 0), Features(0, 0, 0, 1, 0)

    weights = tool.learn([([wrong, right, wrong], {1})] * 10)

    assert weights.shared > 1
    assert weights.thing == weights.topic == 0


def test_it_learns_from_two_parts_of_the_set_and_the_entries_own_questions(tool, tmp_path: Path):
    knowledge = make_knowledge(
        make_entry("oven", "How hot is the oven?", answer="It is **300 °C** hot. It is green.")
    )
    row = {"q": "what colour is it", "entry": "oven", "sentences": ["It is green"]}
    rows = [{**row, "part": part} for part in ("seen", "unseen", "own", "own-check")]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")

    cases = [*tool.cases_in(knowledge, path)]

    assert [right for _, right in cases] == [{1}, {1}, {0}]
    assert [features.thing for features in cases[0][0]] == [0.0, 1.0]

"""`bench`, in this process and at sizes that take no time: what it prints, not how fast it is."""

import json
import sys

import jsonschema
import pytest

HOURS = "When is the torch museum open?"


ROW = {
    "type": "object",
    "required": ["wordings", "build_s", "bytes_a_wording", "mean_ms", "p99_ms", "reference_ms"],
    "additionalProperties": {"type": "number", "exclusiveMinimum": 0},
}
MATCHERS = ["rapidfuzz WRatio", "rapidfuzz token_sort_ratio", "rapidfuzz token_set_ratio"]


@pytest.fixture
def questions(folder, tmp_path):
    lines = [{"q": HOURS, "gold": ["hours"]}, {"q": "who won the cup", "gold": []}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_the_benchmarks_come_as_json(run, folder, questions):
    result = run(
        "bench", "--json", "--sizes", "40,80", "--questions", questions, "--knowledge", folder
    )

    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [row["wordings"] for row in figures["speed"]] == [40, 80]
    for row in figures["speed"]:
        jsonschema.validate(row, ROW)
        assert row["ratio"] == pytest.approx(row["reference_ms"] / row["mean_ms"])
    for noise in ("clean", "noised"):
        assert [row["matcher"] for row in figures["quality"][noise]] == [
            *MATCHERS,
            "BM25 per entry, stemmed",
            "Flamekeeper",
        ]
    assert figures["quality"]["clean"][-1]["first"] == 100.0


def test_the_benchmarks_come_as_a_table(run, folder, questions):
    result = run("bench", "--sizes", "40", "--questions", questions, "--knowledge", folder)

    assert "| 40 |" in result.stdout
    assert "| Flamekeeper | 100.0 %" in result.stdout
    assert "Measuring" in result.stderr


def test_without_bm25_the_rest_is_measured_and_one_sentence_says_so(
    run, folder, questions, monkeypatch
):
    monkeypatch.setitem(sys.modules, "bm25s", None)

    result = run("bench", "--sizes", "40", "--questions", questions, "--knowledge", folder)

    assert result.exit_code == 0
    assert "BM25 is left out" in result.stderr
    assert "Flamekeeper" in result.stdout


@pytest.mark.parametrize("sizes", ["", "many", "0", "10,-5", "10;20"])
def test_sizes_that_are_none_are_refused(run, folder, sizes):
    result = run("bench", "--sizes", sizes, "--knowledge", folder)

    assert result.exit_code == 2
    assert "--sizes" in result.stderr

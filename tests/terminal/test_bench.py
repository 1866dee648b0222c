"""What `bench` prints, at sizes small enough to be quick; not how fast it is."""

import json
import re
import sys

import jsonschema
import pytest

HOURS = "When is the torch museum open?"


FIGURE = {"type": "number", "exclusiveMinimum": 0}
INTERVAL = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
WITH_INTERVAL = ("mean_ms", "p99_ms", "tail", "ratio")
ROW = {
    "type": "object",
    "properties": {
        "wordings": FIGURE, "build_s": FIGURE, "bytes_a_wording": FIGURE, "reference_ms": FIGURE,
        "reference_asked": FIGURE,
        **dict.fromkeys(WITH_INTERVAL, FIGURE),
        **{f"{name.removesuffix('_ms')}_interval": INTERVAL for name in WITH_INTERVAL},
    },
    "additionalProperties": False,
}  # fmt: skip
ROW["required"] = list(ROW["properties"])
QUALITY = {
    "type": "object",
    "properties": {
        "matcher": {"type": "string"},
        "asked": {"type": "integer"},
        "refused": {"type": "integer"},
        "first": {"type": ["number", "null"]},
        "first_interval": {"anyOf": [INTERVAL, {"type": "null"}]},
        "right": {"type": ["number", "null"]},
        "right_interval": {"anyOf": [INTERVAL, {"type": "null"}]},
    },
    "additionalProperties": False,
}
QUALITY["required"] = list(QUALITY["properties"])
RELOAD = {
    "type": "object",
    "properties": dict.fromkeys(
        ("live_s", "calibrated_s", "asked", "slowest_ms", "check_s"), FIGURE
    ),
    "additionalProperties": False,
}
RELOAD["required"] = list(RELOAD["properties"])
MATCHERS = ["rapidfuzz WRatio", "rapidfuzz token_sort_ratio", "rapidfuzz token_set_ratio"]


@pytest.fixture
def questions(folder, tmp_path):
    lines = [{"q": HOURS, "gold": ["hours"]}, {"q": "who won the cup", "gold": []}]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_bench_prints_json(run, folder, questions):
    result = run(
        "bench", "--json", "--sizes", "40,80", "--questions", questions, "--knowledge", folder
    )

    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [row["wordings"] for row in figures["speed"]] == [40, 80]
    for row in figures["speed"]:
        jsonschema.validate(row, ROW)
        assert row["ratio"] == pytest.approx(row["reference_ms"] / row["mean_ms"])
        assert row["tail"] == pytest.approx(row["p99_ms"] / row["mean_ms"])
        for name in WITH_INTERVAL:
            low, high = row[f"{name.removesuffix('_ms')}_interval"]
            assert low <= row[name] <= high
    assert figures["first_answer_s"] is None
    assert set(figures) == {"speed", "quality", "reload", "first_answer_s", "first_answers_s"}
    jsonschema.validate(figures["reload"], RELOAD)
    for noise in ("clean", "noised"):
        for row in figures["quality"][noise]:
            jsonschema.validate(row, QUALITY)
            assert (row["asked"], row["refused"]) == (1, 1)
        assert [row["matcher"] for row in figures["quality"][noise]] == [
            *MATCHERS,
            "BM25 per entry, stemmed",
            "Flamekeeper",
        ]
    assert figures["quality"]["clean"][-1]["first"] == 100.0


def test_bench_prints_a_table(run, folder, questions):
    result = run("bench", "--sizes", "40", "--questions", questions, "--knowledge", folder)

    assert "| 40 |" in result.stdout
    assert "| Flamekeeper | 100.0 %" in result.stdout
    assert re.search(r"Reload: the new answers are in use after \d+\.\d+ s", result.stdout)
    assert "Measuring" in result.stderr


def test_without_bm25_bench_measures_the_rest_and_says_so(run, folder, questions, monkeypatch):
    monkeypatch.setitem(sys.modules, "bm25s", None)

    result = run("bench", "--sizes", "40", "--questions", questions, "--knowledge", folder)

    assert result.exit_code == 0
    assert "BM25 is left out" in result.stderr
    assert "Flamekeeper" in result.stdout


def test_the_first_answer_is_timed_from_the_start_of_the_process(
    run, folder, questions, monkeypatch
):
    monkeypatch.setenv("KNOWLEDGE_DIR", str(folder))
    figures = json.loads(run("bench", "--json", "--sizes", "40", "--questions", questions).stdout)

    seconds = figures["first_answers_s"]
    assert len(seconds) == 3
    assert min(seconds) > 0.05  # no interpreter starts faster
    assert figures["first_answer_s"] == sorted(seconds)[1]


@pytest.mark.parametrize(("gold", "shown"), [([], "| Flamekeeper | – |"), (["hours"], "100.0 %")])
def test_a_share_of_no_questions_is_shown_as_a_dash(run, folder, tmp_path, gold, shown):
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"q": HOURS, "gold": gold}), encoding="utf-8")

    result = run("bench", "--sizes", "40", "--questions", path, "--knowledge", folder)

    assert result.exit_code == 0
    assert shown in result.stdout


def test_bench_refuses_a_file_without_questions(run, folder, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n", encoding="utf-8")

    result = run("bench", "--sizes", "40", "--questions", empty, "--knowledge", folder)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{empty} has no question in it.\n"


@pytest.mark.parametrize("sizes", ["", "many", "0", "10,-5", "10;20", "²", "1000001"])
def test_bench_refuses_invalid_sizes(run, folder, sizes):
    result = run("bench", "--sizes", sizes, "--knowledge", folder)

    assert result.exit_code == 2
    assert "--sizes" in result.stderr

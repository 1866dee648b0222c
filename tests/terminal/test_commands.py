"""The commands: results go to standard output, everything else to standard error."""

import codecs
import json
import shutil
import time
from datetime import UTC, datetime

import jsonschema
import pytest

from tests.terminal.knowledge import BROKEN, FAQ, FAQ_ALONE, MILESTONES_ALONE, write_folder

HOURS = "When is the torch museum open?"

SOURCE = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "publisher": {"type": "string"},
        "url": {"type": ["string", "null"]},
    },
    "required": ["title", "publisher", "url"],
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "properties": {
        "question": {"type": "string"},
        "outcome": {"enum": ["answer", "suggest", "unknown", "silent"]},
        "entries": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
        "milestones": {
            "type": "array",
            "items": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        },
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "suggestions": {"type": "array", "items": {"type": "string"}, "maxItems": 3},
        "nearest": {
            "type": "array",
            "maxItems": 5,
            "items": {
                "type": "array",
                "prefixItems": [{"type": "string"}, {"type": "number", "minimum": 0, "maximum": 1}],
                "items": False,
                "minItems": 2,
            },
        },
        "answer": {"type": "string"},
        "sources": {"type": "array", "items": SOURCE},
        "elapsed_ms": {"type": "number", "minimum": 0},
    },
    "additionalProperties": False,
}
RESULT["required"] = list(RESULT["properties"])
MILESTONE = {
    "type": "object",
    "properties": {
        "id": {"type": "string"},
        "date": {"type": "string"},
        "time_utc": {"type": ["string", "null"]},
        "title": {"type": "string"},
        "place": {"type": "string"},
        "lat": {"type": "number"},
        "lon": {"type": "number"},
        "text": {"type": "string"},
        "sources": {"type": "array", "items": SOURCE},
    },
    "additionalProperties": False,
}
MILESTONE["required"] = list(MILESTONE["properties"])
LOOKED_UP = {
    "type": "object",
    "properties": {
        "query": {"type": "string"},
        "milestones": {"type": "array", "items": MILESTONE},
        "previous": {"type": ["string", "null"]},
        "next": {"type": ["string", "null"]},
    },
    "required": ["query", "milestones", "previous", "next"],
    "additionalProperties": False,
}


def one_object(text: str) -> dict:
    assert text.count("\n") == 1, "one object on one line"
    return json.loads(text)


# --- ask ------------------------------------------------------------------------------------------


def test_ask_prints_the_answer_and_its_sources_and_nothing_else(run, folder):
    result = run("ask", HOURS, "--knowledge", folder)
    assert result.exit_code == 0
    assert result.stderr == ""
    first, *rest = result.stdout.splitlines()
    assert first == "From nine to five."
    assert len(rest) == 1
    assert "The Paper: The torch, 7 November 2013" in rest[0]


def test_ask_json_prints_one_object_with_exactly_the_keys_of_the_contract(run, folder):
    result = run("ask", HOURS, "--json", "--knowledge", folder)
    reply = one_object(result.stdout)
    jsonschema.validate(reply, RESULT)
    assert list(reply) == list(RESULT["properties"])
    assert reply | {"confidence": 0, "nearest": [], "elapsed_ms": 0} == {
        "question": HOURS,
        "outcome": "answer",
        "entries": ["hours"],
        "milestones": [],
        "confidence": 0,
        "suggestions": [],
        "nearest": [],
        "answer": "From **nine** to five.",
        "sources": [
            {"title": "The torch", "publisher": "The Paper", "url": "https://example.org/t"}
        ],
        "elapsed_ms": 0,
    }
    assert reply["nearest"][0] == ["hours", reply["confidence"]]
    assert reply["confidence"] > 0.5


def test_the_sources_of_a_card_are_in_the_list_of_sources_and_not_in_the_answer(run, folder):
    question = "what was on 7 November 2013?"
    reply = one_object(run("ask", question, "--json", "--knowledge", folder).stdout)
    assert (reply["entries"], reply["milestones"]) == ([], ["2013-11-07"])
    assert reply["answer"].endswith("Up it went.")
    assert [source["title"] for source in reply["sources"]] == ["The torch"]
    assert "The torch" in run("ask", question, "--knowledge", folder).stdout


@pytest.mark.parametrize(
    ("question", "options", "outcome"),
    [
        (HOURS, [], "answer"),
        ("xyzzy plugh", [], "unknown"),
        ("", [], "unknown"),
        ("  ", [], "unknown"),
        ("lol", ["--overheard"], "silent"),
        (HOURS, ["--overheard"], "answer"),
        ("what was on 9 November 2013?", [], "answer"),
        ("what was on 10 November 2013?", [], "unknown"),
        ("what was on 31 November 2013?", [], "unknown"),
        ("Yakutsk", [], None),
    ],
)
def test_ask_exits_with_code_0_and_keeps_the_contract_whatever_the_outcome(
    run, folder, question, options, outcome
):
    result = run("ask", question, "--json", *options, "--knowledge", folder)
    assert result.exit_code == 0
    reply = one_object(result.stdout)
    jsonschema.validate(reply, RESULT)
    assert reply["question"] == question
    assert outcome in {None, reply["outcome"]}
    assert bool(reply["answer"]) == (reply["outcome"] != "silent")
    assert run("ask", question, *options, "--knowledge", folder).exit_code == 0


def test_an_answer_from_the_calendar_lists_each_date_once_in_order_and_no_entries(run, folder):
    reply = one_object(run("ask", "what in november 2013?", "--json", "--knowledge", folder).stdout)
    assert (reply["outcome"], reply["entries"]) == ("answer", [])
    assert reply["milestones"] == ["2013-11-07", "2013-11-09", "2013-11-11"]


def test_ask_explain_prints_its_reasons_on_standard_error(run, folder):
    result = run("ask", HOURS, "--json", "--explain", "--knowledge", folder)
    one_object(result.stdout)
    assert "hours" in result.stderr


def test_options_may_come_before_the_question(run, folder):
    result = run("ask", "--knowledge", folder, "--json", HOURS)
    assert one_object(result.stdout)["entries"] == ["hours"]


# --- ask --jsonl ----------------------------------------------------------------------------------


def lines_for(run, folder, *lines: bytes, options: tuple[str, ...] = ()) -> list[dict]:
    given = b"\n".join(lines) + b"\n"
    result = run("ask", "--jsonl", *options, "--knowledge", folder, given=given)
    assert result.exit_code == 0
    assert result.stderr == ""
    reply = [json.loads(line) for line in result.stdout.split("\n")[:-1]]
    assert len(reply) == len(lines), "exactly one result a line"
    return reply


def question_line(question: str, **more: object) -> bytes:
    return json.dumps({"q": question, **more}, ensure_ascii=False).encode()


def test_jsonl_prints_for_each_line_in_order_the_same_object_as_json(run, folder):
    questions = [HOURS, "What does a ticket cost?", "", "¿?🔥 ПРИВЕТ", HOURS]
    reply = lines_for(run, folder, *map(question_line, questions))
    assert [each["question"] for each in reply] == questions
    assert [each["entries"] for each in reply] == [["hours"], ["price"], [], [], ["hours"]]
    for each in reply:
        jsonschema.validate(each, RESULT)
    alone = one_object(run("ask", HOURS, "--json", "--knowledge", folder).stdout)
    assert reply[0] | {"elapsed_ms": 0} == alone | {"elapsed_ms": 0}


@pytest.mark.parametrize(
    "line",
    [
        b"", b"   ", b"no json", b'{"q": "cut short', b'{"q": "a"} b', b'{"q": "a"}{"q": "b"}',
        b"[]", b"5", b"null", b'"q"', b"{}", b'{"question": "a"}', b'{"q": 5}', b'{"q": null}',
        b'{"q": ["a"]}', b"\xff\xfe", b'{"q": "caf\xe9"}', b"\x00", b"[" * 50_000,
        b'{"q": ' + b"9" * 5_000 + b"}",
    ],
    ids=lambda line: repr(line[:20]),
)  # fmt: skip
def test_an_invalid_line_gives_an_error_and_the_next_line_is_answered(run, folder, line):
    broken, fine = lines_for(run, folder, line, question_line(HOURS))
    assert list(broken) == ["error"]
    assert broken["error"]
    assert fine["entries"] == ["hours"]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0c", "\r"])
def test_a_line_ends_only_at_a_line_feed(run, folder, separator):
    question = f"ticket{separator}cost?"
    [reply] = lines_for(run, folder, question_line(question))
    assert reply["question"] == question


def test_jsonl_accepts_other_keys_windows_line_ends_and_a_missing_last_line_end(run, folder):
    given = question_line(HOURS, id=7, outcome="x") + b"\r\n" + question_line(HOURS)
    result = run("ask", "--jsonl", "--knowledge", folder, given=given)
    reply = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["entries"] for each in reply] == [["hours"], ["hours"]]


TWO = question_line(HOURS) + b"\n" + question_line("What does a ticket cost?") + b"\n"


@pytest.mark.parametrize(
    "given",
    [
        codecs.BOM_UTF8 + TWO,
        codecs.BOM_UTF8 + TWO.replace(b"\n", b"\r\n"),
        codecs.BOM_UTF8 + TWO.replace(b"\n", b"\n" + codecs.BOM_UTF8, 1),  # two files, joined
        TWO.decode().encode("utf-16"),
        TWO.decode().replace("\n", "\r\n").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TWO.decode().encode("utf-16-be"),
        codecs.BOM_UTF16_LE + TWO.rstrip().decode().encode("utf-16-le"),
    ],
    ids=["mark", "Windows", "joined", "UTF-16", "UTF-16 without a mark", "big-endian", "no end"],
)
def test_jsonl_reads_what_windows_editors_write(run, folder, given):
    result = run("ask", "--jsonl", "--knowledge", folder, given=given)
    reply = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each.get("entries") for each in reply] == [["hours"], ["price"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_eval_reads_what_windows_editors_write(run, folder, tmp_path, encoding):
    rows = [{"q": HOURS, "gold": ["hours"]}, {"q": "What does a ticket cost?", "gold": ["price"]}]
    text = "\r\n".join(json.dumps(row) for row in rows) + "\r\n\r\n"
    file = tmp_path / "questions.jsonl"
    file.write_bytes(text.encode(encoding))
    result = run("eval", file, "--json", "--knowledge", folder)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["styles"][""]["n"] == 2


@pytest.mark.parametrize(
    ("line", "options", "outcome"),
    [
        (question_line("lol", overheard=True), (), "silent"),
        (question_line("lol", overheard=False), (), "unknown"),
        (question_line("lol", overheard="yes"), (), "unknown"),
        (question_line("lol", overheard=1), (), "unknown"),
        (question_line("lol"), ("--overheard",), "silent"),
        (question_line("lol", overheard=False), ("--overheard",), "silent"),
    ],
)
def test_jsonl_honours_overheard_only_if_it_is_true(run, folder, line, options, outcome):
    [reply] = lines_for(run, folder, line, options=options)
    assert reply["outcome"] == outcome


def test_jsonl_prints_nothing_for_empty_input(run, folder):
    result = run("ask", "--jsonl", "--knowledge", folder)
    assert (result.exit_code, result.stdout) == (0, "")


# --- Wrong usage and invalid knowledge ------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "a question", "--jsonl"],
        ["ask", "two", "words"],
        ["ask", "--nonsense", "x"],
        ["nonsense"],
        ["--nonsense"],
        ["eval"],
        ["check", "stray"],
        ["run", "--now", "2026-13-01"],
        ["--knowledge", ".", "ask", "x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_code_2_and_a_message_on_standard_error_only(run, arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip()
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["eval", "no-such-file.jsonl"], ["milestone", "--now", "tomorrow"], ["ask", "two", "words"]],
    ids=" ".join,
)
def test_wrong_arguments_exit_with_code_2_even_if_the_knowledge_is_valid(run, folder, arguments):
    result = run(*arguments, "--knowledge", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.strip()


COMMANDS = [
    ["ask", HOURS],
    ["ask", HOURS, "--json"],
    ["ask", "--jsonl"],
    ["milestone"],
    ["milestone", "--json"],
    ["chat"],
    ["run"],
    [],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_invalid_knowledge_exits_with_code_2_and_the_position_of_the_errors(run, tmp_path, command):
    folder = write_folder(tmp_path / "broken", faq=BROKEN)
    result = run(*command, "--knowledge", folder, given=question_line(HOURS))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{folder}/faq.yaml:2:" in result.stderr
    assert f"{folder}/faq.yaml:3:" in result.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_missing_knowledge_folder_exits_with_code_2_and_is_named(run, tmp_path, command):
    result = run(*command, "--knowledge", tmp_path / "gone", given=question_line(HOURS))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "gone" in result.stderr


@pytest.mark.parametrize("command", [["ask", HOURS], ["milestone"], ["check"], ["run"]])
def test_a_bad_setting_exits_with_code_2_and_is_named(run, folder, monkeypatch, command):
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    result = run(*command, "--knowledge", folder, given="hello\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "LOG_LEVEL" in result.stderr


def test_the_knowledge_option_takes_precedence_over_the_setting_and_the_packaged_knowledge(
    run, folder, elsewhere, monkeypatch
):
    def entries(*options: object) -> list[str]:
        reply = one_object(run("ask", HOURS, "--json", *options).stdout)
        return [id_ for id_, _ in reply["nearest"]]

    other = write_folder(elsewhere / "other", faq=FAQ_ALONE.replace("id: hours", "id: other"))
    (elsewhere / ".env").write_text("KNOWLEDGE_DIR=other\n")
    assert entries()[0] == "other"
    monkeypatch.setenv("KNOWLEDGE_DIR", str(folder))
    assert entries()[0] == "hours"
    assert entries("--knowledge", other)[0] == "other"


def test_version_prints_the_version(run):
    result = run("--version")
    assert (result.exit_code, result.stdout.split()[0]) == (0, "flamekeeper")


# --- check ----------------------------------------------------------------------------------------


def test_check_of_valid_knowledge_exits_with_code_0_and_prints_no_error(run, folder):
    warned = run("check", "--knowledge", folder)
    assert warned.exit_code == 0
    assert [line for line in warned.stdout.splitlines() if ": error: " in line] == []


def test_check_prints_every_finding_with_its_position_and_exits_with_code_1_on_errors(
    run, tmp_path
):
    folder = write_folder(tmp_path / "k", faq=BROKEN, milestones="relay: [", sources="x: 1\n")
    result = run("check", "--knowledge", folder)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert len(lines) >= 4
    for line in lines:
        place, _, rest = line.removeprefix(f"{folder}/").partition(": ")
        name, number, column = place.split(":")
        severity, message = rest.split(": ", 1)
        assert name in {"faq.yaml", "milestones.yaml", "sources.yaml"}
        assert int(number) >= 1
        assert int(column) >= 1
        assert severity in {"error", "warning", "info"}
        assert message
    assert sum("milestones.yaml" in line for line in lines) == 1, "a syntax error stands alone"
    assert any("faq.yaml:2:" in line for line in lines)
    assert any("faq.yaml:3:" in line for line in lines)


def test_check_prints_warnings_and_exits_with_code_0(run, tmp_path):
    faq = FAQ.replace("sources: [paper]", "see_also: [nobody]")
    result = run("check", "--knowledge", write_folder(tmp_path / "k", faq=faq))
    assert result.exit_code == 0
    warned = [line for line in result.stdout.splitlines() if ": warning: " in line]
    assert any("nobody" in line for line in warned)
    assert all(": info: " in line for line in result.stdout.splitlines() if line not in warned)


def test_check_reports_a_missing_faq_at_line_1_column_1(run, tmp_path):
    folder = write_folder(tmp_path / "k", milestones=MILESTONES_ALONE)
    result = run("check", "--knowledge", folder)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{folder}/faq.yaml:1:1: error: ")


@pytest.mark.parametrize("what", ["missing", "a file"])
def test_check_exits_with_code_2_if_there_is_no_folder(run, tmp_path, what):
    (tmp_path / "a file").write_text("")
    result = run("check", "--knowledge", tmp_path / what)
    assert (result.exit_code, result.stdout) == (2, "")
    assert what in result.stderr


def test_the_packaged_knowledge_has_no_error_or_warning_and_most_left_out_wordings_are_found(run):
    result = run("check")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line for line in lines if ": info: " not in line] == []
    (summary,) = [line.partition(": info: ")[2] for line in lines if "when left out" in line][:1]
    found, tried = (int(word.replace(",", "")) for word in summary.split()[:3:2])
    assert tried > 3_000
    assert found / tried >= 0.75


# --- milestone ------------------------------------------------------------------------------------


def looked_up(run, folder, *arguments: str, exit_code: int = 0) -> dict:
    result = run("milestone", *arguments, "--json", "--knowledge", folder)
    assert result.exit_code == exit_code
    reply = one_object(result.stdout)
    jsonschema.validate(reply, LOOKED_UP)
    return reply


def test_milestone_json_has_exactly_the_keys_of_the_contract_and_the_days_around(run, folder):
    reply = looked_up(run, folder, "2013-11-07")
    assert list(reply) == list(LOOKED_UP["properties"])
    assert list(reply["milestones"][0]) == list(MILESTONE["properties"])
    assert reply == {
        "query": "2013-11-07",
        "milestones": [
            {
                "id": "launch", "date": "2013-11-07", "time_utc": "04:14", "title": "Launch",
                "place": "Baikonur", "lat": 45.92, "lon": 63.34, "text": "Up it went.",
                "sources": [{"title": "The torch", "publisher": "The Paper",
                             "url": "https://example.org/t"}],
            }
        ],
        "previous": None,
        "next": "2013-11-09",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "ids", "around"),
    [
        (["9", "November"], ["walk", "earth"], ("2013-11-07", "2013-11-11")),
        (["yakutsk"], ["earth"], ("2013-11-07", "2013-11-11")),
        (["landing"], ["back"], ("2013-11-09", None)),
        (["november 2013"], ["launch", "walk", "earth", "back"], (None, None)),
    ],
)
def test_milestone_looks_up_a_date_a_place_or_an_event(run, folder, query, ids, around):
    reply = looked_up(run, folder, *query)
    assert reply["query"] == " ".join(query)
    assert [each["id"] for each in reply["milestones"]] == ids
    assert (reply["previous"], reply["next"]) == around


@pytest.mark.parametrize("query", ["2013-11-10", "31 November", "Timbuktu"])
def test_milestone_exits_with_code_1_if_nothing_is_found(run, folder, query):
    assert looked_up(run, folder, query, exit_code=1)["milestones"] == []
    reply = run("milestone", query, "--knowledge", folder)
    assert reply.exit_code == 1
    assert reply.stdout.strip()


def test_milestone_prints_everything_about_the_day(run, folder):
    result = run("milestone", "2013-11-07", "--knowledge", folder)
    assert result.exit_code == 0
    for piece in ("Launch", "7 November 2013", "04:14 UTC", "Baikonur", "Up it went.", "The Paper"):
        assert piece in result.stdout
    assert "**" not in result.stdout


@pytest.fixture
def in_kamchatka(monkeypatch):
    """The machine's own zone, which is what counts in the terminal."""
    monkeypatch.setenv("TZ", "Asia/Kamchatka")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("now", "ids"),
    [
        ("2026-11-09T12:00", ["walk", "earth"]),
        (
            "2026-11-08T11:59:00+00:00",
            ["walk", "earth"],
        ),  # not yet the 9th there: the next is shown
        ("2026-11-08T12:01:00Z", ["walk", "earth"]),
        ("2026-11-09T12:01:00Z", ["back"]),
        ("2026-12-01T00:00", ["launch"]),
    ],
)
def test_milestone_without_a_query_shows_todays_anniversary_or_else_the_next(
    run, folder, in_kamchatka, now, ids
):
    result = run("milestone", "--json", "--now", now, "--knowledge", folder)
    assert result.exit_code == 0
    assert [each["id"] for each in json.loads(result.stdout)["milestones"]] == ids
    assert "Warning" in result.stderr


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-09T12:00", "On this day"),
        ("2026-11-08T12:00", "tomorrow"),
        ("2026-11-08T12:01Z", "On this day"),
    ],
)
def test_milestone_without_a_query_says_how_many_days_are_left(
    run, folder, in_kamchatka, now, expected
):
    assert expected in run("milestone", "--now", now, "--knowledge", folder).stdout


def test_without_now_the_clock_is_the_machines(run, tmp_path):
    today = datetime.now(UTC).astimezone().date()
    milestones = MILESTONES_ALONE.replace("2013-11-07, time", f"2012-{today:%m-%d}, time")
    folder = write_folder(tmp_path / "k", faq=FAQ_ALONE, milestones=milestones)
    assert "launch" in [each["id"] for each in looked_up(run, folder)["milestones"]]


def test_milestone_without_a_query_finds_nothing_in_an_empty_calendar(run, tmp_path):
    folder = write_folder(tmp_path / "k", faq=FAQ_ALONE)
    reply = looked_up(run, folder, exit_code=1)
    assert reply == {"query": "", "milestones": [], "previous": None, "next": None}


# --- eval -----------------------------------------------------------------------------------------


def questions(path, *lines: dict | str):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
                     for line in lines)  # fmt: skip
    path.write_text(text + "\n", "utf-8")
    return path


def test_eval_json_has_figures_and_styles(run, folder, tmp_path):
    one = questions(
        tmp_path / "one.jsonl",
        {"q": HOURS, "gold": ["hours"], "style": "casual"},
        {"q": HOURS, "gold": ["price"], "style": "casual"},
        {"q": "xyzzy", "gold": [], "style": "noise"},
    )
    two = questions(
        tmp_path / "two.jsonl",
        {"q": "lol", "gold": [], "overheard": True},
        {"q": "on 9 November 2013", "dates": ["2013-11-09"], "style": "date"},
    )
    result = run("eval", one, two, "--json", "--knowledge", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert one_object(result.stdout) == {
        "figures": {
            "right": 50.0, "wrong": 50.0, "offered": 50.0, "false answers": 0.0, "out of turn": 0.0,
            "calendar": 100.0, "needless": 0.0, "false dates": 0.0,
            "plain_right": None, "plain_wrong": None, "plain_false": None,
        },
        "styles": {
            "casual": {"n": 2, "ok": 50.0}, "noise": {"n": 1, "ok": 100.0},
            "": {"n": 1, "ok": 100.0}, "date": {"n": 1, "ok": 100.0},
        },
    }  # fmt: skip


def test_eval_prints_the_figures_and_their_intervals(run, folder, tmp_path):
    file = questions(tmp_path / "q.jsonl", *[{"q": HOURS, "gold": ["hours"], "style": "s"}] * 20)
    result = run("eval", file, "--knowledge", folder)
    assert result.exit_code == 0
    [right] = [line for line in result.stdout.splitlines() if line.startswith("right")]
    assert "100.0" in right
    assert "83.9" in right, "Wilson's interval of 20 of 20"


def test_eval_leaves_follow_ups_out_and_says_so(run, folder, tmp_path):
    row = {"q": HOURS, "gold": ["hours"], "style": "s"}
    file = questions(tmp_path / "q.jsonl", row, row | {"q": "and then?", "after": HOURS})
    result = run("eval", file, "--json", "--knowledge", folder)
    assert json.loads(result.stdout)["styles"] == {"s": {"n": 1, "ok": 100.0}}
    assert "1 follow-up left out" in result.stderr
    alone = questions(tmp_path / "alone.jsonl", row)
    assert run("eval", alone, "--json", "--knowledge", folder).stderr == ""


def test_eval_of_plain_questions_prints_their_figures_and_each_kind(run, folder, tmp_path):
    file = questions(
        tmp_path / "plain.jsonl",
        {"q": HOURS, "gold": ["hours"], "dates": [], "style": "plain", "kind": "when"},
        {"q": HOURS, "gold": ["price"], "dates": ["2013-11-09"], "style": "plain", "kind": "who"},
        {"q": "xyzzy", "gold": [], "dates": [], "style": "plain", "kind": "none"},
    )
    shown = run("eval", file, "--misses", "--knowledge", folder).stdout
    rows = {line.split()[0]: line.split()[1:] for line in shown.splitlines() if line}
    assert {name: rows[name][0] for name in ("plain_right", "plain_wrong", "plain_false")} == {
        "plain_right": "50.0", "plain_wrong": "50.0", "plain_false": "0.0",
    }  # fmt: skip
    assert [rows[name][0] for name in ("plain", "when", "who", "none")] == [
        "66.7", "100.0", "0.0", "100.0",
    ]  # fmt: skip
    assert shown.splitlines()[-1].endswith(f"{HOURS!r} → answer ['hours'], "
                                           "wanted ['price', '2013-11-09']")  # fmt: skip


def test_eval_exits_with_code_0_however_bad_the_figures_are(run, folder, tmp_path):
    file = questions(tmp_path / "q.jsonl", {"q": HOURS, "gold": ["price"]})
    result = run("eval", file, "--misses", "--knowledge", folder)
    assert result.exit_code == 0
    assert HOURS in result.stdout


@pytest.mark.parametrize(
    "content", [b'{"q": "a", "gold": []}\nnonsense\n', b'{"q": "a", "gold": []}\n{"q": "a"}\n']
)
def test_eval_names_an_invalid_line(run, folder, tmp_path, content):
    (tmp_path / "q.jsonl").write_bytes(content)
    result = run("eval", tmp_path / "q.jsonl", "--knowledge", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{tmp_path}/q.jsonl:2:1: error: " in result.stderr


def test_eval_of_a_binary_file_exits_with_code_2(run, folder, tmp_path):
    (tmp_path / "q.jsonl").write_bytes(b"\xff\xfe\n")
    result = run("eval", tmp_path / "q.jsonl", "--knowledge", folder)
    assert (result.exit_code, result.stdout) == (2, "")


def test_eval_says_which_file_cannot_be_read_and_why(run, folder, tmp_path):
    sound, broken = tmp_path / "sound.jsonl", tmp_path / "broken.jsonl"
    sound.write_text('{"q": "a", "gold": []}\n', "utf-8")
    broken.write_bytes(b"\xff")

    missing = run("eval", sound, tmp_path / "none.jsonl", "--knowledge", folder)
    assert "none.jsonl cannot be read: No such file or directory." in missing.stderr
    unread = run("eval", sound, broken, "--knowledge", folder)
    assert f"{broken} is not UTF-8." in unread.stderr


@pytest.mark.parametrize("separator", ["\u2028", "\x85"])
def test_eval_ends_a_line_only_at_a_line_feed(run, folder, tmp_path, separator):
    file = questions(tmp_path / "q.jsonl", {"q": f"lol{separator}lol", "gold": []})
    assert run("eval", file, "--json", "--knowledge", folder).exit_code == 0


@pytest.mark.parametrize("option", ["--knowledge", "--out", "--questions", ""])
def test_the_home_folder_is_found_where_the_shell_leaves_the_tilde(
    run, folder, tmp_path, monkeypatch, option
):
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    shutil.copytree(folder, tmp_path / "faq")
    commands = {
        "--knowledge": ["ask", "When is the torch museum open?", "--knowledge=~/faq"],
        "--out": ["map", "Baikonur", "--out=~/map.png", "--knowledge=~/faq"],
        "--questions": ["bench", "--questions=~/none.jsonl", "--knowledge=~/faq"],
        "": ["eval", "~/none.jsonl", "--knowledge=~/faq"],
    }
    result = run(*commands[option])
    match option:
        case "--knowledge":
            assert result.stdout.startswith("From nine to five.")
        case "--out":
            assert (tmp_path / "map.png").is_file()
        case _:
            assert result.exit_code == 2
            assert f"{tmp_path / 'none.jsonl'} cannot be read" in result.stderr


def test_a_home_folder_of_nobody_is_refused_with_a_sentence(run):
    result = run("ask", "When?", "--knowledge=~nobody-of-this-name/faq")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "~nobody-of-this-name is not a home folder here" in result.stderr


def test_a_file_in_place_of_the_folder_is_told_apart_from_a_missing_one(run, tmp_path):
    file = tmp_path / "faq.yaml"
    file.touch()
    result = run("check", "--knowledge", str(file))
    assert result.exit_code == 2
    assert f"{file} is not a folder. Name the folder" in result.stderr


def test_a_missing_folder_is_named_as_it_was_written_and_as_it_was_looked_for(run, elsewhere):
    result = run("check", "--knowledge", "faq2")
    assert result.exit_code == 2
    assert "folder faq2 does not exist" in result.stderr
    assert str(elsewhere / "faq2") in result.stderr

"""What the documents quote from the program is what the program prints."""

import re
import subprocess
from pathlib import Path

from tests.terminal.knowledge import ANSWER_IN, BOT, environment

ROOT = Path(__file__).parents[2]


def printed(folder: Path, *arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
    """Run the program with its own knowledge, in an empty working directory."""
    return subprocess.run(
        [*BOT, *arguments],
        input=given,
        capture_output=True,
        check=True,
        cwd=folder,
        encoding="utf-8",
        env=environment(),
        timeout=ANSWER_IN,
    )


def quoted(document: str, pattern: str) -> list[str]:
    """Return the groups of a pattern, the text between two lines of a document included."""
    found = re.search(pattern, (ROOT / document).read_text("utf-8"), re.DOTALL)
    assert found is not None
    return list(found.groups())


def test_the_conversation_of_the_readme(tmp_path):
    questions, answers = quoted(
        "README.md", r'```console\n\$ printf "([^"]*)" \| make run\n(.*?)\n```'
    )
    conversation = printed(tmp_path, "run", given=questions.replace(r"\n", "\n"))
    assert conversation.stdout.rstrip("\n") == answers


def test_the_explanation_in_the_document_on_matching(tmp_path):
    question, explanation = quoted(
        "docs/matching.md", r"For “([^”]*)” it\s+prints, below the answer:\n\n```text\n(.*?)\n```"
    )
    explained = printed(tmp_path, "ask", "--explain", question)
    assert explanation in explained.stdout + explained.stderr


def test_the_tests_that_the_document_on_reports_names_exist():
    document = (ROOT / "docs/reports.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)`: ((?:`test_\w+`(?:, )?)+)", document)
    assert len(named) > 100
    for file, tests in named:
        source = (ROOT / file).read_text("utf-8")
        missing = [test for test in re.findall(r"\w+", tests) if f"def {test}(" not in source]
        assert missing == [], file

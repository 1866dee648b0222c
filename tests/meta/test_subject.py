"""The subject is in the knowledge, never in the code, so that the bot works with any FAQ."""

import ast
import re
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
SUBJECT = re.compile(
    r"torch|olymp|sochi|soyuz|cosmonaut|spacewalk|cauldron|\bflame\b", re.IGNORECASE
)


def _strings(path: Path) -> list[str]:
    """The string constants of a module, without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]


@pytest.mark.parametrize("path", sorted(BOT.rglob("*.py")), ids=lambda path: path.stem)
def test_the_code_does_not_mention_the_subject(path: Path):
    assert [text for text in _strings(path) if SUBJECT.search(text)] == []

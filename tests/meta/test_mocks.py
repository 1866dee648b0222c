"""Every mock has a spec: a mock without one accepts any call, so it proves nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
MOCKS = {"Mock", "MagicMock", "AsyncMock", "NonCallableMock", "NonCallableMagicMock"}
SPECS = {"spec", "spec_set", "wraps"}


def mocks_without_a_spec(source: str) -> Iterator[int]:
    """The lines on which a mock is made without a spec."""
    tree = ast.parse(source)
    aliases = {
        alias.asname: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                name = aliases.get(name, name)
            case _:
                continue
        given = {keyword.arg for keyword in node.keywords}
        if name in MOCKS and not node.args and not given & SPECS:
            yield node.lineno


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=str(path.relative_to(TESTS))) for path in sorted(TESTS.rglob("*.py"))],
)
def test_every_mock_has_a_spec(path: Path):
    assert list(mocks_without_a_spec(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "from unittest.mock import Mock\nx = Mock()",
        "from unittest.mock import Mock as M\nx = M()",
        "from unittest import mock\nx = mock.MagicMock(name='a')",
        "import unittest.mock\nx = [unittest.mock.AsyncMock(return_value=1)]",
        "def f(make):\n    return Mock(side_effect=[Mock(spec=int)])",
    ],
)
def test_a_mock_without_a_spec_is_noticed(source: str):
    assert len(list(mocks_without_a_spec(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "x = Mock(int)",
        "x = Mock(spec=int)",
        "x = mock.AsyncMock(spec_set=int, return_value=1)",
        "x = create_autospec(int)",
        "x = Mockingbird()",
        "x = Mock",
    ],
)
def test_a_mock_with_a_spec_is_allowed(source: str):
    assert not list(mocks_without_a_spec(source))

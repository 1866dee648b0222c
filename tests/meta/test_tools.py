"""The scripts in tools/ fit the code that they use."""

import importlib
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"


def test_every_part_that_the_ablation_table_leaves_out_exists(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(TOOLS))
    table = importlib.import_module("ablation_table")

    names = [(target, name) for patches in table.WITHOUT.values() for target, name, _ in patches]

    assert names
    assert [name for target, name in names if not hasattr(target, name)] == []

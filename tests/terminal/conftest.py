from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.settings import Settings
from bot.terminal.commands import app
from tests.terminal.knowledge import small_folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A small knowledge folder, shared by all tests: do not change it."""
    return small_folder(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> Path:
    """An empty working directory, without any settings."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(elsewhere) -> Callable[..., object]:
    """Runs a command in this process; returns its exit code and both streams."""

    def run(*arguments: object, given: str | bytes = b""):
        result = CliRunner().invoke(app, [str(each) for each in arguments], input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run

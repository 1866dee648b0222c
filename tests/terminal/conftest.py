from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.settings import Settings
from bot.terminal.commands import app
from tests.terminal.knowledge import small_folder


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A small knowledge folder. Not to be changed: it is everybody's."""
    return small_folder(tmp_path_factory.mktemp("knowledge"))


@pytest.fixture
def elsewhere(tmp_path, monkeypatch) -> Path:
    """A working directory with nothing in it, and no setting in force."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(elsewhere) -> Callable[..., object]:
    """The command line in this process: arguments in, exit code and both streams out."""

    def run(*arguments: object, given: str | bytes = b""):
        result = CliRunner().invoke(app, [str(each) for each in arguments], input=given)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run

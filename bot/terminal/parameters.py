"""The options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

from bot.settings import expand_home
from bot.terminal.options import fail


def path_of(given: str | Path) -> Path:
    """The path that an option names; shells leave the `~` in `--knowledge=~/faq` to the program."""
    try:
        return expand_home(Path(given))
    except ValueError as error:
        fail(f"{given}: {error}.")


KnowledgeOption = Annotated[
    Path | None,
    typer.Option(
        "--knowledge", metavar="DIR", parser=path_of, help="The folder with the knowledge files"
    ),
]
NowOption = Annotated[
    str | None, typer.Option("--now", metavar="ISO", help="Start the bot's clock at this moment")
]

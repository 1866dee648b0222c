"""The options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

KnowledgeOption = Annotated[
    Path | None,
    typer.Option("--knowledge", metavar="DIR", help="The folder with the knowledge files"),
]
NowOption = Annotated[
    str | None, typer.Option("--now", metavar="ISO", help="Start the bot's clock at this moment")
]

"""The program's entry: runs the bot itself, or a command.

A bot that runs for months does not keep the commands and their library in memory.
"""

import io
import sys
from typing import cast

INTERRUPTED = 1  # the exit code, with every command


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        cast("io.TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", errors="replace")
    try:
        if sys.argv[1:] in ([], ["run"]):
            from bot.terminal.running import run_bot

            raise SystemExit(run_bot())
        from bot.terminal.commands import app

        app()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # The reader has closed the pipe, as `| head` does: there is nowhere left to write to.
        sys.stderr.close()
        raise SystemExit(0) from None

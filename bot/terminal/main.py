"""The program's entry: runs the bot itself, or a command.

A bot that runs for months does not keep the commands and their library in memory.
"""

import errno
import io
import sys
from typing import cast

INTERRUPTED = 1  # the exit code, with every command


def main() -> None:
    """Run the command line."""
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):  # whatever the system's encoding is
            cast("io.TextIOWrapper", stream).reconfigure(encoding="utf-8", errors=errors)
    try:
        if sys.argv[1:] in ([], ["run"]):
            from bot.terminal.running import run_bot

            raise SystemExit(run_bot())
        from bot.terminal.commands import app

        app()
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except OSError as error:
        if not _reader_is_gone(error):
            raise
        # As with `| head`: there is nowhere left to write to.
        sys.stderr.close()
        raise SystemExit(0) from None


def _reader_is_gone(error: OSError) -> bool:
    """Whether the pipe that standard output is has been closed at its other end."""
    on_windows = sys.platform == "win32" and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or on_windows

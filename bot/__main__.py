"""`python -m bot`: the same as the installed command `flamekeeper`."""

from bot.terminal.commands import main

main()

"""`python -m bot`: the same as the installed command `flamekeeper`."""

from bot.terminal.main import main

main()

"""`python -m bot`: the same as the installed command `flamekeeper`."""

from bot.cli import main

main()

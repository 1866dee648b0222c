"""Runs the bot: on Discord, or without a token in the terminal."""

import asyncio
from pathlib import Path

from bot.log import configure
from bot.terminal.options import (
    clock_from,
    knowledge_folder,
    load_live_knowledge,
    load_settings,
    load_snapshot,
    today_of,
)


def run_bot(knowledge: Path | None = None, now: str | None = None) -> int:
    """Run until stopped; returns the exit code. The arguments are the options of `run`."""
    settings = load_settings()
    clock = clock_from(now)
    folder = knowledge_folder(settings, knowledge)
    if settings.discord_token is None:
        from bot.terminal.chat import talk

        talk(load_snapshot(settings, folder), today_of(clock), hint=True)
        return 0
    configure(settings.log_level, settings.log_format, [settings.discord_token.get_secret_value()])
    live_knowledge = load_live_knowledge(settings, folder)
    # Imported only now, so that the memory freed after building is used again: 3 MB less.
    from bot.app import run_discord

    return asyncio.run(run_discord(settings, clock, live_knowledge))

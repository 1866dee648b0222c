"""The conversation in the terminal, and the answers to lines from a pipe."""

import sys
from collections.abc import Iterable
from datetime import date

from bot.service.answering import Answerer
from bot.service.milestone_lookup import look_up
from bot.service.snapshot import Snapshot
from bot.terminal.lines import utf8_lines
from bot.terminal.options import fail
from bot.terminal.screen import Screen, standard_output
from bot.text.answers import answer_message
from bot.text.command_errors import NO_QUESTION, NOTHING_TO_DO
from bot.text.lookup import lookup_text
from bot.text.markup import Markup
from bot.text.outcome import Outcome, Suggest
from bot.text.terminal import (
    CHAT_HELP,
    ENTRY_GONE,
    GO_LIVE,
    WELCOME,
    numbered,
    topics_text,
)

LEAVE = {"/quit", "/exit", "/bye"}


class Conversation:
    """A chat with one person: remembers which questions were offered last."""

    def __init__(self, snapshot: Snapshot, today: date, markup: Markup) -> None:
        self._snapshot = snapshot
        self._answerer = Answerer(lambda: snapshot)
        self._today = today
        self._markup = markup
        self._offered: dict[str, str] = {}  # the number to type → the entry's id

    def reply(self, line: str) -> str | None:
        """The reply to one line; None if the person wants to leave."""
        command, _, argument = line.strip().partition(" ")
        match command.casefold():
            case leave if leave in LEAVE:
                return None
            case "/milestone":
                result = look_up(self._snapshot, argument, self._today)
                return lookup_text(result, self._markup, limit=None)
            case "/help":
                return f"{CHAT_HELP}\n\n{topics_text(self._snapshot.knowledge, argument.strip())}"
            case number if number in self._offered:
                reply = self._answerer.entry(self._offered[number])
                return self._written(reply.outcome) if reply else ENTRY_GONE
            case _:
                return self._written(self._answerer.ask(line, self._today).outcome)

    def _written(self, outcome: Outcome) -> str:
        match outcome:
            case Suggest(entries):
                self._offered = {str(at): entry.id for at, entry in enumerate(entries, start=1)}
            case _:
                pass
        return outcome_text(outcome, self._markup)


def outcome_text(outcome: Outcome, markup: Markup) -> str:
    """An outcome as the terminal shows it: with sources, and suggestions numbered."""
    text = answer_message(outcome, markup).rstrip()
    match outcome:
        case Suggest(entries):
            return f"{text}\n{numbered(entries)}"
        case _:
            return text


def talk(snapshot: Snapshot, today: date, *, hint: bool) -> None:
    """Answer the lines of standard input; `hint`: the bot was started without a token."""
    screen = standard_output()
    conversation = Conversation(snapshot, today, screen.markup)
    on_terminal = sys.stdin.isatty()
    if on_terminal:
        if hint:
            print(GO_LIVE, file=sys.stderr)
        print(WELCOME, file=sys.stderr)
    try:
        questions = converse(conversation, standard_input(), screen, prompt=on_terminal)
    except KeyboardInterrupt:
        return
    if not questions and not on_terminal:
        fail(NOTHING_TO_DO if hint else NO_QUESTION)


def converse(
    conversation: Conversation, lines: Iterable[str], screen: Screen, *, prompt: bool
) -> int:
    """Answer line by line until the end; returns how many lines were not blank."""
    count = 0
    _prompt(show=prompt)
    for line in lines:
        if line.strip():
            count += 1
            text = conversation.reply(line)
            if text is None:
                break
            screen.show(f"{text}\n")
        _prompt(show=prompt)
    return count


def _prompt(*, show: bool) -> None:
    if show:
        print("> ", end="", flush=True)


def standard_input() -> Iterable[str]:
    """The lines of standard input, whatever bytes they hold."""
    for line in utf8_lines(sys.stdin.buffer):
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")

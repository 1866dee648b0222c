"""The conversation in the terminal, and replies as plain text."""

import re
import sys
from collections.abc import Iterable
from datetime import date

from bot.maps.route import Route
from bot.maps.subject import Picture, day_of_journey, of_journey, of_milestones
from bot.service.answering import Answerer
from bot.service.map_cache import paint
from bot.service.milestone_lookup import look_up
from bot.service.reply import Reply
from bot.service.snapshot import Snapshot
from bot.text.journey import tell_journey
from bot.text.milestones import tell_all

_HELP = """Ask a question in your own words, or
  a number           one of the questions offered last
  /milestone [WHEN]  what happened on a day, at a place or at an event
  /help [TOPIC]      what can be asked
  /quit              leave"""


def as_text(reply: Reply) -> str:
    """A reply as it stands in a terminal: suggestions numbered, sources below."""
    lines = [_unmarked(reply.message)]
    lines += [f"  {at}. {entry.question}" for at, entry in enumerate(reply.suggestions, start=1)]
    return "\n".join(lines)


def _unmarked(text: str) -> str:
    """Discord markdown without what a terminal cannot show."""
    text = re.sub(r"\[((?:[^\]\\]|\\.)*)\]\(<([^>]*)>\)", r"\1 <\2>", text)
    text = re.sub(r"(?m)^-# ", "  — ", text)
    text = re.sub(r"(?m)^#{1,3} ", "", text)
    text = re.sub(r"(?m)^\*(.+)\*$", r"\1", text.replace("**", ""))
    return text.replace("`", "").replace("\\", "").rstrip()


def milestones_text(snapshot: Snapshot, when: str | None, today: date) -> tuple[str, bool]:
    """What `milestone` prints, and whether anything was found."""
    found = look_up(snapshot.lookup, when, today)
    if not found.milestones:
        return found.remark, False
    return _unmarked(tell_all(found.milestones, found.remark, limit=20_000)), True


def draw_picture(snapshot: Snapshot, when: str, today: date) -> tuple[str, Picture | None]:
    """The map of what a query finds, of the whole journey without one; else why there is none."""
    route = Route.of(snapshot.calendar.milestones)
    if when:
        found = look_up(snapshot.lookup, when, today)
        if not found.milestones:
            return found.remark, None
        return "", paint(route, of_milestones(found.milestones))
    if not route.ground:
        return tell_journey(route, today), None
    return "", paint(route, of_journey(route, day_of_journey(route, today)))


class Conversation:
    """A chat with one person: remembers what was offered last."""

    def __init__(self, snapshot: Snapshot, today: date) -> None:
        self._snapshot = snapshot
        self._answerer = Answerer(lambda: snapshot)
        self._today = today
        self._offered: dict[str, str] = {}  # the number typed → the entry

    def reply(self, line: str) -> str | None:
        """The answer to one line; None when the person leaves."""
        command, _, argument = line.strip().partition(" ")
        match command.casefold():
            case "/quit" | "/exit" | "/bye":
                return None
            case "/milestone":
                return milestones_text(self._snapshot, argument, self._today)[0]
            case "/help":
                return f"{_HELP}\n\n{self._topics(argument.strip())}"
            case number if number in self._offered:
                reply = self._answerer.entry(self._offered[number])
            case _:
                reply = self._answerer.ask(line, self._today)
        if reply is None:
            return "That answer is no longer there."
        if reply.suggestions:
            self._offered = {
                str(at): entry.id for at, entry in enumerate(reply.suggestions, start=1)
            }
        return as_text(reply)

    def _topics(self, wanted: str) -> str:
        groups = self._snapshot.knowledge.groups
        for name, entries in groups.items():
            if name.casefold() == wanted.casefold():
                return "\n".join([f"{name}:", *(f"  {entry.question}" for entry in entries)])
        return "\n".join(["Topics:", *(f"  {name} ({len(each)})" for name, each in groups.items())])


def converse(conversation: Conversation, lines: Iterable[str], *, prompt: bool) -> int:
    """Answer line by line until the end; returns how many questions there were."""
    asked = 0
    if prompt:
        print("> ", end="", flush=True)
    for line in lines:
        if line.strip():
            asked += 1
            said = conversation.reply(line)
            if said is None:
                break
            print(said, end="\n\n", flush=True)
        if prompt:
            print("> ", end="", flush=True)
    return asked


def standard_input() -> Iterable[str]:
    """The lines of standard input, whatever bytes they hold."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")

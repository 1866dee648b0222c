"""The commands that show what the calendar has: `milestone` and `map`."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.knowledge.model import Milestone
from bot.maps.route import Route
from bot.maps.subject import Subject, day_of_journey
from bot.service.map_cache import load_and_draw
from bot.service.milestone_lookup import look_up
from bot.service.snapshot import Snapshot
from bot.terminal.json_output import lookup_json
from bot.terminal.options import clock_from, fail, open_snapshot, today_of
from bot.terminal.parameters import KnowledgeOption, NowOption, path_of
from bot.terminal.screen import standard_output
from bot.text.command_errors import cannot_write
from bot.text.journey import NO_JOURNEY
from bot.text.lookup import Anniversary, LookupResult, Matches, lookup_text
from bot.text.plain import PLAIN

WhenArgument = Annotated[list[str] | None, typer.Argument(help="A date, a place or an event")]


def milestone(
    when: WhenArgument = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON")] = False,
    now: NowOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Show a day, a place or an event of the journey (default: today's anniversary or the next)."""
    snapshot = open_snapshot(knowledge)
    query = " ".join(when or ())
    result = look_up(snapshot, query, today_of(clock_from(now)))
    milestones = _milestones(result)
    if as_json:
        found = lookup_json(query, milestones, snapshot.calendar)
        print(json.dumps(found, ensure_ascii=False))
    else:
        screen = standard_output()
        screen.show(lookup_text(result, screen.markup, limit=None))
    raise typer.Exit(0 if milestones else 1)


def draw_map(
    when: WhenArgument = None,
    *,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE.png", parser=path_of, help="Where to save the map"),
    ],
    now: NowOption = None,
    knowledge: KnowledgeOption = None,
) -> None:
    """Draw a map of a day, a place or an event of the journey (default: the whole journey)."""
    snapshot = open_snapshot(knowledge)
    today = today_of(clock_from(now))
    route = Route.of(snapshot.calendar.milestones)
    query = " ".join(when or ())
    subject = _of_query(snapshot, query, today) if query else _of_journey(route, today)
    picture = load_and_draw(route, subject)
    try:
        out.write_bytes(picture.png)
    except OSError as error:
        fail(cannot_write(str(out), error.strerror))
    print(picture.alt_text)


def _of_query(snapshot: Snapshot, query: str, today: date) -> Subject:
    result = look_up(snapshot, query, today)
    milestones = _milestones(result)
    return (
        Subject.of_milestones(milestones) if milestones else _not_found(lookup_text(result, PLAIN))
    )


def _of_journey(route: Route, today: date) -> Subject:
    return (
        Subject.of_journey(route, day_of_journey(route, today))
        if route.ground
        else _not_found(NO_JOURNEY)
    )


def _milestones(result: LookupResult) -> tuple[Milestone, ...]:
    match result:
        case Matches(milestones) | Anniversary(milestones):
            return milestones
        case _:
            return ()


def _not_found(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(1)

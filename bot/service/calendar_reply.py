"""What the calendar says to a question: its milestones, or that it has none there and which next.

Never that nothing happened: a calendar only knows what it lists.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.knowledge.citation import MESSAGE_LIMIT, with_sources
from bot.knowledge.model import Entry
from bot.knowledge.telling import day_name, tell_all
from bot.matching.decide import Judgement
from bot.relay.calendar import Calendar
from bot.relay.finding import Finder, Found
from bot.relay.mention import Mention, last_of_month, years_of
from bot.relay.reading import Kind, Reading
from bot.service.reply import Reply

FEW_DAYS_TOLD = 3  # beside an entry's answer


def from_calendar(
    question: str, reading: Reading, finder: Finder, judgement: Judgement, linked: Entry | None
) -> Reply:
    """The calendar's answer, with an entry named below that may be meant as well."""
    found = reading.found
    see_also = f"\n-# See also: {linked.question}" if linked else ""
    why = f"The calendar reads {reading.kind} in it, with a strength of {reading.strength:.0%}."
    reply = Reply(
        question,
        "answer",
        tell_all(found.milestones, limit=MESSAGE_LIMIT - len(see_also)) + see_also,
        milestones=found.milestones,
        linked=(linked,) if linked else (),
        nearest=judgement.nearest,
        sources=tuple(dict.fromkeys(each for one in found.milestones for each in one.sources)),
        reasons=(*judgement.reasons, why),
    )
    if found.milestones:
        return reply
    nowhere = reading.kind is Kind.NOWHERE
    text = no_such_place(reading.name, finder) if nowhere else nothing_on(found, finder.calendar)
    return replace(reply, outcome="unknown", text=text + see_also)


def with_date(reply: Reply, found: Found) -> Reply:
    """An entry's answer below the calendar's dates for the same: few, and one event for each."""
    by_day = {each.date: each for each in reversed(found.milestones)}
    first = tuple(by_day[day] for day in dict.fromkeys(each.date for each in found.milestones))
    milestones = first[:FEW_DAYS_TOLD]
    lines = "\n".join(f"**{day_name(each.date)}** · {each.title}" for each in milestones)
    return replace(
        _longer(reply, f"{lines}\n{reply.text}"),
        milestones=milestones,
        reasons=(*reply.reasons, "The calendar has the day for it."),
    )


def with_link(reply: Reply, days: Sequence[date], calendar: Calendar) -> Reply:
    """An entry's answer with the days of the calendar named below that may be meant as well."""
    links = [
        f"{day_name(day)}, {calendar.on(day)[0].title} (`/milestone {day.isoformat()}`)"
        for day in days[:FEW_DAYS_TOLD]
    ]
    return _longer(reply, f"{reply.text}\n-# See also: {'; '.join(links)}") if links else reply


def _longer(reply: Reply, text: str) -> Reply:
    """The reply with a longer text, where one message holds it."""
    fits = len(with_sources(text, reply.sources)) <= MESSAGE_LIMIT
    return replace(reply, text=text) if fits else reply


def no_such_place(name: str, finder: Finder) -> str:
    """Say that the calendar does not have a place, and which name is spelt nearly like it."""
    near = finder.names.nearest(name)
    hint = f" The name most like it is {near[0]}, {day_name(near[1].date)}." if near else ""
    return f"My calendar has no stop called {name}.{hint}"


def nothing_on(found: Found, calendar: Calendar) -> str:
    """Say that the calendar has nothing for a date, and what comes before and after."""
    mention = found.mentions[0]
    first, last = _around(mention, calendar)
    sides = (("entry before", calendar.previous(first)), ("next", calendar.next(last)))
    neighbours = [
        f"the {name} is {day_name(day)} ({calendar.on(day)[0].title})" for name, day in sides if day
    ]
    around = f"; {' and '.join(neighbours)}" if neighbours else ""
    if not mention.possible:
        return f"There is no such day as {_spoken(mention)}{around}."
    spoken = day_name(first) if mention.days == 1 else mention.text
    return f"My calendar has nothing for {spoken}{around}."


def _around(mention: Mention, calendar: Calendar) -> tuple[date, date]:
    """The first and the last day that a mention means in its likeliest year."""
    relay = calendar.relay
    spans: list[tuple[date, date]] = []
    for year in years_of(mention, calendar) or [mention.year or date.min.year]:
        if first := mention.first_in(year):
            spans.append((first, mention.last_in(year)))
        elif end := last_of_month(year, mention.month):
            # A day too many: between its month's last day, itself included, and the next.
            spans.append((end + timedelta(days=1), end))
    if not spans:
        return date.max, date.max
    if relay is None:
        return spans[-1]
    return min(spans, key=lambda span: max(relay.first - span[1], span[0] - relay.last))


def _spoken(mention: Mention) -> str:
    """An impossible day in words, or as it was written where not even its month exists."""
    if not 1 <= mention.month <= 12:
        return mention.text
    year = f" {mention.year}" if mention.year is not None else ""
    return f"{mention.day} {date(2000, mention.month, 1):%B}{year}"

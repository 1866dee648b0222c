"""What of the calendar a question speaks of, and how much of the question that explains.

A question is the calendar's if it asks for what a calendar tells (when, where on that day, what
happened, whether it came there) and names what a calendar has: a date, a place or an event. The
strength is the share of the question's informative words that this explains, times what such a
question is worth at best. Words that it cannot explain speak for another subject.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.calendar.lookup import Found

# What a reading is worth that explains every word.
DATE, PLACE, EVENT = 0.985, 0.93, 0.92
LOOSE = 0.8  # of that, where no day is asked for and there is more in the question

# Words that make something else of a visit: “did it go out in …”.
ASIDES = frozenset("out off up down again much many more most without not".split())
TALK = frozenset("you your we us our i my".split())  # people talking of themselves


class Kind(StrEnum):
    """What in the calendar a question names."""

    DATE = "date"
    PLACE = "place"
    EVENT = "event"
    NOWHERE = "nowhere"  # a place that the calendar does not have


@dataclass(frozen=True, slots=True)
class Reading:
    """What of the calendar a question speaks of; `strength` is between 0 and 1."""

    kind: Kind
    found: Found
    strength: float
    name: str = ""  # of a place that the calendar does not have
    pure: bool = False  # a date or a place, and nothing beside it
    day: bool = False  # a day is what is asked for

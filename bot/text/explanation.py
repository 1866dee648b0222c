"""What `ask --explain` says about the calendar's part in an outcome."""

from bot.calendar.interpretation import InterpretationKind

_KINDS = {
    InterpretationKind.DATE: "a date",
    InterpretationKind.PLACE: "a place",
    InterpretationKind.UNKNOWN_PLACE: "a place that the calendar does not have",
}


def calendar_answers(kind: InterpretationKind) -> str:
    """The calendar answers, because the question is about a date or a place."""
    return f"The calendar answers: the question is about {_KINDS[kind]}."


def entry_tells(id_: str) -> str:
    """An entry answers, because it tells of a day that the calendar found."""
    return f"The calendar found a day that {id_} tells of, so {id_} answers."

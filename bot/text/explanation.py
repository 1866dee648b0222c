"""What `ask --explain` says about the calendar's part in an outcome."""

from bot.calendar.interpretation import InterpretationKind

CALENDAR_HAS_DATES = "The calendar has the dates that the question asks for."


def calendar_answers(kind: InterpretationKind, strength: float) -> str:
    """The calendar's interpretation of a question was stronger than the nearest entry."""
    return f"The calendar answers: {kind}, with a strength of {strength:.0%}."

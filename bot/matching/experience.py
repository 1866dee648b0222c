"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -12.6291,  # constant
    3.9583,  # spelling
    1.4287,  # shared
    0.9287,  # meaning
    0.4111,  # margin
    2.1177,  # kind
    1.5543,  # typical
    0.7863,  # least
    -2.4791,  # missed
    0.9096,  # covered
    2.6698,  # terms
    -2.1955,  # opens
)

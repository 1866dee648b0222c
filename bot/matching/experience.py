"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -13.4342,  # constant
    4.2261,  # spelling
    1.6327,  # shared
    0.7311,  # meaning
    0.4327,  # margin
    2.1503,  # kind
    2.3196,  # typical
    1.0859,  # covered
    -0.2899,  # unknown
    -0.3327,  # elsewhere
    2.5567,  # terms
    -2.3697,  # opens
)

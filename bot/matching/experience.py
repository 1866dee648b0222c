"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -11.8044,  # constant
    5.7365,  # spelling
    0.4404,  # meaning
    0.4125,  # margin
    0.0000,  # ahead
    1.7102,  # kind
    1.9514,  # typical
    1.1057,  # covered
    -0.5664,  # unknown
    -0.5211,  # elsewhere
    2.6578,  # terms
    -1.9584,  # opens
)

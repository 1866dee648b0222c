"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -13.3125,  # constant
    4.4039,  # spelling
    0.7644,  # meaning
    0.4685,  # margin
    0.0000,  # ahead
    2.4214,  # kind
    2.6121,  # typical
    1.0221,  # covered
    -0.3025,  # unknown
    -0.3676,  # elsewhere
    3.6840,  # terms
    -2.4938,  # opens
)

"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -11.7388,  # constant
    5.4211,  # spelling
    0.6681,  # meaning
    0.3973,  # margin
    0.0000,  # ahead
    2.0749,  # kind
    1.9618,  # typical
    1.0050,  # covered
    -0.5946,  # unknown
    -0.6063,  # elsewhere
    2.7897,  # terms
    -1.9744,  # opens
)

"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -11.4406,  # constant
    4.7334,  # spelling
    0.7549,  # meaning
    0.4000,  # margin
    0.0000,  # ahead
    2.9563,  # kind
    2.5193,  # typical
    1.0216,  # covered
    -0.4964,  # unknown
    -0.5226,  # elsewhere
    2.6232,  # terms
    -1.8961,  # opens
)

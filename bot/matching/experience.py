"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -11.0374,  # constant
    4.9181,  # spelling
    0.8713,  # meaning
    0.3094,  # margin
    0.0000,  # ahead
    3.3245,  # kind
    1.6606,  # typical
    0.9966,  # covered
    -0.4596,  # unknown
    -0.3659,  # elsewhere
    2.6864,  # terms
    -2.2734,  # opens
)

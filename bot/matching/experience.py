"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -11.1411,  # constant
    4.8724,  # spelling
    0.6558,  # meaning
    0.2722,  # margin
    0.1703,  # ahead
    3.3079,  # kind
    1.9013,  # typical
    1.0214,  # covered
    -0.3997,  # unknown
    -0.2061,  # elsewhere
    2.6191,  # terms
    -2.2984,  # opens
)

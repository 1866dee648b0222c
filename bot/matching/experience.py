"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -11.8727,  # constant
    6.0737,  # spelling
    0.5158,  # meaning
    0.4081,  # margin
    0.0000,  # ahead
    1.6119,  # kind
    1.8514,  # typical
    1.0622,  # covered
    -0.5765,  # unknown
    -0.5465,  # elsewhere
    2.6885,  # terms
    -2.0178,  # opens
)

"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -13.1788,  # constant
    4.2104,  # spelling
    1.0685,  # meaning
    0.4526,  # margin
    0.0000,  # ahead
    1.8845,  # kind
    2.7917,  # typical
    0.8955,  # covered
    -0.2300,  # unknown
    -0.3373,  # elsewhere
    3.7064,  # terms
    -2.3846,  # opens
)

"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -13.5926,  # constant
    4.5573,  # spelling
    1.6105,  # shared
    0.6182,  # meaning
    0.4314,  # margin
    2.0780,  # kind
    2.2515,  # typical
    1.1346,  # covered
    -0.2918,  # unknown
    -0.3273,  # elsewhere
    2.5427,  # terms
    -2.3826,  # opens
)

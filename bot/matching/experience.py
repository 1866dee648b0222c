"""What questions of people taught once and for all; see `tools/learn.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.signals.SIGNS`
    -11.9030,  # constant
    5.5909,  # spelling
    0.6635,  # meaning
    0.3919,  # margin
    0.0000,  # ahead
    2.1003,  # kind
    2.0605,  # typical
    1.0787,  # covered
    -0.5517,  # unknown
    -0.5614,  # elsewhere
    2.7270,  # terms
    -2.0085,  # opens
)

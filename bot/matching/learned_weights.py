"""Feature weights learned from people's questions; made by `tools/learned_weights.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.features.FEATURE_SIGNS`
    -12.6218,  # constant
    3.9503,  # similarity
    1.4310,  # shared
    0.9332,  # meaning
    0.4110,  # margin
    2.1231,  # kind
    1.5515,  # typical
    0.7881,  # least_typical
    -2.4793,  # missing
    0.9079,  # covered
    2.6688,  # terms
    -2.1988,  # opens
)

"""Feature weights learned from people's questions; made by `tools/learned_weights.py`."""

WEIGHTS: tuple[float, ...] = (  # in the order of `bot.matching.features.FEATURE_SIGNS`
    -13.5169,  # constant
    3.3877,  # similarity
    2.6651,  # shared
    1.8518,  # meaning
    0.0636,  # margin
    1.7634,  # kind
    3.1598,  # typical
    0.8823,  # least_typical
    1.6049,  # covered
    0.5217,  # terms
    -0.8950,  # opens
    -1.3557,  # foreign
    -1.6869,  # present
    0.6992,  # brief
)

"""Functions that pull x towards 0."""

ORACLES = {}
VARIANTS = []

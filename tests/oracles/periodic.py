"""Functions with waves in them."""

ORACLES = {}
VARIANTS = []

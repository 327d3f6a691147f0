"""Plain functions of mathematics."""

ORACLES = {}
VARIANTS = []

"""How traits are measured: from samples of the formula, each by a stated method and tolerance."""

"""Comparisons in every format, in tables and in words."""

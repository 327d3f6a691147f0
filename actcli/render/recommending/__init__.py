"""Draws what `recommend` answers on a terminal."""

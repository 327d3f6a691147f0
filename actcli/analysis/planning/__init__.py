"""A network layer by layer, and its code; `analysis/plan.py` is the door."""

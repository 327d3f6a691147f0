"""How a question becomes rows of the selection table; `analysis/recommend.py` is the door."""

"""Numbers of many digits as the constants of a module: each rounded once, to the nearest double."""

from mpmath import mp, mpf


def nearest(value: mpf) -> float:
    """The double nearest to value."""
    with mp.workprec(53):
        return float(+value)


def pair(value: mpf) -> str:
    """The nearest double and the double nearest to the rest, as a Python tuple."""
    return f"({nearest(value)!r}, {nearest(value - nearest(value))!r})"


def column(name: str, entries: list[str]) -> str:
    """A tuple of that name with a line for each entry."""
    return "\n".join([f"{name} = (", *(f"    {entry}," for entry in entries), ")"])

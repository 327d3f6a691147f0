"""Pieces of PyTorch code that a plan's model and its training share; needs no NumPy."""

from collections.abc import Sequence

from actcli.analysis.planning.network import Head
from actcli.catalog.symbol_calls import number


def between_bounds(head: Head, squashed: str, *, is_share: bool = False) -> str:
    """What brings a sigmoid, a tanh, or (is_share) a number in [0, 1] between the bounds."""
    assert head.bounds is not None
    low, high = head.bounds
    if head.prediction == "scaled_tanh" and not is_share:
        start, scale = (low + high) / 2.0, (high - low) / 2.0
    else:
        start, scale = low, high - low
    product = squashed if scale == 1.0 else f"{number(scale)} * {squashed}"
    return product if start == 0.0 else f"{number(start)} + {product}"


def function_text(head: str, said: str, lines: Sequence[str]) -> str:
    """A function of a head, a docstring and lines."""
    body = "\n".join(f"    {line}" for line in lines)
    return f'def {head}:\n    """{said}"""\n{body}'

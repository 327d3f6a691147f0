"""What --sample and --seed ask for: the source of chance from which random functions are drawn."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from actcli.errors import ActcliError

if TYPE_CHECKING:
    from numpy.random import Generator

    from actcli.catalog.activation import Activation


def chance(
    functions: "Sequence[Activation]", orders: Sequence[int], sample: bool, seed: int | None
) -> "Generator":
    """The source of chance; ActcliError where there is nothing to draw."""
    if not sample:
        raise ActcliError("--seed is for --sample", "add --sample to draw from a random function")
    if list(orders) != [0]:
        raise ActcliError("--sample draws values, not slopes", "leave out -d")
    for function in functions:
        if function.entry is None or not function.entry.sample:
            raise ActcliError(
                f"{function.spec} is not random: there is nothing to sample", "leave out --sample"
            )
    if seed is not None and seed < 0:
        raise ActcliError(f"--seed: {seed} is below 0")
    import secrets

    from numpy.random import default_rng

    if seed is None:
        seed = secrets.randbelow(2**32)
        typer.echo(f"actcli: drawn with --seed {seed}", err=True)
    return default_rng(seed)

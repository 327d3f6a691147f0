"""Names of functions in sentences: as readers write them, with how Korean reads them."""

from actcli.analysis.recommending.names import readers_name
from actcli.render.korean import Spoken


def spoken(function: str, language: str) -> Spoken:
    """The name of a function, which knows how it is read."""
    from actcli.catalog.prose import prose

    return Spoken(function, prose(function, language).reading)


def named(function: str, language: str) -> Spoken:
    """The same as readers write it: ReLU for relu."""
    return Spoken(readers_name(function), spoken(function, language).reading)

"""The value of a constant part of a formula; NumPy is imported only where there is such a part."""

from actcli.formula.tree import Node


def constant_value(tree: Node) -> float:
    """The value of a part of a formula in which neither x nor a parameter occurs."""
    import numpy as np

    from actcli.formula.evaluate import evaluate

    return float(evaluate(tree, np.zeros(1), {}, [0])[0][0])

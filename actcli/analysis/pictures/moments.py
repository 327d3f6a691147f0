"""Mean and standard deviation of a stream of numbers, block by block."""

import math

import numpy as np

from actcli.analysis.pictures.picture import Array


class Moments:
    """Mean and standard deviation in one pass.

    The squares of a block are summed around its own mean and joined to those before (Chan, Golub,
    LeVeque 1983, Algorithms for computing the sample variance, The American Statistician 37). All
    is kept in units of a power of 2 above the largest number, so that no square overflows.
    """

    def __init__(self) -> None:
        self._count = 0
        self._exponent = -1000
        self._mean = 0.0
        self._squares = 0.0

    def add(self, values: Array, largest: float) -> None:
        """Take in finite numbers, the largest of them and all before being of that size."""
        if largest > 0.0:
            self._rescale(math.frexp(largest)[1])
        scaled = values * math.ldexp(1.0, -self._exponent)
        mean = float(scaled.mean())
        squares = float(np.square(scaled - mean).sum())
        count = self._count + values.size
        apart = mean - self._mean
        self._squares += squares + apart * apart * (self._count / count * values.size)
        self._mean += apart * (values.size / count)
        self._count = count

    def _rescale(self, exponent: int) -> None:
        if exponent <= self._exponent:
            return
        down = self._exponent - exponent
        self._mean = math.ldexp(self._mean, down)
        self._squares = math.ldexp(self._squares, 2 * down)
        self._exponent = exponent

    @property
    def mean(self) -> float:
        """The mean; a number must have come before."""
        return _raised(self._mean, self._exponent)

    @property
    def deviation(self) -> float:
        """The standard deviation, the sum of squares divided by their number."""
        return _raised(math.sqrt(self._squares / self._count), self._exponent)


def _raised(value: float, exponent: int) -> float:
    """The value times a power of 2; infinity where that is beyond the doubles."""
    return math.ldexp(value / 2.0, exponent) * 2.0

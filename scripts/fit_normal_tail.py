"""Compute the constants of actcli/formula/special.py and print them as they stand there.

    python scripts/fit_normal_tail.py            print the block of constants
    python scripts/fit_normal_tail.py --check    exit with 1 if special.py holds another block

All is computed at 50 digits and rounded once, to the nearest double. A constant that must be known
beyond a double is a pair: the nearest double, and the double nearest to what is missing from it.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from constants import column, nearest, pair
from mpmath import mp, mpf

MODULE = Path(__file__).resolve().parent.parent / "actcli" / "formula" / "special.py"

# k of t = (a - k) / (a + k). Of k = 2 to 6 with factors 1 + c a, c = 0.75 to 1.5, k = 5, c = 1 has
# the smallest bound on the rounding errors of g, about a quarter of a unit in the last place.
CENTRE = 5
SMALLEST = mpf("0.7")  # nearer to 0 the polynomial for erf serves both functions
LARGEST = mpf("38.75")  # Phi(-a) is below the smallest double from 38.49 on
SMALL_ERF = mpf("0.5")  # the polynomial for erf ends here; 0.7 / sqrt(2) lies within

Function = Callable[[mpf], mpf]


def tail_of_t(t: mpf) -> mpf:
    """(1 + a) exp(a^2/2) Phi(-a) at a = k (1 + t) / (1 - t), nearly constant."""
    a = CENTRE * (1 + t) / (1 - t)
    return (1 + a) * mp.exp(a * a / 2) * mp.erfc(a / mp.sqrt(2)) / 2


def small_erf_of_square(square: mpf) -> mpf:
    """erf(x) / x - 1 as a function of x^2."""
    x = mp.sqrt(square)
    return (mp.erf(x) / x if x else 2 / mp.sqrt(mp.pi)) - 1


def chebyshev_coefficients(function: Function, low: mpf, high: mpf, terms: int) -> list[mpf]:
    """The coefficients of the interpolant through the Chebyshev points of [low, high]."""
    angles = [mp.pi * (2 * i + 1) / (2 * terms) for i in range(terms)]
    values = [function((high + low) / 2 + (high - low) / 2 * mp.cos(angle)) for angle in angles]
    sums = [
        sum(value * mp.cos(j * angle) for value, angle in zip(values, angles, strict=True))
        for j in range(terms)
    ]
    return [sums[0] / terms, *(2 * total / terms for total in sums[1:])]


def powers_of_argument(chebyshev: list[mpf], low: mpf, high: mpf) -> list[mpf]:
    """The same polynomial in powers of its argument, constant term first."""
    scale, shift = 2 / (high - low), -(high + low) / (high - low)

    def times_argument(factor: list[mpf]) -> list[mpf]:
        """The product with scale * argument + shift, which runs over [-1, 1]."""
        raised = [mpf(0), *(scale * value for value in factor)]
        return [a + shift * b for a, b in zip(raised, [*factor, mpf(0)], strict=True)]

    total = [mpf(0)] * len(chebyshev)
    current, following = [mpf(1)], times_argument([mpf(1)])
    for coefficient in chebyshev:
        for i, value in enumerate(current):
            total[i] += coefficient * value
        # T[j + 1](z) = 2 z T[j](z) - T[j - 1](z)
        doubled = [2 * value for value in times_argument(following)]
        before = current + [mpf(0)] * (len(doubled) - len(current))
        current, following = following, [a - b for a, b in zip(doubled, before, strict=True)]
    return total


def polynomial(powers: list[mpf], argument: mpf) -> mpf:
    return sum(value * argument**i for i, value in enumerate(powers))


def fit(function: Function, low: mpf, high: mpf, terms: int) -> tuple[list[mpf], mpf]:
    """A polynomial near the function on [low, high], and its largest error there as it is printed.

    The constant term is kept as a pair, the others are rounded to doubles.
    """
    powers = powers_of_argument(chebyshev_coefficients(function, low, high, terms), low, high)
    printed = [powers[0], *(mpf(nearest(value)) for value in powers[1:])]
    points = [low + (high - low) * i / 200 for i in range(201)]
    errors = [abs(polynomial(printed, point) - function(point)) for point in points]
    return powers, max(errors)


def block() -> str:
    """The block of constants, as it stands in the module."""
    with mp.workdps(50):
        low = (SMALLEST - CENTRE) / (SMALLEST + CENTRE)
        high = (LARGEST - CENTRE) / (LARGEST + CENTRE)
        tail, tail_error = fit(tail_of_t, low, high, terms=22)
        small, small_error = fit(small_erf_of_square, mpf(0), SMALL_ERF**2, terms=10)
        return "\n".join(
            [
                f"_TAIL_CENTRE = {CENTRE}.0",
                f"# g(t), between 0.4 and 0.53; largest error {mp.nstr(tail_error, 2)}.",
                f"_TAIL_CONSTANT = {pair(tail[0])}",
                column("_TAIL_TERMS", [repr(nearest(value)) for value in tail[1:]]),
                f"# erf(x) / x - 1 in powers of x^2; largest error {mp.nstr(small_error, 2)}.",
                f"_ERF_CONSTANT = {pair(small[0])}",
                column("_ERF_TERMS", [repr(nearest(value)) for value in small[1:]]),
                "# Where its use ends for erf(x), and for Phi(x) = (1 + erf(x / sqrt(2))) / 2.",
                f"_NEAR_ZERO = {nearest(SMALL_ERF)!r}",
                f"_NORMAL_NEAR_ZERO = {nearest(SMALLEST)!r}",
                f"_SQRT_2 = {pair(mp.sqrt(2))}",
                f"_SQRT_HALF = {pair(mp.sqrt(mpf(1) / 2))}",
                f"_ONE_OVER_SQRT_2_PI = {pair(1 / mp.sqrt(2 * mp.pi))}",
                f"_TWO_OVER_SQRT_PI = {pair(2 / mp.sqrt(mp.pi))}",
            ]
        )


def main(arguments: list[str]) -> int:
    constants = block()
    if arguments != ["--check"]:
        print(constants)
        return 0
    if constants in MODULE.read_text(encoding="utf-8"):
        return 0
    print(f"{MODULE.name}: its constants are not what {Path(__file__).name} prints")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

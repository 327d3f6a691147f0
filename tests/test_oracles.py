"""The oracles are to be trusted: 60 digits are enough for their forms."""

import mpmath
import pytest
from oracles import CASES

POINTS = [-1e8, -745.0, -90.0, -37.7, -8.3, -2.5, -0.75, -1e-3, -1e-9, 1e-9, 1e-3, 0.6, 2.1]
POINTS += [6.4, 36.0, 91.0, 710.0, 1e8, -1e100, 1e100]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.spec)
def test_more_digits_change_nothing(case):
    """Forty digits more leave the first 25 as they are, in every tail."""
    for x in POINTS:
        for known, better in zip(case.jet(x), case.jet(x, 200), strict=True):
            with mpmath.workdps(200):
                error = abs(known - better)
                assert error < mpmath.mpf("1e-330") or error < abs(better) * mpmath.mpf("1e-25"), x

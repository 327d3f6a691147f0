"""Whether two means differ by more than the noise of their runs: Welch's t-test at 95 %."""

import math
from dataclasses import dataclass

# Upper 2.5 % points of Student's t by degrees of freedom: |t| beyond them has 5 % on both sides.
# NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2.
_QUANTILES = {
    **dict(
        enumerate(
            (
                *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
                *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
                *(2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042),
            ),
            start=1,
        )
    ),
    **{40: 2.021, 60: 2.000, 100: 1.984},
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What a table says of several runs: mean, sample standard deviation, and how many."""

    mean: float
    deviation: float  # with n - 1 in the denominator, above 0
    runs: int  # at least 2


@dataclass(frozen=True, slots=True)
class WelchTest:
    """Welch's test of two means, and the size of t that chance alone exceeds in 5 % of cases."""

    t: float
    degrees_of_freedom: float
    critical: float

    @property
    def is_beyond_noise(self) -> bool:
        """Whether chance alone would give so large a t in less than 5 % of cases."""
        return abs(self.t) > self.critical


def welch_test(first: Sample, second: Sample) -> WelchTest:
    """Test the means of two samples whose variances may differ.

    Welch 1947, Biometrika 34; degrees of freedom by Satterthwaite 1946, Biometrics Bulletin 2.
    """
    variances = [sample.deviation**2 / sample.runs for sample in (first, second)]
    total = sum(variances)
    degrees_of_freedom = total**2 / sum(
        variance**2 / (sample.runs - 1)
        for variance, sample in zip(variances, (first, second), strict=True)
    )
    t = (first.mean - second.mean) / math.sqrt(total)
    return WelchTest(t, degrees_of_freedom, critical_t(degrees_of_freedom))


def critical_t(degrees_of_freedom: float) -> float:
    """The |t| that 5 % exceed; between two rows of the table the larger one, so never too small."""
    # Satterthwaite's formula can fall below 1 by a rounding error.
    return _QUANTILES[max((d for d in _QUANTILES if d <= degrees_of_freedom), default=1)]

"""The exponential and the logarithm, value and correction.

NumPy's exp and log do not tell their rounding error, have no digits to spare below 1e-308, and
differ between machines. exp(a) is exp(r) 2^(n / 64), |r| <= ln(2) / 128, the powers of 2 from a
table: Tang 1989, "Table-driven implementation of the exponential function" (ACM TOMS 15). Nothing
in it is larger than r but the power itself, so value and correction are good to some 2^-60, and
exp(a) - 1 keeps its digits however small a is.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from actcli.formula.compensated import (
    Array,
    Compensated,
    Number,
    correction_of,
    settled,
    two_product,
)

Powers = NDArray[np.int64]

# exp(r) = 1 + r + r^2 (1/2! + r / 3! + ... + r^4 / 6!), to 3e-20 for |r| <= ln(2) / 128.
_TERMS = (1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720)

# The constants below are printed by scripts/fit_elementary.py; a pair is value and correction.
_STEPS_PER_UNIT = 92.33248261689366
# ln(2) / 64; the first part is short, so that its multiples are exact.
_LN_2_STEP = (0.010830424696223417, 2.572804622327669e-14)
_POWERS_OF_2 = (
    (1.0, 0.0),
    (1.0108892860517005, -1.5234778603368577e-17),
    (1.0218971486541166, 5.109225028973444e-17),
    (1.0330248790212284, 7.600838874027088e-18),
    (1.0442737824274138, 8.551889705537965e-17),
    (1.0556451783605572, 1.759325738772092e-18),
    (1.0671404006768237, -7.899853966841582e-17),
    (1.0787607977571199, -6.656660436056593e-17),
    (1.0905077326652577, -3.046782079812471e-17),
    (1.102382583307841, 5.2660368715706944e-17),
    (1.1143867425958924, 1.0410278456845571e-16),
    (1.1265216186082418, 5.165856758795457e-17),
    (1.1387886347566916, 8.912812676025408e-17),
    (1.1511892299529827, 3.250710218863827e-17),
    (1.1637248587775775, 3.8292048369240935e-17),
    (1.1763969916502812, 5.554203254218079e-17),
    (1.189207115002721, 3.982015231465646e-17),
    (1.202156731452703, 6.644981499252301e-17),
    (1.215247359980469, -7.712630692681488e-17),
    (1.22848053610687, -1.89878163130253e-17),
    (1.241857812073484, 4.658027591836937e-17),
    (1.255380757024691, -6.7113898212968784e-18),
    (1.2690509571917332, 2.667932131342186e-18),
    (1.2828700160787783, 1.713594918243561e-17),
    (1.2968395546510096, 2.5382502794888315e-17),
    (1.3109612115247644, -7.181536135519454e-17),
    (1.3252366431597413, -2.8587312100388614e-17),
    (1.339667524053303, 8.927282594831732e-17),
    (1.3542555469368927, 7.70094837980299e-17),
    (1.3690024229745905, 9.593797919118849e-17),
    (1.383909881963832, -6.770511658794786e-17),
    (1.3989796725383112, -9.614213209051323e-17),
    (1.4142135623730951, -9.667293313452913e-17),
    (1.42961333839197, -1.2031642489053655e-17),
    (1.4451808069770467, -3.0237581349939873e-17),
    (1.460917794180647, -5.600377186075216e-17),
    (1.4768261459394993, -3.483994556892796e-17),
    (1.4929077282912648, 1.4192920154284036e-17),
    (1.5091644275934228, -1.016455327754295e-16),
    (1.5255981507445384, -1.1024941712342561e-16),
    (1.5422108254079407, 7.949834809697621e-17),
    (1.559004400237837, 3.7812070533575275e-17),
    (1.5759808451078865, -1.0136916471278304e-17),
    (1.593142151342267, -1.0094406542311964e-16),
    (1.6104903319492543, 2.4707192569797888e-17),
    (1.6280274218573478, -6.712955084707084e-17),
    (1.645755478153965, -1.0125679913674773e-16),
    (1.6636765803267364, 5.8909926967131e-17),
    (1.681792830507429, 8.199010020581497e-17),
    (1.7001063537185235, -8.0237193703977e-18),
    (1.718619298122478, -1.851380418263111e-17),
    (1.7373338352737062, 3.164389299292957e-17),
    (1.7562521603732995, 2.960140695448873e-17),
    (1.7753764925265212, 6.429731796556572e-17),
    (1.7947090750031072, 1.8227458427912087e-17),
    (1.8142521755003989, -9.969531538920349e-17),
    (1.8340080864093424, 3.283107224245627e-17),
    (1.8539791250833855, 9.761887490727594e-17),
    (1.8741676341103, -6.122763413004143e-17),
    (1.8945759815869656, 3.4034035352165297e-17),
    (1.9152065613971474, -1.0619946056195963e-16),
    (1.9360617934922943, 1.0332385960676326e-16),
    (1.9571441241754002, 8.960767791036668e-17),
    (1.978456026387951, 4.0388753109278167e-17),
)

_POWER_VALUES, _POWER_CORRECTIONS = np.array(_POWERS_OF_2).T.copy()

# From here on exponentials are 0 or infinite, even after a factor as large as 1 / _LIFT.
_LARGEST_EXPONENT = 1400.0
# A number below 2^_DEEP is kept 2^512 times too large, since it may lose digits to underflow.
_DEEP = -900
_LIFT = 512


def exponential(exponent: Compensated) -> tuple[Compensated, Powers]:
    """exp(exponent) as a number near 1 to 2 and the power of 2 that goes with it.

    The exponent may be anything: far out the power is too large or too small for any double.
    """
    value = np.clip(exponent.value, -_LARGEST_EXPONENT, _LARGEST_EXPONENT)
    steps = np.rint(value * _STEPS_PER_UNIT)
    reduced = (value - steps * _LN_2_STEP[0]) - steps * _LN_2_STEP[1]
    if exponent.correction is not None:
        # An exponent that has overflowed has no correction that says anything.
        reduced = reduced + np.where(value == exponent.value, settled(exponent.correction), 0.0)
    growth = reduced + reduced * reduced * polynomial(_TERMS, reduced)  # exp(r) - 1
    whole = steps.astype(np.int64)
    entry = whole & 63  # whole modulo 64; the power of 2 that is left is whole >> 6
    power = _POWER_VALUES[entry]
    change = power * growth  # smaller than the power, so that this sum tells its error
    total = power + change
    return Compensated(total, ((power - total) + change) + _POWER_CORRECTIONS[entry]), whole >> 6


def scaled_exponential(exponent: Compensated) -> tuple[Compensated, Number]:
    """exp(exponent) as a number and the power of 2 that it still needs as a factor.

    The factor is not 1 where the exponential is small: underflow then costs nothing until the
    number has met whatever large factor it is to be multiplied with.
    """
    mantissa, powers = exponential(exponent)
    return lifted(mantissa, powers)


def lifted(mantissa: Compensated, powers: Powers) -> tuple[Compensated, Number]:
    """mantissa * 2^powers as a number and the power of 2 that it still needs as a factor."""
    deep = powers < _DEEP
    if not deep.any():
        return times_power_of_2(mantissa, powers), 1.0
    number = times_power_of_2(mantissa, powers + _LIFT * deep)
    return number, np.where(deep, 2.0**-_LIFT, 1.0)


def logarithm(number: Compensated) -> Compensated:
    """ln(number) for a number above 0, good to some 2^-60; -inf or NaN elsewhere.

    One step of Newton's method from NumPy's log l: number * exp(-l) is 1 but for what l misses.
    """
    value = np.asarray(np.log(number.value))
    mantissa, powers = exponential(Compensated(-value))
    near_one = _times_power(np.asarray(number.value), powers)
    product, rest = two_product(near_one, mantissa.value)
    missing = (product - 1.0) + (rest + near_one * correction_of(mantissa))
    if number.correction is not None:
        missing = missing + number.correction / number.value
    missing = np.where(np.isfinite(missing), missing, 0.0)
    total = value + missing
    return Compensated(total, np.where(np.isfinite(total), (value - total) + missing, 0.0))


def polynomial(terms: Sequence[float], argument: Array) -> Array:
    """terms[0] + terms[1] * argument + ..., by Horner's rule; two terms at least."""
    total = terms[-1] * argument + terms[-2]
    for term in terms[-3::-1]:
        total *= argument
        total += term
    return total


def times_power_of_2(number: Compensated, powers: Powers) -> Compensated:
    """number * 2^powers, rounded once if the result is subnormal."""
    correction = _times_power(np.asarray(correction_of(number)), powers)
    return Compensated(_times_power(np.asarray(number.value), powers), correction)


def _times_power(value: Array, powers: Powers) -> Array:
    """value * 2^powers.

    The powers reach beyond those of doubles, so each is taken in two halves. Above its 52 bits of
    mantissa a double has its exponent plus 1023: writing those bits is faster than np.ldexp.
    """
    half = powers >> 1
    for part in (half, powers - half):
        value = value * ((part + 1023) << 52).view(np.float64)
    return value

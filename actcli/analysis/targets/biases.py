"""Where the bias of an output may start, so that the net begins at the base rate or the mean.

Karpathy 2019, A Recipe for Training Neural Networks; for rare classes Lin et al. 2017,
arXiv:1708.02002. Needs no NumPy.
"""

import math
from collections.abc import Sequence

Biases = tuple[float | None, ...]


def logits(shares: Sequence[float]) -> Biases:
    """log(p / (1 - p)) each; None where it would be infinite."""
    return tuple(
        math.log(share) - math.log1p(-share) if 0.0 < share < 1.0 else None for share in shares
    )


def log_shares(shares: Sequence[float]) -> Biases:
    """log(p) each: softmax of them gives the shares."""
    return tuple(math.log(share) if share > 0.0 else None for share in shares)


def cumulative_logits(shares: Sequence[float]) -> Biases:
    """The logit of being above each level but the last, as thresholds ask (CORAL, Cao 2019)."""
    above = [math.fsum(shares[place + 1 :]) for place in range(len(shares) - 1)]
    return logits(above)


def inverse_softplus(mean: float) -> Biases:
    """log(exp(mean) - 1): softplus of it gives the mean."""
    if not 0.0 < mean < math.inf:
        return (None,)
    return (mean + math.log(-math.expm1(-mean)),)


def log_mean(mean: float) -> Biases:
    """log(mean), for an output through exp."""
    return (math.log(mean) if 0.0 < mean < math.inf else None,)


def scaled_logit(mean: float, low: float, high: float) -> Biases:
    """Return the logit of where the mean lies between the bounds."""
    return logits([(mean - low) / (high - low)])


def inverse_tanh(mean: float) -> Biases:
    """atanh(mean)."""
    return (math.atanh(mean) if -1.0 < mean < 1.0 else None,)

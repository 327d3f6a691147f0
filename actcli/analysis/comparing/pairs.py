"""What is measured about a pair of functions: the largest differences, the area, the agreement."""

import numpy as np

from actcli.analysis.comparing import agreement
from actcli.analysis.comparing.area import Integral
from actcli.analysis.comparing.differences import Interval, Pair
from actcli.analysis.comparing.gap import Gap
from actcli.analysis.comparing.samples import Sampled, sampled
from actcli.analysis.comparing.tolerance import Tolerance
from actcli.analysis.comparing.view import View
from actcli.catalog.activation import Activation


def measured(
    f: Sampled, g: Sampled, over: Interval, order: int, tolerance: Tolerance | None
) -> Pair:
    """All that is measured about two functions, or their derivatives of an order, over a range."""
    view = View(Gap(f, g, order), over)
    top = view.largest(0)
    integral = Integral(0.0, 0.0) if top.value == 0.0 else view.integral()
    points, differences = view.signed()
    zeros_between = view.zeros_of(0)
    judged = None
    if tolerance is not None:
        # Not at the top: without a tolerance no start has to pay for it.
        from actcli.analysis.comparing.passing import verdict

        judged = verdict(view.gap, view.places, over, tolerance, top)
    return Pair(
        f.function,
        g.function,
        max_difference=top.value,
        at=top.at,
        slope=view.largest(1) if order < 2 else None,
        mean_difference=(
            None if integral is None or view.is_line else integral.per(over[1] - over[0])
        ),
        area=None if integral is None else integral.per(),
        sign=agreement.sign_of(differences, zeros_between),
        agree=agreement.agreement(
            view.gap.points,
            view.gap.values[0],
            np.isfinite(view.gap.magnitudes[0]),
            view.gap.breaks,
            view.touching(),
            over,
        ),
        crossings=agreement.crossings(points, differences, zeros_between),
        worst=judged.worst if judged else None,
        within=judged.within if judged else None,
        failing_at=judged.failing_at if judged else None,
        unbounded=view.unbounded,
    )


def largest_difference(f: Activation, g: Activation, over: Interval) -> Pair:
    """The largest |f - g| over a finite range and where it is; nothing else is measured."""
    one, other = sampled([f, g], over)
    view = View(Gap(one, other, 0), over)
    top = view.largest(0)
    return Pair(f, g, top.value, top.at, unbounded=view.unbounded)

"""Grids of exact decimals, and blocks of values in the dtype they came in."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import actcli
from actcli.analysis.grids import BLOCK, grid
from actcli.analysis.values import answers


def numbers(*args, **options):
    return np.concatenate(list(grid(*args, **options))).tolist()


decimals = st.builds(Fraction, st.integers(-10_000, 10_000), st.sampled_from([1, 10, 100, 1000]))
widths = st.builds(Fraction, st.integers(1, 5_000), st.sampled_from([1, 10, 100, 1000]))


@given(decimals, widths, st.integers(1, 200))
def test_a_step_is_exact(low, step, count):
    """Each point is the double nearest to low + n step, whatever their binary forms are."""
    high = low + step * count
    expected = [float(low + n * step) for n in range(count + 1)]
    assert numbers(float(low), float(high), step=float(step)) == expected


@given(decimals, widths, st.integers(1, 200))
def test_so_many_points_are_exact(low, width, count):
    high = low + width
    expected = [float(low + n * width / count) for n in range(count + 1)]
    assert numbers(float(low), float(high), points=count + 1) == expected


@given(decimals, widths, st.integers(0, 50), st.integers(1, 99))
def test_a_step_that_does_not_fit_stays_inside(low, step, count, percent):
    high = low + step * count + step * percent / 100
    points = numbers(float(low), float(high), step=float(step))
    assert len(points) == count + 1
    assert points[-1] == float(low + count * step)


@given(st.floats(-1e9, 1e9, allow_nan=False), st.floats(1e-6, 1e9), st.integers(2, 50))
def test_any_two_ends_are_reached_exactly(low, width, count):
    high = low + width
    points = numbers(low, high, points=count)
    assert len(points) == count
    assert (points[0], points[-1]) == (low, high)
    assert points == sorted(points)
    spacing = width / (count - 1)
    assert np.diff(points) == pytest.approx([spacing] * (count - 1), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("low", "high", "points", "expected"),
    [
        (-1e308, 1e307, 3, [-1e308, -4.5e307, 1e307]),
        (0.0, 5e-324, 2, [0.0, 5e-324]),
        (1e-300, 1e300, 2, [1e-300, 1e300]),
        (0.0, 1e-310, 3, [0.0, 5e-311, 1e-310]),
        (0.0, 204633553.2578125, 24, None),
        (1e16, 1e16 + 4, 3, [1e16, 1e16 + 2, 1e16 + 4]),
    ],
)
def test_grids_at_the_ends_of_the_doubles(low, high, points, expected):
    found = numbers(low, high, points=points)
    assert (found[0], found[-1]) == (low, high)
    assert expected is None or found == expected


@pytest.mark.parametrize("count", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 3])
def test_blocks_follow_one_another_without_a_gap(count):
    blocks = list(grid(0.0, (count - 1) / 8, step=0.125))
    assert max(block.size for block in blocks) <= BLOCK
    joined = np.concatenate(blocks)
    assert joined.size == count
    np.testing.assert_array_equal(joined, np.arange(count) / 8)


# Answers


def test_an_answer_for_each_function_and_order():
    x = np.array([-2.0, 3.0])
    functions = [actcli.get("x**3"), actcli.get("relu")]
    found = answers(functions, x, [2, 0])
    assert [[order.tolist() for order in function] for function in found] == [
        [[-12.0, 18.0], [-8.0, 27.0]],
        [[0.0, 0.0], [0.0, 3.0]],
    ]


def test_float32_is_rounded_once():
    """1 + 2^-24 in float32 is a tie that a float32 road would round at every step."""
    x = np.array([2.0**-24, 0.1], dtype=np.float32)
    (found,) = answers([actcli.get("(1 + x) * 3 - 3")], x, [0])
    exact = [Fraction(3) * Fraction(float(value)) for value in x]
    assert found[0].dtype == np.float32
    assert found[0].tolist() == [float(np.float32(float(value))) for value in exact]


def test_what_leaves_the_range_of_float32_is_infinite_and_silent():
    (found,) = answers([actcli.get("exp(x)")], np.array([89.0, -120.0], dtype=np.float32), [0])
    assert found[0].tolist() == [np.inf, 0.0]


def test_vectors_are_rows_and_jacobians_have_one_more_axis():
    x = np.array([[0.0, 0.0], [5.0, 5.0], [1.0, 1.0]])
    (found,) = answers([actcli.get("softmax")], x, [0, 1])
    np.testing.assert_array_equal(found[0], np.full((3, 2), 0.5))
    np.testing.assert_array_equal(found[1], np.tile([[0.25, -0.25], [-0.25, 0.25]], (3, 1, 1)))


def test_an_elementwise_function_beside_a_vector_function_keeps_the_shape():
    x = np.array([[1.0, -1.0]])
    _, found = answers([actcli.get("softmax"), actcli.get("relu")], x, [0, 1])
    assert [order.tolist() for order in found] == [[[1.0, 0.0]], [[1.0, 0.0]]]


@pytest.mark.parametrize(
    ("spec", "x"),
    [("sin(1e17 * x)", 1.1), ("cos(3 * x)", -9.694875602928165e17), ("sin(x**3)", 1e7 / 3)],
)
def test_a_wave_stays_within_its_bounds(spec, x):
    """The argument is rounded by many radians, so any phase may come, but no 7 and no 121."""
    (found,) = answers([actcli.get(spec)], np.array([x]), [0])
    assert abs(found[0][0]) <= 1.0

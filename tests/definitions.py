"""Activation functions as their papers define them, in mpmath, for the tests of traits."""

import mpmath
from mpmath import mpf

# Klambauer, Unterthiner, Mayr, Hochreiter 2017, Self-Normalizing Neural Networks, equation 14.
SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


def sigmoid(x):
    return 1 / (1 + mpmath.exp(-x))


def gelu(x):
    return x * mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x):
    return x * (1 + mpmath.tanh(mpmath.sqrt(2 / mpmath.pi) * (x + mpf(0.044715) * x**3))) / 2


def silu(x):
    return x * sigmoid(x)


def mish(x):
    return x * mpmath.tanh(mpmath.log1p(mpmath.exp(x)))


def softplus(x):
    return mpmath.log1p(mpmath.exp(x))


def elu(x):
    return x if x > 0 else mpmath.expm1(x)


def selu(x):
    return SELU_SCALE * (x if x > 0 else SELU_ALPHA * mpmath.expm1(x))


def log_sigmoid(x):
    return -mpmath.log1p(mpmath.exp(-x))

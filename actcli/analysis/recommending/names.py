"""How readers write the names of functions: ReLU for relu."""

READERS_NAMES = {
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "prelu": "PReLU",
    "relu6": "ReLU6",
    "crelu": "CReLU",
    "squared_relu": "squared ReLU",
    "thresholded_relu": "thresholded ReLU",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "quick_gelu": "Quick GELU",
    "silu": "SiLU",
    "mish": "Mish",
    "snake": "Snake",
    "glu": "GLU",
    "gtu": "GTU",
    "swiglu": "SwiGLU",
    "geglu": "GeGLU",
    "reglu": "ReGLU",
    "hard_swish": "hard-swish",
    "hard_sigmoid": "hard sigmoid",
    "hard_tanh": "hard tanh",
    "log_sigmoid": "log-sigmoid",
    "log_softmax": "log-softmax",
}


def readers_name(function: str) -> str:
    """The name of a function of the book as readers write it, in either language."""
    return READERS_NAMES.get(function, function)

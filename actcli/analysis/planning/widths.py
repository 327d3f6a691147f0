"""The widths of a network as a person writes them, 784-256-10 or 3x32x32-32-64-10; no NumPy."""

import math
import re
from typing import NamedTuple

from actcli.errors import ActcliError

WIDEST = 10_000_000
DEEPEST = 100  # hidden layers

_EXAMPLE = "inputs, hidden widths and outputs: 784-256-10"
_IMAGE = "channels x height x width: 3x32x32-32-64-10"
_CHANNELS = {1, 3, 4}  # grey, RGB, RGBA
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
_PLAIN = re.compile(r"[0-9]+")


class Widths(NamedTuple):
    """What stands in a text of widths.

    `inputs` is (features,), or (channels, height, width) of an image. `guessed_from` is what stands
    there where it is no image as we write it (784, 28x28, 32x32x3), else empty.
    """

    inputs: tuple[int, ...]
    hidden: tuple[int, ...]
    outputs: int
    guessed_from: str = ""


def read_widths(text: str, architecture: str) -> Widths:
    """The widths that a text says; ActcliError where they make no network."""
    parts = [part.strip() for part in text.translate(_DASHES).split("-")]
    if not any(parts):
        raise ActcliError("no widths", _EXAMPLE)
    if len(parts) == 1 and _PLAIN.fullmatch(parts[0]):
        raise ActcliError(
            f"{parts[0]} alone is no network",
            f"{_EXAMPLE}; {parts[0]}-10 has no hidden layer",
        )
    _refuse_gaps(text, parts)
    if len(parts) - 2 > DEEPEST:
        raise ActcliError(
            f"{len(parts) - 2} hidden layers are too many", f"at most {DEEPEST} are planned"
        )
    if architecture == "cnn":
        inputs: tuple[int, ...]
        inputs, is_guess = _image(parts[0])
    else:
        _refuse_image(parts[0])
        inputs, is_guess = (_width(parts[0]),), False
    hidden = tuple(map(_width, parts[1:-1]))
    outputs = _width(parts[-1])
    if architecture != "mlp" and not hidden:
        layer = "convolution" if architecture == "cnn" else "recurrent layer"
        raise ActcliError(
            f"a network of the kind {architecture} needs a {layer} between inputs and outputs",
            f"{parts[0]}-32-{parts[-1]}; without a hidden layer it is --arch mlp",
        )
    return Widths(inputs, hidden, outputs, parts[0] if is_guess else "")


def _refuse_gaps(text: str, parts: list[str]) -> None:
    if len(parts) == 1:
        raise ActcliError(f"{text.strip()!r} is no list of widths", _EXAMPLE)
    if "" not in parts:
        return
    gap = parts.index("")
    if gap == 0:
        raise ActcliError(f"{text.strip()!r} begins with a dash", _EXAMPLE)
    if gap == len(parts) - 1:
        raise ActcliError(f"{text.strip()!r} ends with a dash", _EXAMPLE)
    before, after = parts[gap - 1], parts[gap + 1] or "?"
    raise ActcliError(
        f"a width is missing between {before} and {after}; widths are not negative",
        f"{before}-256-{after}, or {before}-{after} without that layer",
    )


def _width(text: str) -> int:
    if "x" in text.casefold() and re.fullmatch(r"[0-9x× ]+", text.casefold()):
        raise ActcliError(f"{text} is an image, and stands only first", _IMAGE)
    if not _PLAIN.fullmatch(text):
        raise ActcliError(f"{text!r} is not a width", f"whole numbers from 1: {_EXAMPLE}")
    if len(text.lstrip("0")) > len(str(WIDEST)) or int(text) > WIDEST:
        raise ActcliError(f"a width of {text[:20]} is too large", f"at most {WIDEST}")
    if int(text) == 0:
        raise ActcliError("a layer of width 0 passes nothing on", f"widths from 1: {_EXAMPLE}")
    return int(text)


def _sides(text: str) -> list[int] | None:
    """The numbers of 3x32x32, or None where the text is no such thing."""
    parts = re.split(r"\s*[xX×]\s*", text)
    is_image = len(parts) > 1 and all(_PLAIN.fullmatch(part) for part in parts)
    return [_width(part) for part in parts] if is_image else None


def _refuse_image(text: str) -> None:
    sides = _sides(text)
    if sides:
        raise ActcliError(
            f"{text} is an image", f"--arch cnn, or {math.prod(sides)} for an mlp of its pixels"
        )


def _image(text: str) -> tuple[tuple[int, int, int], bool]:
    """Channels, height and width, and whether the text says them otherwise."""
    sides = _sides(text)
    if sides is None:
        return _square_image(_width(text)), True
    if math.prod(sides) > WIDEST:
        raise ActcliError(
            f"an image of {math.prod(sides)} numbers is too large", f"at most {WIDEST}"
        )
    match sides:
        case [height, width]:
            return (1, height, width), True
        case [height, width, channels] if _are_last(height, width, channels):
            return (channels, height, width), True
        case [channels, height, width]:
            return (channels, height, width), False
        case _:
            raise ActcliError(f"{text} has {len(sides)} sides", f"an image has {_IMAGE}")


def _are_last(height: int, width: int, channels: int) -> bool:
    """Whether 32x32x3 cannot be meant as channels x height x width."""
    if channels in _CHANNELS and height not in _CHANNELS:
        return True
    return height == width != channels and height not in _CHANNELS


def _square_image(numbers: int) -> tuple[int, int, int]:
    """The grey or RGB image that a number of pixels is: 784 is 1x28x28, 3072 is 3x32x32."""
    for channels in (1, 3):
        side = math.isqrt(numbers // channels)
        if channels * side * side == numbers:
            return channels, side, side
    raise ActcliError(
        f"{numbers} is no square image: neither H x H nor 3 x H x H", f"write {_IMAGE}"
    )

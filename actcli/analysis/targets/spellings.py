"""What the different cells of a column have in common as texts: digits, lengths, separators.

It is looked for when the column has been read, among the texts that were counted.
"""

import re
from collections import Counter
from collections.abc import Mapping

from actcli.analysis.targets.cells import several_labels
from actcli.analysis.targets.profile import Profile
from actcli.analysis.targets.verdict import RunnerUp, Verdict, found
from actcli.analysis.targets.verdicts import classes, number_name

_HEX = re.compile(r"[0-9a-fA-F]+")
SHORTEST_HEX = 8  # digits
FEWER = 0.25  # of the cells of a hexadecimal column that read as numbers: all digits, or 12e45678
# What rarer files put between labels. Words and numbers have blanks of their own, so that a blank
# needs a name of the column that speaks of labels, or labels that are whole numbers.
SEPARATORS = ("|", ";", "/", "+", "><", " and ", " ")
REPEATED = 3.0  # cells a label
MOST_LABELS_A_CELL = 10
MOST_WORDS = 3  # of a label
LABEL_NAMES = re.compile(
    r"tag|label|genre|categor|topic|target|태그|레이블|라벨|장르", re.IGNORECASE
)


def judge_hexadecimal(profile: Profile) -> Verdict | None:
    """Judge names such as `9f86d081`, of which some read as numbers; None where they are none."""
    texts, numbers = profile.texts, profile.numbers
    among = numbers.count + numbers.infinite
    kept = list(texts.tally.kept)
    lengths = {len(text) for text in kept}
    if len(lengths) != 1 or min(lengths) < SHORTEST_HEX or among > FEWER * texts.count:
        return None
    are_hex = all(_HEX.fullmatch(text) for text in kept)
    if not are_hex or len(kept) < 2 or texts.tally.about <= 0.5 * texts.count:
        return None
    return Verdict("identifiers", (found("hexadecimal", width=lengths.pop()),))


def judge_digits(width: int, counts: Mapping[float, int]) -> Verdict | None:
    """Judge whole numbers of one width that are made of 0 and 1: each digit is a label."""
    names = [f"{int(value):0{width}d}" for value in sorted(counts)]
    if width < 3 or len(names) < 3 or any(set(name) - {"0", "1"} for name in names):
        return None
    rows = sum(counts.values())
    ones = [0] * width
    one_hot = 0
    for name, value in zip(names, sorted(counts), strict=True):
        one_hot += counts[value] * (name.count("1") == 1)
        ones = [n + counts[value] * (digit == "1") for n, digit in zip(ones, name, strict=True)]
    shares = [n / rows for n in ones]
    places = [str(place) for place in range(1, width + 1)]
    if one_hot == rows:
        return classes(found("one_hot_cells", length=width), places, shares)
    because = found("bits_in_cells", length=width, mean=sum(shares))
    near = RunnerUp("identifiers", found("if_codes"))
    return several_labels(because, places, shares, near)


def judge_separated(name: str, profile: Profile) -> Verdict | None:
    """Judge cells that hold labels with a rarer separator; None where they do not."""
    cells = _counted(profile)
    if cells is None or len(cells) < 3:
        return None
    for separator in SEPARATORS:
        parts = {cell: _parts(cell, separator) for cell in cells}
        if not _are_labels(name, separator, parts, cells):
            continue
        counts: Counter[str] = Counter()
        for cell, count in cells.items():
            counts.update(dict.fromkeys(parts[cell], count))
        rows = sum(cells.values())
        because = found(
            "labels_in_cells",
            separator=separator,
            distinct=len(counts),
            mean=sum(counts.values()) / rows,
            most=max(map(len, parts.values())),
        )
        labels = sorted(counts)
        near = RunnerUp("multiclass", found("if_classes", distinct=len(cells)))
        return several_labels(because, labels, [counts[c] / rows for c in labels], near)
    return None


def _counted(profile: Profile) -> dict[str, int] | None:
    """Return the different cells, numbers among them, None where too many are."""
    texts, numbers = profile.texts.counts, profile.numbers.counts
    if not texts or numbers is None or not profile.numbers.is_whole:
        return None
    cells = Counter(texts)
    for value, count in numbers.items():
        cells[number_name(value)] += count
    return dict(cells)


def _parts(cell: str, separator: str) -> tuple[str, ...]:
    text = cell.removeprefix("<").removesuffix(">") if separator == "><" else cell
    return tuple(part.strip() for part in text.split(separator) if part.strip())


def _are_labels(
    name: str, separator: str, parts: Mapping[str, tuple[str, ...]], cells: Mapping[str, int]
) -> bool:
    lengths = {len(labels) for labels in parts.values()}
    labels = {label for cell in parts.values() for label in cell}
    if max(lengths) < 2 or max(lengths) > MOST_LABELS_A_CELL or len(labels) >= len(cells):
        return False
    if any(len(set(cell)) < len(cell) for cell in parts.values()):
        return False  # a word stands twice: a sentence, or a fraction such as 3/3
    if any(label.count(" ") >= MOST_WORDS for label in labels):
        return False
    total = sum(count * len(parts[cell]) for cell, count in cells.items())
    if total < REPEATED * len(labels):
        return False
    if separator == "><":
        return all(cell[:1] == "<" and cell[-1:] == ">" for cell in cells)
    # "Seoul, Korea" is one name of two parts: what is first in it never comes second.
    first = {cell[0] for cell in parts.values() if cell}
    if not any(first & set(cell[1:]) for cell in parts.values()):
        return False
    are_numbers = all(label.isascii() and label.isdigit() for label in labels)
    if separator == " ":
        if are_numbers:
            return len(lengths) > 1  # else they are places of a vector
        if all(label[0] == "#" for label in labels):
            return True
        # "very good" and "good" are two names; many combinations of few words are sets of them.
        return len(cells) >= 2 * len(labels) and LABEL_NAMES.search(name) is not None
    if separator == "/" and are_numbers:
        return False  # 120/80
    return 1 in lengths or separator in "|;"

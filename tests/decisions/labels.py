"""Lesson 03."""

import math

from . import by, changed

MARGIN = 1.0
_OFFERS = {"none": 0, "500": 500, "1000": 1_000, "2000": 2_000}


def curve(case):
    """Error in percent as a function of labels: a + b n^-c through the three points."""
    first, second, third = case["error_percent"]
    ratio = (second - third) / (first - second)
    power = -math.log2(ratio)
    scale = (first - second) / (1 - ratio) * case["labels"][0] ** power
    floor = first - scale * case["labels"][0] ** -power
    return lambda n: floor + scale * n**-power


def values(case, error=curve):
    """Thousand EUR of each number of labels."""
    have, at = case["labels"][-1], error(case)
    return {
        name: case["worth_keur"] * (at(have) - at(have + more)) - more * case["label_eur"] / 1_000
        for name, more in _OFFERS.items()
    }


def straight(case):
    """Goes on as straight as between the last two points."""
    (n1, n2), (e1, e2) = case["labels"][1:], case["error_percent"][1:]
    return lambda n: max(e2 - (e1 - e2) / (n2 - n1) * (n - n2), 0)


def doubling(case):
    """Gains at each doubling what the last one gained."""
    (_, n2), (e1, e2) = case["labels"][1:], case["error_percent"][1:]
    return lambda n: e2 - (e1 - e2) * math.log2(n / n2)


def no_floor(case):
    """A power law through the last two points, down to no error."""
    (_, n2), (e1, e2) = case["labels"][1:], case["error_percent"][1:]
    return lambda n: e2 * (n / n2) ** -math.log2(e1 / e2)


NAIVE = {
    "always buys most": lambda case: "2000",
    "draws the last step on as a straight line": by(lambda c: values(c, straight)),
    "stops at the first flat step": lambda c: (
        "none" if c["error_percent"][1] - c["error_percent"][2] < 2 else "1000"
    ),
}
SLIPS = {
    "expects the same gain of each doubling": by(lambda c: values(c, doubling)),
    "lets the curve fall to zero": by(lambda c: values(c, no_floor)),
    "counts labels from nothing": by(
        lambda c: {
            name: c["worth_keur"] * (c["error_percent"][-1] - curve(c)(max(n, c["labels"][0])))
            - n * c["label_eur"] / 1_000
            for name, n in _OFFERS.items()
        }
    ),
    "forgets the price": changed(values, label_eur=lambda c: 0),
}

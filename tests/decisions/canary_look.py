"""Lesson 19."""

import math

import numpy as np
from scipy.stats import chisquare, norm

from . import by, changed

MARGIN = 0.3
EFFECTS = {"fewer": -2.0, "same": 0.0, "more": 2.0}
_GRID = norm.ppf((np.arange(200) + 0.5) / 200)


def mismatch(case):
    """Whether the arms are of clearly unequal size."""
    sizes = [case["control"]["customers"], case["warned"]["customers"]]
    return chisquare(sizes).pvalue < 0.001


def spread(case, first, second):
    """Standard error of the difference of two rates, in percentage points."""
    rate = case["control_percent"] / 100
    return 100 * math.sqrt(rate * (1 - rate) * (1 / first + 1 / second))


def updated(belief, seen, error):
    """Belief after a difference was seen, in percentage points."""
    weight = {
        name: chance * np.exp(-0.5 * ((seen - EFFECTS[name]) / error) ** 2)
        for name, chance in belief.items()
    }
    total = sum(weight.values())
    return {name: value / total for name, value in weight.items()}


def after_look(case, trust=None):
    """Belief after the look; a mismatch says that the counts cannot be used."""
    broken = mismatch(case) if trust is None else not trust
    if broken:
        return case["belief"]
    control, warned = case["control"], case["warned"]
    seen = 100 * (
        warned["contacts"] / warned["customers"] - control["contacts"] / control["customers"]
    )
    return updated(case["belief"], seen, spread(case, control["customers"], warned["customers"]))


def going_on(case, belief):
    """Thousand EUR of going on, for a belief."""
    return -case["point_keur"] * sum(chance * EFFECTS[name] for name, chance in belief.items())


def values(case, trust=None, belief=None):
    """Thousand EUR of each answer."""
    belief = after_look(case, trust) if belief is None else belief
    error = spread(case, case["next_customers"], case["next_customers"])
    look = 0.0
    for name, chance in belief.items():
        after = updated(belief, EFFECTS[name] + error * _GRID, error)
        look += chance * np.maximum(going_on(case, after), 0).mean()
    return {
        "go": float(going_on(case, belief)),
        "hold": float(look) - case["hold_keur"],
        "back": 0.0,
    }


def z_score(case):
    control, warned = case["control"], case["warned"]
    seen = 100 * (
        warned["contacts"] / warned["customers"] - control["contacts"] / control["customers"]
    )
    return seen / spread(case, control["customers"], warned["customers"])


NAIVE = {
    "stops at the first p below 0.05": lambda c: (
        "go" if z_score(c) < -1.96 else "back" if z_score(c) > 1.96 else "hold"
    ),
    "always waits": lambda case: "hold",
    "goes by the sign": lambda c: "go" if z_score(c) < 0 else "back",
}
SLIPS = {
    "ignores the sample ratio": by(lambda c: values(c, trust=True)),
    "forgets what was believed before": changed(
        values, belief=lambda c: dict.fromkeys(EFFECTS, 1 / 3)
    ),
    "throws the look away": by(lambda c: values(c, trust=False)),
    "forgets what a look costs": changed(values, hold_keur=lambda c: 0),
    "never holds": by(lambda c: {k: v for k, v in values(c).items() if k != "hold"}),
}

"""Lesson 09."""

import numpy as np

from . import by

MARGIN = 1.0
_UPLIFTS = {"0": 0.0, "10": 0.10, "30": 0.30, "60": 0.60}


def values(case, ratios=None):
    """Thousand EUR of each contingency."""
    ratio = np.asarray(case["ratios"] if ratios is None else ratios)
    return {
        name: float(
            -case["estimate_keur"]
            * (
                case["hold_eur"] * uplift
                + case["short_eur"] * np.maximum(ratio - 1 - uplift, 0).mean()
            )
        )
        for name, uplift in _UPLIFTS.items()
    }


def nearest(uplift):
    return min(_UPLIFTS, key=lambda name: abs(_UPLIFTS[name] - uplift))


NAIVE = {
    "asks for 10 %": lambda case: "10",
    "asks for the mean overrun": lambda c: nearest(np.mean(c["ratios"]) - 1),
    "asks for the P80 whatever it costs": lambda c: nearest(np.quantile(c["ratios"], 0.8) - 1),
}
SLIPS = {
    "turns the two prices round": lambda c: nearest(
        np.quantile(c["ratios"], min(c["hold_eur"] / c["short_eur"], 1)) - 1
    ),
    "takes the mean project for certain": by(lambda c: values(c, [np.mean(c["ratios"])])),
    "leaves out the runaways": by(
        lambda c: values(c, [r for r in c["ratios"] if r < 1.6] or c["ratios"])
    ),
    "forgets that money is tied up": by(lambda c: values({**c, "hold_eur": 0})),
}

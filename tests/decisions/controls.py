"""Lesson 16."""

import math

from . import by

MARGIN = 0.3


def mean_loss(risk, width=3.29):
    """Mean of the lognormal loss with this 90 % interval."""
    low, high = math.log(risk["loss_low_keur"]), math.log(risk["loss_high_keur"])
    return math.exp((low + high) / 2 + ((high - low) / width) ** 2 / 2)


def values(case, loss=mean_loss, often=lambda risk: risk["frequency"], price=1.0):
    """Thousand EUR a year of each control, and of none."""
    worth = {"none": 0.0}
    for name, risk in case.items():
        kept = risk["frequency_factor"] * risk["loss_factor"]
        worth[name] = often(risk) * loss(risk) * (1 - kept) - price * risk["control_keur"]
    return worth


def _first(key):
    return lambda case: max(case, key=lambda name: key(case[name]))


NAIVE = {
    "controls the reddest cell": _first(lambda r: r["likelihood_level"] * r["impact_level"]),
    "controls the largest loss": _first(lambda r: r["loss_high_keur"]),
    "buys the cheapest": _first(lambda r: -r["control_keur"]),
}
SLIPS = {
    "takes the median for the mean": by(
        lambda c: values(c, lambda r: math.sqrt(r["loss_low_keur"] * r["loss_high_keur"]))
    ),
    "takes the middle of the interval": by(
        lambda c: values(c, lambda r: (r["loss_low_keur"] + r["loss_high_keur"]) / 2)
    ),
    "divides by 1.645": by(lambda c: values(c, lambda r: mean_loss(r, 1.645))),
    "takes a probability for the frequency": by(
        lambda c: values(c, often=lambda r: 1 - math.exp(-r["frequency"]))
    ),
    "adds the two factors' savings": by(
        lambda c: {
            "none": 0.0,
            **{
                name: r["frequency"]
                * mean_loss(r)
                * min(2 - r["frequency_factor"] - r["loss_factor"], 1)
                - r["control_keur"]
                for name, r in c.items()
            },
        }
    ),
    "forgets the price": by(lambda c: values(c, price=0)),
}

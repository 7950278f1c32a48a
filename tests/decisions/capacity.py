"""Lesson 15."""

import numpy as np

from . import by, changed

MARGIN = 400.0


def values(case):
    """EUR of a year, against renting on demand."""
    hours = np.asarray(case["hours"], dtype=float)
    on_demand = hours.sum() * case["on_demand_eur"]
    above = np.maximum(hours - case["reserved_hours"], 0).sum() * case["on_demand_eur"]
    reserved = len(hours) * case["reserved_hours"] * case["reserved_eur"] + above
    million = hours.sum() * 3_600 * case["tokens_a_second"] * case["useful_share"] / 1e6
    return {
        "demand": 0.0,
        "reserve": on_demand - reserved,
        "service": on_demand - million * case["million_tokens_eur"],
    }


def flat(case):
    return [float(np.mean(case["hours"]))] * len(case["hours"])


def _service_first(case):
    return values(case)["service"] > 0


NAIVE = {
    "goes by mean use": changed(values, hours=flat),
    "reserves if the peak is reached": lambda c: (
        "reserve" if max(c["hours"]) >= c["reserved_hours"] else "demand"
    ),
    "goes by the list price": lambda c: (
        "reserve" if c["reserved_eur"] < 0.8 * c["on_demand_eur"] else "demand"
    ),
}
SLIPS = {
    "takes each hour for a useful one": changed(values, useful_share=lambda c: 1.0),
    "forgets to pay for idle reservations": by(
        lambda c: {
            **values(c),
            "reserve": (c["on_demand_eur"] - c["reserved_eur"])
            * float(np.minimum(c["hours"], c["reserved_hours"]).sum()),
        }
    ),
    "forgets what lies above the reservation": by(
        lambda c: {
            **values(c),
            "reserve": sum(c["hours"]) * c["on_demand_eur"]
            - len(c["hours"]) * c["reserved_hours"] * c["reserved_eur"],
        }
    ),
    "believes that a token costs the same everywhere": by(
        lambda c: {k: v for k, v in values(c).items() if k != "service"}
    ),
}

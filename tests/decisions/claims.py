"""Lesson 01."""

import numpy as np

from . import by

MARGIN = 0.3


def values(case, chance=None, mean=None):
    """Thousand EUR of print, caveat and drop."""
    weighted = np.average(
        [g["percent"] for g in case["groups"]], weights=[g["people"] for g in case["groups"]]
    )
    adds_up = abs((weighted if mean is None else mean(case)) - case["claimed_percent"]) < 0.1
    holds = (case["held"] + 1) / (case["checked"] + 2) if chance is None else chance(case)
    holds = holds if adds_up else 0.0
    gain, harm = holds * case["gain_keur"], (1 - holds) * case["harm_keur"]
    return {
        "print": gain - harm,
        "caveat": gain * case["caveat_gain_share"] - harm * case["caveat_harm_share"],
        "drop": 0.0,
    }


def record(case):
    return case["held"] / case["checked"]


def plain_mean(case):
    return float(np.mean([g["percent"] for g in case["groups"]]))


NAIVE = {
    "believes what has a number": lambda case: "print",
    "believes the largest study": lambda case: (
        "print" if sum(g["people"] for g in case["groups"]) > 1_400 else "drop"
    ),
    "believes the newest": lambda case: "print" if case["year"] >= 2020 else "drop",
    "believes whoever was right more often than not": lambda case: (
        "print" if record(case) > 0.5 else "drop"
    ),
}
SLIPS = {
    "never adds up the table": by(lambda c: values(c, mean=lambda c: c["claimed_percent"])),
    "takes the plain mean of the groups": by(lambda c: values(c, mean=plain_mean)),
    "takes a short record at its word": by(lambda c: values(c, chance=record)),
    "never uses a caveat": lambda case: "print" if values(case)["print"] > 0 else "drop",
}

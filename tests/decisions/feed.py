"""Lesson 02."""

import numpy as np

from . import by, changed

MARGIN = 3.0


def values(case, rates=None):
    """EUR a day of accept, repair and refuse."""

    def worth(repaired):
        total = 0.0
        for depot in case["depots"]:
            missing = depot["missing_percent"] / 100 * (1 - repaired)
            good = (1 - missing) * (1 - depot["invalid_percent"] / 100)
            total += depot["rows"] * (good * case["gain_eur"] - (1 - good) * case["loss_eur"])
        return total

    return {
        "accept": worth(0.0),
        "repair": worth(case["repair_share"]) - case["repair_eur"],
        "refuse": 0.0,
    }


def _evened(case):
    rows = sum(d["rows"] for d in case["depots"]) / 3
    return [{**d, "rows": rows} for d in case["depots"]]


def _completeness(case):
    return 100 - np.mean([d["missing_percent"] for d in case["depots"]])


NAIVE = {
    "looks at average completeness": lambda c: "accept" if _completeness(c) >= 90 else "refuse",
    "refuses whatever has a gap": lambda c: (
        "refuse" if max(d["missing_percent"] for d in c["depots"]) > 8 else "accept"
    ),
    "repairs what is below 95 % complete": lambda c: (
        "repair" if _completeness(c) < 95 else "accept"
    ),
}
SLIPS = {
    "averages depots of unequal size": changed(values, depots=_evened),
    "sees only what is missing": changed(
        values, depots=lambda c: [{**d, "invalid_percent": 0} for d in c["depots"]]
    ),
    "forgets the price of the repair": changed(values, repair_eur=lambda c: 0),
    "believes that a repair mends all": changed(values, repair_share=lambda c: 1.0),
    "forgets what a bad row costs": by(lambda c: values({**c, "loss_eur": 0})),
}

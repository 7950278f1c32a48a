"""Lesson 22."""

import numpy as np

from . import by, changed

MARGIN = 1.5


def saving(case, capacity=True):
    """Thousand EUR a year at full adoption, at the best working point within the capacity."""
    return max(
        case["parcels"]
        * (
            case["late_share"] * p["recall"] * case["success_share"] * case["late_eur"]
            - p["flagged_share"] * case["act_eur"]
        )
        / 1_000
        for p in case["points"]
        if not capacity or p["flagged_share"] <= case["capacity_share"]
    )


def values(case, full=saving, chance=None, lost=1):
    """Thousand EUR of today of each decision."""
    works = case["works_probability"] if chance is None else chance
    build = case["build_keur"] * float(np.mean(case["overruns"]))

    def flows(wait, retrain):
        """Worth of the years that are left of the contract after a wait."""
        kept = 0.0 if retrain else case["decay"]
        adoption = case["adoption"][: len(case["adoption"]) - lost * wait]
        return sum(
            (
                full(case) * share * (1 - kept) ** (year - 1)
                - case["running_keur"]
                - (case["retrain_keur"] if retrain else 0)
            )
            / (1 + case["rate"]) ** (year + wait)
            for year, share in enumerate(adoption, 1)
        )

    first = case["canary_share"] * build
    rest = (build - first) / (1 + case["rate"])
    later = max(flows(1, False), flows(1, True)) - rest
    return {
        "stop": 0.0,
        "build": works * flows(0, False) - build,
        "retrain": works * flows(0, True) - build,
        "canary": works * max(later, 0) - first,
    }


NAIVE = {
    "approves whatever has a positive plan": lambda c: (
        "build"
        if values({**c, "works_probability": 1.0, "overruns": [1.0], "decay": 0.0})["build"] > 0
        else "stop"
    ),
    "always wants a canary": lambda case: "canary",
    "retrains whatever it builds": lambda c: (
        "retrain" if values(c, chance=1)["retrain"] > 0 else "stop"
    ),
}
SLIPS = {
    "forgets that the build may fail": by(lambda c: values(c, chance=1.0)),
    "forgets that builds overrun": changed(values, overruns=lambda c: [1.0]),
    "forgets the capacity": by(lambda c: values(c, lambda c: saving(c, capacity=False))),
    "forgets what acting costs": changed(values, act_eur=lambda c: 0),
    "forgets that a model decays": changed(values, decay=lambda c: 0),
    "takes full adoption at once": changed(values, adoption=lambda c: [1.0] * 4),
    "forgets that a canary loses a year": by(lambda c: values(c, lost=0)),
}

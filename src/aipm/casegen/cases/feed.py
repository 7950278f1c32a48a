"""Lesson 02: accept a data feed, repair it each day, or refuse it."""

import numpy as np

from aipm.casegen.cases.numbers import between, near


def draw(rng: np.random.Generator) -> dict:
    """Draw a feed of three depots with its faults and what good and bad rows are worth."""
    depots = [
        {
            "rows": int(round(float(rng.lognormal(7.0, 1.0)), -1)) + 50,
            "missing_percent": round(float(rng.gamma(1.2, 6.0)), 1),
            "invalid_percent": round(float(rng.gamma(1.2, 3.0)), 1),
        }
        for _ in range(3)
    ]
    rows = sum(depot["rows"] for depot in depots)
    bad_share = sum(
        d["rows"] * min(d["missing_percent"] + d["invalid_percent"], 90) for d in depots
    )
    bad_share /= 100 * rows
    missing = sum(d["rows"] * d["missing_percent"] for d in depots) / 100
    gain, repairs = between(rng, 0.02, 0.10, 3), between(rng, 0.6, 0.98, 2)
    # Near the loss at which a feed as it stands is worth nothing.
    loss = near(rng, gain * (1 - bad_share) / max(bad_share, 0.01), 0.8, 3)
    return {
        "depots": depots,
        "gain_eur": gain,
        "loss_eur": loss,
        "repair_share": repairs,
        "repair_eur": near(rng, missing * repairs * (gain + loss), 0.8),
    }

"""Lesson 09: how much contingency to ask for on top of an estimate."""

import numpy as np

from aipm.casegen.cases.numbers import between

#: Contingency of each action, as a share of the estimate.
UPLIFTS = {"0": 0.0, "10": 0.10, "30": 0.30, "60": 0.60}


def draw(rng: np.random.Generator) -> dict:
    """Draw an estimate, twenty like projects, and the prices of too much and of too little."""
    runaway = rng.random(20) < rng.uniform(0.0, 0.3)
    ratio = np.where(
        runaway,
        rng.uniform(1.5, 2.8) * rng.lognormal(0, 0.3, 20),
        rng.uniform(0.90, 1.25) * rng.lognormal(0, rng.uniform(0.08, 0.25), 20),
    )
    hold = between(rng, 0.05, 0.30, 2)
    return {
        "estimate_keur": between(rng, 150, 900),
        "ratios": [round(float(r), 2) for r in ratio],
        "hold_eur": hold,
        "short_eur": round(hold * float(np.exp(rng.uniform(0.1, 3.4))), 2),
    }

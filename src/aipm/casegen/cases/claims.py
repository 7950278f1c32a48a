"""Lesson 01: print a claim, print it with a caveat, or drop it."""

import numpy as np

from aipm.casegen.cases.numbers import between


def draw(rng: np.random.Generator) -> dict:
    """Draw a claim with the table behind it and its source's record."""
    gap = 0.0
    while abs(gap) < 1:
        people = [between(rng, 40, 900) for _ in range(3)]
        percent = [between(rng, 10, 80) for _ in range(3)]
        weighted = float(np.average(percent, weights=people))
        gap = float(np.mean(percent)) - weighted
    adds_up = rng.random() < 0.75
    checked = between(rng, 1, 6)
    # The source's honesty is anything from 0 to 1, so every count of held claims is as likely.
    return {
        "claimed_percent": round(weighted + (0 if adds_up else gap), 1),
        "groups": [{"people": n, "percent": p} for n, p in zip(people, percent, strict=True)],
        "year": between(rng, 2015, 2024),
        "checked": checked,
        "held": int(rng.integers(0, checked + 1)),
        "gain_keur": between(rng, 3, 14, 1),
        "harm_keur": between(rng, 4, 30, 1),
        "caveat_gain_share": between(rng, 0.4, 0.8, 2),
        "caveat_harm_share": between(rng, 0.05, 0.4, 2),
    }

"""Lesson 17: publish a table as it is, coarsen it, or suppress its risky rows."""

import numpy as np

from aipm.casegen.cases.numbers import between, near


def draw(rng: np.random.Generator) -> dict:
    """Draw eight groups of people who look alike, in pairs that coarsening would join."""
    k = int(rng.choice([3, 5, 10]))
    groups = []
    for _ in range(8):
        people = 1 + int(rng.gamma(1.5, 2.2 * k))
        share = rng.beta(0.6, 1.2)
        sensitive = people if rng.random() < 0.12 else int(rng.binomial(people, share))
        groups.append({"people": people, "sensitive": sensitive})
    exposed = sum(
        g["sensitive"] for g in groups if g["people"] < k or g["sensitive"] == g["people"]
    )
    worth, chance = between(rng, 8, 60, 1), between(rng, 0.05, 0.6, 2)
    return {
        "k": k,
        "groups": groups,
        "worth_keur": worth,
        "coarse_share": between(rng, 0.55, 0.98, 2),
        "check_keur": between(rng, 0.05 * worth, 0.35 * worth, 1),
        "attack_probability": chance,
        "harm_keur": near(rng, 0.3 * worth / (chance * max(exposed, 3)), 0.8, 2),
    }

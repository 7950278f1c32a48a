"""Lesson 03: buy no, 500, 1,000 or 2,000 more labels."""

import numpy as np

from aipm.casegen.cases.numbers import between

#: Labels of each offer.
OFFERS = {"none": 0, "500": 500, "1000": 1_000, "2000": 2_000}


def draw(rng: np.random.Generator) -> dict:
    """Draw three measured points of a learning curve a + b n^-c, and the prices."""
    first = int(rng.choice([100, 200, 250, 400]))
    floor, power = rng.uniform(2, 14), rng.uniform(0.25, 1.1)
    scale = rng.uniform(8, 25) * first**power
    sizes = [first, 2 * first, 4 * first]
    error = {
        n: floor + scale * n**-power for n in (*sizes, *(sizes[2] + k for k in OFFERS.values()))
    }
    worth = between(rng, 4, 30, 1)
    more = int(rng.choice([500, 1_000, 2_000]))
    fair = worth * 1_000 * (error[sizes[2]] - error[sizes[2] + more]) / more
    return {
        "labels": sizes,
        "error_percent": [round(float(error[n]), 3) for n in sizes],
        "worth_keur": worth,
        "label_eur": round(float(fair * rng.uniform(0.4, 1.5)), 2),
    }

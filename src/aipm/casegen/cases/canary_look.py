"""Lesson 19: go on with a rollout, hold for one more look, or roll back."""

import numpy as np

from aipm.casegen.cases.numbers import between, near

#: Effects on the contact rate that the course takes as possible, in percentage points; a
#: negative one is fewer contacts.
EFFECTS = (-2.0, 0.0, 2.0)


def draw(rng: np.random.Generator) -> dict:
    """Draw the counts at a look; in some cases the logging lost customers of one arm."""
    belief = [round(float(p), 2) for p in 0.04 + 0.88 * rng.dirichlet([0.7, 0.7, 0.7])]
    belief[1] = round(1 - belief[0] - belief[2], 2)
    assigned, rate = between(rng, 600, 4_000), between(rng, 8, 15, 1)
    effect = float(rng.choice(EFFECTS, p=belief))
    customers = [int(n) for n in rng.binomial(2 * assigned, 0.5, 1)]
    customers = [customers[0], 2 * assigned - customers[0]]
    contacts = [
        int(rng.binomial(customers[0], rate / 100)),
        int(rng.binomial(customers[1], (rate + effect) / 100)),
    ]
    if rng.random() < 0.3:
        # Lost are customers of the warned arm who would not have called, or who would.
        quiet = rng.random() < 0.5
        lost = round(customers[1] * rng.uniform(0.10, 0.2))
        gone = 0 if quiet else min(contacts[1], round(lost * rate / 100 * 3))
        customers[1] -= lost
        contacts[1] -= gone
    point = between(rng, 10, 60)
    return {
        "belief": dict(zip(("fewer", "same", "more"), belief, strict=True)),
        "control": {"customers": customers[0], "contacts": contacts[0]},
        "warned": {"customers": customers[1], "contacts": contacts[1]},
        "next_customers": between(rng, 400, 2_000),
        "control_percent": rate,
        "point_keur": point,
        "hold_keur": near(rng, 0.22 * point, 0.8, 1),
    }

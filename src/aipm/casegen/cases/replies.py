"""Lesson 04: let a machine answer a ticket, a person, or escalate it."""

import numpy as np

from aipm.casegen.cases.numbers import between

CLASSES = ("late_or_missing", "damaged", "billing", "complaint_or_other")


def draw(rng: np.random.Generator) -> dict:
    """Draw a ticket's calibrated probabilities and what mistakes cost."""
    sure = rng.dirichlet([0.5] * 4)
    probability = [round(float(p), 2) for p in 0.04 + 0.84 * sure]
    probability[0] = round(1 - sum(probability[1:]), 2)
    return {
        "probability": dict(zip(CLASSES, probability, strict=True)),
        "wrong_eur": {name: between(rng, 2, 40, 1) for name in CLASSES},
        "urgent_probability": round(float(rng.beta(0.8, 3.0)), 2),
        "urgent_eur": between(rng, 10, 60, 1),
        "person_eur": between(rng, 2.0, 6.0, 2),
        "escalate_eur": between(rng, 7, 16, 2),
    }

"""Lesson 16: which of three controls to buy, or none."""

import numpy as np

from aipm.casegen.cases.numbers import between

RISKS = ("a", "b", "c")
#: Upper limits of the levels 1 to 4 of the company's matrix.
LIKELIHOOD_LEVELS = (0.10, 0.30, 0.60, 0.90)
IMPACT_LEVELS_KEUR = (2.0, 6.0, 16.0, 48.0)


def draw(rng: np.random.Generator) -> dict:
    """Draw three risks with a control each; a loss is lognormal, events are Poisson."""
    risks = {}
    for name in RISKS:
        low = float(rng.lognormal(1.2, 1.0))
        high = low * float(rng.choice([4, 8, 15, 30, 60])) * rng.uniform(0.8, 1.2)
        mu, sigma = (np.log(low) + np.log(high)) / 2, (np.log(high) - np.log(low)) / 3.29
        mean, frequency = (
            float(np.exp(mu + sigma**2 / 2)),
            round(float(rng.lognormal(-0.7, 0.9)), 2),
        )
        frequency = max(frequency, 0.02)
        fewer, smaller = between(rng, 0.2, 1.0, 2), between(rng, 0.3, 1.0, 2)
        saved = frequency * mean * (1 - fewer * smaller)
        risks[name] = {
            "frequency": frequency,
            "loss_low_keur": round(low, 2),
            "loss_high_keur": round(high, 1),
            "likelihood_level": 1 + int(np.searchsorted(LIKELIHOOD_LEVELS, 1 - np.exp(-frequency))),
            "impact_level": 1 + int(np.searchsorted(IMPACT_LEVELS_KEUR, np.exp(mu))),
            "frequency_factor": fewer,
            "loss_factor": smaller,
            "control_keur": round(float(saved * rng.uniform(0.45, 1.6)) + 0.2, 1),
        }
    return risks

"""Lesson 15: reserve GPUs, rent on demand, or buy the service by the token."""

import numpy as np

from aipm.casegen.cases.numbers import between, near


def draw(rng: np.random.Generator) -> dict:
    """Draw a year of GPU-hours and three price lists."""
    mean, swing = rng.uniform(300, 3_000), rng.uniform(0.4, 1.0)
    month = np.arange(12)
    shape = 1 + swing * np.sin(2 * np.pi * (month - rng.integers(0, 12)) / 12)
    hours = mean * shape * rng.lognormal(0, 0.2, 12)
    on_demand = between(rng, 2.0, 5.0, 2)
    useful, tokens = between(rng, 0.25, 0.9, 2), between(rng, 300, 1_500)
    reserved = near(rng, mean, 0.4)
    # Near the price at which the reservation saves nothing.
    spared = np.minimum(hours, reserved).sum()
    million = hours.sum() * 3_600 * tokens * useful / 1e6
    return {
        "hours": [round(float(h)) for h in hours],
        "on_demand_eur": on_demand,
        "reserved_hours": reserved,
        "reserved_eur": near(rng, on_demand * spared / (12 * reserved), 0.25, 2),
        "tokens_a_second": tokens,
        "useful_share": useful,
        "million_tokens_eur": near(rng, on_demand * hours.sum() / million, 0.25, 3),
    }

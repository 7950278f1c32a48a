"""Lesson 08: which team gets a free block of GPU-hours before its deadline."""

import numpy as np

from aipm.casegen.cases.numbers import between

TEAMS = ("prediction", "triage", "routing")


def draw(rng: np.random.Generator) -> dict:
    """Draw a block of hours and three teams with what they have and may need."""
    block = between(rng, 120, 360)
    teams = {}
    for team in TEAMS:
        have = between(rng, 50, 500)
        low = have + between(rng, -0.4 * block, 0.7 * block)
        days, rate = between(rng, 2, 12), between(rng, 12, 60)
        teams[team] = {
            "hours_now": have,
            "need_low": low,
            "need_high": low + between(rng, 0.15 * block, 1.0 * block),
            "worth_keur": between(rng, 15, 120),
            "days_left": days,
            "hours_a_day": rate,
        }
    return {"block_hours": block, "teams": teams}

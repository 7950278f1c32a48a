"""Lesson 07: which date to promise, when late and padding both have a price."""

import numpy as np

from aipm.casegen.cases.numbers import between, near


def draw(rng: np.random.Generator) -> dict:
    """Draw eight sprints of a team, what is left, three dates and their prices."""
    pace, growth = rng.uniform(7, 14), rng.uniform(0.5, 4.5)
    done = [int(n) for n in rng.negative_binomial(6, 6 / (6 + pace), 8)]
    added = [int(n) for n in rng.poisson(growth, 8)]
    net = max(np.mean(done) - np.mean(added), 2.0)
    remaining = between(rng, 5 * net, 12 * net)
    likely = remaining / net
    dates = [
        round(likely * share) for share in (rng.uniform(0.7, 0.95), 1.1, rng.uniform(1.3, 1.6))
    ]
    dates = [dates[0], max(dates[1], dates[0] + 1), max(dates[2], dates[1] + 1, dates[0] + 2)]
    late = between(rng, 10, 60)
    return {
        "done": done,
        "added": added,
        "remaining": remaining,
        "early_sprint": dates[0],
        "middle_sprint": dates[1],
        "late_sprint": dates[2],
        "late_keur": late,
        "padding_keur": near(rng, late * 0.42, 0.85, 1),
    }

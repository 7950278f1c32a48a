"""Lesson 13: pay for all of a project, for its prototype, for a pilot, or for nothing."""

import numpy as np

#: What the policy may answer.
ACTIONS = ("all", "gate", "pilot", "no")


def draw(rng: np.random.Generator) -> dict[str, float | int]:
    """Draw one project.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    dict
        Money in thousand EUR, chances and rates as fractions.
        ``prototype`` and ``rest``: what the two parts of the build cost.
        ``chance``: that the prototype works; without it there is no benefit at all.
        ``wait``: years by which looking at the prototype first delays the rest and all benefits.
        ``low``, ``likely``, ``high``: benefit a year, triangular, the same in every year.
        ``years``: how many years the benefit flows, from the year after the rest is paid.
        ``rate``: discount rate a year.
        ``pilot``: its price. ``says_works_if_works`` and ``says_fails_if_fails``: how often its
        answer about the prototype is right.
    """
    years = int(rng.integers(3, 7))
    rate = round(float(rng.uniform(0.08, 0.24)), 2)
    low = round(float(rng.uniform(20, 120)))
    likely = low + round(float(rng.uniform(10, 90)))
    high = likely + round(float(rng.uniform(60, 340)))
    chance = round(float(rng.beta(3.0, 2.0)), 2)
    # The build costs about what its benefits are worth, or the choice would be plain.
    total = years * (low + likely + high) / 3 * float(rng.uniform(0.25, 0.75))
    share = float(rng.uniform(0.15, 0.75))
    return {
        "prototype": round(share * total),
        "rest": round((1 - share) * total),
        "chance": min(max(chance, 0.1), 0.95),
        "wait": float(rng.choice([0.5, 1.0, 1.5, 2.0])),
        "low": low,
        "likely": likely,
        "high": high,
        "years": years,
        "rate": rate,
        "pilot": round(total * float(rng.uniform(0.02, 0.16))),
        "says_works_if_works": round(float(rng.uniform(0.6, 0.95)), 2),
        "says_fails_if_fails": round(float(rng.uniform(0.6, 0.95)), 2),
    }

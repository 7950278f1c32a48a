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
        ``p_works``: the chance that the prototype works; without it there is no benefit at all.
        ``wait``: whole years by which looking at the prototype first delays the rest and all flows.
        ``low``, ``likely``, ``high``: benefit a year, triangular, the same in every year.
        ``running``: what running it costs in each year with a benefit, certain.
        ``years``: how many years it runs, from the year after the rest is paid.
        ``rate``: discount rate a year.
        ``pilot_price``; ``good_if_works`` and ``bad_if_fails``: how often its answer is right.
    """
    years = int(rng.integers(3, 7))
    low = round(float(rng.uniform(40, 140)))
    likely = low + round(float(rng.uniform(10, 90)))
    high = likely + round(float(rng.uniform(60, 340)))
    mean = (low + likely + high) / 3
    running = round(mean * float(rng.uniform(0.1, 0.35)))
    # The build costs about what its benefits are worth, or the choice would be plain.
    total = years * (mean - running) * float(rng.uniform(0.25, 0.75))
    share = float(rng.uniform(0.15, 0.75))
    return {
        "prototype": round(share * total),
        "rest": round((1 - share) * total),
        "p_works": round(min(max(float(rng.beta(3, 2)), 0.1), 0.95), 2),
        "wait": int(rng.integers(1, 3)),
        "low": low,
        "likely": likely,
        "high": high,
        "running": running,
        "years": years,
        "rate": round(float(rng.uniform(0.08, 0.24)), 2),
        "pilot_price": round(total * float(rng.uniform(0.02, 0.16))),
        "good_if_works": round(float(rng.uniform(0.6, 0.95)), 2),
        "bad_if_fails": round(float(rng.uniform(0.6, 0.95)), 2),
    }

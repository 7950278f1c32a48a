"""Lesson 11: leave one parcel, send its customer a text, re-route it, or do both."""

import numpy as np

#: What the policy may answer.
ACTIONS = ("leave", "text", "reroute", "both")


def draw(rng: np.random.Generator) -> dict[str, float]:
    """Draw one parcel, with the prices and places of its day.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    dict
        Money in EUR, the rest fractions.
        ``score``: of the parcel; right for the supplier's sample, in which ``learned_rate`` of the
        parcels were late. Here, over the year, ``rate_here`` are; otherwise they are the same.
        ``rate_today``: what operations expects today, since vans are fuller or emptier than usual;
        the score knows the load of the van.
        ``late_cost``: a late parcel. ``reroute_cost``: a re-route, right or wrong.
        ``reroute_works``: share of late parcels that it brings in time.
        ``text_cost``: a text. ``text_saves``: share of the cost of a late parcel that it spares.
        ``rival``: calibrated chance of the parcel that gets the place if this one does not, at the
        same prices; 0 if a place stays free.
    """
    rate_here = round(float(rng.uniform(0.05, 0.12)), 2)
    learned = rng.choice([rate_here, round(float(rng.uniform(0.2, 0.4)), 2), 0.5])
    late_cost = round(float(rng.uniform(3.0, 9.0)), 1)
    works = round(float(rng.uniform(0.4, 0.8)), 2)
    saves = round(float(rng.uniform(0.15, 0.45)), 2)
    # What matters is the chance here; prices lie near what the two actions are worth at it.
    chance = float(rng.uniform(0.08, 0.6))
    odds = chance / (1 - chance) / (rate_here / (1 - rate_here)) * (learned / (1 - learned))
    reroute_cost = chance * works * late_cost * float(rng.uniform(0.3, 1.5))
    text_cost = chance * saves * late_cost * float(rng.uniform(0.25, 1.3))
    contested = rng.random() < 0.6
    rival = chance * float(rng.uniform(0.6, 1.6)) if contested else 0.0
    return {
        "score": round(float(odds / (1 + odds)), 2),
        "learned_rate": float(learned),
        "rate_here": rate_here,
        "rate_today": round(rate_here * float(rng.choice([0.5, 2.0]) * rng.uniform(0.8, 1.3)), 2),
        "late_cost": late_cost,
        "reroute_cost": max(round(reroute_cost, 2), 0.05),
        "reroute_works": works,
        "text_cost": max(round(text_cost, 2), 0.02),
        "text_saves": saves,
        "rival": round(min(rival, 0.95), 2),
    }

"""Lesson 18: accept, offer a split or a trade over two issues, or walk away."""

import numpy as np

from aipm.casegen.cases.numbers import between

ISSUES = ("price", "date")


def draw(rng: np.random.Generator) -> dict:
    """Draw both sides' limits and weights, the offer on the table and the alternatives."""
    ours = between(rng, 0.15, 0.85, 2)
    # Often the other side cares for the other issue.
    theirs = between(rng, 0.55, 0.9, 2) if rng.random() < 0.5 else between(rng, 0.1, 0.5, 2)
    if ours > 0.5:
        theirs = round(1 - theirs, 2)
    offer = {issue: between(rng, 10, 65) for issue in ISSUES}
    fallback = between(rng, 15, 60)
    low = between(rng, 10, 60)
    return {
        "our_price_weight": ours,
        "their_price_weight": theirs,
        "offer_points": offer,
        "our_fallback": fallback,
        "their_fallback_low": low,
        "their_fallback_high": low + between(rng, 5, 30),
        "point_keur": between(rng, 0.4, 2.5, 1),
    }

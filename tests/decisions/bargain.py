"""Lesson 18."""

from . import by, changed

MARGIN = 0.8


def trade(case):
    """Points of both sides if each gets all of the issue that weighs more for it."""
    ours, theirs = case["our_price_weight"], case["their_price_weight"]
    # If both care for the same issue, the side that cares more gets it.
    price_ours = ours >= theirs
    mine = 100 * (ours if price_ours else 1 - ours)
    other = 100 * (1 - theirs if price_ours else theirs)
    return mine, other


def points(case):
    """Our points for the offer on the table."""
    offer, weight = case["offer_points"], case["our_price_weight"]
    return weight * offer["price"] + (1 - weight) * offer["date"]


def accepted(case, theirs):
    low, high = case["their_fallback_low"], case["their_fallback_high"]
    return min(max((theirs - low) / (high - low), 0.0), 1.0)


def values(case, sure=False):
    """Thousand EUR of each answer."""
    mine, other = trade(case)
    chance = (
        {"trade": 1.0, "split": 1.0}
        if sure
        else {
            "trade": accepted(case, other),
            "split": accepted(case, 50),
        }
    )
    points_of = {"trade": mine, "split": 50.0}
    worth = {
        name: chance[name] * points_of[name] + (1 - chance[name]) * case["our_fallback"]
        for name in points_of
    }
    worth |= {"accept": points(case), "walk": float(case["our_fallback"])}
    return {name: value * case["point_keur"] for name, value in worth.items()}


NAIVE = {
    "splits the difference": lambda case: "split",
    "looks at the price only": lambda c: (
        "accept" if c["offer_points"]["price"] >= c["our_fallback"] else "walk"
    ),
    "takes what beats walking away": lambda c: (
        "accept" if points(c) > c["our_fallback"] else "walk"
    ),
    "always trades": lambda case: "trade",
}
SLIPS = {
    "believes that every offer is taken": by(lambda c: values(c, sure=True)),
    "weighs both issues alike": changed(values, our_price_weight=lambda c: 0.5),
    "knows the other side's worst fallback for certain": changed(
        values,
        their_fallback_low=lambda c: c["their_fallback_low"],
        their_fallback_high=lambda c: c["their_fallback_low"] + 1e-9,
    ),
    "never trades": by(lambda c: {k: v for k, v in values(c).items() if k != "trade"}),
}

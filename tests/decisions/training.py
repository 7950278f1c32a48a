"""Lesson 21."""

from . import by

MARGIN = 150.0
OFFERS = ("course", "certificate", "degree")


def values(case, upkeep=1.0, hour=1.0, sure=False, rate=None, raised=None):
    """EUR of today of each offer, and of none."""
    rate = case["rate"] if rate is None else rate
    worth = {"none": 0.0}
    for name in OFFERS:
        offer = case[name]
        more = offer["holders_pay_eur"] - offer["like_pay_eur"] if raised is None else raised(offer)
        later = sum(more / (1 + rate) ** t for t in range(1, case["years"] + 1))
        later -= upkeep * sum(
            offer["renewal_eur"] / (1 + rate) ** t
            for t in range(offer["renewal_years"], case["years"], offer["renewal_years"])
        )
        worth[name] = (
            (1 if sure else offer["pass_share"]) * later
            - offer["price_eur"]
            - hour * offer["hours"] * case["hour_eur"]
        )
    return worth


def _first(case, key):
    return max(OFFERS, key=lambda name: key(case[name]))


NAIVE = {
    "takes the highest pay of its holders": lambda c: _first(c, lambda o: o["holders_pay_eur"]),
    "takes the cheapest": lambda c: _first(c, lambda o: -o["price_eur"]),
    "takes the largest raise": lambda c: _first(
        c, lambda o: o["holders_pay_eur"] - o["like_pay_eur"]
    ),
}
SLIPS = {
    "forgets the renewals": by(lambda c: values(c, upkeep=0)),
    "forgets the hours": by(lambda c: values(c, hour=0)),
    "takes passing for certain": by(lambda c: values(c, sure=True)),
    "does not discount": by(lambda c: values(c, rate=0)),
    "takes half of the raise": by(
        lambda c: values(c, raised=lambda o: (o["holders_pay_eur"] - o["like_pay_eur"]) / 2)
    ),
}

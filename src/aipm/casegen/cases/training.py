"""Lesson 21: which course or certificate to pay for, or none."""

import numpy as np

from aipm.casegen.cases.numbers import between

OFFERS = ("course", "certificate", "degree")


def draw(rng: np.random.Generator) -> dict:
    """Draw three offers with their price, hours, upkeep and what people like you earn."""
    years, rate, hour = between(rng, 3, 8), between(rng, 0.04, 0.12, 2), between(rng, 12, 45)
    annuity = sum((1 + rate) ** -t for t in range(1, years + 1))
    case: dict = {"years": years, "rate": rate, "hour_eur": hour}
    for offer in OFFERS:
        scale = {"course": 1.0, "certificate": 1.6, "degree": 4.0}[offer]
        raised = scale * rng.uniform(500, 2_500)
        pass_share = between(rng, 0.4, 0.95, 2)
        worth = pass_share * raised * annuity
        hours = between(rng, 0.1 * worth / hour, 0.5 * worth / hour)
        renewal_years = int(rng.choice([1, 2, 3]))
        renewals = sum((1 + rate) ** -t for t in range(renewal_years, years, renewal_years))
        upkeep = round(float(worth * rng.uniform(0.0, 0.5) / max(pass_share * renewals, 0.5)))
        budget = worth - hours * hour - pass_share * upkeep * renewals
        like = between(rng, 38_000, 62_000)
        case[offer] = {
            "price_eur": max(50, round(float(budget + worth * rng.uniform(-0.3, 0.3)))),
            "hours": hours,
            "pass_share": pass_share,
            "holders_pay_eur": like + round(float(raised)),
            "like_pay_eur": like,
            "renewal_years": renewal_years,
            "renewal_eur": upkeep,
        }
    return case

"""Lesson 14."""

import numpy as np

from . import by

MARGIN = 2.0


def months_needed(case):
    """Planned months over SPI(t), by earned schedule."""
    planned, earned = [0.0, *case["planned_keur"]], case["earned_keur"]
    whole = int(np.searchsorted(planned, earned[-1], side="right")) - 1
    whole = min(whole, len(planned) - 2)
    part = (earned[-1] - planned[whole]) / (planned[whole + 1] - planned[whole])
    return len(case["planned_keur"]) * len(earned) / (whole + part)


def cost_left(case):
    """Remaining work at the efficiency so far."""
    left = case["planned_keur"][-1] - case["earned_keur"][-1]
    return left * case["spent_keur"][-1] / case["earned_keur"][-1]


def values(case, time=months_needed, cost=cost_left, sunk=0.0):
    """Thousand EUR, from today on, of each choice."""
    planned, spent, elapsed = case["planned_keur"], case["spent_keur"][-1], len(case["earned_keur"])
    needed, left = max(time(case), elapsed), cost(case)

    def worth(cut, cut_worth, covered):
        late = max(elapsed + (needed - elapsed) * (1 - cut) - len(planned), 0)
        short = max(spent + left * (1 - cut) - planned[-1] - case["reserve_keur"], 0)
        return (
            case["worth_keur"] * (1 - cut_worth)
            - left * (1 - cut)
            - case["late_keur_a_month"] * late
            - (0 if covered else case["premium"] * short)
            - sunk * spent
        )

    return {
        "leave": worth(0, 0, False),
        "ask": worth(0, 0, True) - case["ask_keur"],
        "replan": worth(case["cut_share"], case["cut_worth_share"], False) - case["replan_keur"],
        "stop": 0.0,
    }


def _spi(case):
    months = min(len(case["earned_keur"]), len(case["planned_keur"]))
    return case["earned_keur"][-1] / case["planned_keur"][months - 1]


def _cpi(case, month=-1):
    return case["earned_keur"][month] / case["spent_keur"][month]


NAIVE = {
    "leaves it while SPI is 0.9 or more, else re-plans": lambda c: (
        "leave" if _spi(c) >= 0.9 else "replan"
    ),
    "asks if the first month was dear": lambda c: "ask" if _cpi(c, 0) < 0.95 else "leave",
    "stops what is late and dear": lambda c: (
        "stop" if _spi(c) < 0.8 and _cpi(c) < 0.8 else "leave" if _cpi(c) >= 0.95 else "ask"
    ),
}
SLIPS = {
    "expects the rest to cost what was planned": by(
        lambda c: values(c, cost=lambda c: c["planned_keur"][-1] - c["earned_keur"][-1])
    ),
    "believes the first month's CPI": by(
        lambda c: values(
            c, cost=lambda c: (c["planned_keur"][-1] - c["earned_keur"][-1]) / _cpi(c, 0)
        )
    ),
    "turns the CPI round": by(
        lambda c: values(c, cost=lambda c: (c["planned_keur"][-1] - c["earned_keur"][-1]) * _cpi(c))
    ),
    "takes SPI for time": by(lambda c: values(c, time=lambda c: len(c["planned_keur"]) / _spi(c))),
    "forgets that late costs": by(lambda c: values(c, time=lambda c: 0)),
    "counts what is spent": by(lambda c: values(c, sunk=1.0)),
}

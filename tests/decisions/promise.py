"""Lesson 07."""

from functools import lru_cache

import numpy as np

from . import by

MARGIN = 1.5
_DATES = ("early", "middle", "late")
_LIMIT = 120


@lru_cache(maxsize=50_000)
def chances(steps, remaining):
    """P(finished in sprint 1, 2, ...) when each sprint is like one of the past ones."""
    left = {remaining: 1.0}
    found = []
    for _ in range(_LIMIT):
        after, done = {}, 0.0
        for items, chance in left.items():
            for step in steps:
                if items - step <= 0:
                    done += chance / len(steps)
                else:
                    key = items - step
                    after[key] = after.get(key, 0.0) + chance / len(steps)
        found.append(done)
        left = after
        if sum(left.values()) < 1e-6:
            break
    found[-1] += sum(left.values())
    return np.array(found)


def _net(case):
    return tuple(a - b for a, b in zip(case["done"], case["added"], strict=True))


def _table(case, ends):
    """Thousand EUR of each date when the work ends as `ends` says."""
    sprint = np.arange(1, len(ends) + 1)
    return {
        name: float(
            -case["padding_keur"] * case[f"{name}_sprint"]
            - case["late_keur"] * (ends * np.maximum(sprint - case[f"{name}_sprint"], 0)).sum()
        )
        for name in _DATES
    }


def values(case):
    """Thousand EUR of each promise."""
    return _table(case, chances(_net(case), case["remaining"]))


def first_after(sprints, case):
    """First of the dates that is not before a forecast."""
    return next((name for name in _DATES if case[f"{name}_sprint"] >= sprints), "late")


def _sure(sprints):
    ends = np.zeros(max(int(np.ceil(sprints)), 1))
    ends[-1] = 1.0
    return ends


def _quantile(case, share):
    return 1 + int(np.searchsorted(np.cumsum(chances(_net(case), case["remaining"])), share))


NAIVE = {
    "divides by mean velocity and forgets growth": lambda c: first_after(
        c["remaining"] / np.mean(c["done"]), c
    ),
    "divides by mean net velocity": lambda c: first_after(c["remaining"] / np.mean(_net(c)), c),
    "promises the P85 whatever it costs": lambda c: first_after(_quantile(c, 0.85), c),
}
SLIPS = {
    "forgets that scope grows": by(lambda c: _table(c, chances(tuple(c["done"]), c["remaining"]))),
    "takes the mean for certain": by(lambda c: _table(c, _sure(c["remaining"] / np.mean(_net(c))))),
    "pays a late start once, not by the sprint": by(
        lambda c: {
            name: -c["padding_keur"] * c[f"{name}_sprint"]
            - c["late_keur"] * float(chances(_net(c), c["remaining"])[c[f"{name}_sprint"] :].sum())
            for name in _DATES
        }
    ),
    "takes the first safe enough of the three dates, not the cheapest": lambda c: first_after(
        _quantile(c, 1 - c["padding_keur"] / c["late_keur"]), c
    ),
    "takes the wrong tail": lambda c: first_after(_quantile(c, 0.15), c),
}

"""What the lessons on board and bill conclude follows for Kestrel and for other companies.

Each conclusion is checked for 41 seeds, and is gone when the planted truth is turned off.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from aipm import casegen
from aipm.casegen import KESTREL, Company
from aipm.casegen.calendar import working_days

COMPANIES = [KESTREL, *(Company.from_seed(seed) for seed in range(1, 41))]


def how_many(conclusion, *made) -> int:
    return sum(conclusion(generator) for generator in made)


# Lesson 08: the review becomes the bottleneck


def review_becomes_the_bottleneck(board: casegen.Board) -> bool:
    """Whether items wait for review far longer after the discrepancy than before."""
    items = board.items
    days = working_days(board.company.board_start, board.snapshot)
    waiting = [((items["built"] <= day) & ~(items["review_started"] <= day)).sum() for day in days]
    queue = pd.Series(waiting, index=days)
    turn = pd.Timestamp(board.sprints[board.discrepancy_sprint - 1][0])
    before, after = queue[queue.index < turn].mean(), queue[queue.index >= turn].mean()
    return after > 1.5 * before + 1


@pytest.mark.slow
def test_the_discrepancy_makes_the_review_the_bottleneck():
    assert review_becomes_the_bottleneck(casegen.Board(KESTREL))
    found = how_many(review_becomes_the_bottleneck, *map(casegen.Board, COMPANIES))
    assert found >= 39


@pytest.mark.slow
def test_without_the_discrepancy_the_review_keeps_up():
    quiet = [casegen.Board(company, discrepancy_factor=1.0) for company in COMPANIES[:20]]
    assert how_many(review_becomes_the_bottleneck, *quiet) <= 5


# Lesson 15: the bill


@cache
def daily(bill: casegen.CloudBill) -> pd.DataFrame:
    """Billed cost of each service on each day."""
    return bill.frame.pivot(index="ChargePeriodStart", columns="ServiceName", values="BilledCost")


def wrong_days(bill: casegen.CloudBill) -> np.ndarray:
    """The days on which something was planted."""
    days = daily(bill).index
    wrong = np.zeros(len(days), dtype=bool)
    for anomaly in bill.planted:
        start = days.get_loc(pd.Timestamp(anomaly["first"]))
        wrong[start : start + anomaly["days"]] = True
    return wrong


def robust(bill: casegen.CloudBill) -> np.ndarray:
    """Days on which a service leaves its week, in median absolute deviations."""
    log = np.log(daily(bill))
    rest = log - log.rolling(29, center=True, min_periods=10).median()
    # A holiday looks like a Sunday.
    kind = np.where(bill.off, 6, rest.index.day_of_week)
    rest -= rest.groupby(kind).transform("median")
    return (rest.abs() / (1.4826 * rest.abs().median()) > 6).any(axis=1).to_numpy()


def plain(bill: casegen.CloudBill) -> np.ndarray:
    """Days whose total lies more than three standard deviations from the mean."""
    total = daily(bill).sum(axis=1)
    return ((total - total.mean()).abs() > 3 * total.std()).to_numpy()


def robust_finds_what_plain_misses(bill: casegen.CloudBill) -> bool:
    wrong = wrong_days(bill)
    return robust(bill)[wrong].mean() >= 0.9 and 0 < plain(bill)[wrong].mean() < 0.5


def days_of_budget(bill: casegen.CloudBill) -> float:
    """Days that the first year's budget lasts at the rate of the bill."""
    per_day = daily(bill).sum(axis=1).mean()
    return bill.company.cloud_cost_keur * 1_000 / per_day


def test_the_robust_rule_finds_the_wrong_days_and_three_deviations_miss_most():
    bills = list(map(casegen.CloudBill, COMPANIES))
    assert robust_finds_what_plain_misses(bills[0])
    assert how_many(robust_finds_what_plain_misses, *bills) >= 39
    false = [robust(bill)[~wrong_days(bill)].sum() for bill in bills]
    assert np.median(false) <= 5
    assert false[0] == 0


def test_the_cloud_budget_runs_out_before_its_year_ends():
    lasts = [days_of_budget(casegen.CloudBill(company)) for company in COMPANIES]
    assert 290 < lasts[0] < 340
    assert all(days < 345 for days in lasts)


def test_without_anomalies_and_overspend_neither_conclusion_follows():
    for company in COMPANIES[:5]:
        ordinary = casegen.CloudBill(company, anomalies=(), overspend=1.0)
        assert wrong_days(ordinary).sum() == 0
        assert robust(ordinary).mean() < 0.05
        assert days_of_budget(ordinary) > 350

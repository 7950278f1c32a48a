"""Lessons conclude what was planted, on Kestrel and on most other companies, and not without it."""

import numpy as np
import pytest

from aipm import data
from aipm.casegen import KESTREL, Company

from .planted import TRUTHS

NAMES = [f"{truth.lesson} {truth.conclusion}" for truth in TRUTHS]


@pytest.mark.parametrize("truth", TRUTHS, ids=NAMES)
def test_the_conclusion_follows_from_kestrels_tables(truth):
    assert truth.holds(KESTREL)


@pytest.mark.parametrize("truth", TRUTHS, ids=NAMES)
def test_the_conclusion_is_gone_when_the_truth_is_turned_off(truth):
    others = [Company.from_seed(seed) for seed in range(4)]
    assert not truth.holds(KESTREL, on=False)
    assert sum(truth.holds(company, on=False) for company in others) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("truth", TRUTHS, ids=NAMES)
def test_the_conclusion_follows_for_most_of_forty_other_companies(truth):
    assert truth.strength() >= truth.least


# Real tables


def test_eleven_people_cannot_rank_a_country_and_role():
    pay = data.load("developer_pay")
    india = pay[pay["country"] == "India"]
    role = india.loc[india["machine_learning_specialist"], "salary_usd"].to_numpy()
    medians = india.groupby("machine_learning_specialist")["salary_usd"].median()
    assert len(role) == 11
    assert medians[True] > medians[False], "they seem to earn more than the others"
    rng = np.random.default_rng(1)
    drawn = np.median(rng.choice(role, (2_000, len(role))), axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    assert low < medians[False] < high, "but their interval holds what the others earn"
    assert role.mean() > 1.3 * medians[True], "and three of them make the mean"


def test_weather_joined_by_origin_and_date_multiplies_rows():
    flights, weather = data.load("flights_2013").head(3_000), data.load("weather_2013")
    flights = flights.assign(hour=flights["sched_dep_time"] // 100)
    day, hour = ["origin", "date"], ["origin", "date", "hour"]
    assert len(flights.merge(weather[[*day, "temp"]], on=day, how="left")) > 20 * len(flights)
    assert len(flights.merge(weather[[*hour, "temp"]], on=hour, how="left")) == len(flights)

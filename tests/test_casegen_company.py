"""One company: volumes, shares, names, money and dates agree across all tables."""

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from aipm import casegen, data
from aipm.casegen import Company

COMPANIES = st.builds(Company.from_seed, st.integers(0, 10_000))
# No shrinking: a smaller seed is not a simpler company.
FEW = settings(max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate])
#: Chance below which shares are called different: the tests ask some fifty times.
CHANCE = 1e-4


def agree(found: pd.Series, expected: pd.Series) -> bool:
    """Whether the values of one column could have the shares of the other's."""
    shares = expected.value_counts(normalize=True)
    counts = found.value_counts().reindex(shares.index, fill_value=0)
    return counts.sum() == len(found) and chisquare(counts, shares * len(found)).pvalue > CHANCE


def month_of_work(days: pd.Series) -> pd.Series:
    """Quarter of a day: a case that comes after its parcel may fall into the next month."""
    return days.dt.quarter


def closed(moments: pd.Series) -> pd.Series:
    """Whether each moment lies outside of the opening hours on working days or on a weekend."""
    return ~moments.dt.hour.between(8, 17) | (moments.dt.day_of_week >= 5)


# Support and deliveries


def late_and_other(cases: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    late = cases["topic"] == "late_or_missing"
    return cases[late], cases[~late]


def cases_follow_parcels(cases: pd.DataFrame, parcels: pd.DataFrame) -> list[str]:
    """What cases and parcels disagree about; nothing, if they belong to one company."""
    late, other = late_and_other(cases)
    pairs = {"late": (late, parcels[parcels["late"]]), "other": (other, parcels)}
    wrong = []
    for name, (found, expected) in pairs.items():
        if not agree(found["depot"].astype(str), expected["depot"].astype(str)):
            wrong.append(f"{name}: depots")
        if not agree(month_of_work(found["received"]), month_of_work(expected["day"])):
            wrong.append(f"{name}: quarters")
    return wrong


@given(COMPANIES)
@FEW
def test_cases_come_from_the_deliveries(company):
    made = casegen.Deliveries(company)
    cases = casegen.SupportProcess(company, deliveries=made).tables()[0].frame
    assert cases_follow_parcels(cases, made.frame) == []


@pytest.mark.parametrize("prefix", ["kestrel", "kestrel_north"])
def test_shipped_cases_come_from_the_shipped_deliveries(prefix):
    cases, parcels = data.load(f"{prefix}_cases"), data.load(f"{prefix}_deliveries")
    assert cases_follow_parcels(cases, parcels) == []


def test_cases_without_the_link_to_deliveries_would_be_noticed():
    cases, parcels = data.load("kestrel_cases"), data.load("kestrel_deliveries")
    mixed = cases.assign(topic=cases["topic"].sample(frac=1, random_state=1).to_numpy())
    anywhere = cases.assign(depot=sorted(cases["depot"].unique()) * (len(cases) // 6))
    assert cases_follow_parcels(mixed, parcels)
    assert cases_follow_parcels(anywhere, parcels)


def test_december_has_its_share_of_late_cases_and_the_hub_its_share_of_all():
    late, other = late_and_other(data.load("kestrel_cases"))
    parcels = data.load("kestrel_deliveries")
    missed = parcels[parcels["late"]]
    in_december = (late["received"].dt.month == 12).mean()
    assert in_december == pytest.approx((missed["day"].dt.month == 12).mean(), abs=0.04)
    assert in_december > 1.3 * (other["received"].dt.month == 12).mean()
    for found, expected in ((late, missed), (other, parcels)):
        share = (found["depot"] == "Corran").mean()
        assert share == pytest.approx((expected["depot"] == "Corran").mean(), abs=0.04)


def test_cases_and_tickets_are_of_one_desk():
    cases, tickets = data.load("kestrel_cases"), data.load("kestrel_tickets")
    for column, other in (("topic", "truth"), ("channel", "channel")):
        assert agree(tickets[other].astype(str), cases[column].astype(str)), column
    for table in (cases, tickets):
        weekend = table["received"].dt.day_of_week >= 5
        assert weekend.mean() == pytest.approx(0.08, abs=0.02)
        by_phone = table[table["channel"] == "phone_note"]["received"]
        assert closed(by_phone).mean() < 0.03
        assert 0.15 < closed(table["received"]).mean() < 0.45
    weekdays = [table["received"].dt.day_of_week for table in (tickets, cases)]
    assert agree(*weekdays)

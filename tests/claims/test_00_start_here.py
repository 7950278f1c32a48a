"""Lesson 00: the team goes to the depot that got worse, which the roadworks have slowed."""

import re

import pandas as pd
import pytest

from aipm import data
from aipm.authoring import notebook, roadmap
from aipm.casegen import KESTREL, Company, Deliveries

SEEDS = range(1, 21)
OFTEN = 18


@pytest.fixture(scope="module")
def truth() -> pd.DataFrame:
    """The deliveries that the lesson shows, with their true probability of being late."""
    return with_truth(Deliveries(KESTREL))


@pytest.fixture(scope="module")
def others() -> list[tuple[str, pd.DataFrame]]:
    """For other companies: the depot with the roadworks, and the deliveries."""
    made = [Deliveries(Company.from_seed(seed)) for seed in SEEDS]
    return [(deliveries.roadworks_depot, with_truth(deliveries)) for deliveries in made]


def with_truth(deliveries: Deliveries) -> pd.DataFrame:
    frame = deliveries.frame.assign(p=deliveries.late_probability(deliveries.frame))
    return frame.assign(depot=frame["depot"].astype(str), month=frame["day"].dt.month)


def shares(frame: pd.DataFrame, column: str) -> pd.Series:
    return 100 * frame.groupby("depot")[column].mean()


def since(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["month"] >= 9]


def until(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["month"] < 9]


def rise(frame: pd.DataFrame, column: str) -> pd.Series:
    return shares(since(frame), column) - shares(until(frame), column)


def test_the_shipped_deliveries_are_those_of_the_generator(truth):
    shipped = data.load("kestrel_deliveries")
    assert shipped["late"].tolist() == truth["late"].tolist()


def test_fenwick_is_truly_the_worst_since_september_and_was_not_before(truth):
    now, before = shares(since(truth), "p"), shares(until(truth), "p")
    assert now.idxmax() == "Fenwick" == Deliveries(KESTREL).roadworks_depot
    assert now["Fenwick"] - now.drop("Fenwick").max() > 5
    rest = truth[truth["depot"] != "Fenwick"]
    assert abs(before["Fenwick"] - 100 * until(rest)["p"].mean()) < 1


def test_the_others_rose_too_so_a_year_of_all_depots_is_no_fair_comparison(truth):
    risen = rise(truth, "p").drop("Fenwick")
    assert (risen > 0).all()
    assert 1.5 < risen.mean() < 4.5
    unfair = 100 * truth["p"].mean()
    fair = 100 * since(truth[truth["depot"] != "Fenwick"])["p"].mean()
    assert fair - unfair > 1


def test_fenwick_rose_by_about_eight_points_more_than_the_others_in_truth_too(truth):
    risen = rise(truth, "p")
    assert 6 < risen["Fenwick"] - risen.drop("Fenwick").mean() < 11


def test_what_the_reader_sees_month_by_month(truth):
    leader = truth.groupby(["month", "depot"])["late"].mean().unstack().idxmax(axis=1)
    assert set(leader[9:12]) == {"Fenwick"}
    assert set(leader.loc[3:6]) == {"Eastfold"}
    assert leader[:8].nunique() > 2
    sizes = truth.groupby(["month", "depot"]).size()
    assert sizes.min() > 200 and sizes.median() < 500  # a few hundred parcels
    # Two standard errors of a bar: two or three points.
    bars = truth.groupby(["month", "depot"])["late"].mean()
    doubt = 200 * (bars * (1 - bars) / sizes) ** 0.5
    assert doubt.between(1.5, 3.5).mean() > 0.75
    assert 2 < doubt.median() < 3
    # "one month proves little": no lead of Eastfold in a month of spring is beyond chance.
    spring = bars.loc[3:6].unstack()
    lead = 100 * (spring["Eastfold"] - spring.drop(columns="Eastfold").max(axis=1))
    assert (lead > 0).all() and (lead < 2**0.5 * doubt.loc[3:6].xs("Eastfold", level=1)).all()


def test_number_and_share_give_other_depots(truth):
    counts, year = truth.groupby("depot")["late"].sum(), shares(truth, "late")
    assert counts.idxmax() == KESTREL.hub == "Corran"
    assert year.idxmin() == "Corran"
    assert year.idxmax() == "Fenwick"
    assert shares(truth, "p").idxmin() == "Corran"


def test_the_same_months_at_every_depot_find_the_roadworks_in_other_companies(others):
    found = [shares(since(frame), "late").idxmax() == depot for depot, frame in others]
    risen = [rise(frame, "late").idxmax() == depot for depot, frame in others]
    assert sum(found) >= OFTEN
    assert sum(risen) >= OFTEN


def test_the_number_of_late_parcels_sends_the_team_to_the_wrong_depot_elsewhere_too(others):
    misled = [frame.groupby("depot")["late"].sum().idxmax() != depot for depot, frame in others]
    assert sum(misled) >= 12


def doubt_by_day(rows: pd.DataFrame) -> float:
    """Return two standard errors of the late share, in points, when a day counts as one draw."""
    daily = rows.groupby("day")["late"].agg(["sum", "size"])
    rest = daily["sum"] - rows["late"].mean() * daily["size"]
    return 200 * (rest**2).sum() ** 0.5 / len(rows)


def test_the_range_that_is_printed_is_that_of_days_and_holds_the_truth(
    truth, others, lesson_values
):
    def holds(depot: str, frame: pd.DataFrame) -> bool:
        rows = since(frame)
        rows = rows[rows["depot"] == depot]
        return 100 * abs(rows["late"].mean() - rows["p"].mean()) < doubt_by_day(rows)

    fenwick = since(truth[truth["depot"] == "Fenwick"])
    (chance,) = lesson_values("00", "chance")
    assert chance == pytest.approx(doubt_by_day(fenwick), abs=0.05)
    share = fenwick["late"].mean()
    assert chance > 1.2 * 200 * (share * (1 - share) / len(fenwick)) ** 0.5  # parcels by themselves
    assert holds("Fenwick", truth)
    assert sum(holds(*other) for other in others) >= OFTEN


def test_fenwick_comes_first_from_whichever_month_one_counts(truth, lesson_values):
    (firsts,) = lesson_values("00", "firsts")
    assert firsts == ["Fenwick"] * 12
    for month in range(1, 13):
        assert shares(truth[truth["month"] >= month], "p").idxmax() == "Fenwick"


def test_eastfold_is_near_in_december_by_chance(truth, lesson_values):
    (december,) = lesson_values("00", "december")
    last = truth[truth["month"] == 12]
    assert december.nlargest(2).index.tolist() == ["Fenwick", "Eastfold"]
    assert 0 < december["Fenwick"] - december["Eastfold"] < 2
    true = shares(last, "p")
    assert true["Fenwick"] - true["Eastfold"] > 5


def test_wet_days_matter_and_are_rare(truth):
    wet = truth["rain_mm"] > 10
    for column in ("late", "p"):
        assert truth.loc[wet, column].mean() > 2 * truth.loc[~wet, column].mean()
    assert truth.loc[wet, "late"].sum() < 0.15 * truth["late"].sum()
    card = str(data.describe("kestrel_deliveries"))
    assert "Rain forecast" in card.split("rain_mm")[1].splitlines()[0]


def test_the_way_to_each_goal_holds_what_its_lessons_need(root):
    cells = notebook.read(root / "course/00_start_here.ipynb").cells
    text = next(cell.source for cell in cells if cell.id == "next")
    lessons = roadmap.load(root).lessons
    needs = {lesson.id: set(lesson.prerequisites) for lesson in lessons}
    rows = [line.split("|")[2] for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 5
    for row in rows:
        row = re.sub(r"\(.*?\)", "", row)  # links, and remarks
        row = re.sub(
            r"(\d\d) to (\d\d)",
            lambda ends: " ".join(f"{n:02}" for n in range(int(ends[1]), int(ends[2]) + 1)),
            row,
        )
        known = {"00"}
        for lesson in re.findall(r"\b\d\d\b", row):
            assert needs[lesson] <= known, f"{row}: {lesson} needs {needs[lesson] - known}"
            known.add(lesson)
        assert len(known) > 1


def test_what_is_said_to_ines_is_true(truth, lesson_values):
    names = ("now", "then", "others_now", "others_then", "second", "change")
    now, then, others_now, others_then, second, change = lesson_values("00", *names)
    fenwick = truth["depot"] == "Fenwick"
    for said, rows in (
        (now, since(truth[fenwick])),
        (then, until(truth[fenwick])),
        (others_now, since(truth[~fenwick])),
        (others_then, until(truth[~fenwick])),
    ):
        assert said == pytest.approx(100 * rows["p"].mean(), abs=1)
    assert abs(then - others_then) < 1
    # The depot that comes second rose as the others did, in the sample and in truth.
    assert second.index[0] == "Fenwick"
    risen = rise(truth, "p").drop("Fenwick")
    assert change[second.index[1]] - change.drop("Fenwick").mean() < 1
    assert abs(risen[second.index[1]] - risen.mean()) < 1

"""Lesson 06: what it concludes holds for the estimates of the generator, drawn anew.

The generator knows three numbers for each task and no shape between them, so each claim about
chances is tried with PERT's beta and with a triangle.
"""

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp
from scipy.stats import beta, norm, triang

from aipm.authoring import notebook
from aipm.casegen import Company, Plan
from aipm.casegen.calendar import working_days

LESSON = "06_waterfall_and_critical_path"
SEEDS = (2025, *range(101, 120))
MOST = 18
RUNS = 2_000
WARNINGS = ["T03", "T04", "T07", "T08", "T09", "T17"]
TRIAGE = ["T06", "T10", "T11", "T12", "T18"]
SHARED = ["T01", "T02", "T19", "T22", "T23"]
FIVE = {"T02": 2, "T19": 3}
ALONE = {"T08": 8, "T09": 3, "T19": 3}


@cache
def plan_of(seed: int):
    """The table of a company's tasks and the predecessors of each, in order."""
    made = Plan(Company.from_seed(seed))
    tasks = made.frame.set_index("task_id")
    before = {task: str(names).split() for task, names in tasks["predecessors"].fillna("").items()}
    return made, tasks, before


def finish(days, before):
    """Early finish of each task; a day may be a number or an array of runs."""
    known = {}

    def of(task):
        if task not in known:
            start = 0
            for other in before[task]:
                start = np.maximum(start, of(other))
            known[task] = start + days[task]
        return known[task]

    for task in before:
        of(task)
    return known


def less(days, cuts):
    return {task: values - cuts.get(task, 0) for task, values in days.items()}


def won(days, before, cuts):
    return finish(days, before)["T24"] - finish(less(days, cuts), before)["T24"]


@cache
def drawn(seed: int, shape: str = "beta", together: bool = False, runs: int = RUNS):
    """Durations by task, one slice of equal probability a run, so that little is left to luck."""
    _, tasks, _ = plan_of(seed)
    rng = np.random.default_rng(seed)
    slices = (np.arange(runs) + 0.5) / runs
    found = {}
    for task, row in tasks.iterrows():
        a, m, b = row["optimistic_days"], row["likely_days"], row["pessimistic_days"]
        u = slices if together else rng.permutation(slices)
        if a == b:
            found[task] = np.full(runs, float(a))
        elif shape == "beta":
            up, down = 1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a)
            found[task] = a + (b - a) * beta.ppf(u, up, down)
        else:
            found[task] = triang.ppf(u, (m - a) / (b - a), a, b - a)
    return found


def pert(tasks, path):
    a, m, b = (tasks.loc[path, f"{name}_days"] for name in ("optimistic", "likely", "pessimistic"))
    return ((a + 4 * m + b) / 6).sum(), (((b - a) / 6) ** 2).sum() ** 0.5


def without_triage(before):
    """The network of the warnings alone."""
    return {
        task: [other for other in others if other not in TRIAGE]
        for task, others in before.items()
        if task not in TRIAGE
    }


def busy(day, runs, before):
    """The same runs, with T03 and T06 from this day on at the earliest."""
    hands = {**before, "T03": [*before["T03"], "busy"], "T06": [*before["T06"], "busy"]}
    return {**runs, "busy": np.full(RUNS, float(day))}, {**hands, "busy": []}


def offered(tasks, names):
    """All days on offer for these tasks; the charter is not for sale."""
    days = tasks.loc[[task for task in names if task != "T01"], "crash_days"]
    return {task: int(most) for task, most in days.items() if most > 0}


@cache
def tried(seed: int) -> dict[str, float]:
    made, tasks, before = plan_of(seed)
    likely, runs = dict(tasks["likely_days"]), drawn(seed)
    end = made.days_to_go_live
    ends = finish(runs, before)["T24"]
    paths = [SHARED + WARNINGS, SHARED + TRIAGE]
    lengths = [sum(runs[task] for task in path) for path in paths]
    sums = [pert(tasks, path) for path in paths]
    triangles = finish(drawn(seed, "triangle"), before)["T24"]
    together = finish(drawn(seed, together=True), before)["T24"]
    crew = {**before, "T08": ["T07", "T11"]}
    other = {**before, "T11": ["T10", "T08"]}
    sure = {task: min(days, tasks.loc[task, "crash_days"]) for task, days in FIVE.items()}
    test = {"T19": sure["T19"]}
    alone = {task: min(days, tasks.loc[task, "crash_days"]) for task, days in ALONE.items()}
    warnings = without_triage(before)
    worlds = [runs, drawn(seed, "triangle"), drawn(seed, together=True)]
    late, hands = busy(44, runs, before)
    path, roads = offered(tasks, SHARED + WARNINGS), offered(tasks, SHARED + WARNINGS + TRIAGE)
    after_path = finish(less(runs, path), warnings)["T24"]
    after_roads = finish(less(runs, roads), before)["T24"]
    one_crew = {task: tasks.loc[task, "crash_days"] for task in ("T06", "T08", "T09", "T10", "T17")}
    return {
        "plan": finish(likely, before)["T24"] - end,
        "critical": set(made.critical_tasks()) == {*SHARED, *WARNINGS, *TRIAGE, "T24"},
        "one branch": max(won(likely, before, {task: 1}) for task in WARNINGS + TRIAGE),
        "both": won(likely, before, {"T08": 2, "T18": 2}),
        "monitoring": won(likely, before, {"T16": 3}),
        "kept": (ends <= end).mean(),
        "kept, triangles": (triangles <= end).mean(),
        "kept, together": (together <= end).mean(),
        "by PERT": min(norm.cdf(end, *each) for each in sums),
        "at a half-and-half day": max((ends <= mean).mean() for mean, _ in sums),
        "merge bias": ends.mean() - max(length.mean() for length in lengths),
        "only two": np.abs(ends - np.maximum(*lengths)).max(),
        "sure": min((won(days, before, sure) - sum(sure.values())).min() for days in worlds),
        "crew": np.median(finish(runs, crew)["T24"]) - np.median(ends),
        "other order": np.median(finish(runs, other)["T24"]) - np.median(ends),
        "crew, five": won(runs, crew, sure).min() - sum(sure.values()),
        "builders late, test": won(late, hands, test).min() - sure["T19"],
        "builders late, agreement": won(late, hands, {"T02": sure["T02"]}).mean(),
        "warnings": (finish(runs, warnings)["T24"] <= end).mean(),
        "warnings, bought": (finish(less(runs, alone), warnings)["T24"] <= end).mean(),
        "warnings, won": won(runs, warnings, alone).min() - sum(alone.values()),
        "path": (after_path <= end).mean(),
        "path, won": won(runs, warnings, path).min() - sum(path.values()),
        "path, triangles": (
            finish(less(drawn(seed, "triangle"), path), warnings)["T24"] <= end
        ).mean(),
        "path, together": (
            finish(less(drawn(seed, together=True), path), warnings)["T24"] <= end
        ).mean(),
        "path, builders late": (
            finish(less(late, path), without_triage(hands))["T24"] <= end
        ).mean(),
        "roads": (after_roads <= end).mean(),
        "roads, sooner": (after_path - after_roads).max(),
        "roads, crew": (finish(less(runs, roads), crew)["T24"] <= end).mean(),
        "crew, offers": max(
            days - won(runs, crew, {task: days}).mean() for task, days in one_crew.items()
        ),
        "test in time": (finish(runs, before)["T19"] <= finish(likely, before)["T19"]).mean(),
    }


def how_often(holds) -> int:
    return sum(bool(holds(tried(seed))) for seed in SEEDS)


def test_two_critical_paths_of_the_planned_length():
    assert how_often(lambda t: t["plan"] == 0 and t["critical"]) == len(SEEDS)


def test_a_day_on_one_path_buys_nothing_at_likely_durations_and_one_on_each_does():
    assert how_often(lambda t: t["one branch"] == 0 and t["monitoring"] == 0) == len(SEEDS)
    assert how_often(lambda t: t["both"] == 2) == len(SEEDS)


def test_the_planned_day_is_seldom_kept_and_never_more_likely_than_not():
    assert how_often(lambda t: t["kept"] < 0.06 and t["kept, triangles"] < 0.02) >= MOST
    assert how_often(lambda t: t["kept"] < t["kept, together"] < 0.5) >= MOST
    assert how_often(lambda t: t["test in time"] < 0.1) >= MOST


def test_a_path_alone_is_too_hopeful_and_the_meeting_costs_days():
    assert how_often(lambda t: t["by PERT"] > t["kept"]) >= MOST
    assert how_often(lambda t: t["at a half-and-half day"] < 0.45) >= MOST
    assert how_often(lambda t: t["merge bias"] > 2) >= MOST
    assert how_often(lambda t: t["only two"] < 1e-6) >= MOST


def test_days_in_shared_tasks_count_in_every_run_whatever_the_shape_and_the_luck():
    assert how_often(lambda t: abs(t["sure"]) < 1e-6 and abs(t["crew, five"]) < 1e-6) >= MOST


def test_the_tests_days_count_if_builders_are_late_and_the_agreements_do_not():
    assert how_often(lambda t: abs(t["builders late, test"]) < 1e-6) >= MOST
    assert how_often(lambda t: t["builders late, agreement"] < 0.1) >= MOST


def test_the_warnings_alone_with_every_offer_keep_the_day_if_hands_are_free():
    assert how_often(lambda t: abs(t["warnings, won"]) < 1e-6) >= MOST
    assert how_often(lambda t: t["warnings, bought"] > t["warnings"] + 0.15) >= MOST
    assert how_often(lambda t: abs(t["path, won"]) < 1e-6) >= MOST
    assert how_often(lambda t: t["path"] > 0.75) >= MOST
    # Each doubt takes something off.
    assert how_often(lambda t: t["path, together"] < t["path"] - 0.1) >= MOST
    assert how_often(lambda t: t["path, triangles"] < t["path"] - 0.2) >= MOST
    assert how_often(lambda t: t["path, builders late"] < t["path"] - 0.3) >= MOST


def test_every_offer_on_both_paths_is_never_the_sooner_and_fails_with_one_crew():
    assert how_often(lambda t: t["roads, sooner"] < 1e-6) == len(SEEDS)
    assert how_often(lambda t: t["roads, crew"] < 0.5 < t["roads"]) >= MOST


def test_what_the_third_of_november_costs(lesson_values):
    bets, path, roads, alone, worth, price, tasks = lesson_values(
        LESSON, "bets", "PATH", "ROADS", "ALONE", "alone_worth", "price", "tasks"
    )
    made = plan_of(2025)[1]
    assert path == offered(made, SHARED + WARNINGS) and sum(path.values()) == 34
    assert roads == offered(made, SHARED + WARNINGS + TRIAGE) and alone == ALONE
    assert list(bets["price (EUR)"]) == [0, 1_650, 59_200, 0, 7_250, 25_250]
    _, _, before = plan_of(2025)
    hands = {**before, "T03": ["T02", "busy"], "T06": ["T02", "busy"], "busy": []}
    plain, crew = {**before, "busy": []}, {**before, "T08": ["T07", "T11"], "busy": []}
    worlds = {
        "as simulated": ({}, plain),
        "triangles": ({"shape": "triangle"}, plain),
        "together": ({"together": True}, plain),
        "triangles, together": ({"shape": "triangle", "together": True}, plain),
        "one crew": ({}, crew),
        "builders on day 44": ({}, hands),
    }
    for name, cuts in zip(bets.index, [{}, {"T19": 3}, roads, {}, ALONE, path], strict=True):
        for world, (how, network) in worlds.items():
            runs = {**drawn(2025, **how), "busy": np.full(RUNS, 44.0)}
            if "alone" in name:
                network = without_triage(network)
            kept = 100 * (finish(less(runs, cuts), network)["T24"] <= 209).mean()
            assert kept == pytest.approx(bets.loc[name, world], abs=2.5), (name, world)
    # The page: 97 of 100 with free hands, a little above half with builders on day 44, and the
    # other doubts in between. The days cost more than they are worth, the cheap ones less.
    dear, cheap = bets.iloc[5], bets.iloc[4]
    assert dear["as simulated"] > 95 and 50 < dear["builders on day 44"] < 60
    assert dear["builders on day 44"] == dear.iloc[2:].min()
    assert dear["worth as simulated (EUR)"] == pytest.approx(34 * worth)
    assert 4_000 < dear["price (EUR)"] - dear["worth as simulated (EUR)"] < 5_000
    assert cheap["price (EUR)"] < cheap["worth as simulated (EUR)"]
    # Both models: never more often in time, 9 of 10 with free hands, 2 of 10 with one crew.
    paths = bets.iloc[2]
    assert (paths.iloc[2:] <= dear.iloc[2:]).all()
    assert (bets.iloc[0, 2:] <= bets.iloc[3, 2:]).all()
    assert paths["as simulated"] > 88 and paths["one crew"] < 26
    assert 16_000 < paths["price (EUR)"] - paths["worth as simulated (EUR)"] < 18_500
    # A second test and rollout of triage eats up the days' worth, and a part of it is enough.
    sooner, sooner_crew, again = lesson_values(LESSON, "sooner", "sooner_crew", "again")
    second = 1000 * tasks.loc[["T19", "T22", "T23"], "budget_keur"].sum()
    # With them the warnings alone are the dearer way to the day, and the surer one.
    assert dear["price (EUR)"] + second > paths["price (EUR)"]
    path_least, both_least = lesson_values(LESSON, "path_least", "both_least")
    assert path_least == pytest.approx(dear.iloc[2:6].min()) and 59 < path_least < 66
    assert both_least == pytest.approx(paths.iloc[2:6].min()) and 45 < both_least < 51
    assert again == 58 and 7 < sooner < 9 and sooner * worth < second / 4
    assert second / 4 < sooner_crew * worth < second
    (again_cost,) = lesson_values(LESSON, "again_cost")
    assert again_cost == pytest.approx(second / 1000)
    days = finish(drawn(2025), before)["T24"]
    split = finish(drawn(2025), without_triage(before))["T24"]
    assert np.median(days) - np.median(split) == pytest.approx(sooner, abs=0.5)
    # All offers on that path that cost less than a day of the warnings is worth, in full.
    assert set(alone) == {task for task in path if price[task] < worth}


def test_the_page_is_short(root, lesson_values):
    names = "doubts date_of said apart kept_high p50 price priya worth_day path_days path_cost "
    names = (
        names + "path_even path_late path_least both_least again_cost both_row Markdown"
    ).split()
    known = dict(zip(names, lesson_values(LESSON, *names), strict=True))
    cells = notebook.read(root / "course" / f"{LESSON}.ipynb").cells
    [source] = [cell.source for cell in cells if cell.id == "conclusion"]
    before, _, page = source.partition("Markdown(")
    exec(before, known)
    text = eval("Markdown(" + page, known).data
    words = [word for word in text.partition(":**")[2].split() if word != ">"]
    assert len(words) <= 153


def test_one_crew_for_both_trainings_moves_the_end_by_more_than_a_month(lesson_values):
    assert how_often(lambda t: min(t["crew"], t["other order"]) > 21) >= MOST
    assert tried(2025)["crew"] < tried(2025)["other order"] - 5
    _, _, before = plan_of(2025)
    crew = {**before, "T08": ["T07", "T11"]}
    # Then all of Priya's days count, at their price, and so do others that pay.
    assert how_often(lambda t: t["crew, offers"] < 1) >= MOST
    price, worth_day = lesson_values(LESSON, "price", "worth_day")
    assert max(price[["T06", "T08", "T09", "T10", "T17"]]) < worth_day
    assert won(drawn(2025), crew, {"T08": 8}).mean() == pytest.approx(8, abs=0.05)


def test_the_lessons_numbers_are_those_of_other_runs(lesson_values):
    p20, p50, p80, apart, joint, kept, merge_bias, leo_mean, doubts = lesson_values(
        LESSON, "p20", "p50", "p80", "apart", "joint", "kept", "merge_bias", "leo_mean", "doubts"
    )
    _, _, before = plan_of(2025)
    ends = finish(drawn(2025, runs=40_000), before)["T24"]
    assert np.quantile(ends, [0.2, 0.5, 0.8]) == pytest.approx([p20, p50, p80], abs=0.4)
    assert 100 * (ends <= 209).mean() == pytest.approx(apart, abs=0.3)
    assert 100 * tried(2025)["kept, together"] == pytest.approx(joint, abs=1)
    assert (ends <= leo_mean).mean() == pytest.approx(kept, abs=0.01)
    assert tried(2025)["merge bias"] == pytest.approx(merge_bias, abs=0.3)
    assert doubts["by 3 Nov (of 100)"].max() < 40
    one_crew = {**before, "T08": ["T07", "T11"]}
    half = np.median(finish(drawn(2025), one_crew)["T24"])
    assert half == pytest.approx(doubts["P50 (days)"].iloc[4], abs=0.5)


def test_the_calendar_of_the_lesson_is_the_companys(lesson_values):
    date_of, end = lesson_values(LESSON, "date_of", "end")
    company = Company.from_seed(2025)
    assert date_of(end).date() == company.go_live and end == Plan(company).days_to_go_live
    days = working_days(company.kick_off, company.go_live + timedelta(days=180))
    assert [date_of(number) for number in range(len(days))] == list(days)
    assert date_of(10).date() == date(2025, 1, 20)
    assert date_of(228.2) == days[229]


def cheapest(fewer: int) -> float:
    """Least price, all at once, at which the plan at likely durations is shorter by these days."""
    _, tasks, before = plan_of(2025)
    names = list(before)
    n = len(names)
    cost = np.r_[tasks["crash_cost_eur"].to_numpy(float), np.zeros(n)]
    most = tasks["crash_days"].where(tasks.index != "T01", 0).to_numpy(float)
    rows, least = [], []
    for task, others in before.items():
        for other in others or [None]:
            row = np.zeros(2 * n)  # cuts, then finishes: finish - finish(other) + cut >= duration
            row[names.index(task)] = row[n + names.index(task)] = 1
            if other:
                row[n + names.index(other)] = -1
            rows.append(row)
            least.append(tasks.loc[task, "likely_days"])
    top = np.r_[most, np.full(n, float(tasks["likely_days"].sum()))]
    top[n + names.index("T24")] = 209 - fewer
    found = milp(
        cost,
        constraints=LinearConstraint(np.array(rows), np.array(least), np.inf),
        bounds=(np.zeros(2 * n), top),
        integrality=np.r_[np.ones(n), np.zeros(n)],
    )
    return found.fun


def test_the_days_bought_one_by_one_are_the_cheapest(lesson_values):
    ladder, sure_days, sure_cost, worth_day = lesson_values(
        LESSON, "ladder", "sure_days", "sure_cost", "worth_day"
    )
    assert (sure_days, sure_cost) == (5, 3_450)
    for days in (3, 5, 6, 8):
        assert cheapest(days) == pytest.approx(ladder["EUR"].iloc[:days].sum()), days
    assert ladder["EUR"].iloc[sure_days - 1] < worth_day < ladder["EUR"].iloc[sure_days]


def test_what_the_offers_buy_on_average_and_that_waiting_knows_more(lesson_values):
    priya, nine_day, worth_day, now_right, later_right = lesson_values(
        LESSON, "priya", "nine_day", "worth_day", "now_right", "later_right"
    )
    _, tasks, before = plan_of(2025)
    runs = drawn(2025, runs=40_000)
    price = tasks["crash_cost_eur"]
    assert 8 * price["T08"] / won(runs, before, {"T08": 8}).mean() == pytest.approx(priya, rel=0.04)
    assert 3 * price["T09"] / won(runs, before, {"T09": 3}).mean() == pytest.approx(
        nine_day, rel=0.04
    )
    assert nine_day < worth_day < priya
    assert won(drawn(2025, together=True), before, {"T09": 3}).max() == pytest.approx(0)
    assert now_right < 0.65 < 0.75 < later_right


def test_the_two_trainings_hold_half_of_the_spread_and_known_steps_next_to_none(lesson_values):
    share, known, likely, mean, sigma = lesson_values(
        LESSON, "share", "known", "likely", "mean", "sigma"
    )
    assert share[["T08", "T11"]].sum() > 0.5
    assert share[known].sum() < 0.03 and likely[known].sum() > 0.8 * likely[["T08", "T11"]].sum()
    # Each of them is narrower for its length than each training.
    assert (sigma / mean)[known].max() < (sigma / mean)[["T08", "T11"]].min()


def test_perts_sigma_is_a_convention_near_that_of_the_beta():
    a, m, b = 31, 39, 82
    mean = (a + 4 * m + b) / 6
    made = beta(1 + 4 * (m - a) / (b - a), 1 + 4 * (b - m) / (b - a), a, b - a)
    assert made.mean() == pytest.approx(mean)
    assert made.var() == pytest.approx((mean - a) * (b - mean) / 7)
    assert round(made.std(), 1) == 8.6 and round((b - a) / 6, 1) == 8.5
    # Elsewhere they differ by up to a sixth, to either side.
    ratios = [6 * ((1 + 4 * m) / 6 * (5 - 4 * m) / 6 / 7) ** 0.5 for m in np.linspace(0, 1, 101)]
    assert 5 / 6 < min(ratios) < 0.86 and 1.12 < max(ratios) < 7 / 6

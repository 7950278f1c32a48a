"""What a lesson concludes from each planted truth, and whether it would without it.

``TRUTHS`` is a list of :class:`Truth`; ``tests/test_planted.py`` tries each on Kestrel, on other
companies, and with the truth turned off. ``python -m tests.planted`` prints how often each holds.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from scipy.stats import chisquare
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from aipm import casegen
from aipm.casegen import KESTREL, Company
from aipm.casegen.absence import QUASI
from aipm.casegen.late import LateModel

#: Other companies on which each conclusion is tried.
SEEDS = range(40)


@dataclass(frozen=True)
class Truth:
    """A planted truth and what a lesson concludes from it.

    Parameters
    ----------
    lesson, conclusion : str
    made : callable
        The generator of a company's tables.
    off : dict
        Parameters with which the truth is turned off.
    follows : callable
        Whether the conclusion follows from a generator's tables.
    least : int
        Of 40 companies, on how many it follows at least.
    """

    lesson: str
    conclusion: str
    made: Callable[[Company], Any]
    off: dict[str, Any]
    follows: Callable[[Any], bool]
    least: int = 36

    def holds(self, company: Company, on: bool = True) -> bool:
        """Whether the conclusion follows for a company, with the truth or without it."""
        generator = self.made(company)
        return bool(self.follows(generator if on else replace(generator, **self.off)))

    def strength(self, on: bool = True) -> int:
        """On how many of the 40 companies it follows."""
        return sum(self.holds(Company.from_seed(seed), on) for seed in SEEDS)


def fitted(x: np.ndarray, y: np.ndarray, weight: np.ndarray | None = None):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=np.inf, max_iter=300))
    return model.fit(x, y, logisticregression__sample_weight=weight)


def features(frame: pd.DataFrame, *more: str) -> np.ndarray:
    """Columns known at dispatch as numbers, and others."""
    columns = ["distance_km", "stops_before", "van_load", "rain_mm", "new_driver"]
    table = frame[[*columns, "address_complete", *more]].astype(float)
    table["am"], table["evening"] = frame["window"] == "am", frame["window"] == "evening"
    table["express"] = frame["service"] == "express"
    return table.astype(float).to_numpy()


# 03


def leak_promises_too_much(made) -> bool:
    frame = made.frame
    half = len(frame) // 2
    auc = []
    for more in ([], ["tracking_views"]):
        x, late = features(frame, *more), frame["late"].to_numpy()
        model = fitted(x[:half], late[:half])
        auc.append(roc_auc_score(late[half:], model.predict_proba(x[half:])[:, 1]))
    return auc[1] > auc[0] + 0.05


def autumn_is_later_than_a_model_of_spring_says(made) -> bool:
    frame = made.frame
    after = (frame["day"] >= pd.Timestamp(made.roadworks_start)).to_numpy()
    there = (frame["depot"] == made.roadworks_depot).to_numpy()
    x, late = features(frame), frame["late"].to_numpy()
    said = fitted(x[~after], late[~after]).predict_proba(x)[:, 1]
    gap = late - said
    noise = np.sqrt((said * (1 - said))[after & there].sum()) / (after & there).sum()
    return gap[after & there].mean() - gap[after & ~there].mean() > 2 * noise


def known_routes_promise_too_much(made) -> bool:
    frame, late = made.frame, made.frame["late"].to_numpy(dtype=float)
    route, plain = pd.factorize(frame["route"])[0], features(frame)
    gains = []
    for group in (np.arange(len(frame)), route):
        test = group % 3 == 0
        # What a route's late rate was in the rows to learn from, drawn to the mean of all.
        seen = np.bincount(route[~test], minlength=route.max() + 1)
        known = np.bincount(route[~test], late[~test], minlength=route.max() + 1)
        rate = (known + 40 * late[~test].mean()) / (seen + 40)
        auc = []
        for x in (plain, np.column_stack([plain, logit(rate[route])])):
            model = fitted(x[~test], late[~test])
            auc.append(roc_auc_score(late[test], model.predict_proba(x[test])[:, 1]))
        gains.append(auc[1] - auc[0])
    # Rows of routes that were seen gain by the column, rows of new routes do not.
    return gains[0] > 0.005 and gains[1] < gains[0] / 2


# 06 to 09


def plan_is_met_once_in_ten_at_most(made) -> bool:
    rng, tasks = np.random.default_rng(6), made.frame.set_index("task_id")
    finish = {}
    for task in tasks.itertuples():
        low, mode, high = task.optimistic_days, task.likely_days, task.pessimistic_days
        days = rng.triangular(low, mode, high, 2_000) if high > low else np.full(2_000, mode)
        before = task.predecessors.split() if isinstance(task.predecessors, str) else []
        finish[task.Index] = days + (np.max([finish[b] for b in before], axis=0) if before else 0)
    return (finish[tasks.index[-1]] <= made.days_to_go_live).mean() < 0.10


def growth_moves_the_end_by_two_sprints(made) -> bool:
    history, items = made.history, made.items
    left = items["done"].isna().sum()
    done = history.groupby("sprint")["done_items"].sum().mean()
    added = history.groupby("sprint")["added_items"].sum().mean()
    return added >= done or left / (done - added) > left / done + 2


def little(made, first: int, last: int) -> float:
    """Items in progress over throughput times time in progress, in a stretch of sprints."""
    items, days = made.items, made._days
    within = days[(made._sprint_of_day >= first) & (made._sprint_of_day <= last)]
    begun = items["started"].to_numpy()[:, None] <= within.to_numpy()
    open_items = (begun & ~(items["done"].to_numpy()[:, None] <= within.to_numpy())).sum(axis=0)
    done = items[items["done"].between(within[0], within[-1])]
    took = days.get_indexer(done["done"]) - days.get_indexer(done["started"])
    return float(open_items.mean() / (len(done) / len(within) * took.mean()))


def little_holds_in_the_stretch_alone(made) -> bool:
    return abs(little(made, *made.stable_sprints) - 1) < 0.25 < little(made, 1, 12) - 1


def served(made, order) -> float:
    """Worth of the hours if jobs are served one after the other."""
    left, worth = [made.hours_a_week] * made.weeks, 0.0
    for job in made.frame.loc[order].itertuples():
        need = job.gpu_hours
        for week in range(job.deadline_week):
            given = min(left[week], need)
            left[week], need = left[week] - given, need - given
        worth += job.value_keur * (1 - need / job.gpu_hours)
    return worth


def first_come_and_the_loudest_waste_hours(made) -> bool:
    jobs, best = made.frame, made.best()[0]
    loudest = jobs.sort_values("value_keur", ascending=False).index
    return served(made, jobs.index) < 0.7 * best and served(made, loudest) < 0.95 * best


def mean_overrun_is_no_usual_one(made) -> bool:
    projects = made.tables()[0].frame
    overrun = projects["actual_keur"] / projects["estimate_keur"] - 1
    return (
        overrun.mean() > 2 * overrun.median()
        and abs(overrun.quantile(0.8) - made.uplift(0.2)) < 0.05
    )


# 14 to 17


def _status(made, part: str) -> tuple[pd.DataFrame, pd.DataFrame, float, int]:
    project = next(p for p in made.projects if p.part == part)
    rows = made.frame[made.frame["project"] == project.key]
    bac, planned = made.budget(project), made.planned_duration(project)
    return rows, made.course(project), bac, planned


def earned_schedule(rows: pd.DataFrame) -> float:
    """Months at which the earned value of the last known month was planned."""
    planned = np.array([0.0, *rows["pv_keur"]])
    earned = rows["ev_keur"].dropna().iloc[-1]
    return float(
        np.interp(earned, planned[: planned.argmax() + 1], np.arange(planned.argmax() + 1))
    )


def spi_forgets_that_it_was_late(made) -> bool:
    rows, *_, planned = _status(made, "sorting_line")
    last = rows.iloc[-1]
    return last["ev_keur"] == last["pv_keur"] and planned / len(rows) < 0.85


def earned_schedule_sees_the_late_end(made) -> bool:
    rows, truth, _, planned = _status(made, "early_warning")
    seen = rows["ev_keur"].notna().sum()
    forecast = planned * seen / earned_schedule(rows)
    return abs(forecast - len(truth)) < 1.25 and forecast > planned + 1


def cost_so_far_predicts_better_than_the_plan(made) -> bool:
    rows, truth, bac, _ = _status(made, "early_warning")
    last, end = rows.dropna().iloc[-1], truth["ac_keur"].iloc[-1]
    plan = last["ac_keur"] + bac - last["ev_keur"]
    index = bac * last["ac_keur"] / last["ev_keur"]
    return plan < 0.98 * end and abs(index - end) < abs(plan - end)


def matrix_sends_the_money_to_the_wrong_risk(made) -> bool:
    register = made.register
    kept = register["frequency_factor"] * register["loss_factor"]
    saved = register["frequency"] * register["impact_keur"] * (1 - kept)
    net = saved - register["control_cost_keur"]
    cell = register["likelihood_level"] * register["impact_level"]
    return net.max() > 0 and net[cell == cell.max()].max() < net.max()


def k_says_safe_and_all_are_alike(made) -> bool:
    shown = made.frame[made.frame["published"]].groupby(list(QUASI))["reason"]
    alike = shown.nunique() == 1
    sensitive = shown.first() != "none"
    return shown.size().min() >= made.k and (alike & sensitive).sum() >= 2


# 19, 20


def _arms(frame: pd.DataFrame) -> tuple[float, float, float]:
    """Difference of the rates, its z, and the p of half and half."""
    arms = frame.groupby("arm")["contacted"].agg(["mean", "size"]).loc[["control", "warned"]]
    gap, rate = arms["mean"].diff().iloc[-1], frame["contacted"].mean()
    error = np.sqrt(rate * (1 - rate) * (1 / arms["size"]).sum())
    return gap, gap / error, chisquare(arms["size"]).pvalue


def skipping_the_sample_ratio_picks_the_worse_way(made) -> bool:
    frame = made.frame
    sms, email = (frame[frame["experiment"] == name] for name in made.effect)
    gap, z, p = _arms(sms)
    other, _, fine = _arms(email)
    whole, *_ = _arms(sms[sms["platform"] != "app"])
    looks_best = z < -2 and gap < other
    return looks_best and p < 0.001 < fine and whole > other


def nothing_seen_is_not_nothing_there(made) -> bool:
    checks = made.tables()[0].frame
    none = checks[checks["events"] == 0]
    kept = 3 / none["cases"] <= none["promised_rate"]
    return bool((~kept).sum() >= 2 and kept.any())


def net_worth(made, score: np.ndarray, rows: np.ndarray) -> float:
    """Thousand EUR a month of acting where the score says so."""
    c = made.company
    saved = c.reroute_success * c.late_parcel_cost_eur
    acts = score > c.reroute_cost_eur / saved
    gain = acts * (saved * made.probability[rows] - c.reroute_cost_eur)
    return float(gain.mean() * c.parcels_a_year / 12 / 1_000)


def retraining_pays_after_concept_drift_alone(made) -> bool:
    frame, months = made.frame, made.month(made.frame["day"])
    cost = casegen.Upkeep(made.company).cost_keur("retrain")
    pays = {}
    for kind, (first, last) in made.drifts.items():
        rows = (months >= first) & (months <= last)
        old, chance, x = (
            frame["score"].to_numpy()[rows],
            made.probability[rows],
            features(frame[rows]),
        )
        both = np.r_[np.ones(len(x)), np.zeros(len(x))]
        model = fitted(np.vstack([x, x]), both, np.r_[chance, 1 - chance])
        # A shift of the rate is corrected without any training.
        moved = expit(logit(old.clip(1e-4, 0.9999)) + logit(chance.mean()) - logit(old.mean()))
        kept = max(net_worth(made, old, rows), net_worth(made, moved, rows))
        pays[kind] = 6 * (net_worth(made, model.predict_proba(x)[:, 1], rows) - kept) > cost
    return pays == {"covariate": False, "prior": False, "concept": True}


def psi(reference: np.ndarray, other: np.ndarray) -> float:
    edges = np.quantile(reference, np.linspace(0, 1, 11)[1:-1])
    shares = [
        np.bincount(np.searchsorted(edges, values), minlength=10) / len(values) + 1e-4
        for values in (reference, other)
    ]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def season_rings_the_alarm(made) -> bool:
    frame, history = made.frame, casegen.Deliveries(made.company).frame
    months = made.month(frame["day"])
    drifting = {m for first, last in made.drifts.values() for m in range(first, last + 1)}
    quiet = [m for m in range(3, 13) if m not in drifting]
    launch = frame.loc[months <= 2, "van_load"].to_numpy()
    alarms, true = [], []
    for month in quiet:
        rows = frame.loc[months == month]
        same = history.loc[history["day"].dt.month == rows["day"].dt.month.iloc[0], "van_load"]
        alarms.append(psi(launch, rows["van_load"].to_numpy()) > 0.25)
        true.append(psi(same.to_numpy(), rows["van_load"].to_numpy()) > 0.25)
    return all(alarms) and not any(true)


def reports_come_from_business(made) -> bool:
    frame = made.frame[made.frame["late"].fillna(False).astype(bool)]
    told = frame[frame["reported"]]
    return (told["customer"] == "business").mean() > (frame["customer"] == "business").mean() + 0.25


# 21


def holders_earn_more_because_they_are_older(made) -> bool:
    frame = made.frame
    pay = frame.groupby("credential")["pay_keur"].mean()
    city = pd.get_dummies(frame["city"], drop_first=True)
    x = np.column_stack([np.ones(len(frame)), frame[["credential", "experience_years"]], city])
    effect = np.linalg.lstsq(x.astype(float), np.log(frame["pay_keur"]), rcond=None)[0][1]
    return pay[True] / pay[False] - 1 > 0.10 and effect < 0.5 * (pay[True] / pay[False] - 1)


def dearest_city_is_not_the_richest(made) -> bool:
    survey, cities = (table.frame for table in made.tables()[:2])
    median = survey.groupby("city")["pay_keur"].median()
    real = median / cities.set_index("city")["price_level"]
    return median.idxmax() != real.idxmax()


def renewals_eat_up_the_best_paid_credential(made) -> bool:
    best_paid = made.frame.set_index("credential")["holders_pay_keur"].idxmax()
    without = made.worth(renewals=False)
    return without.idxmax() == best_paid and made.worth()[best_paid] < 0


def fewest_people_is_not_the_likeliest_chain(made) -> bool:
    chains = made.chains()
    fewest, likeliest = chains["fewest"], chains["likeliest"]
    return len(fewest[0]) < len(likeliest[0]) and likeliest[1] > 1.05 * fewest[1]


def _north(company: Company) -> Any:
    return casegen.Experiments(company.region(), **casegen.NORTHERN_EXPERIMENTS)


def _north_stream(company: Company) -> Any:
    return casegen.Stream(company.region(), **casegen.NORTHERN_STREAM)


_SAME = {
    "narrow": (1.0, 1.0, 1.0, 1.0),
    "wide": (1.0, 1.0, 1.0, 1.0),
    "fixed": (1.0, 1.0, 1.0, 1.0),
}
_NO_CONCEPT = {"model": LateModel(per_10_km=0.0), "evening_effect": -0.4}
_ON_TIME = tuple(
    replace(p, actual=p.planned or 10, cost_efficiency=1.0) for p in casegen.value.PROJECTS
)
_ALIKE = tuple(
    (t, job, who, hours, hours / 15, 6) for t, job, who, hours, *_ in casegen.compute.JOBS
)

TRUTHS = [
    Truth(
        "03",
        "a column known at midnight promises too much",
        lambda c: casegen.Deliveries(c, rows=6_000),
        {"views_late": 1.1},
        leak_promises_too_much,
    ),
    Truth(
        "03",
        "a model of spring does not know the autumn's roadworks",
        lambda c: casegen.Deliveries(c, rows=12_000),
        {"roadworks_effect": 0.0},
        autumn_is_later_than_a_model_of_spring_says,
    ),
    Truth(
        "03",
        "routes that were seen promise more than new ones",
        lambda c: casegen.Deliveries(c, rows=30_000),
        {"model": LateModel(route_sd=0.0)},
        known_routes_promise_too_much,
        34,
    ),
    Truth(
        "06",
        "the planned day is met in less than one run of ten",
        casegen.Plan,
        {"spread": _SAME},
        plan_is_met_once_in_ten_at_most,
    ),
    Truth(
        "07",
        "growth of scope moves the end by two sprints or more",
        casegen.Board,
        {"growth": 0.2},
        growth_moves_the_end_by_two_sprints,
    ),
    Truth(
        "08",
        "Little's law holds in the stable stretch and not for the whole board",
        casegen.Board,
        {"discrepancy_factor": 1.0, "review_effort": 0.4},
        little_holds_in_the_stretch_alone,
        34,
    ),
    Truth(
        "08",
        "first come, and the largest job first, waste computing time",
        casegen.GpuRequests,
        {"jobs": _ALIKE},
        first_come_and_the_loudest_waste_hours,
    ),
    Truth(
        "09",
        "the mean overrun is twice the usual one, and the sample's P80 is the truth's",
        casegen.PastProjects,
        {"runaway_share": 0.0},
        mean_overrun_is_no_usual_one,
        40,
    ),
    Truth(
        "14",
        "SPI ends at 1 however late",
        casegen.EarnedValue,
        {"projects": _ON_TIME},
        spi_forgets_that_it_was_late,
        40,
    ),
    Truth(
        "14",
        "earned schedule sees the true end six months before",
        casegen.EarnedValue,
        {"projects": _ON_TIME},
        earned_schedule_sees_the_late_end,
    ),
    Truth(
        "14",
        "BAC over CPI comes nearer to the true cost than AC + BAC - EV",
        casegen.EarnedValue,
        {"projects": _ON_TIME},
        cost_so_far_predicts_better_than_the_plan,
    ),
    Truth(
        "16",
        "the control of the reddest cell is not the best buy",
        casegen.Risks,
        {"control_price": 0.0},
        matrix_sends_the_money_to_the_wrong_risk,
        25,
    ),
    Truth(
        "17",
        "k is kept, and in two published groups all have one sensitive reason",
        casegen.Absence,
        {"alike": 0},
        k_says_safe_and_all_are_alike,
    ),
    Truth(
        "19",
        "skipping the sample ratio picks the worse way to warn",
        casegen.Experiments,
        {"lost": 0.0},
        skipping_the_sample_ratio_picks_the_worse_way,
    ),
    Truth(
        "22",
        "the same in the North region",
        _north,
        {"lost": 0.0},
        skipping_the_sample_ratio_picks_the_worse_way,
    ),
    Truth(
        "19",
        "no event seen keeps two promises and breaks two",
        casegen.Safeguards,
        {"checks": {"one": (9_000, 0, 0.002, 0.0)}},
        nothing_seen_is_not_nothing_there,
        40,
    ),
    Truth(
        "20",
        "retraining pays after concept drift alone",
        lambda c: casegen.Stream(c, rows=15_000),
        _NO_CONCEPT,
        retraining_pays_after_concept_drift_alone,
        30,
    ),
    Truth(
        "22",
        "the same in the North region",
        _north_stream,
        _NO_CONCEPT,
        retraining_pays_after_concept_drift_alone,
        20,
    ),
    Truth(
        "20",
        "a season rings an alarm against the launch and none against last year",
        lambda c: casegen.Stream(c, rows=15_000),
        {"season": False},
        season_rings_the_alarm,
        30,
    ),
    Truth(
        "20",
        "reports come from business receivers",
        lambda c: casegen.Stream(c, rows=10_000),
        {"reports": {"business": 0.2, "private": 0.2, "in_time": 0.004}},
        reports_come_from_business,
    ),
    Truth(
        "21",
        "holders earn more because they have been there for longer",
        casegen.Survey,
        {"holders_per_year": 0.0, "holders": 0.4},
        holders_earn_more_because_they_are_older,
    ),
    Truth(
        "21",
        "the city with the highest pay is not the richest",
        casegen.Survey,
        {"price_level": (1.0,) * 6},
        dearest_city_is_not_the_richest,
    ),
    Truth(
        "21",
        "renewals eat up the best paid credential",
        casegen.Credentials,
        {"years": 1},
        renewals_eat_up_the_best_paid_credential,
    ),
    Truth(
        "21",
        "the chain of fewest people is not the likeliest",
        casegen.Contacts,
        {"weak": (0.8, 0.8), "strong": (0.8, 0.8)},
        fewest_people_is_not_the_likeliest_chain,
    ),
]

if __name__ == "__main__":
    import sys
    import time

    for truth in TRUTHS:
        if len(sys.argv) > 1 and truth.follows.__name__ not in sys.argv[1:]:
            continue
        began = time.time()
        print(
            f"{truth.lesson}  Kestrel {'yes' if truth.holds(KESTREL) else 'NO '}"
            f"  others {truth.strength():2d} of 40  turned off {truth.strength(on=False):2d}"
            f"  {time.time() - began:5.1f} s  {truth.conclusion} ({truth.follows.__name__})",
            flush=True,
        )

"""Kestrel Parcels: what was planted can be found again, and the tables agree with one another."""

from datetime import timedelta

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.special import logit
from scipy.stats import chisquare
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, roc_auc_score

from aipm import casegen, data
from aipm.casegen import KESTREL, Company
from aipm.casegen.calendar import working_days

COMPANIES = st.builds(Company.from_seed, st.integers(0, 10_000))
# No shrinking: a smaller seed is not a simpler company.
FEW = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
)


def within(found: float, truth: float, spread: float, sigmas: float = 4.5) -> bool:
    return abs(found - truth) <= sigmas * spread


# Deliveries


@given(COMPANIES)
@FEW
def test_lateness_is_drawn_from_the_known_probability(company):
    made = casegen.Deliveries(company, rows=8_000)
    p, late = made.late_probability(made.frame), made.frame["late"]
    assert p.mean() == pytest.approx(company.late_rate, abs=1e-4)
    assert within(late.mean(), p.mean(), np.sqrt((p * (1 - p)).sum()) / len(p))
    refit = LogisticRegression(C=np.inf).fit(logit(p)[:, None], late)
    assert refit.coef_[0, 0] == pytest.approx(1, abs=0.25)


@given(COMPANIES)
@FEW
def test_one_column_leaks_and_no_column_is_the_truth(company):
    made = casegen.Deliveries(company, rows=8_000)
    frame, p = made.frame, made.late_probability(made.frame)
    honest = roc_auc_score(frame["late"], p)
    assert 0.72 < honest < 0.90
    assert roc_auc_score(frame["late"], frame["tracking_views"]) > 0.93 > honest
    for name in frame.columns.drop(["day", "late"]):
        if pd.api.types.is_numeric_dtype(frame[name]):
            assert abs(np.corrcoef(frame[name], p)[0, 1]) < 0.9, name


@given(COMPANIES)
@FEW
def test_routes_and_roadworks_shift_lateness_beyond_the_main_effects(company):
    made = casegen.Deliveries(company)
    frame = made.frame
    depot = frame["depot"] == made.roadworks_depot
    after = frame["day"] >= pd.Timestamp(made.roadworks_start)
    design = np.column_stack([made.model.log_odds(company, frame), depot & after])
    effect = LogisticRegression(C=np.inf).fit(design, frame["late"]).coef_[0, 1]
    assert effect == pytest.approx(made.roadworks_effect, abs=0.45)
    routes = made.model.routes(company)["effect"]
    assert routes.std() == pytest.approx(made.model.route_sd, rel=0.35)


@given(COMPANIES)
@FEW
def test_depots_and_routes_carry_the_company_s_volume(company):
    depots, routes = (t.frame for t in casegen.Depots(company).tables())
    assert depots["parcels_a_day"].sum() == company.parcels_a_day
    assert depots["vans"].sum() == len(routes)
    assert depots.loc[depots["hub"], "depot"].tolist() == [company.hub]
    load = casegen.Deliveries(company, rows=4_000).frame["van_load"].mean()
    assert load * len(routes) == pytest.approx(company.parcels_a_day, rel=0.06)


@given(COMPANIES)
@FEW
def test_supplier_a_is_calibrated_and_b_is_over_confident(company):
    scores = casegen.LateScores(company).tables()[0].frame
    late = scores["late"]
    a = LogisticRegression(C=np.inf).fit(logit(scores[["score_a"]].clip(1e-4)), late)
    b = LogisticRegression(C=np.inf).fit(logit(scores[["score_b"]].clip(1e-4, 0.9999)), late)
    assert a.coef_[0, 0] == pytest.approx(1, abs=0.3)
    assert b.coef_[0, 0] < 0.75
    assert scores["score_b"].mean() > 1.3 * late.mean()
    assert scores["score_a"].corr(scores["score_b"], method="spearman") > 0.999
    assert (scores["day"].dt.quarter == 4).all()


@pytest.mark.parametrize("name", ["kestrel_deliveries", "kestrel_north_deliveries"])
def test_the_card_s_way_to_the_true_probability_works_on_the_shipped_table(name):
    frame = data.load(name)
    company = KESTREL.region() if "north" in name else KESTREL
    made = casegen.Deliveries(company, rows=len(frame))
    assert (made.late_probability(frame) == made.late_probability(made.frame)).all()
    assert f"rows={len(frame)})" in data.describe(name).resource["description"]


# Plan and sprints


@given(COMPANIES)
@FEW
def test_the_plan_has_two_critical_paths_from_kick_off_to_go_live(company):
    plan = casegen.Plan(company)
    assert nx.is_directed_acyclic_graph(plan.network)
    finish, eve = plan.early_finish(), company.go_live - timedelta(days=1)
    assert max(finish.values()) == len(working_days(company.kick_off, eve))
    critical = plan.network.subgraph(plan.critical_tasks())
    days = nx.get_node_attributes(plan.network, "days")
    paths = [
        path
        for path in nx.all_simple_paths(critical, "T01", "T24")
        if sum(days[task] for task in path) == plan.days_to_go_live
    ]
    assert len(paths) == 2
    calendar = working_days(company.kick_off, company.go_live)
    shadow = calendar[finish["T22"] - days["T22"]]
    assert shadow.date() == company.shadow_start


@given(COMPANIES)
@FEW
def test_the_budget_of_the_tasks_is_the_budget_of_the_project(company):
    tasks, wbs = (t.frame for t in casegen.Plan(company).tables())
    assert (tasks["optimistic_days"] <= tasks["likely_days"]).all()
    assert (tasks["likely_days"] <= tasks["pessimistic_days"]).all()
    assert (tasks["crash_days"] <= tasks["likely_days"]).all()
    assert tasks["budget_keur"].sum() == pytest.approx(company.budget_at_completion_keur)
    children = wbs.groupby("parent")["budget_keur"].sum()
    assert children.to_numpy() == pytest.approx(
        wbs.set_index("code").loc[children.index, "budget_keur"]
    )
    assert wbs.loc[wbs["code"] == "P", "budget_keur"].item() == company.budget_at_completion_keur


def test_past_projects_overrun_as_planted():
    made = casegen.PastProjects(KESTREL, rows=20_000)
    projects = made.tables()[0].frame
    ratio = projects["actual_keur"] / projects["estimate_keur"]
    assert (ratio > 1.6).mean() == pytest.approx(made.runaway_share, abs=0.03)
    assert ratio[ratio < 1.6].median() == pytest.approx(made.median_ratio, abs=0.03)
    assert ratio.mean() > ratio.median()


@given(COMPANIES)
@FEW
def test_board_sprints_and_leave_agree(company):
    board = casegen.Board(company)
    items, history, capacity = (t.frame for t in board.tables())
    for earlier, later in (
        ("created", "started"),
        ("started", "built"),
        ("built", "review_started"),
        ("review_started", "done"),
    ):
        known = items[later].notna()
        assert items.loc[known, earlier].notna().all(), later
        assert (items.loc[known, earlier] <= items.loc[known, later]).all(), later
    assert items["done"].max().date() <= board.snapshot
    assert history["done_items"].sum() == items["done"].notna().sum()
    first = items["created"].min()
    assert history["added_items"].sum() == (items["created"] > first).sum()
    assert (items["created"] == first).sum() == 2 * board.initial_items
    assert (capacity["leave_days"] <= capacity["working_days"]).all()
    finished = items["done"].dropna()
    for day in finished.unique():
        assert day in working_days(company.board_start, board.snapshot)


@given(COMPANIES)
@FEW
def test_scope_grows_and_the_review_becomes_the_bottleneck(company):
    board = casegen.Board(company)
    teams = 2 * board.sprints_done
    assert within(board.history["added_items"].mean(), board.growth, np.sqrt(board.growth / teams))
    items = board.items
    days = working_days(company.board_start, board.snapshot)
    queue = np.array(
        [((items["built"] <= day) & ~(items["review_started"] <= day)).sum() for day in days]
    )
    turn = pd.Timestamp(board.sprints[board.discrepancy_sprint - 1][0])
    assert queue[days >= turn].mean() > 1.5 * queue[days < turn].mean() + 1
    assert board.people[company.person("science")] == "review"


# Audit


@given(COMPANIES)
@FEW
def test_support_spends_its_handling_time_and_rework_is_as_planted(company):
    process = casegen.SupportProcess(company, cases=1_200)
    cases, events = (t.frame for t in process.tables())
    minutes = (events["timestamp"] - events["start_timestamp"]).dt.total_seconds() / 60
    support = minutes[events["team"] == "support"].sum() / len(cases)
    assert support == pytest.approx(company.handling_minutes, rel=0.005)
    agents = company.tickets_a_year * company.handling_minutes / 60 / company.productive_hours
    assert len(process.agents) == round(agents)
    for activity, share in (("Reassign", process.misrouted), ("Reopen", process.reopened)):
        found = (events["activity"] == activity).sum() / len(cases)
        assert within(found, share, np.sqrt(share * (1 - share) / len(cases))), activity


@given(COMPANIES)
@FEW
def test_events_of_a_case_follow_one_another_in_working_hours(company):
    process = casegen.SupportProcess(company, cases=300)
    cases, events = (t.frame for t in process.tables())
    gap = events["start_timestamp"] - events.groupby("case_id")["timestamp"].shift()
    assert (gap.dropna() >= pd.Timedelta(0)).all()
    first = events.groupby("case_id").first()["start_timestamp"]
    assert (first == cases.set_index("case_id")["received"]).all()
    work = events[events["team"] == "support"]
    assert work["start_timestamp"].dt.hour.between(8, 17).all()
    assert (work["start_timestamp"].dt.day_of_week < 5).all()


@given(COMPANIES)
@FEW
def test_a_failed_gate_hides_behind_the_best_value(company):
    frame = casegen.Opportunities(company).tables()[0].frame
    automated = frame["volume"] * frame["automatable_share"] / 60 * company.support_hour_eur / 1_000
    spent = frame["review_minutes"] + (1 - frame["accuracy"]) * frame["rework_minutes"]
    net = automated * (frame["minutes"] - spent) - frame["run_cost_keur"]
    best = frame.loc[net.idxmax()]
    assert not (best["data_ready"] and best["lawful"])
    passed = frame["data_ready"] & frame["lawful"]
    assert passed.sum() >= 4
    assert net[passed].max() > 0
    tickets = frame.set_index("opportunity").loc["ticket_triage", "volume"]
    assert tickets == company.tickets_a_year


@given(COMPANIES)
@FEW
def test_the_majority_of_kano_answers_is_the_true_category(company):
    made = casegen.Features(company)
    survey = made.tables()[1].frame
    liked, disliked = survey["present"] == "like", survey["absent"] == "dislike"
    reverse = (survey["present"] == "dislike") | (survey["absent"] == "like")
    code = np.select(
        [reverse, liked & disliked, liked, disliked],
        ["reverse", "one-dimensional", "attractive", "must-be"],
        "indifferent",
    )
    majority = pd.Series(code).groupby(survey["feature"]).agg(lambda codes: codes.mode()[0])
    assert majority.to_dict() == dict(made.category)


# Money


@given(COMPANIES)
@FEW
def test_earned_value_is_consistent_and_ends_where_its_truth_does(company):
    made = casegen.EarnedValue(company)
    frame, register = made.frame, made.register.set_index("project")
    for name in ("pv_keur", "ev_keur", "ac_keur"):
        rises = frame.dropna().groupby("project")[name].diff().dropna()
        assert (rises >= 0).all(), name
    assert frame.loc[frame["ev_keur"].notna(), "month_end"].max() == made.status
    for project in made.projects:
        rows, truth = frame[frame["project"] == project.key], made.course(project)
        bac = register.loc[project.key, "bac_keur"]
        assert rows["pv_keur"].max() == truth["ev_keur"].iloc[-1] == bac
        assert len(rows) >= register.loc[project.key, "planned_months"]
        cost = truth["ac_keur"].iloc[-1]
        assert cost == pytest.approx(bac / project.cost_efficiency, rel=0.005)
        seen = rows["ev_keur"].dropna().to_numpy()
        assert (seen == truth["ev_keur"].head(len(seen))).all()
    assert register.loc["early_warning", "bac_keur"] == company.budget_at_completion_keur


@given(COMPANIES)
@FEW
def test_changes_are_paid_from_money_that_there_is(company):
    for made in (
        casegen.EarnedValue(company),
        casegen.EarnedValue(company.region(), projects=casegen.NORTHERN_PROJECTS),
    ):
        register, changes = made.register.set_index("project"), made.changes
        assert (changes["decided"] <= made.status).all()
        approved = changes[changes["status"] == "approved"]
        for column, source in (
            ("contingency_keur", "contingency"),
            ("reserve_keur", "management reserve"),
        ):
            paid = (
                approved[approved["funded_from"] == source].groupby("project")["budget_keur"].sum()
            )
            left = register[column].sub(paid, fill_value=0)
            assert (left >= -0.1).all(), column
        assert (approved["funded_from"] == "contingency").any()


@given(COMPANIES)
@FEW
def test_planned_value_is_the_budget_of_the_planned_tasks(company):
    made = casegen.EarnedValue(company)
    plan = casegen.Plan(company)
    shares = made.frame[made.frame["project"] == "early_warning"].set_index("month")["pv_keur"]
    finish = plan.early_finish()
    tasks = plan.frame.set_index("task_id")
    for month, end in enumerate(made.month_ends(made.projects[0], 10), 1):
        day = len(working_days(company.kick_off, end.date()))
        done = sum(
            task.budget_keur * np.clip((day - finish[key]) / task.likely_days + 1, 0, 1)
            for key, task in tasks.iterrows()
            if task.likely_days
        )
        assert shares[month] == pytest.approx(done, abs=0.06)


@given(COMPANIES)
@FEW
def test_the_bill_agrees_with_plan_and_usage_and_shows_the_planted_days(company):
    made = casegen.CloudBill(company)
    bill, usage = (t.frame for t in made.tables())
    wide = bill.pivot(index="ChargePeriodStart", columns="ServiceName", values="BilledCost")
    ratio = np.log(wide / wide.rolling(29, center=True, min_periods=10).median())
    # A holiday looks like a Sunday.
    kind = np.where(made.off, 6, ratio.index.day_of_week)
    ratio -= ratio.groupby(kind).transform("median")
    score = ratio.abs() / (1.4826 * ratio.abs().median())
    planted = np.zeros(wide.shape, dtype=bool)
    for anomaly in made.planted:
        days = pd.date_range(anomaly["first"], periods=anomaly["days"])
        planted[wide.index.get_indexer(days), wide.columns.get_loc(anomaly["service"])] = True
    found = (score > 10).to_numpy()
    assert planted.sum() == sum(days for _, days, _ in made.anomalies)
    assert found[planted].all()
    assert (found & ~planted).sum() <= 3

    extra = sum(
        wide.loc[day, anomaly["service"]] * (1 - 1 / anomaly["factor"])
        for anomaly in made.planted
        for day in pd.date_range(anomaly["first"], periods=anomaly["days"])
    )
    plan = company.cloud_cost_keur * 1_000 * len(wide) / 365
    assert (wide.to_numpy().sum() - extra) / plan == pytest.approx(made.overspend, abs=0.015)

    model = bill[bill["ServiceName"] == "Language model API"].set_index("ChargePeriodStart")
    by_day = usage.groupby("day")
    assert model["ListCost"].to_numpy() == pytest.approx(by_day["list_cost_eur"].sum().to_numpy())
    tokens = by_day["input_tokens"].sum() + by_day["output_tokens"].sum()
    assert (model["ConsumedQuantity"] == tokens.to_numpy()).all()
    ordinary = ~planted[:, wide.columns.get_loc("Language model API")]
    triage = usage[usage["use"] == "triage"].set_index("day")["requests"]
    assert triage[ordinary].sum() == pytest.approx(
        company.tickets_a_year * ordinary.sum() / 365, rel=0.1
    )
    # Weekends and holidays have few tickets, in the use of the model as in the bill.
    for daily in (triage, model["BilledCost"].set_axis(triage.index)):
        off, work = daily[ordinary & made.off], daily[ordinary & ~made.off]
        assert off.max() < 0.5 * work.min()
    holidays = made.off & (made.days.day_of_week < 5)
    assert holidays.sum() >= 4
    assert wide.index[0].date() == company.cloud_start
    assert wide.index[-1].date() < company.shadow_start
    assert (bill["ChargePeriodEnd"] <= bill["BillingPeriodEnd"]).all()


@given(COMPANIES)
@FEW
def test_the_register_holds_a_matrix_inversion_and_the_incidents_follow_it(company):
    made = casegen.Risks(company)
    register, incidents = (t.frame for t in made.tables())
    assert (register["loss_low_keur"] < register["impact_keur"]).all()
    assert (register["impact_keur"] < register["loss_high_keur"]).all()
    assert register["probability"].to_numpy() == pytest.approx(
        1 - np.exp(-register["frequency"]), abs=0.006
    )
    exposure = (register["probability"] * register["impact_keur"]).to_numpy()
    cell = (register["likelihood_level"] * register["impact_level"]).to_numpy()
    inverted = (cell[:, None] > cell) & (exposure[:, None] * 1.5 < exposure)
    assert inverted.any()
    known = register[register["category"].isin(incidents["category"])]
    expected = known["frequency"].sum() * made.years
    assert within(len(incidents), expected, np.sqrt(expected))
    assert incidents["day"].dt.year.max() <= company.history_year


# People


@given(COMPANIES)
@FEW
def test_everybody_in_the_tables_belongs_to_the_company(company):
    people, raci = (t.frame for t in casegen.Stakeholders(company).tables())
    assert set(people["person"]) == set(company.names)
    answers = raci[raci["code"].isin(["A", "A/R"])].groupby("activity").size()
    counts = answers.reindex(raci["activity"].unique(), fill_value=0)
    assert sorted(counts[counts != 1]) == [0, 2]
    owners = set(casegen.Risks(company).register["owner"]) | set(
        casegen.Plan(company).frame["owner"]
    )
    assert owners <= set(company.names)
    turns = casegen.Turns(company).tables()[0].frame
    assert set(turns["speaker"]) <= set(company.names)
    assert not turns["text"].str.contains("[{}]").any()
    if company != KESTREL:
        first_names = "|".join(name.split()[0] for name in KESTREL.names)
        assert not turns["text"].str.contains(rf"\b(?:{first_names})\b").any()


@given(COMPANIES)
@FEW
def test_coders_agree_well_but_not_fully(company):
    for table in casegen.Turns(company).tables():
        kappa = cohen_kappa_score(table.frame["coder_a"], table.frame["coder_b"])
        assert 0.35 < kappa < 0.97, table.name


@given(COMPANIES)
@FEW
def test_one_negotiation_has_no_zone_and_one_gains_by_trading_issues(company):
    frame = casegen.Negotiations(company).tables()[0].frame
    one = frame[frame["kind"] == "one issue"].pivot(
        index="case", columns="party", values="reservation"
    )
    gap = one["company"] - one["counterpart"]
    assert (gap > 0).to_dict() == {"N1": True, "N2": False, "N3": True}
    two = frame[frame["kind"] == "two issues"]
    assert two.groupby(["case", "party"])["weight"].sum().to_numpy() == pytest.approx(1)
    # Each side gets its best on the issue that weighs most for it, where the two differ.
    heaviest = two.loc[two.groupby(["case", "party"])["weight"].idxmax()]
    trade = heaviest.groupby("case")["weight"].sum()
    assert trade["N4"] > 1.2
    assert trade["N5"] > 1.2
    assert trade["N6"] == 1.0
    assert (two[two["case"] == "N6"].groupby("party")["fallback"].first().sum()) > 100


# Rollout and monitoring


@given(COMPANIES)
@FEW
def test_burn_rate_alarms_meet_the_planted_bursts_only(company):
    made = casegen.Canary(company)
    both = made.frame.groupby("start")[["requests", "errors"]].sum()
    budget = 1 - made.slo

    def burn(minutes: int) -> pd.Series:
        window = both.rolling(f"{minutes}min").sum()
        return window["errors"] / window["requests"] / budget

    page = (burn(60) > 14.4) & (burn(5) > 14.4)
    fast = made.bursts["fast"]
    assert page[fast : fast + pd.Timedelta("50min")].any()
    strangers = page[page].index
    known = (strangers >= fast) & (strangers < fast + pd.Timedelta("2h"))
    slow = made.bursts["slow"]
    known |= (strangers >= slow) & (strangers < slow + pd.Timedelta("32h"))
    assert known.all()
    ticket = (burn(360) > 6) & (burn(30) > 6)
    assert ticket[slow : slow + pd.Timedelta("30h")].any()
    assert all(burn(5)[blip] > 14.4 for blip in made.bursts["blips"])

    volume = company.parcels_a_day * made.requests_a_parcel
    day = both["requests"].groupby(both.index.normalize()).sum() / volume
    opened = day.index.isin(working_days(made.slots[0].date(), made.slots[-1].date()))
    assert day[~opened].to_numpy() == pytest.approx(made.weekend, rel=0.03)
    # On working days requests follow the parcels that are delivered.
    parcels = casegen.Deliveries(company).frame["day"].value_counts()
    busy = parcels[parcels.index.month == company.canary_start.month].mean() / parcels.mean()
    assert day[opened].mean() == pytest.approx(busy, rel=0.06)
    parcels = parcels.groupby(parcels.index.day_of_week).mean()
    requests = day[opened].groupby(day.index[opened].day_of_week).mean()
    assert (requests / requests.mean()).to_numpy() == pytest.approx(
        (parcels / parcels.mean()).to_numpy(), abs=0.05
    )


@given(COMPANIES)
@FEW
def test_one_experiment_lost_customers_in_the_app_and_the_other_shows_the_effect(company):
    made = casegen.Experiments(company)
    arms = made.frame.groupby(["experiment", "platform", "arm"]).size().unstack()
    for experiment, mismatch in (("sms_warning", True), ("email_warning", False)):
        assert (chisquare(arms.loc[experiment].sum()).pvalue < 1e-3) == mismatch, experiment
    broken = arms.apply(lambda row: chisquare(row).pvalue < 1e-4, axis=1)
    assert broken[broken].index.tolist() == [("sms_warning", "app")]
    # Where nobody was lost, the effects are those that were planted.
    kept = made.frame[
        (made.frame["experiment"] == "email_warning") | (made.frame["platform"] != "app")
    ]
    rate = kept.groupby(["experiment", "arm"])["contacted"].mean().unstack()
    size = kept.groupby(["experiment", "arm"]).size().unstack().min(axis=1)
    for experiment, effect in made.effect.items():
        found = rate.loc[experiment, "warned"] - rate.loc[experiment, "control"]
        assert within(found, effect, np.sqrt(2 * 0.22 * 0.78 / size[experiment])), experiment
    open_days = len(working_days(company.canary_start, company.go_live - timedelta(days=10)))
    assert len(made.frame) < company.parcels_a_day * 0.12 * open_days, "more than can be flagged"


def test_the_readiness_score_is_the_weakest_section():
    points = casegen.Readiness(KESTREL).tables()[0].frame
    assert len(points) == 28
    assert (points.groupby("section").size() == 7).all()
    assert set(points["score"]) == {0, 0.5, 1}
    assert points.groupby("section")["score"].sum().idxmin() == "monitoring"


def streams(company: Company) -> list[casegen.Stream]:
    """A company's monitoring and its region's, which begins at another time of the year."""
    north = casegen.Stream(company.region(), **casegen.NORTHERN_STREAM)
    return [casegen.Stream(company), north]


def shows_its_drifts(made: casegen.Stream) -> None:
    frame, chance = made.frame, made.probability
    month = made.month(frame["day"])
    inside = {kind: (month >= a) & (month <= b) for kind, (a, b) in made.drifts.items()}
    quiet = ~np.logical_or.reduce(list(inside.values()))
    known = frame["late"].notna().to_numpy() & (month < 12)
    late = frame["late"].fillna(False).to_numpy(dtype=bool)
    score = frame["score"].to_numpy()

    # Against the same months of the history, only one window has fuller vans.
    truth = casegen.Deliveries(made.company)
    history = truth.frame
    usual = history.groupby(history["day"].dt.month)["van_load"].mean()
    extra = frame["van_load"].to_numpy() - frame["day"].dt.month.map(usual).to_numpy()
    for kind, rows in {**inside, "quiet": quiet}.items():
        expected = made.extra_load if kind == "covariate" else 0
        assert extra[rows].mean() == pytest.approx(expected, abs=1.2), kind

    # Nor are parcels later without drift; the roadworks of the history are over.
    free = (history["depot"] != truth.roadworks_depot).to_numpy()
    then = pd.Series(truth.late_probability(history))[free]
    then = then.groupby(history["day"].dt.month[free].to_numpy()).mean()
    ordinary = quiet & (frame["depot"] != truth.roadworks_depot).to_numpy()
    expected = frame["day"].dt.month.map(then).to_numpy()
    # A region has few quiet months, and rain is one value for a depot and a day.
    assert chance[ordinary].mean() == pytest.approx(expected[ordinary].mean(), rel=0.25)

    # The score knows the season and the vans, not a shift of the rate or a new cause.
    for kind, rows in {**inside, "quiet": quiet}.items():
        expected = made.prior_factor if kind == "prior" else 1
        assert chance[rows].mean() / score[rows].mean() == pytest.approx(expected, rel=0.2), kind
        off = np.sqrt((chance[rows] * (1 - chance[rows])).sum()) / rows.sum()
        assert within(late[rows & known].mean(), chance[rows & known].mean(), 1.5 * off), kind
    auc = {
        kind: roc_auc_score(late[rows & known], score[rows & known])
        for kind, rows in {**inside, "quiet": quiet}.items()
    }
    assert auc["concept"] < auc["quiet"] - 0.05
    assert abs(auc["prior"] - auc["quiet"]) < 0.06


@given(COMPANIES)
@FEW
def test_each_drift_shows_in_its_months_and_in_what_it_changes(company):
    for made in streams(company):
        shows_its_drifts(made)


@given(COMPANIES)
@FEW
def test_the_stream_has_the_seasons_of_the_history(company):
    stream, history = casegen.Stream(company).frame, casegen.Deliveries(company).frame
    share = [
        frame["day"].dt.month.value_counts(normalize=True).sort_index().to_numpy()
        for frame in (stream, history)
    ]
    assert np.abs(share[0] - share[1]).max() < 0.012
    december = [frame.loc[frame["day"].dt.month == 12] for frame in (stream, history)]
    loads = [frame["van_load"].mean() for frame in december]
    assert loads[0] == pytest.approx(loads[1], abs=2.5)
    assert loads[0] > stream["van_load"].mean() + 5


@given(COMPANIES)
@FEW
def test_labels_come_late_and_bad_news_travels_first(company):
    made = casegen.Stream(company, rows=12_000)
    frame = made.frame
    end = pd.Timestamp(company.monitoring_end)
    assert (frame["label_day"].isna() == frame["late"].isna()).all()
    assert (frame["label_day"].dropna() > frame["day"][frame["label_day"].notna()]).all()
    assert frame["label_day"].max() <= end
    # Only the last weeks miss labels.
    assert frame["day"][frame["late"].isna()].min() > end - pd.Timedelta(days=120)
    delay = (frame["label_day"] - frame["day"]).dt.days
    late = frame["late"].fillna(False).astype(bool)
    assert delay[late].median() < delay[~late & frame["late"].notna()].median() - 3
    reported = frame[late].groupby("customer")["reported"].mean()
    assert reported["business"] > 3 * reported["private"]

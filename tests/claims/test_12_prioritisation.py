"""Lesson 12: what it concludes holds at the true costs of delay, not only at the owners' estimates.

The truth is the generator's hand-written backlog, before owners misjudge it (``stretch=0``).
Points, sizes and weeks are the same in every company: what depends on them alone is one
observation, not twenty.
"""

import re
from functools import cache
from itertools import combinations, permutations, product

import numpy as np
import pandas as pd
import pytest

from aipm import data
from aipm.authoring import notebook
from aipm.casegen import Company, Features

SEEDS = (2025, *range(101, 120))
MOST = 18
CONDITION = ("drift_alarm", "sms_warning")
FIRST_FOUR = ["urgent_queue", "reroute_hint", *CONDITION]


@cache
def backlogs(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The backlog as owners estimate it, and the true one; without the reply drafts."""
    company = Company.from_seed(seed)
    estimated, true = (
        Features(company, **how).tables()[0].frame.set_index("feature").drop("reply_drafts")
        for how in ({}, {"stretch": 0.0})
    )
    return estimated, true


def rank(score: pd.Series) -> list[str]:
    return list(score.sort_values(ascending=False, kind="stable").index)


def true_cost(seed: int, order: list[str]) -> float:
    true = backlogs(seed)[1].loc[list(order)]
    return (true["delay_cost_keur_week"] * true["duration_weeks"].cumsum()).sum()


def ratio(table: pd.DataFrame) -> pd.Series:
    return table["delay_cost_keur_week"] / table["duration_weeks"]


def orders(seed: int) -> dict[str, list[str]]:
    """The orders that the lesson compares, made from the estimates."""
    b = backlogs(seed)[0]
    points = b["value"] + b["urgency"] + b["risk_cut"]
    return {
        "best": rank(ratio(backlogs(seed)[1])),
        "wsjf": rank(ratio(b)),
        "rice": rank(b["reach"] * b["impact"] * b["confidence"] / b["effort_months"]),
        "points": rank(points / b["size"]),
        "points over weeks": rank(points / b["duration_weeks"]),
        "value points": rank(b["value"] / b["size"]),
        "euros over size": rank(b["delay_cost_keur_week"] / b["size"]),
        "as written": list(b.index),
    }


def dearer(seed: int, name: str) -> float:
    """By which share an order costs more than the truly best one."""
    made = orders(seed)
    return true_cost(seed, made[name]) / true_cost(seed, made["best"]) - 1


def how_often(holds) -> int:
    return sum(bool(holds(seed)) for seed in SEEDS)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("wsjf", 0.0, 0.03),
        ("rice", 0.04, 0.10),
        ("points", 0.18, 0.26),
        ("points over weeks", 0.09, 0.14),
        ("value points", 0.0, 0.04),
        ("euros over size", 0.0, 0.03),
    ],
)
def test_euros_over_weeks_is_nearly_the_best_order_and_the_sum_of_points_is_the_weak_part(
    name, least, most
):
    assert how_often(lambda seed: least <= dearer(seed, name) <= most) >= MOST


def test_the_order_by_points_is_worse_than_the_backlog_as_written():
    assert how_often(lambda seed: dearer(seed, "points") > dearer(seed, "as written")) == len(SEEDS)


def test_the_dashboard_is_third_by_points_and_last_in_euros():
    def holds(seed):
        made = orders(seed)
        return (
            made["points"].index("chief_dashboard") == 2 and made["best"][-1] == "chief_dashboard"
        )

    assert how_often(holds) >= MOST


def test_with_the_condition_the_messages_move_down_behind_the_alarm():
    def holds(seed):
        b = backlogs(seed)[0]
        six = [name for name in rank(ratio(b)) if b.loc[name, "moscow"] in ("must", "should")]
        first, then = CONDITION
        allowed = [o for o in permutations(six) if o.index(first) < o.index(then)]
        best = min(allowed, key=lambda order: true_cost(seed, order))
        return list(best)[:4] == FIRST_FOUR

    assert how_often(holds) >= MOST


def test_on_paper_the_queue_and_the_hint_fill_the_first_eight_weeks():
    def holds(seed):
        estimated, true = backlogs(seed)
        names = [name for name in rank(ratio(estimated)) if estimated.loc[name, "moscow"] != "wont"]
        sets = [list(s) for k in range(9) for s in combinations(names, k)]
        fitting = [s for s in sets if true.loc[s, "duration_weeks"].sum() <= 8]
        best = max(fitting, key=lambda s: true.loc[s, "delay_cost_keur_week"].sum())
        return set(best) == {"urgent_queue", "reroute_hint"}

    assert how_often(holds) >= MOST


def test_two_cells_of_the_round_table_make_most_of_what_the_points_lose():
    b = backlogs(2025)[0].copy()
    b.loc["chief_dashboard", "urgency"], b.loc["drift_alarm", "risk_cut"] = 1, 3
    tamed = rank((b["value"] + b["urgency"] + b["risk_cut"]) / b["size"])
    made = orders(2025)
    lost, left = (
        true_cost(2025, o) - true_cost(2025, made["best"]) for o in (made["points"], tamed)
    )
    assert left < 0.5 * lost


def price_of_chat_first(rates: pd.Series, weeks: pd.Series, worth: float) -> float:
    others = [name for name in rates.index if name != "chat_bot"]
    return weeks["chat_bot"] * rates[others].sum() - worth * weeks[others].sum()


UNAUDITED = ["weather_feed", "slot_picker", "driver_view", "map_heat", "photo_check"]


def truly(audited, seed: int, margin: float, **how) -> pd.Series:
    """Kestrel's audited rates; those that nobody audited are a company's true ones, at its size."""
    true = backlogs(seed)[1]["delay_cost_keur_week"]
    rates = audited(margin, **how).copy()
    rates[UNAUDITED] = (
        true[UNAUDITED] * backlogs(2025)[1]["delay_cost_keur_week"].sum() / true.sum()
    )
    return rates


def test_the_price_of_chat_first_covers_the_true_rates_and_rarely_turns_into_a_gain(lesson_values):
    low, high, pays, audited, claim = lesson_values(
        "12_prioritisation", "price_low", "price_high", "pays", "audited", "claim"
    )
    assert low < high and 2 <= pays <= 15
    inside, gains, tried = 0, 0, 0
    for seed in SEEDS:
        for margin in (1 / 6, 3 / 6, 5 / 6):
            for share in (1 / 6, 3 / 6, 5 / 6):
                rates = truly(audited, seed, margin)
                price = price_of_chat_first(
                    rates, backlogs(seed)[1]["duration_weeks"], share * claim
                )
                tried, inside, gains = (
                    tried + 1,
                    inside + (low <= price <= high),
                    gains + (price < 0),
                )
    assert inside >= 0.75 * tried
    assert gains <= 0.15 * tried


def lowered(audited, margin: float) -> pd.Series:
    """Half of the hours; what lives on the score cut as the hint is; what nobody audited halved."""
    owners = backlogs(2025)[0]["delay_cost_keur_week"]
    rates = audited(margin, share=0.5).copy()
    cut = rates["reroute_hint"] / owners["reroute_hint"]
    rates[["weather_feed", "driver_view", "map_heat"]] *= cut / 2
    rates[["slot_picker", "photo_check", "chief_dashboard"]] /= 2
    return rates


@pytest.mark.parametrize(
    ("row", "rates_at", "rarely"),
    [
        ("Chloe's claim is right", lambda audited, margin: audited(margin), 0.02),
        ("her claim, and all that lowers the others", lowered, 0.1),
    ],
    ids=["her claim alone", "all others lowered"],
)
def test_chat_first_is_hardly_ever_its_best_place_even_at_the_full_claim(
    lesson_values, row, rates_at, rarely
):
    """Rebuilt run by run with other draws; the best order by trying each place."""
    prices, audited, allowed_order, claim = lesson_values(
        "12_prioritisation", "prices", "audited", "allowed_order", "claim"
    )
    weeks = backlogs(2025)[0]["duration_weeks"]
    rng = np.random.default_rng(5)
    paid, first, tried = 0, 0, 250
    for _ in range(tried):
        margin = rng.uniform()
        r = rates_at(audited, margin) * rng.lognormal(0, 0.3, len(weeks))
        w = weeks * rng.lognormal(0, 0.3, len(weeks))
        r["chat_bot"] = claim
        ours = allowed_order(rates_at(audited, 0.5))
        best = [name for name in rank(r / w) if name != "chat_bot"]
        best.remove("sms_warning")
        best.insert(best.index("drift_alarm") + 1, "sms_warning")
        both = [
            [[*order[:i], "chat_bot", *order[i:]] for i in range(len(order) + 1)]
            for order in (ours, best)
        ]
        costs = [[(r[o] * w[o].cumsum()).sum() for o in orders] for orders in both]
        paid += costs[0][0] < costs[0][-1]
        first += min(costs[1]) == costs[1][0]
    assert first <= rarely * tried
    assert prices.loc[row, "rightly first of all (%)"] < 100 * rarely
    assert (prices["rightly first of all (%)"].iloc[:-1] < 1).all()
    lesson = prices.loc[row, "it pays (% of runs)"]
    assert lesson == pytest.approx(100 * paid / tried, abs=7)


def test_at_the_full_claim_the_assistant_is_neither_first_nor_last(lesson_values):
    places, audited, on_score, message = lesson_values(
        "12_prioritisation", "places", "audited", "on_score", "message"
    )
    b = backlogs(2025)[0]
    weeks, claim = b["duration_weeks"], b.loc["chat_bot", "delay_cost_keur_week"]

    def ahead(rates):
        ratio = (rates / weeks).drop("chat_bot")
        pair = list(CONDITION)  # the alarm opens the way for the messages: one job, if better
        both = rates[pair].sum() / weeks[pair].sum()
        if ratio["sms_warning"] > ratio["drift_alarm"]:
            ratio[pair] = both
        return 1 + (ratio > claim / weeks["chat_bot"]).sum()

    found = []
    for margin in (0, 0.5, 1):
        changed = [audited(margin).copy() for _ in range(3)]
        changed[0][on_score] = 0
        names = [*UNAUDITED, "chief_dashboard"]
        changed[1][names] /= 2
        cut = changed[2]["reroute_hint"] / b.loc["reroute_hint", "delay_cost_keur_week"]
        changed[2][["weather_feed", "driver_view", "map_heat"]] *= cut
        more = [audited(margin, 0.5), audited(margin, sorting="triage_value")]
        found += [ahead(rates) for rates in (audited(margin), *changed, *more)]
    assert (min(places), max(places)) == (min(found), max(found))
    assert min(found) > 1 and max(found) < 11
    assert f"number {min(found)} to {max(found)} of eleven." in message[0]


def test_the_order_is_the_cheapest_at_the_middle_of_the_margin_and_the_hint_moves(lesson_values):
    audited, allowed_order, our_order, hint_places = lesson_values(
        "12_prioritisation", "audited", "allowed_order", "our_order", "hint_places"
    )
    weeks = backlogs(2025)[0]["duration_weeks"]

    def cost(names, margin):
        return (audited(margin)[names] * weeks[names].cumsum()).sum()

    orders = {margin: allowed_order(audited(margin)) for margin in (0, 0.5, 1)}
    assert our_order == orders[0.5]
    assert hint_places == [orders[m].index("reroute_hint") + 1 for m in (1, 0.5, 0)]
    assert hint_places[0] < 4 < hint_places[2]
    mean = {m: np.mean([cost(o, x) for x in np.linspace(0, 1, 21)]) for m, o in orders.items()}
    assert mean[0.5] < min(mean[0], mean[1]) - 1
    for margin, order in orders.items():
        # No allowed exchange of two features makes the order cheaper.
        for i, j in combinations(range(len(order)), 2):
            other = list(order)
            other[i], other[j] = other[j], other[i]
            if other.index("drift_alarm") < other.index("sms_warning"):
                assert cost(other, margin) >= cost(order, margin) - 1e-9


def test_the_queue_is_worth_what_the_keywords_save_as_long_as_the_model_is_not_funded(
    lesson_values,
):
    (audited,) = lesson_values("12_prioritisation", "audited")
    (page,) = lesson_values("10_automation_opportunities", "page")
    findings = data.load("kestrel_findings").set_index("finding")["value"]
    assert 52 * audited(0.5)["urgent_queue"] == pytest.approx(findings["rule_value"])
    assert any(line.startswith("Not yet the sorting model") for line in page)


@pytest.mark.parametrize(
    ("sorting", "share"), [("triage_value", "share_model"), ("rule_value", "share_list")]
)
def test_the_queue_leads_from_the_printed_payroll_share_on(lesson_values, sorting, share):
    audited, limit = lesson_values("12_prioritisation", "audited", share)
    weeks = backlogs(2025)[0]["duration_weeks"]
    names = ["urgent_queue", "weather_feed", "reroute_hint", "slot_picker"]

    def first(percent):
        rates = audited(0.5, percent / 100, sorting)
        return min(
            permutations(names), key=lambda o: (rates[list(o)] * weeks[list(o)].cumsum()).sum()
        )[0]

    assert first(limit) == first(min(limit + 20, 100)) == "urgent_queue"
    assert first(limit - 1) == "weather_feed"


def allowed_starts(weeks: pd.Series, least: int = 6, most: int = 10) -> list[list[str]]:
    """Each order of features that fills about eight weeks, the alarm before the messages."""
    names = [name for name in weeks.index if name not in ("chat_bot", "photo_check")]
    starts = [
        list(order)
        for k in (2, 3, 4)
        for order in permutations(names, k)
        if least <= weeks[list(order)].sum() <= most
    ]
    first, then = CONDITION
    return [o for o in starts if then not in o or first in o[: o.index(then)]]


def test_queue_and_picker_are_near_the_best_start_for_eight_weeks_at_any_margin(lesson_values):
    audited, start, on_score, stopped, others = lesson_values(
        "12_prioritisation", "audited", "start", "on_score", "stopped", "others"
    )
    weeks = backlogs(2025)[1]["duration_weeks"]
    rng = np.random.default_rng(3)
    rate_factors, week_factors = rng.lognormal(0, 0.3, (2, 600, len(weeks)))
    starts = allowed_starts(weeks)
    index = [weeks.index.get_indexer(o) for o in starts]
    done = [((weeks.to_numpy() * week_factors)[:, i].cumsum(axis=1) <= 8) for i in index]
    # Mean factor of each feature of each start, so that all rates can be tried at once.
    kept = np.zeros((len(starts), len(weeks)))
    for row, (i, finished) in enumerate(zip(index, done, strict=True)):
        kept[row, i] = (rate_factors[:, i] * finished).mean(axis=0)

    def ours_and_best(rates):
        worth = kept @ rates.to_numpy()
        return worth[starts.index(start)], worth.max()

    for margin in (0, 0.5, 1):
        ours, best = ours_and_best(audited(margin))
        assert ours >= 0.93 * best
    no_score = audited(0.5)
    no_score[on_score] = 0
    ours, best = ours_and_best(no_score)
    assert ours >= 0.97 * best
    # The floor: no start of all that there are has a worst column much above ours.
    small = audited(0.5).copy()
    small["slot_picker"] /= 2
    columns = [*(audited(m) for m in (0, 0.5, 1)), audited(0.5, 0.5), audited(1, 0.5)]
    worst = np.min([kept @ rates.to_numpy() for rates in (*columns, no_score, small)], axis=0)
    assert worst[starts.index(start)] >= 0.95 * worst.max()
    least = stopped.min(axis=1)
    both = [", ".join(names) for names in (start, [*start[1::-1], start[2]])]
    assert (least[others] < least[both].min() - 0.3).all()
    assert len(others) == len(stopped) - 3
    # At any payroll share no start of all that there are is much better than a row of the table.
    rows = [starts.index(name.split(", ")) for name in stopped.index if name != "chat_bot"]
    for margin in (0, 0.25, 0.5, 0.75, 1):
        for share in np.linspace(0, 1, 11):
            rates = audited(margin, share).copy()
            worth = kept @ rates.to_numpy()
            assert worth[rows].max() >= 0.94 * worth.max(), (margin, share)
            rates[on_score] = 0
            worth = kept @ rates.to_numpy()
            assert worth[rows].max() >= 0.91 * worth.max(), (margin, share)
    # The picker worth half: then another start is better, the one that the lesson names.
    ours, best = ours_and_best(small)
    assert ours < 0.95 * best
    near = starts.index(["urgent_queue", "weather_feed", "map_heat", "drift_alarm"])
    assert kept[near] @ small >= 0.97 * best

    def holds(seed):
        pairs = [ours_and_best(truly(audited, seed, margin)) for margin in (0, 0.5, 1)]
        return all(ours >= 0.9 * best for ours, best in pairs)

    assert how_often(holds) >= MOST


@pytest.fixture(scope="module")
def at_eight(lesson_values):
    """Return what an order brings after eight weeks, at other draws than the lesson's."""
    weeks = backlogs(2025)[0]["duration_weeks"]
    rng = np.random.default_rng(21)
    rate_factors, week_factors = rng.lognormal(0, 0.3, (2, 40_000, len(weeks)))

    @cache
    def kept(order):
        i = weeks.index.get_indexer(order)
        done = (weeks.to_numpy() * week_factors)[:, i].cumsum(axis=1) <= 8
        return (rate_factors[:, i] * done).mean(axis=0)

    return lambda order, rates: kept(tuple(order)) @ rates[list(order)].to_numpy()


def test_queue_or_picker_first_is_level_and_the_one_that_loses_more_of_its_rate_goes_second(
    lesson_values, at_eight
):
    audited, start, on_score, queue_saves = lesson_values(
        "12_prioritisation", "audited", "start", "on_score", "queue_saves"
    )
    swapped = [start[1], start[0], start[2]]
    weeks = backlogs(2025)[0]["duration_weeks"]

    def gain(rates):
        """What the picker first brings more at the stop."""
        return at_eight(swapped, rates) - at_eight(start, rates)

    for score in (1, 0):
        for margin in (0, 0.5, 1):
            gains = {}
            for share in (1, 0.75, 0.5, 0.3, 0):
                rates = audited(margin, share).copy()
                rates[on_score] *= score
                gains[share] = gain(rates)
                # If the work goes on, the same two swapped in front of the same others.
                costs = [(rates[o] * weeks[o].cumsum()).sum() for o in (start, swapped)]
                assert costs[1] - costs[0] == pytest.approx(queue_saves(share))
            assert abs(gains[1]) < 0.04
            assert 0.04 < gains[0.75] < gains[0.5] < gains[0.3] < gains[0]
            assert gains[0.5] > 0.1
    assert queue_saves(1) > 2
    assert 0.8 < queue_saves(0.75) < 1.6  # once, against the gain a week at the stop
    assert abs(queue_saves(0.5)) < 0.1 and queue_saves(0.4) < -0.3
    less = audited(0.5).copy()
    less["slot_picker"] /= 2
    assert gain(less) < -0.1


def test_the_hint_beats_these_features_in_their_best_order_up_to_the_printed_share(
    lesson_values, at_eight
):
    audited, start, plans, on_score, hint_shares = lesson_values(
        "12_prioritisation", "audited", "start", "plans", "on_score", "hint_shares"
    )
    with_hint = next(names for names in plans if names[0] == "reroute_hint")
    rows = [names for names in plans if set(names) == set(start)]
    found = []
    for margin in (0, 0.5, 1):
        wins = [-1]
        for percent in range(101):
            rates = audited(margin, percent / 100)
            ours, hint = (
                max(at_eight(order, rates) for order in permutations(names))
                for names in (start, with_hint)
            )
            # The three rows of the table are the best orders of the three at every share.
            assert max(at_eight(order, rates) for order in rows) >= 0.995 * ours
            if hint > ours:
                wins.append(percent)
        assert len(wins) == wins[-1] + 2
        found.append(wins[-1])
    assert found[0] == hint_shares[0] == -1
    assert found[1] == pytest.approx(hint_shares[1], abs=4)
    assert found[2] == hint_shares[2] == 100
    # Without the score the hint brings next to nothing.
    no_score = audited(0.5).copy()
    no_score[on_score] = 0
    assert at_eight(with_hint, no_score) < 0.2 * at_eight(start, no_score)


def test_the_picker_is_ready_within_the_eight_weeks_about_as_often_as_printed(lesson_values):
    soonest, latest, in_eight, in_eight_first = lesson_values(
        "12_prioritisation", "soonest", "latest", "in_eight", "in_eight_first"
    )
    w = backlogs(2025)[1]["duration_weeks"]
    rng = np.random.default_rng(4)
    ready = rng.lognormal(0, 0.3, (20_000, 2)) @ [w["urgent_queue"], w["slot_picker"]]
    assert (soonest, latest) == pytest.approx(np.quantile(ready, [0.1, 0.9]), abs=0.4)
    assert in_eight == pytest.approx(100 * (ready <= 8).mean(), abs=4)
    first = w["slot_picker"] * rng.lognormal(0, 0.3, 20_000)
    assert in_eight_first == pytest.approx(100 * (first <= 8).mean(), abs=2)


def test_the_table_of_task_9_says_what_the_dashboard_first_costs(lesson_values, root):
    audited, our_order = lesson_values("12_prioritisation", "audited", "our_order")
    estimated = backlogs(2025)[0]
    weeks, others = estimated["duration_weeks"], [n for n in our_order if n != "chief_dashboard"]

    rng = np.random.default_rng(9)
    r, w = rng.lognormal(0, 0.3, (2, 50_000, len(weeks)))
    margin = rng.uniform(size=(50_000, 1))
    none, full = (audited(m).to_numpy() for m in (0, 1))
    r, w = (none + margin * (full - none)) * r, weeks.to_numpy() * w
    i, own = weeks.index.get_indexer(others), weeks.index.get_loc("chief_dashboard")
    runs = w[:, own] * r[:, i].sum(axis=1) - r[:, own] * w[:, i].sum(axis=1)
    low, high = np.quantile(runs, [0.1, 0.9])
    owners, mid = (
        weeks["chief_dashboard"] * rates[others].sum()
        - rates["chief_dashboard"] * weeks[others].sum()
        for rates in (estimated["delay_cost_keur_week"], audited(0.5))
    )
    two_days = 0.4 * audited(0.5)[our_order].sum()
    text = (root / "solutions/12_prioritisation/prioritisation.ipynb").read_text()
    waits = [rates[others].sum() for rates in (estimated["delay_cost_keur_week"], audited(0.5))]
    assert f"{waits[0]:.1f} a week by the owners' figures; {waits[1]:.1f} after the audit |" in text
    assert f"by the owners' figures | {owners:.0f} |" in text
    assert f"{mid:.0f}; {low:.0f} to {high:.0f} in 8 runs of 10 |" in text
    assert f"about EUR {mid:.0f} thousand after our audit; by our ranges, between" in text
    assert f"between {low:.0f} and {high:.0f}." in text
    assert f"puts more than EUR {mid:.0f} thousand at risk" in text
    assert f"more than {mid:.0f}, after the audit |" in text
    assert f"delay cost of these two days: {two_days:.0f}, after the audit |" in text


def test_the_model_answers_to_mara_keep_the_limit_of_their_own_rubric(root):
    path = root / "solutions/12_prioritisation/prioritisation.ipynb"
    cells = {cell.id: cell.source for cell in notebook.read(path).cells}
    assert "100 to 200 words" in cells["brief-prompt"]
    full, half, _ = re.split(r"\n\*\*(?:Half|No) marks", cells["brief"])
    for note in (full, half):
        words = note.partition(")**")[2].split()
        assert 100 <= len(words) <= 200


def test_lesson_10_found_that_draft_replies_lose_money():
    findings = data.load("kestrel_findings").set_index("finding")
    assert findings.loc["reply_drafts_net", "high"] < 0


def test_the_set_that_fills_the_weeks_to_the_last_day_is_finished_in_half_of_the_runs(
    lesson_values,
):
    in_time, best_set = lesson_values("12_prioritisation", "in_time", "best_set")
    planned = backlogs(2025)[1].loc[best_set, "duration_weeks"].to_numpy()
    rng = np.random.default_rng(1)
    weeks = planned * rng.lognormal(0, 0.3, (20_000, len(planned)))
    assert planned.sum() == 8
    assert in_time == pytest.approx((weeks.sum(axis=1) <= 8).mean(), abs=0.05)
    assert in_time < 0.56


@pytest.mark.parametrize(
    ("which", "how"), [(0, {}), (1, {"share": 0.5}), (2, {"sorting": "triage_value"})]
)
def test_the_assistant_comes_first_only_above_the_printed_margin(lesson_values, which, how):
    firsts, audited = lesson_values("12_prioritisation", "firsts", "audited")
    weeks = backlogs(2025)[0]["duration_weeks"]
    names = ["urgent_queue", "slot_picker", "reroute_hint", "weather_feed", "chat_bot"]

    def first(worth):
        rates = audited(0.5, **how).copy()
        rates["chat_bot"] = worth

        def cost(order):
            order = list(order)
            return (rates[order] * weeks[order].cumsum()).sum()

        return min(permutations(names), key=cost)[0]

    assert first(1.01 * firsts[which] / 52) == "chat_bot"
    assert first(0.99 * firsts[which] / 52) != "chat_bot"


def test_to_be_first_the_assistant_needs_at_least_the_printed_multiple_of_its_claim(lesson_values):
    """Whatever combination of the lesson's doubts is true, at half of the hours or more."""
    least_first, audited, on_score, claim, message = lesson_values(
        "12_prioritisation", "least_first", "audited", "on_score", "claim", "message"
    )
    b = backlogs(2025)[0]
    weeks = b["duration_weeks"]
    pair = list(CONDITION)
    times = []
    for margin, share, sorting, score, other in product(
        (0, 0.5, 1),
        (0.5, 0.75, 1),
        ("rule_value", "triage_value"),
        ("full", "cut", "none"),
        (1, 0.5),
    ):
        rates = audited(margin, share, sorting).copy()
        cut = rates["reroute_hint"] / b.loc["reroute_hint", "delay_cost_keur_week"]
        rates[[*UNAUDITED, "chief_dashboard"]] *= other
        rates[["weather_feed", "driver_view", "map_heat"]] *= cut if score == "cut" else 1
        rates[on_score] *= score != "none"
        # Of the messages' chain the alarm alone, or both as one job.
        both = rates[pair].sum() / weeks[pair].sum()
        best = (rates / weeks).drop(["chat_bot", "sms_warning"]).max()
        times.append(weeks["chat_bot"] * max(best, both) / claim)
    assert least_first == pytest.approx(52 * claim * min(times), rel=0.01)
    printed = float(re.search(r"at least ([0-9.]+) times as much", message[1])[1])
    assert printed <= min(times) < printed + 0.1


def test_at_the_stop_the_assistant_first_needs_far_more_than_its_claim(lesson_values):
    at_end, audited, start, claim = lesson_values(
        "12_prioritisation", "at_end", "audited", "start", "claim"
    )
    b = backlogs(2025)[0]
    rng = np.random.default_rng(11)
    r, w = rng.lognormal(0, 0.3, (2, 40_000, len(b)))
    w = w * b["duration_weeks"].to_numpy()
    i, chat = b.index.get_indexer(start), b.index.get_loc("chat_bot")
    ours = (audited(0.5)[start].to_numpy() * r[:, i] * (w[:, i].cumsum(axis=1) <= 8)).sum(axis=1)
    finished = r[:, chat] * (w[:, chat] <= 8)
    assert at_end == pytest.approx(52 * ours.mean() / finished.mean(), rel=0.1)
    assert at_end > 8 * 52 * claim


def test_a_survey_of_eighty_finds_the_true_categories():
    letters = dict(
        zip(
            [(p, a) for p in ANSWERS for a in ANSWERS],
            "QAAAORIIIMRIIIMRIIIMRRRRQ",
            strict=True,
        )
    )

    def holds(seed):
        company = Company.from_seed(seed)
        generator = Features(company)
        survey = generator.tables()[1].frame
        survey["letter"] = [
            letters[pair] for pair in zip(survey["present"], survey["absent"], strict=True)
        ]
        found = survey.groupby("feature")["letter"].agg(lambda x: x.value_counts().idxmax())
        return all(
            found[name] == category[0].upper() for name, category in generator.category.items()
        )

    assert how_often(holds) >= MOST


ANSWERS = ("like", "expect", "neutral", "tolerate", "dislike")


def test_chat_first_regrets_several_times_what_our_order_does():
    rng = np.random.default_rng(7)
    for seed in SEEDS:
        true = backlogs(seed)[1]
        rate, weeks = true["delay_cost_keur_week"], true["duration_weeks"]
        ours = orders(seed)["wsjf"]
        chat = ["chat_bot", *[name for name in ours if name != "chat_bot"]]
        regret = np.zeros(2)
        for _ in range(20):
            r, w = (x * rng.lognormal(0, 0.3, len(true)) for x in (rate, weeks))
            least = (r[rank(r / w)] * w[rank(r / w)].cumsum()).sum()
            regret += [(r[o] * w[o].cumsum()).sum() - least for o in (ours, chat)]
        assert regret[1] > 3 * regret[0], seed

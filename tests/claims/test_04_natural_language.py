"""Lesson 04: what it concludes holds for tickets drawn anew and for other cuts into parts.

The tickets were written by hand, so there is no generator. Ceilings are checked on 20 samples with
replacement; whatever a model says, on 20 other cuts of the cross-validation, always on tickets that
the model has not seen.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, log_loss
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from aipm import data

SEEDS = range(101, 121)
MOST = 18
WRONG = {
    "late_or_missing": 12,
    "damaged": 20,
    "address_change": 30,
    "billing": 15,
    "pickup_request": 14,
    "account_access": 10,
    "complaint_or_other": 6,
}
PERSON, SENIOR, URGENT = 6.5 / 60 * 32, 9, 40
UPKEEP = 50_000 / 180_000


@cache
def tickets() -> pd.DataFrame:
    return data.load("kestrel_tickets").astype(dict.fromkeys(("truth", "label_a", "label_b"), str))


def wilson(right, n):
    p, z = right / n, 1.96
    middle, half = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@cache
def counts():
    """How often each word stands in each ticket."""
    return CountVectorizer().fit_transform(tickets()["text"])


def answered(goal, kind, seed, c):
    """Chances by models that have not seen the ticket. Newton finds the same, sooner."""
    chances = np.zeros((len(goal), len(np.unique(goal))))
    solver = "newton-cg" if kind else "lbfgs"
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    for learn, check in folds.split(goal, goal):
        known = counts()[learn].getnnz(axis=0) > 0  # words of the tickets that it learns from
        weigh = TfidfTransformer(sublinear_tf=True)
        model = LogisticRegression(C=c, class_weight=kind, max_iter=1000, solver=solver)
        model.fit(weigh.fit_transform(counts()[learn][:, known]), goal[learn])
        chances[check] = model.predict_proba(weigh.transform(counts()[check][:, known]))
    return chances


@cache
def classed(seed, c=100, learned=None):
    """Chances of each class, learned from the truth or from settled labels."""
    goal = settled() if learned == "settled" else tickets()["truth"]
    with threadpool_limits(1):
        return answered(goal.to_numpy(), "balanced", seed, c)


@cache
def unseen(seed, c=100, learned=None):
    """Classes, chances of each, and chances to be urgent."""
    with threadpool_limits(1):
        urgent = answered(tickets()["urgent"].to_numpy(), None, seed, c)[:, 1]
    return np.unique(tickets()["truth"]), classed(seed, c, learned), urgent


@cache
def facts():
    """True class, whether labeller A slipped, and urgency of each ticket."""
    t = tickets()
    return t["truth"].to_numpy(), (t["label_a"] != t["truth"]).to_numpy(), t["urgent"].to_numpy()


def priced(
    seed,
    factor=1.0,
    payroll=1.0,
    urgent_eur=URGENT,
    senior_eur=SENIOR,
    slips=0,
    c=100,
    learned=None,
):
    """Expected and real EUR of machine, person and senior."""
    truth, slip_of_a, is_urgent = facts()
    classes, chances, urgent = unseen(seed, c, learned)
    cost = factor * np.array([WRONG[name] for name in classes])
    top = chances.argmax(axis=1)
    lost = chances @ cost - chances[np.arange(len(truth)), top] * cost[top]
    by_truth = cost[np.searchsorted(classes, truth)]
    missed = by_truth * (classes[top] != truth)
    slipped = slips * by_truth * slip_of_a
    return [
        np.array(
            [
                mistake + late,
                payroll * PERSON + slip + late,
                np.full(len(truth), float(payroll * senior_eur)),
            ]
        )
        for mistake, slip, late in (
            (lost, slipped.mean(), urgent * urgent_eur),
            (missed, slipped, is_urgent * urgent_eur),
        )
    ]


def paid(seed, actions, **how):
    return priced(seed, **how)[1][actions, np.arange(len(tickets()))]


def least(seed, machine=True, **how):
    expected = priced(seed, **how)[0]
    return expected.argmin(axis=0) if machine else expected[1:].argmin(axis=0) + 1


def machine_saves(seed, **how):
    return (
        paid(seed, least(seed, False, **how), **how) - paid(seed, least(seed, **how), **how)
    ).mean()


def seniors_save(seed, **how):
    everybody = np.ones(len(tickets()), dtype=int)
    return (paid(seed, everybody, **how) - paid(seed, least(seed, False, **how), **how)).mean()


def settled():
    """Labels after a third person has settled the disputes, and nothing else."""
    t = tickets()
    return t["label_a"].where(t["label_a"] == t["label_b"], t["truth"])


def sorted_right(seed):
    classes, chances, _ = unseen(seed)
    return classes[chances.argmax(axis=1)] == tickets()["truth"]


def how_often(holds) -> int:
    return sum(bool(holds(seed)) for seed in SEEDS)


def drawn(seed):
    return tickets().sample(len(tickets()), replace=True, random_state=seed)


def test_the_numbers_of_the_two_labellers():
    t = tickets()
    assert (t["label_a"] == t["label_b"]).sum() == 560
    assert (t["truth"] == t["label_a"]).mean() == pytest.approx(0.925, abs=0.0005)


def test_nobody_averages_more_than_the_ceiling_over_both_labels():
    # Not the truth, not either labeller, not who always gives the more pleasing label.
    t = tickets()
    ceiling = 1 - (1 - (t["label_a"] == t["label_b"]).mean()) / 2
    assert ceiling == 0.9375
    for sorter in (t["truth"], t["label_a"], t["label_b"]):
        both = ((sorter == t["label_a"]).mean() + (sorter == t["label_b"]).mean()) / 2
        assert both <= ceiling
    # Who copies a labeller reaches it: the bound is tight. The truth does not.
    copied = ((t["label_a"] == t["label_a"]).mean() + (t["label_a"] == t["label_b"]).mean()) / 2
    assert copied == ceiling
    assert ((t["truth"] == t["label_a"]).mean() + (t["truth"] == t["label_b"]).mean()) / 2 < 0.93


def test_the_promise_lies_above_the_interval_of_a_perfect_sorter_against_a():
    def holds(seed):
        t = drawn(seed)
        right = (t["truth"] == t["label_a"]).sum()
        return wilson(right, len(t))[1] < 0.97 and right / len(t) > 0.875

    assert how_often(holds) >= MOST


def test_agreed_labels_flatter():
    def holds(seed):
        t = drawn(seed)
        agreed = t["label_a"] == t["label_b"]
        right = t["truth"] == t["label_a"]
        return 0.955 < right[agreed].mean() < 0.99 and right[agreed].mean() > right.mean() + 0.03

    assert how_often(holds) >= MOST


def test_settling_the_disputes_alone_leaves_a_perfect_sorter_below_the_promise():
    t = tickets().assign(settled=settled())
    right = (t["truth"] == t["settled"]).sum()
    assert wilson(right, len(t))[1] < 0.99
    # What the third person is not asked about is what both got wrong alike.
    alike = (t["label_a"] == t["label_b"]) & (t["label_a"] != t["truth"])
    assert len(t) - right == alike.sum() == 13
    shares = [(d["truth"] == d["settled"]).mean() for d in map(_with_settled, SEEDS)]
    assert sum(share < 0.99 for share in shares) >= MOST


def _with_settled(seed):
    return tickets().assign(settled=settled()).sample(640, replace=True, random_state=seed)


def promised(seed, third=0.0, c=100, learned=None):
    """What may be promised on the machine's own tickets, in per cent, if the third person slips."""
    t = tickets()
    classes, chances, _ = unseen(seed, c, learned)
    given, agreed = classes[chances.argmax(axis=1)], t["label_a"] == t["label_b"]
    other = t["label_a"].where(t["label_a"] != t["truth"], t["label_b"])
    rightly = (1 - third) * (given == t["truth"]) + third * (given == other)
    right = np.where(agreed, given == t["label_a"], rightly)[least(seed, c=c, learned=learned) == 0]
    return 100 * wilson(right.sum(), len(right))[0]


def test_a_third_person_who_slips_lowers_the_promise(lesson_values):
    assert how_often(lambda s: 1 < promised(s) - promised(s, third=1 / 3) < 5) >= MOST
    (turns,) = lesson_values("04", "turns")
    assert turns.loc["the third slips on a dispute in three", "promise (%)"] == 91
    assert turns.loc["as estimated", "promise (%)"] == 93


def test_a_model_that_learned_from_settled_labels_changes_little():
    def holds(seed):
        own = least(seed, learned="settled") == 0
        return (
            abs(own.mean() - (least(seed) == 0).mean()) < 0.04
            and abs(machine_saves(seed, learned="settled") - machine_saves(seed)) < 0.25
            and abs(promised(seed, learned="settled") - promised(seed)) < 2.5
        )

    assert sum(holds(seed) for seed in SEEDS[:3]) == 3


def test_agreed_tickets_are_easier_for_the_model_too():
    t = tickets()
    agreed = t["label_a"] == t["label_b"]
    assert how_often(lambda s: sorted_right(s)[agreed].mean() > sorted_right(s).mean()) >= MOST


def test_the_model_beats_the_keywords_in_pairs_and_by_macro_f1(lesson_values):
    (keyword,) = lesson_values("04", "keyword")
    truth = tickets()["truth"]
    ruled = keyword == truth
    english = tickets()["language"] == "en"

    def leads(gain):
        return gain.mean() - 1.96 * gain.std() / len(gain) ** 0.5 > 0

    def holds(seed):
        classes, chances, _ = unseen(seed)
        gain = sorted_right(seed).astype(int) - ruled.astype(int)
        model = classes[chances.argmax(axis=1)]
        macro = f1_score(truth, model, average="macro") > f1_score(truth, keyword, average="macro")
        return leads(gain) and leads(gain[english]) and macro

    assert how_often(holds) >= MOST


def test_a_threshold_of_a_half_misses_most_urgent_tickets_and_the_floor_finds_more():
    urgent = tickets()["urgent"].to_numpy()
    first = np.arange(len(urgent)) % 2 == 0

    def holds(seed):
        chance = unseen(seed)[2]

        def called(threshold, rows):
            call = (chance >= threshold) & rows
            return urgent[call].mean(), urgent[call].sum() / urgent[rows].sum()

        kept = [t for t in chance[first] if called(t, first)[0] >= 0.5]
        best = max(kept, key=lambda t: (called(t, first)[1], t))
        return called(best, ~first)[1] > 0.55 and called(0.5, ~first)[1] < 0.5

    assert how_often(holds) >= MOST


def elsewhere(seed, floor, times=100):
    """Precision and recall on one half, drawn by lot, of what the other half chose for a floor."""
    urgent, chance = facts()[2], unseen(seed)[2]
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(times):
        mine = rng.permutation(640) < 320
        steps = np.sort(chance[mine])[::-1]
        hits = urgent[mine][np.argsort(-chance[mine])].cumsum()
        allowed = hits >= floor * np.arange(1, len(steps) + 1)
        best = steps[np.where(allowed, hits, -1).argmax()]
        call = (chance >= best) & ~mine
        found.append([urgent[call].mean(), urgent[call].sum() / urgent[~mine].sum()])
    return np.array(found).T


def test_a_floor_needs_room_and_room_costs_urgent_tickets_and_is_no_guarantee(lesson_values):
    tried = {floor: [elsewhere(seed, floor) for seed in SEEDS] for floor in (0.5, 0.6, 0.7)}
    missed = {
        floor: np.array([(p < 0.5).mean() for p, _ in tries]) for floor, tries in tried.items()
    }
    recall = {floor: np.array([r.mean() for _, r in tries]) for floor, tries in tried.items()}
    assert (missed[0.5] > 0.22).sum() >= MOST
    assert (missed[0.5] > missed[0.6]).sum() >= MOST and (missed[0.6] >= missed[0.7]).all()
    assert missed[0.6].mean() > 0.03 and missed[0.7].mean() > 0
    assert (recall[0.5] > recall[0.6]).all() and (recall[0.6] > recall[0.7]).all()
    (lots,) = lesson_values("04", "lots")
    assert lots["floor of 50 missed (%)"].round().tolist() == [22, 12, 2]


def test_the_least_expected_cost_keeps_the_floor_and_leaves_a_third_of_the_urgent_waiting():
    urgent = tickets()["urgent"].to_numpy()

    def holds(seed):
        senior = least(seed) == 2
        return urgent[senior].mean() >= 0.5 and 0.2 < 1 - urgent[senior].sum() / 75 < 0.4

    assert how_often(holds) >= MOST


def test_chances_of_urgency_are_too_low_by_half():
    urgent = tickets()["urgent"].to_numpy()

    def holds(seed):
        chance = unseen(seed)[2]
        low = chance < 0.15
        return (
            all(
                1.2 < urgent[rows].mean() / chance[rows].mean() < 2.8
                for rows in (low, ~low & (chance < 0.4))
            )
            and urgent.mean() > 1.4 * chance.mean()
        )

    assert how_often(holds) >= MOST


def test_the_least_expected_cost_is_the_cheapest_policy():
    def holds(seed):
        _, chances, urgent = unseen(seed)
        threshold = np.where(chances.max(axis=1) >= 0.7, 0, 1)
        others = [
            np.zeros(640, dtype=int),
            np.ones(640, dtype=int),
            threshold,
            np.where(urgent >= 0.5, 2, threshold),
            least(seed, machine=False),
        ]
        mine = paid(seed, least(seed)).mean()
        return mine < min(paid(seed, other).mean() for other in others) - 0.3

    assert how_often(holds) == 20


def test_most_of_the_gain_comes_from_calling_seniors_and_the_machine_pays_for_its_upkeep():
    assert how_often(lambda seed: seniors_save(seed) > machine_saves(seed) > 2 * UPKEEP) >= MOST
    # At half the cost of an urgent ticket the order turns round.
    cheap = {"urgent_eur": 20}
    assert how_often(lambda s: seniors_save(s, **cheap) < machine_saves(s, **cheap)) >= MOST


def test_the_machine_answers_about_a_third_and_keeps_the_promise_made_on_them(lesson_values):
    (floor,) = lesson_values("04", "floor")
    truth_is = settled()

    def holds(seed):
        easy = least(seed) == 0
        classes, chances, _ = unseen(seed)
        right = classes[chances.argmax(axis=1)] == truth_is
        return 0.3 < easy.mean() < 0.42 and right[easy].mean() >= floor / 100

    assert how_often(holds) == 20
    # And on all tickets it could not be kept.
    assert how_often(lambda seed: sorted_right(seed).mean() < 0.85) == 20


def test_the_setting_moves_the_border_and_the_promise_and_a_score_would_choose_the_freer_one():
    truth = tickets()["truth"]
    for seed in SEEDS[:2]:
        few, some, many = ((least(seed, c=c) == 0).mean() for c in (10, 100, 1000))
        assert few < 0.2 < some < 0.45 < many
        assert promised(seed, c=1000) < promised(seed) - 2.5
        assert all(machine_saves(seed, c=c) > UPKEEP for c in (10, 100, 1000))
        losses = [log_loss(truth, classed(seed, c)) for c in (10, 100, 1000)]
        assert losses == sorted(losses, reverse=True)


def test_the_chances_are_no_higher_than_the_counts_where_the_machine_answers():
    def holds(seed):
        sure = unseen(seed)[1].max(axis=1)
        rows = sure >= 0.5
        return sorted_right(seed)[rows].mean() > sure[rows].mean()

    assert how_often(holds) >= MOST


@pytest.mark.parametrize(
    ("how", "pays"),
    [
        ({"factor": 3}, True),
        ({"factor": 12}, False),
        ({"payroll": 0.7}, True),
        ({"payroll": 0.3}, False),
        ({"factor": 2, "payroll": 0.5}, False),
        ({"urgent_eur": 20}, True),
    ],
)
def test_where_the_machine_stops_paying_for_its_upkeep(how, pays):
    assert how_often(lambda seed: (machine_saves(seed, **how) > UPKEEP) == pays) >= MOST


@pytest.mark.parametrize(
    "how",
    [{"factor": 12}, {"factor": 15}, {"payroll": 0.3}, {"factor": 2, "payroll": 0.5}],
)
def test_where_seniors_pay_the_upkeep_the_machine_still_adds_a_little(how):
    assert how_often(lambda s: 0 < machine_saves(s, **how) < machine_saves(s)) >= MOST
    assert how_often(lambda s: seniors_save(s, **how) > UPKEEP) >= MOST


def test_in_the_lesson_what_the_machine_adds_shrinks_and_stays_above_nothing(lesson_values):
    by_factor, by_share = lesson_values("04", "by_factor", "by_share")
    adds = by_factor["machine adds (EUR)"]
    assert (adds > by_factor["give or take"]).all()
    assert adds.iloc[0] > 2 * adds.loc[5] > 4 * adds.loc[15]
    adds = by_share["machine adds (EUR)"]
    assert (adds.iloc[:-1] > 0).all() and adds.iloc[0] > 2 * adds.iloc[10] > 4 * adds.iloc[16]


def test_at_half_the_payroll_share_more_seniors_are_called_than_joris_would_take():
    urgent = facts()[2]

    def holds(seed):
        half = least(seed, payroll=0.5) == 2
        return half.mean() > 1.2 * (least(seed) == 2).mean() and urgent[half].mean() < 0.5

    assert how_often(holds) >= MOST


def test_the_turning_points_lie_in_the_ranges_that_the_lesson_gives(lesson_values):
    names = ("factor_low", "factor_high", "share_high", "share_low")
    factor_low, factor_high, share_high, share_low = lesson_values("04", *names)

    def holds(seed):
        factor = next(f for f in np.arange(1, 20, 0.5) if machine_saves(seed, factor=f) < UPKEEP)
        shares = np.arange(1, 0, -0.05)
        share = next(p for p in shares if machine_saves(seed, payroll=p) < UPKEEP)
        return factor_low <= factor <= factor_high and share_low <= share <= share_high

    assert how_often(holds) == 20


def test_people_who_slip_make_the_machine_worth_more():
    assert how_often(lambda s: machine_saves(s, slips=1) > machine_saves(s) + 0.3) >= MOST


def test_the_cut_of_the_lesson_is_not_a_kind_one(lesson_values):
    model, truth = lesson_values("04", "model", "truth")
    ours = (model == truth).mean()
    assert how_often(lambda seed: sorted_right(seed).mean() > ours) == 20


def test_what_the_lesson_prints(lesson_values):
    names = ("floor", "one", "point", "ceiling", "factor_low", "factor_high")
    floor, one, point, ceiling, factor_low, factor_high = lesson_values("04", *names)
    assert floor == 93
    assert ceiling == 0.9375
    assert 2 < factor_low < 6 < factor_high < 13
    assert point > 20 * one
    assert one == pytest.approx(15_000 * ((1200 + 42.9) * 2.5 + 120 * 10) / 1e6, rel=0.01)

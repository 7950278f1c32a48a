"""Lesson 13: all, gate, pilot or no."""

import numpy as np
import pytest

from aipm import expect
from aipm.authoring import decisions, roadmap
from aipm.casegen.cases import deal
from aipm.casegen.cases.funding import ACTIONS, draw

from . import best, captured, shares, worth

#: The cases of the exercise.
N, SEED, MARGIN = 200, 9, 5


def plan(case, *, chance=None, benefit=None, wait=None, first=1, running=1):
    """Return what can be had without a pilot, given the chance that the prototype works."""
    chance = case["p_works"] if chance is None else chance
    wait = case["wait"] if wait is None else wait
    if benefit is None:
        benefit = (case["low"] + case["likely"] + case["high"]) / 3
    years = range(first, first + case["years"])
    flow = benefit - running * case["running"]
    flows = sum(flow / (1 + case["rate"]) ** year for year in years)
    rest = (flows - case["rest"]) / (1 + case["rate"]) ** wait
    return {
        "all": chance * flows - case["prototype"] - case["rest"],
        "gate": chance * max(rest, 0) - case["prototype"],
        "no": 0.0,
    }


def values(case, *, right=None, price=None, posterior=True, **plans):
    """Return the expected worth of each action."""
    chance = plans.pop("chance", case["p_works"])
    yes, no = right or (case["good_if_works"], case["bad_if_fails"])
    says_works = chance * yes + (1 - chance) * (1 - no)
    says_fails = 1 - says_works
    if not posterior:
        after = {"works": yes, "fails": 1 - no}
    else:
        after = {
            "works": chance * yes / says_works if says_works else 0,
            "fails": chance * (1 - yes) / says_fails if says_fails else 0,
        }
    pilot = says_works * max(plan(case, chance=after["works"], **plans).values())
    pilot += says_fails * max(plan(case, chance=after["fails"], **plans).values())
    pilot -= case["pilot_price"] if price is None else price
    return {**plan(case, chance=chance, **plans), "pilot": pilot}


def most(table):
    return max(table, key=table.get)


NAIVE = {
    "approves whatever has a positive plan -> section 13.6": lambda case: (
        "all" if plan(case, chance=1, benefit=case["likely"])["all"] > 0 else "no"
    ),
    "always begins with a pilot -> section 13.9": lambda case: "pilot",
    "weighs all against nothing, and sees no gate and no pilot -> section 13.4": lambda case: (
        "all" if plan(case)["all"] > 0 else "no"
    ),
}
SLIPS = {
    "forgets that the prototype may fail -> section 13.4": lambda case: most(
        values(case, chance=1)
    ),
    "takes the likely benefit for the mean -> section 13.6": lambda case: most(
        values(case, benefit=case["likely"])
    ),
    "forgets the price of the pilot -> section 13.9": lambda case: most(values(case, price=0)),
    "forgets that a gate delays the rest and all flows -> section 13.4": lambda case: most(
        values(case, wait=0)
    ),
    "believes whatever the pilot says -> section 13.9": lambda case: most(
        values(case, right=(1, 1))
    ),
    "never thinks of a pilot -> section 13.9": lambda case: most(plan(case)),
    "forgets the running costs -> section 13.2": lambda case: most(values(case, running=0)),
    "lets the benefits flow a year too late -> section 13.2": lambda case: most(
        values(case, first=2)
    ),
    "lets the benefits flow from today -> section 13.2": lambda case: most(values(case, first=0)),
    "takes the accuracy of the pilot for the chance of success -> section 13.9": lambda case: most(
        values(case, posterior=False)
    ),
}


def simulates(runs):
    """Return a learner's policy: it plays each case many times."""
    rng = np.random.default_rng(1)

    def decide(case):
        factor = sum((1 + case["rate"]) ** -year for year in range(1, case["years"] + 1))
        flows = rng.triangular(case["low"], case["likely"], case["high"], runs)
        flows = factor * (flows - case["running"])
        works = rng.random(runs) < case["p_works"]
        right = np.where(works, case["good_if_works"], case["bad_if_fails"])
        says_works = works == (rng.random(runs) < right)
        rest = max(flows.mean() - case["rest"], 0) / (1 + case["rate"]) ** case["wait"]
        all_ = works * flows - case["prototype"] - case["rest"]
        gate = works * rest - case["prototype"]

        def choose(where):  # the best without another look, times how often it comes to that
            return max(all_[where].sum(), gate[where].sum(), 0) / runs

        pilot = choose(says_works) + choose(~says_works) - case["pilot_price"]
        return most({"all": all_.mean(), "gate": gate.mean(), "pilot": pilot, "no": 0})

    return decide


@pytest.fixture(scope="module")
def cases():
    return deal(draw, values, n=N, seed=SEED, margin=MARGIN)


def test_a_worked_case():
    case = {
        **{"prototype": 120, "rest": 180, "p_works": 0.8, "wait": 1, "years": 2, "rate": 0.25},
        **{"low": 190, "likely": 290, "high": 540, "running": 40, "pilot_price": 10},
        **{"good_if_works": 0.9, "bad_if_fails": 0.7},
    }
    # Mean benefit 340, less 40: 240 + 192 = 432 today.
    # All: 0.8 * 432 - 300. Gate: 0.8 * 252 / 1.25 - 120.
    table = values(case)
    assert table["all"] == pytest.approx(45.6)
    assert table["gate"] == pytest.approx(41.28)
    # "Works" comes with 0.72 + 0.06, then all: 0.72 * 432 - 0.78 * 300; after "fails" nothing pays.
    assert table["pilot"] == pytest.approx(0.72 * 432 - 0.78 * 300 - 10)
    assert table["no"] == 0


def test_the_exercise_deals_these_cases_and_grades_by_these_values(root, cases):
    task = decisions.read(root, roadmap.load(root).lesson("13"))
    assert task.cases == cases
    for case in cases:
        assert task.values(case) == pytest.approx(values(case))
    assert {name.split(" ->")[0] for name in task.slips} == {n.split(" ->")[0] for n in SLIPS}


def test_cases_hold_what_their_description_says(cases):
    for entry in cases[0]:
        assert f"``{entry}``" in draw.__doc__
    for case in cases:
        assert 0 < case["low"] < case["likely"] < case["high"]
        assert min(case[k] for k in ("prototype", "rest", "pilot_price", "wait", "years")) > 0
        assert 0 < case["p_works"] < 1 and 0 < case["rate"] < 1
        assert 0.5 < case["good_if_works"] < 1 and 0.5 < case["bad_if_fails"] < 1


def test_each_action_is_the_best_in_20_to_35_percent(cases):
    found = shares(cases, values)
    assert set(found) == set(ACTIONS)
    assert all(0.2 <= share <= 0.35 for share in found.values())


def test_the_simple_rules_leave_a_fifth_of_the_value(cases):
    full = worth(lambda case: best(case, values), cases, values)
    for rule in [*NAIVE.values(), *(lambda case, a=a: a for a in ACTIONS)]:
        assert worth(rule, cases, values) < 0.8 * full


@pytest.mark.parametrize("slip", SLIPS)
def test_each_slip_loses_a_point_and_is_named(slip, cases):
    assert captured(SLIPS[slip], cases, values, NAIVE) < 0.9
    with pytest.raises(expect.Unmet) as caught:
        ask(SLIPS[slip], 0.95, cases)
    does, section = slip.split(" -> ")
    assert f"{does}. Reread {section}" in str(caught.value)


@pytest.mark.parametrize("rule", NAIVE)
def test_each_simple_rule_earns_nothing_and_is_named(rule, cases):
    with pytest.raises(expect.Unmet) as caught:
        ask(NAIVE[rule], 0.25, cases)
    assert rule.split(" -> ")[0] in str(caught.value)


def ask(answer, share, cases):
    expect.decision(answer, cases=cases, values=values, naive=NAIVE, slips=SLIPS, captured=share)


def test_a_learners_simulation_passes(cases):
    ask(simulates(1000), 0.95, cases)
    assert captured(simulates(50), cases, values, NAIVE) > 0.6


def test_the_seed_is_a_typical_one(cases):
    """What slips capture lies near the middle of what they capture on other cases."""
    others = [deal(draw, values, n=N, seed=seed, margin=MARGIN) for seed in range(100, 106)]
    for slip in SLIPS.values():
        middle = np.median([captured(slip, dealt, values, NAIVE) for dealt in others])
        if middle > 0:  # below, all that counts is that nothing is earned
            assert captured(slip, cases, values, NAIVE) == pytest.approx(middle, abs=0.12)

"""Lesson 10: one of three ideas, or none."""

from pathlib import Path

import numpy as np
import pytest

from aipm.authoring import decisions, roadmap
from aipm.casegen.cases import deal
from aipm.casegen.cases.automation import ACTIONS, IDEAS, draw

from . import captured, shares, worth

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def task():
    return decisions.read(ROOT, roadmap.load(ROOT).lesson("10_automation_opportunities"))


def test_each_answer_is_the_best_in_20_to_35_percent_of_the_cases(task):
    found = shares(task.cases, task.values)
    assert set(found) == set(ACTIONS)
    assert all(0.2 <= share <= 0.35 for share in found.values())


def test_no_simple_rule_gets_a_third_of_the_best(task):
    best = sum(max(task.values(case).values()) for case in task.cases)
    for name, rule in task.naive.items():
        assert worth(rule, task.cases, task.values) < 0.33 * best, name


def test_each_slip_costs_the_last_point_at_least(task):
    for name, slip in task.slips.items():
        assert captured(slip, task.cases, task.values, task.naive) < 0.95, name


def test_two_slips_at_once_cost_more_than_one_point(task):
    def hasty(case):
        """Believe the desk study and every freed hour: the usual business case."""
        worths = {"none": 0.0}
        for name in IDEAS:
            trusting = dict(case) | {f"{name}_source": "log", f"{name}_payroll_share": 1.0}
            worths[name] = task.values(trusting)[name]
        return max(worths, key=worths.get)

    assert captured(hasty, task.cases, task.values, task.naive) < 0.8


def test_the_exercise_deals_a_typical_set_of_cases(task):
    def by(slip, cases):
        return captured(slip, cases, task.values, task.naive)

    others = [deal(draw, task.values, **task.dealt | {"seed": 100 + n}) for n in range(5)]
    for name, slip in task.slips.items():
        usual = np.median([by(slip, cases) for cases in others])
        assert abs(by(slip, task.cases) - usual) < 0.1, name


def test_a_case_is_what_its_card_says(task):
    case = draw(np.random.default_rng(0))
    assert set(case) == set(task.card["columns"])
    for name in IDEAS:
        assert (case[f"{name}_chance"] == 1) == (case[f"{name}_asking"] == 0)

"""Lesson 11: leave, text, reroute or both. The worth is read from the exercise's hidden test."""

from pathlib import Path

import pytest

from aipm.authoring import decisions, roadmap
from aipm.casegen.cases.warning import ACTIONS, draw

from . import captured, shares

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def task():
    return decisions.read(ROOT, roadmap.load(ROOT).lesson("11_requirements_to_objectives"))


def test_each_action_is_often_the_best(task):
    assert task.draw is draw
    found = shares(task.cases, task.values)
    assert tuple(found) == ACTIONS
    assert all(0.2 <= share <= 0.35 for share in found.values())


def test_no_naive_rule_gets_far(task):
    play = task.play()
    rules = {**task.naive, **play.constants}
    assert max(play.worth(rule) for rule in rules.values()) < 0.65 * play.best


def test_each_slip_loses_a_point_and_most_lose_two(task):
    found = [captured(slip, task.cases, task.values, task.naive) for slip in task.slips.values()]
    assert max(found) < 0.95
    assert sum(share < 0.85 for share in found) >= len(found) - 1


def test_ignoring_calibration_is_worse_than_most_slips(task):
    slip = next(rule for name, rule in task.slips.items() if name.startswith("takes the score"))
    assert captured(slip, task.cases, task.values, task.naive) < 0.25


def test_a_case_shows_no_more_than_a_manager_sees(task):
    assert set(task.cases[0]) == set(task.card["columns"])
    assert all(0 < case["score"] < 1 for case in task.cases)

"""The decisions of lessons 01 to 09 and 14 to 22: fair deals, and rules that do not do."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from aipm.casegen.cases import cards as cards_module
from aipm.casegen.cases import deal

from . import captured, shares, stake, worth

#: By how much at least the best rule of thumb misses the best that can be known, as a share of what
#: a choice by lot misses.
ROOM = 0.2
#: A mistake costs at least the last point of the task, which takes 95 %.
SEEN = 0.95
NAMES = [
    "claims",
    "feed",
    "labels",
    "replies",
    "networks",
    "crashing",
    "promise",
    "gpu_hours",
    "contingency",
    "project_status",
    "capacity",
    "controls",
    "release",
    "bargain",
    "canary_look",
    "drift_alarm",
    "training",
    "whole_year",
]


def modules(name):
    return import_module(f"aipm.casegen.cases.{name}"), import_module(f"tests.decisions.{name}")


@cache
def dealt(name):
    made, known = modules(name)
    seed = int(cards_module.cards()[name]["lesson"])
    return deal(made.draw, known.values, n=200, seed=seed, margin=known.MARGIN)


@pytest.mark.parametrize("name", NAMES)
def test_each_action_is_the_best_in_20_to_35_percent_of_the_cases_and_leads(name):
    known = modules(name)[1]
    assert set(shares(dealt(name), known.values)) == set(cards_module.cards()[name]["actions"])
    for action, share in shares(dealt(name), known.values).items():
        assert 0.2 <= share <= 0.35, action
    for case in dealt(name):
        first, second = sorted(known.values(case).values())[:-3:-1]
        assert first - second >= known.MARGIN


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_deals_the_same_cases(name):
    made, known = modules(name)
    again = deal(made.draw, known.values, n=20, seed=3, margin=known.MARGIN)
    assert again == deal(made.draw, known.values, n=20, seed=3, margin=known.MARGIN)
    assert again != deal(made.draw, known.values, n=20, seed=4, margin=known.MARGIN)


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_of_thumb_comes_near_the_best(name):
    values, naive = modules(name)[1].values, modules(name)[1].NAIVE
    cases = dealt(name)
    most = sum(max(values(case).values()) for case in cases)
    rules = [*naive.values(), *[lambda case, a=a: a for a in values(cases[0])]]
    for rule in rules:
        assert most - worth(rule, cases, values) >= ROOM * stake(cases, values)


@pytest.mark.parametrize("name", NAMES)
def test_one_mistake_costs_a_point_and_most_leave_something(name):
    known = modules(name)[1]
    found = {
        slip: captured(policy, dealt(name), known.values, known.NAIVE)
        for slip, policy in known.SLIPS.items()
    }
    assert len(found) >= 3
    assert max(found.values()) < SEEN, found
    assert len({round(share, 2) for share in found.values()}) > 1, "no two slips can be told apart"


@pytest.mark.parametrize("name", NAMES)
def test_the_card_names_each_entry_of_a_case_and_no_other(name):
    card = cards_module.cards()[name]
    keys = [*card["columns"], *card.get("parts", {})]
    known = {key: re.compile(re.escape(key).replace(r"\*", r"[^.]+") + "$") for key in keys}
    found = set().union(*(cards_module.paths(case) for case in dealt(name)[:30]))
    assert {path for path in found if not any(p.match(path) for p in known.values())} == set()
    assert {key for key, p in known.items() if not any(p.match(path) for path in found)} == set()


def test_the_cards_are_written_out_for_readers():
    written = Path(__file__).parents[2] / "data" / "DECISIONS.md"
    assert written.read_text(encoding="utf-8") == cards_module.render(), (
        "run python data/generate.py"
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_practice_table_can_hold_each_case(name):
    declared = cards_module.cards()[name]["columns"]
    fits = {"integer": int, "number": (int, float), "string": str, "array": list, "object": dict}
    for case in dealt(name)[:30]:
        assert list(declared) == list(case)
        for column, value in case.items():
            assert isinstance(value, fits[declared[column]["type"]]), column

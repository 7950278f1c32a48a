"""Lesson 08: what it concludes holds for the generator's own flow, continued, and for 20 companies.

The board is made by `aipm.casegen.board`. Here its flow goes on after the last sprint with the
generator's own efforts, growth and rule of review; the lesson knows only the board.
"""

import copy
from functools import cache

import numpy as np
import pandas as pd
import pytest

from aipm.casegen.board import Board, _Flow, _work
from aipm.casegen.company import KESTREL, Company
from aipm.casegen.compute import GpuRequests

SEEDS = range(101, 121)
MOST = 18
BEFORE = 10  # working days from the end of the board to 13 January
LESSON = "08"


@cache
def board(seed=None) -> Board:
    return Board(KESTREL if seed is None else Company.from_seed(seed))


@cache
def history(seed=None):
    """The flow of the generator at the end of the last finished sprint."""
    made = board(seed)
    days = made._days[made._days <= pd.Timestamp(made.snapshot)]
    flow = _Flow(made, days[0])
    for number, day in enumerate(days):
        away = made._away.loc[day]
        if number:
            flow.add(day)
        flow.build(day, away)
        if not away[flow.reviewer]:
            late = made._sprint_of_day[number] >= made.discrepancy_sprint
            flow.review(day, 1 / (made.discrepancy_factor if late else 1.0))
    return flow


@cache
def future(
    seed=None,
    limit=10**6,
    pace=0.0,
    repair=None,
    restored=1.0,
    goal=False,
    builders=6,
    trains=(0, 0),
    watch=None,
):
    """Working days from 13 January until at most six items are open; with `watch`, until the
    first item that is built after the board's end is through its review. On the days that
    `trains` names the reviewer is at the other project's model."""
    made, flow = board(seed), copy.deepcopy(history(seed))
    rng, flow.rng = np.random.default_rng(8), np.random.default_rng(9)
    team = {person: t for person, t in made.people.items() if person != flow.reviewer}
    planned = made._away[made._away.index > pd.Timestamp(made.snapshot)]
    watched = None
    for number in range(1 - BEFORE, 1000):
        place = number + BEFORE
        day = pd.Timestamp(made.snapshot) + pd.Timedelta(days=place)
        if place <= len(planned):
            away = set(planned.columns[planned.iloc[place - 1]])
        else:
            away = {p for p in made.people if rng.random() < made.leave_share}
        acts = number > 0
        if number == 1 and builders == 7:
            team["Seventh"], flow.busy["Seventh"] = "desk", None
        if number == 1 and builders == 2:
            _leave(flow, team, stay={"Nina Weiss", "Rosa Lima"})
        flow.add(day)
        if acts and goal:
            _put_off(flow, made._days[0])
        mended = repair is not None and number > repair
        # One builder is at the repair.
        off = {"Nina Weiss"} if acts and repair and not mended else set()
        there = {person: t for person, t in team.items() if person not in away | off}
        idle = _build(flow, day, there, rng, limit if acts else 10**6)
        if watch and watched is None and (new := [i for i in flow.built if i["built"] == day]):
            watched = new[-1]
            begun = number
        slow = made.discrepancy_factor
        factor = slow / (1 + (slow - 1) * restored) if mended else slow
        if flow.reviewer not in away and not trains[0] <= number < trains[1]:
            flow.review(day, 1 / factor)
        if pace and acts:
            flow.review(day, pace * idle / factor)
        if watch and watched is not None and watched not in flow.built:
            return number - begun
        if not watch and sum("done" not in item for item in flow.every) <= 6:
            return number
    return 1000


def _put_off(flow, first_day):
    """Take wishes that were added and not begun off the backlogs: the first goal, and bugs."""

    def stays(item):
        return item["created"] == first_day or item["kind"] == "bug" or "started" in item

    flow.every = [item for item in flow.every if stays(item)]
    for team, waiting in flow.waiting.items():
        flow.waiting[team] = [item for item in waiting if stays(item)]


def _leave(flow, team, stay):
    """All but those who stay go; what they have in hand goes back to the head of the backlog."""
    for person in [person for person in team if person not in stay]:
        if item := flow.busy[person]:
            flow.waiting[team[person]].insert(0, item)
            flow.busy[person] = None
        del team[person]


def _build(flow, day, team, rng, limit):
    """A day of the builders under a limit; returns the builder-days that were left over."""
    going = sum("started" in item and "done" not in item for item in flow.every)
    idle = 0.0
    for person in rng.permutation(list(team)):
        waiting = flow.waiting[team[person]]
        whole = left = flow.board.focus * flow.rng.uniform(0.7, 1.3)
        while left > 1e-9:
            if not flow.busy[person] and waiting and (going < limit or "started" in waiting[0]):
                item = waiting.pop(0)
                going += "started" not in item
                item.setdefault("started", day)
                flow.busy[person] = item
            item = flow.busy[person]
            if item is None:
                break
            left -= _work(item, "build", left)
            if item["build"] <= 1e-9:
                item["built"] = day
                flow.built.append(item)
                flow.busy[person] = None
        idle += max(left, 0) / whole
    return idle


def how_often(holds) -> int:
    return sum(bool(holds(seed)) for seed in SEEDS)


def measured(seed=None):
    """What the lesson reads off a board: rates, pile, open items."""
    made = board(seed)
    items, days = made.items, made._days[made._days <= pd.Timestamp(made.snapshot)]
    number = pd.Series(range(len(days)), index=days)
    begun, built, done = (items[c].map(number) for c in ("started", "built", "done"))
    start = int((made._sprint_of_day[: len(days)] < made.discrepancy_sprint).sum())
    two = int((made._sprint_of_day[: len(days)] < 2).sum())
    stretch = len(days) - start
    waiting = [((built < d) & ~(done < d)).any() for d in range(two, start)]
    return {
        "review": (done >= start).sum() / stretch,
        "build": (built >= start).sum() / stretch,
        "build_before": built.between(two, start - 1).sum() / (start - two),
        "before": done.between(two, start - 1).sum() / sum(waiting),
        "pile": int((built.notna() & done.isna()).sum()),
        "begun": begun,
        "done": done,
        "start": start,
        "last": len(days) - 1,
    }


def test_the_law_holds_in_the_stable_stretch_and_not_after():
    def holds(seed):
        then, now = board(seed).little(2, 6), board(seed).little(7, 12)
        sides = [pair["throughput_times_days"] / pair["in_progress"] for pair in (then, now)]
        return 0.75 <= sides[0] <= 1.25 and sides[1] < 0.75

    assert holds(None)
    assert how_often(holds) >= MOST


def test_the_bottleneck_is_the_reviewer_though_building_takes_longer():
    def holds(seed):
        m = measured(seed)
        items = board(seed).items
        took = (
            (items["built"] - items["started"]).mean(),
            (items["done"] - items["review_started"]).mean(),
        )
        return m["review"] < 0.8 * m["build"] and took[0] > 2 * took[1]

    assert holds(None)
    assert how_often(holds) >= MOST


def test_only_the_review_itself_has_become_slower():
    def holds(seed):
        m = measured(seed)
        return m["review"] < 0.65 * m["before"] and m["build"] > 0.8 * m["build_before"]

    assert holds(None)
    assert how_often(holds) >= MOST
    # The generator's reason is the one that Priya names: each review takes longer.
    assert board().discrepancy_factor > 2
    assert measured()["before"] / measured()["review"] == pytest.approx(2.2, abs=0.3)


def test_asking_only_finished_items_promises_too_much():
    def holds(seed):
        m = measured(seed)
        tenth = int((board(seed)._sprint_of_day[: m["last"] + 1] < 10).sum())
        late = m["begun"].between(m["start"], tenth - 1)
        took = (m["done"] - m["begun"])[late]
        p85 = took.dropna().quantile(0.85, interpolation="inverted_cdf")
        return (took <= p85).mean() < 0.85

    assert holds(None)
    assert how_often(holds) >= MOST - 2  # where hardly anything piled up, all are done


def test_the_wait_for_review_is_the_pile_over_the_rate():
    def ratio(seed):
        m = measured(seed)
        return future(seed, watch=True) / (m["pile"] / m["review"])

    assert 0.7 < ratio(None) < 1.4
    assert how_often(lambda seed: 0.6 < ratio(seed) < 1.6) >= MOST


def test_a_seventh_builder_and_a_limit_alone_do_not_bring_the_end_nearer():
    def holds(seed):
        now = future(seed)
        return future(seed, limit=12) > 0.9 * now and future(seed, builders=7) > 0.9 * now

    assert holds(None)
    assert how_often(holds) >= MOST


def test_what_relieves_the_reviewer_or_cuts_the_scope_does():
    def steps(seed):
        return [
            future(seed, repair=20),
            future(seed, limit=12, pace=0.5),
            future(seed, goal=True),
        ]

    assert max(steps(None)) < 0.5 * future()
    assert how_often(lambda seed: max(steps(seed)) < 0.5 * future(seed)) >= MOST
    assert how_often(lambda seed: steps(seed)[0] < steps(seed)[1]) >= MOST


BOTH = {"limit": 12, "pace": 0.5, "repair": 20}
HELP = {"limit": 12, "pace": 0.5}


def test_both_steps_are_good_whichever_of_the_guesses_fails():
    def holds(seed):
        now = future(seed)
        # As good as the repair alone; far better if it restores nothing; good if it takes long.
        return (
            future(seed, **BOTH) < 1.3 * future(seed, repair=20)
            and future(seed, **BOTH, restored=0) < 0.5 * now
            and future(seed, **{**BOTH, "repair": 60}) < 0.5 * now
        )

    assert holds(None)
    assert how_often(holds) >= MOST
    ratios = [future(seed, **BOTH) / future(seed, repair=20) for seed in SEEDS]
    assert 0.85 < np.median(ratios) < 1.1
    assert how_often(lambda s: future(s, repair=20, restored=0) > 1.5 * future(s, **BOTH)) >= MOST


def test_with_the_first_goal_the_limit_with_help_is_nearly_enough():
    def holds(seed):
        wins = future(seed, **HELP, goal=True) - future(seed, **BOTH, goal=True)
        return wins < 15 and future(seed, **HELP, goal=True) < future(seed, repair=20, goal=True)

    assert holds(None)
    assert how_often(holds) >= MOST - 1  # 17 of 20 at least: a few days either way are luck


def test_with_the_first_goal_the_repair_wins_where_builders_review_badly():
    slow = {**HELP, "pace": 0.25, "goal": True}

    def holds(seed):
        alone = future(seed, goal=True)
        return (
            future(seed, **slow, repair=20) <= future(seed, **slow)
            and future(seed, repair=20, goal=True) < 0.8 * alone
            and future(seed, **HELP, goal=True) < 0.8 * alone
        )

    assert holds(None)
    assert how_often(holds) >= MOST - 1


TRAINS = (66, 132)  # from 14 April 2025 on, the 66 likely days of T07 to T09


def test_if_four_builders_leave_the_end_is_later_and_the_best_step_hangs_on_the_reviewer():
    few = {"goal": True, "builders": 2}
    steps = {"repair": {"repair": 20}, "help": HELP, "both": BOTH, "neither": {}}
    for trains in ((0, 0), TRAINS):
        ends = {
            name: {s: future(s, **few, **step, trains=trains) for s in SEEDS}
            for name, step in steps.items()
        }
        least = {s: min(ends[name][s] for name in steps) for s in SEEDS}
        lost = [least[s] - future(s, **BOTH, goal=True) for s in SEEDS]
        assert min(lost) > 0
        assert np.median(lost) > 20
        # Repair alone is the sooner if she stays, both if she goes, for most who are not the same.
        first, second = ("both", "repair") if trains == TRAINS else ("repair", "both")
        better = how_often(lambda s, e=ends, a=first, b=second: e[a][s] < e[b][s])
        worse = how_often(lambda s, e=ends, a=first, b=second: e[a][s] > e[b][s])
        assert better >= 12 > 8 >= worse


def test_beside_the_repair_a_limit_that_nobody_helps_costs_days():
    def costs(seed):
        return future(seed, limit=12, repair=20) - future(seed, repair=20)

    assert costs(None) > 0
    assert how_often(lambda seed: costs(seed) > 0) >= MOST
    assert np.median([costs(seed) for seed in SEEDS]) > 20


def test_beside_both_steps_a_seventh_builder_and_a_looser_limit_win():
    def wins(seed, **change):
        return future(seed, **{**BOTH, **change}) < future(seed, **BOTH)

    assert wins(None, builders=7)
    assert how_often(lambda seed: wins(seed, builders=7)) >= MOST - 1
    assert wins(None, limit=30)
    assert how_often(lambda seed: wins(seed, limit=30)) >= MOST
    gains = [future(seed, **BOTH) - future(seed, **{**BOTH, "limit": 30}) for seed in SEEDS]
    assert 5 <= np.median(gains) <= 20  # the lesson says 12


def test_the_lessons_ranges_hold_the_truth(lesson_values):
    (sooner,) = lesson_values(LESSON, "sooner")
    for name, how in {
        "as it is": {},
        "the two logs repaired": {"repair": 20},
        "limit 12, who is stopped reviews": {"limit": 12, "pace": 0.5},
        "the first goal, no new wishes": {"goal": True},
        "both steps: limit with help, repair": BOTH,
        "both steps, and the first goal": {**BOTH, "goal": True},
    }.items():
        assert sooner.loc[name, "P15"] <= future(**how) <= sooner.loc[name, "P85"], name


def test_the_page_says_what_the_last_model_says(lesson_values):
    sooner, turned, rate, before = lesson_values(
        LESSON, "sooner", "turned", "review_rate", "before_rate"
    )
    p50 = sooner["P50"]
    assert p50.idxmin() == "both steps, and the first goal"
    assert p50.drop(p50.idxmin()).idxmin() == "both steps: limit with help, repair"
    stay, gone, trains = turned.iloc[:-2], turned.iloc[-2], turned.iloc[-1]
    unhelped = stay.loc["nobody helps"]
    assert unhelped["both"] > unhelped["repair alone"] + 20
    assert unhelped["limit with help alone"] > unhelped["neither step"]
    stay = stay.drop("nobody helps")
    assert (stay["both"] < 1.08 * stay.min(axis=1)).all()  # a few days are luck
    assert gone["repair alone"] < min(gone["both"], gone["limit with help alone"]) - 10
    assert trains["both"] < trains.drop("both").min() - 5
    with_goal = turned.loc["the first goal, no new wishes"]
    assert (gone > with_goal + 5).all() and (trains > gone + 20).all()
    assert gone.min() > with_goal["both"] + 30
    for idle in ("a seventh builder", "a limit of 12 alone"):
        assert p50[idle] > 0.93 * p50["as it is"]
    both, neither = turned["both"], turned["neither step"]
    # If the repair works, the limit hardly adds to it; if it does not, it is all there is.
    assert abs(both["as assumed"] - turned.loc["as assumed", "repair alone"]) < 15
    assert turned.loc["it restores nothing", "repair alone"] == neither["as assumed"]
    assert abs(both["it restores nothing"] - turned["limit with help alone"].iloc[0]) < 12
    leave = turned.loc["helpers take leave as ever"]
    assert abs(leave["both"] - both["as assumed"]) < 5
    assert 0 < leave["limit with help alone"] - turned["limit with help alone"].iloc[0] < 12
    assert 5 <= both["as assumed"] - both["a limit of 30"] <= 20
    assert both["a seventh builder from Monday"] < both["as assumed"] - 10
    assert neither["a seventh builder from Monday"] > 0.97 * neither["as assumed"]
    goal = turned.loc["the first goal, no new wishes"]
    assert goal["both"] <= goal["limit with help alone"] < goal["both"] + 10
    assert goal["limit with help alone"] < goal["repair alone"] - 10
    assert goal["repair alone"] < 0.6 * goal["neither step"]
    failed = turned.loc["the first goal, nothing restored"]
    assert failed["both"] < 0.5 * failed["repair alone"]
    assert both["it restores nothing"] < 0.5 * turned.loc["it restores nothing", "repair alone"]
    slow = turned.loc["the first goal, a quarter of her pace"]
    assert slow["both"] < slow["limit with help alone"] - 10
    assert rate == pytest.approx(29 / 59)
    assert before == pytest.approx(43 / 40)


def test_a_limit_shortens_the_time_in_progress_and_not_the_throughput(lesson_values):
    (curves,) = lesson_values(LESSON, "curves")
    came, took = curves["wait"]
    assert took[11] < 0.4 * took[35]
    assert came[11] == pytest.approx(came[35], rel=0.06)
    assert came[5] < 0.95 * came[11]
    assert curves["review"][0][11] > 1.4 * came[11]


def test_the_wait_formula_is_what_a_simulated_reviewer_gives():
    rng = np.random.default_rng(1)
    for busy, waits in ((0.8, 4), (0.9, 9)):
        extra = rng.exponential(1, 600_000) - rng.exponential(1 / busy, 600_000)
        total = np.concatenate([[0], extra.cumsum()])
        assert (total - np.minimum.accumulate(total)).mean() == pytest.approx(waits, rel=0.12)


def _in_turn(jobs, order, hours=80, weeks=6):
    got = pd.Series(0.0, index=jobs.index)
    for name in order:
        rooms = [
            hours * w - got[jobs["deadline_week"] <= w].sum()
            for w in range(jobs.loc[name, "deadline_week"], weeks + 1)
        ]
        got[name] = min(jobs.loc[name, "gpu_hours"], max(min(rooms), 0))
    return (got * jobs["value_keur"] / jobs["gpu_hours"]).sum()


def test_most_value_an_hour_first_is_the_best_and_first_come_is_not():
    def holds(seed):
        made = GpuRequests(KESTREL if seed is None else Company.from_seed(seed))
        jobs, best = made.frame, made.best()[0]
        dense = (jobs["value_keur"] / jobs["gpu_hours"]).sort_values(ascending=False).index
        return (
            _in_turn(jobs, dense) == pytest.approx(best, abs=1e-6)
            and _in_turn(jobs, jobs.index) < 0.7 * best
        )

    assert holds(None)
    assert how_often(holds) == len(SEEDS)


def test_the_lessons_programme_is_the_generators(lesson_values):
    best, rules = lesson_values(LESSON, "best", "rule_worth")
    assert -best.fun == pytest.approx(GpuRequests(KESTREL).best()[0])
    assert rules["first come, first served"] == pytest.approx(27.8, abs=0.05)

"""Lesson 07: what it concludes holds in futures that the generator plays on, here and elsewhere.

The truth is the board's own rules, played on from the day on which the board was read: items are
built and reviewed one by one, people are on leave. The replay of past sprints knows none of that.
"""

import copy
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from aipm.casegen import Board, Company
from aipm.casegen.board import _Flow

SEEDS = (2025, *range(101, 120))
MOST = 18
FUTURES = 4
RUNS, SPRINTS = 1500, 120


@cache
def company(seed: int) -> SimpleNamespace:
    """A board as it was read, and the state of the work behind it."""
    board = Board(Company.from_seed(seed))
    days = board._days[board._days <= pd.Timestamp(board.snapshot)]
    flow = _Flow(board, days[0])
    for number, day in enumerate(days):
        away = board._away.loc[day]
        if number:
            flow.add(day)
        flow.build(day, away)
        if not away[flow.reviewer]:
            late = board._sprint_of_day[number] >= board.discrepancy_sprint
            flow.review(day, 1 / (board.discrepancy_factor if late else 1.0))
    items = board.items
    new, open_ = items["created"] > days[0], items["done"].isna()
    bug = items["kind"] == "bug"
    rows = []
    for first, last in board.sprints[: board.sprints_done]:
        first, last = pd.Timestamp(first), pd.Timestamp(last)
        came = items["created"].between(first, last) & new
        rows.append([items["done"].between(first, last).sum(), came.sum(), (came & bug).sum()])
    capacity = board.capacity[board.capacity["team"] == "review"].set_index("sprint")
    present = capacity["working_days"] - capacity["leave_days"]
    built = [
        items["built"].between(pd.Timestamp(first), pd.Timestamp(last)).sum()
        for first, last in board.sprints[: board.sprints_done]
    ]
    builders = board.capacity[board.capacity["team"] != "review"].groupby("sprint")
    there = builders["working_days"].sum() - builders["leave_days"].sum()
    left = int(open_.sum())
    wishes = int((open_ & items["started"].isna() & new & ~bug).sum())
    return SimpleNamespace(
        board=board,
        flow=flow,
        start=days[0],
        past=np.array(rows),
        left=left,
        goal=left - wishes,
        built=int(items["built"].notna().sum()),
        built_each=np.array(built),
        there=np.minimum(there.loc[13:17].to_numpy() / there.loc[7:12].mean(), 1),
        share=present.loc[13:14].to_numpy() / present.loc[7:12].mean(),
        items=items,
    )


@cache
def ends(
    seed: int,
    scope: str,
    until: int = 70,
    spike: bool = False,
    leave=np.inf,
    stay: int = 1,
    trains=(),
) -> np.ndarray:
    """The sprints in which the work truly ends, in some futures.

    From sprint `leave` on only `stay` builders of each team are there; in the sprints `trains`
    nobody reviews.
    """
    return np.array(
        [_play(seed, scope, until, spike, number, leave, stay, trains) for number in range(FUTURES)]
    )


@cache
def building_ends(seed: int) -> np.ndarray:
    """The sprints by which nothing is left to begin, and nothing to build, in some futures."""
    found = []
    for number in range(FUTURES):
        evenings = []
        _play(seed, "goal", 24, False, number, np.inf, 1, (), evenings)
        begun = [sprint for sprint, waiting, _ in evenings if not waiting]
        built = [sprint for sprint, waiting, busy in evenings if not waiting and not busy]
        found.append([min(begun, default=np.inf), min(built, default=np.inf)])
    return np.array(found)


def _play(seed, scope, until, spike, number, leave, stay, trains, evenings=None):
    made = company(seed)
    board, state = made.board, copy.deepcopy(vars(made.flow) | {"board": None, "rng": None})
    flow = copy.copy(made.flow)
    vars(flow).update({k: v for k, v in state.items() if v is not None})
    flow.rng = np.random.default_rng([seed, number])
    rng = np.random.default_rng([seed, number, 1])
    if scope.startswith("goal"):
        for team, waiting in flow.waiting.items():
            flow.waiting[team] = [
                i
                for i in waiting
                if "started" in i or i["kind"] == "bug" or i["created"] == made.start
            ]
    known = board._days[board._days > pd.Timestamp(board.snapshot)]
    sprints = [*board._sprint_of_day[-len(known) :]]
    sprints += [s for s in range(board.sprints_planned + 1, until + 1) for _ in range(10)]
    day = known[-1]
    for place, sprint in enumerate(sprints):
        if place < len(known):
            day = known[place]
            away = board._away.loc[day]
        else:
            day = day + pd.Timedelta(days=1)
            away = {person: rng.random() < board.leave_share for person in board.people}
        if sprint >= leave:
            away = dict(away)
            for team in flow.waiting:
                crew = [person for person, of in board.people.items() if of == team]
                for person in crew[: len(crew) - stay]:
                    away[person] = True
                    if flow.busy[person]:
                        flow.waiting[team].insert(0, flow.busy[person])
                        flow.busy[person] = None
        for team, waiting in flow.waiting.items():
            for _ in range(flow.rng.poisson(board.growth / 10)):
                item = flow.item(team, day, first=False)
                if item["kind"] == "bug":
                    waiting.insert(0, item)
                elif scope.endswith("wishes"):
                    waiting.append(item)
        flow.build(day, away)
        if not away[flow.reviewer] and sprint not in trains:
            flow.review(day, 1 if spike and sprint >= 16 else 1 / board.discrepancy_factor)
        if evenings is not None:
            waiting, busy = any(flow.waiting.values()), any(flow.busy.values())
            evenings.append((sprint, waiting, busy))
        if not (any(flow.waiting.values()) or any(flow.busy.values()) or flow.built):
            return sprint
    return np.inf


@cache
def replayed(seed: int, left: str, added: int, last: int = 6, twice: bool = True) -> np.ndarray:
    """The sprints in which the work ends by the lesson's replay."""
    made, rng = company(seed), np.random.default_rng(seed)
    past = made.past[-last:]
    pick = rng.integers(0, last, (RUNS, SPRINTS))
    if twice:
        pick = np.take_along_axis(rng.integers(0, last, (RUNS, last)), pick, axis=1)
    done, new = past[pick, 0], past[pick, added]
    done[:, :2] = rng.binomial(done[:, :2], np.minimum(made.share, 1))
    new[:, 0] = rng.binomial(new[:, 0], 0.5)
    empty = getattr(made, left) - (done - new).cumsum(axis=1) <= 0
    return np.where(empty.any(axis=1), 13 + empty.argmax(axis=1), np.inf)


@cache
def built_out(seed: int) -> np.ndarray:
    """The sprints in which nothing is left to build by the lesson's replay, wishes put off."""
    made, rng = company(seed), np.random.default_rng(seed)
    pick = rng.integers(0, 6, (RUNS, SPRINTS))
    pick = np.take_along_axis(rng.integers(0, 6, (RUNS, 6)), pick, axis=1)
    took, new = made.built_each[-6:][pick], made.past[-6:][pick, 2]
    took[:, :5] = rng.binomial(took[:, :5], made.there)
    new[:, 0] = rng.binomial(new[:, 0], 0.5)
    unbuilt = len(made.items) - made.built - (made.left - made.goal)
    empty = unbuilt - (took - new).cumsum(axis=1) <= 0
    return np.where(empty.any(axis=1), 13 + empty.argmax(axis=1), np.inf)


def sure_by(finish, sure):
    return np.quantile(finish, sure, method="inverted_cdf")


def how_often(holds) -> int:
    return sum(bool(holds(seed)) for seed in SEEDS)


def kept(sure, **how) -> float:
    """In which share of all futures of all companies the replay's date is kept."""
    return np.mean([ends(s, "goal") <= sure_by(replayed(s, "goal", 2, **how), sure) for s in SEEDS])


def built_by_mean(seed):
    """Leo's sprint: what is not built, at the mean pace of building."""
    made = company(seed)
    return 12 + np.ceil((len(made.items) - made.built) / (made.built / 12))


def done_by_mean(seed):
    """Tomas's sprint: what is left, at the mean pace of what got done."""
    made = company(seed)
    return 12 + np.ceil(made.left / made.past[:, 0].mean())


def test_the_numbers_of_kestrel():
    made = company(2025)
    assert (len(made.items), made.built, made.left, made.goal) == (152, 107, 75, 50)
    assert (built_by_mean(2025), done_by_mean(2025)) == (18, 24)


def test_by_what_is_built_nobody_ever_finishes():
    assert how_often(lambda seed: (ends(seed, "goal") > built_by_mean(seed)).all()) >= MOST


def test_as_it_goes_neither_the_mean_nor_the_year_is_kept():
    assert how_often(lambda s: (ends(s, "all wishes", 39) > done_by_mean(s)).all()) >= MOST
    assert how_often(lambda s: (ends(s, "all wishes", 39) > 39).all()) == len(SEEDS)
    # The replay is too kind here, and says so.
    assert np.mean([(replayed(s, "left", 1) <= 39).mean() for s in SEEDS]) < 0.3


def test_all_twelve_sprints_are_too_hopeful():
    def holds(seed):
        return sure_by(replayed(seed, "goal", 2, last=12), 0.5) < np.median(ends(seed, "goal"))

    assert how_often(holds) >= MOST
    assert kept(0.85, last=12) < 0.6


def test_a_p85_drawn_twice_is_kept_in_a_little_more_than_eight_of_ten_and_drawn_once_in_fewer():
    assert kept(0.85, twice=False) == pytest.approx(0.7, abs=0.08)
    assert 0.8 < kept(0.85) <= 0.87
    assert kept(0.5) < kept(0.72) == pytest.approx(0.72, abs=0.12)
    single = [(ends(s, "goal") <= sure_by(replayed(s, "goal", 2), 0.85)).mean() for s in SEEDS]
    assert min(single) == 0
    assert max(single) == 1


def test_the_promise_stands_or_falls_with_the_wishes():
    def holds(seed):
        promised = sure_by(replayed(seed, "goal", 2), 0.72)
        return (ends(seed, "goal wishes", int(min(promised, 60))) > promised).all()

    assert how_often(holds) >= MOST


def test_at_the_p85_of_building_nothing_is_left_to_begin_but_often_something_to_build():
    p85 = {seed: sure_by(built_out(seed), 0.85) for seed in SEEDS}
    begun, built = np.mean([building_ends(s) <= p85[s] for s in SEEDS], axis=(0, 1))
    assert begun > 0.9
    assert 0.5 < built < 0.6
    # The replay itself says more, and a sprint later it would be right.
    assert np.mean([(built_out(s) <= p85[s]).mean() for s in SEEDS]) >= 0.85
    assert np.mean([building_ends(s)[:, 1] <= p85[s] + 1 for s in SEEDS]) > 0.8
    assert how_often(lambda s: np.mean(building_ends(s)[:, 0] <= p85[s]) >= 0.75) >= MOST


def test_four_builders_may_leave_when_nothing_is_left_to_begin():
    def later(leave, stay=1):
        shifts = [
            np.median(ends(s, "goal", 90, leave=leave(s), stay=stay)) - np.median(ends(s, "goal"))
            for s in SEEDS
        ]
        return np.mean(shifts)

    def p85(seed):
        return sure_by(built_out(seed), 0.85)

    assert how_often(lambda s: p85(s) <= np.median(ends(s, "goal")) - 4) >= MOST
    assert later(lambda s: p85(s) + 1) < 0.5

    def fewer(leave):
        promised = {seed: sure_by(replayed(seed, "goal", 2), 0.72) for seed in SEEDS}
        stayed = np.mean([ends(s, "goal", 90) <= promised[s] for s in SEEDS])
        gone = np.mean([ends(s, "goal", 90, leave=leave(s)) <= promised[s] for s in SEEDS])
        return stayed - gone

    assert fewer(lambda s: p85(s) + 1) == pytest.approx(0.05, abs=0.025)
    # Today it would cost Clear Track more than a sprint; and without anybody bugs stay for ever.
    assert later(lambda s: 14) > 1
    assert later(p85, stay=0) == np.inf


def test_what_the_reviewer_gives_to_the_model_the_reviews_lose():
    def later(seed):
        return np.median(ends(seed, "goal", 90, trains=range(21, 28))) - np.median(
            ends(seed, "goal", 90)
        )

    # By more than the seven sprints: bugs go on coming in meanwhile.
    assert how_often(lambda seed: 7 < later(seed) < 13) >= MOST


def test_with_the_cause_found_the_training_leaves_the_promise_as_safe_as_it_was():
    def kept_with(spike, trains=range(21, 28)):
        return np.mean(
            [
                ends(s, "goal", 90, spike=spike, trains=trains)
                <= sure_by(replayed(s, "goal", 2), 0.72)
                for s in SEEDS
            ]
        )

    assert kept_with(False) < 0.2
    assert kept_with(True) >= kept_with(False, ())


def test_faster_reviews_end_the_work_sprints_sooner():
    def holds(seed):
        return np.median(ends(seed, "goal")) - np.median(ends(seed, "goal", spike=True)) >= 3

    assert how_often(holds) >= MOST


def test_points_differ_by_their_scale_and_teams_plan_more_than_they_do():
    def holds(seed):
        items = company(seed).items
        points = items[items["done"].notna()].groupby("team")["points"].mean()
        built = items[items["built"].notna()].groupby("team").size()
        return (
            points["desk"] > 1.8 * points["tracking"]
            and 0.75 < built.iloc[0] / built.iloc[1] < 1.33
        )

    assert how_often(holds) >= MOST

    def planned(seed):
        history = company(seed).board.history
        return history["planned_items"].sum() > 1.2 * history["done_items"].sum()

    assert how_often(planned) >= MOST


def test_what_the_lesson_says_of_kestrel_holds_in_its_true_futures(lesson_values):
    goal, best, found = lesson_values("07", "goal", "best", "found")
    true = ends(2025, "goal")
    assert abs(np.median(goal) - np.median(true)) <= 2
    assert (true <= best).mean() >= 0.5
    idle, idle_from = lesson_values("07", "idle", "idle_from")
    assert sure_by(idle, 0.85) == idle_from == sure_by(built_out(2025), 0.85) == 16
    left_early = ends(2025, "goal", 90, leave=idle_from + 1)
    assert np.median(left_early) <= np.median(true) + 1
    assert abs(np.median(found) - np.median(ends(2025, "goal", spike=True))) <= 3
    # The rule of the two prices finds what trying every date finds.
    safe, cost_of = lesson_values("07", "safe", "cost_of")
    tried = min(range(13, 60), key=lambda date: cost_of(date, goal))
    assert tried == best == sure_by(goal, safe)
    # What Early Warning does not lose by waiting makes a later promise the cheapest.
    turns, away, training, usual = lesson_values("07", "turns", "away", "training", "usual")
    assert turns.loc["Early Warning loses half by waiting", "cheapest promise"] > best
    # If Priya trains the model meanwhile, neither that promise nor this one is kept.
    assert training == 66 and np.ceil(training / usual) == 7
    assert (ends(2025, "goal", 90, trains=range(21, 28)) > best).all() and (
        away <= best
    ).mean() < 0.1
    row = turns.loc["Priya trains the late-delivery model"]
    assert 7 < np.median(away) - np.median(goal) < 13
    assert row.iloc[-1] == pytest.approx(100 * (away <= best).mean())
    # If the spike finds the cause, she may: the promise is as safe as before, here and truly.
    both, triage, wishes_kept = lesson_values("07", "both", "triage", "wishes_kept")
    assert triage == 56
    assert abs((both <= best).mean() - (goal <= best).mean()) < 0.02
    assert (ends(2025, "goal", 90, spike=True, trains=range(21, 28)) <= best).all()
    assert (ends(2025, "goal wishes", int(best)) <= best).mean() <= wishes_kept
    # Four builders gone, Kestrel keeps the promise, and on that day nothing is left to begin.
    assert (building_ends(2025)[:, 0] <= idle_from).all()
    assert (left_early <= best).mean() >= 0.75
    # Drawing twice moves P50 little, and forward here; P85 a good deal, and back.
    (scopes,) = lesson_values("07", "scopes")
    p50, p85 = (scopes[name].to_numpy(dtype=float).reshape(3, 2) for name in scopes.columns[1:3])
    assert set(p50[:, 0] - p50[:, 1]) <= {1, 2}
    assert (p85[:, 1] - p85[:, 0]).min() == 4
    # The spike is worth at least what the middle future says: by the mean, and by the promises.
    padding, sooner = lesson_values("07", "PADDING", "sooner")
    dates = range(13, 60)
    saved = cost_of(best, goal) - min(cost_of(date, found) for date in dates)
    assert saved > padding * sooner
    assert np.minimum(goal, 132).mean() - found.mean() > sooner


def test_the_page_is_short_and_says_what_the_last_model_says(lesson_values):
    page, best, told, idle_from = lesson_values("07", "page", "best", "told", "idle_from")
    assert len(" ".join(page).split()) <= 145
    assert f"Promise Clear Track for {told(best)}: " in page[0]
    assert f"after {told(idle_from)}, which takes about 5 of the" in page[1]
    goal, both, found = lesson_values("07", "goal", "both", "found")
    assert f"{100 * (goal <= best).mean():.0f} of 100 replays keep it" in page[0]
    assert f"({100 * (both <= best).mean():.0f} with the cause" in page[2]
    assert f"end by {told(sure_by(found, 0.5))}." in page[3]

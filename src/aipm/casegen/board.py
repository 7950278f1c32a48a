"""Two teams, one reviewer, two-week sprints: board, sprints and leave."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.calendar import working_days
from aipm.casegen.table import Generator, Table

KINDS = ("feature", "data", "experiment", "bug")
#: Builders of each team: a role key, or the name of somebody who is met only here.
TEAMS = {
    "tracking": ("data", "Nina Weiss", "Pavel Hruby"),
    "desk": ("cloud", "Rosa Lima", "Samuel Adeyemi"),
}
_POINTS = {"tracking": (1, 2, 3, 5, 8), "desk": (3, 5, 8, 13, 20)}


@dataclass(frozen=True)
class Board(Generator):
    """Items of two teams, moved day by day through building and a shared review.

    Each builder works on one item at a time and pulls the next when it is built; one reviewer, the
    lead data scientist, takes built items of both teams in order. Effort is in days of undisturbed
    work.

    Parameters
    ----------
    company : Company
    sprint_days : int
        Length of a sprint in calendar days.
    sprints_done, sprints_planned : int
        Sprints that lie behind when the board is read, and with those still to come.
    focus : float
        Undisturbed work in a working day of a builder.
    build_effort, review_effort : float
        Mean effort of an item, days; gamma distributed with `shape`.
    shape : float
        Shape of the gamma distributions.
    initial_items : int
        Items of a team in the first backlog.
    growth : float
        Mean number of items added to a team's backlog in a sprint: the growth of scope.
    returned : float
        Share of items that the review sends back to be built again for a while.
    discrepancy_sprint : int
        Sprint in which a discrepancy between two data sources is found.
    discrepancy_factor : float
        From then on, reviews take longer by this factor.
    stable_sprints : (int, int)
        First and last sprint of the stretch in which work flows out as fast as in, so that Little's
        law holds there; from the discrepancy on it piles up before the review.
    leave_share : float
        Share of the working days that a person is on leave or ill.
    """

    sprint_days: int = 14
    sprints_done: int = 12
    sprints_planned: int = 17
    focus: float = 0.7
    build_effort: float = 4.6
    review_effort: float = 0.78
    shape: float = 2.2
    initial_items: int = 56
    growth: float = 1.9
    returned: float = 0.10
    discrepancy_sprint: int = 7
    discrepancy_factor: float = 2.2
    stable_sprints: tuple[int, int] = (2, 6)
    leave_share: float = 0.08

    @cached_property
    def sprints(self) -> list[tuple[date, date]]:
        """First and last day of each planned sprint."""
        length = timedelta(days=self.sprint_days)
        starts = [
            self.company.board_start + number * length for number in range(self.sprints_planned)
        ]
        return [(start, start + length - timedelta(days=1)) for start in starts]

    @property
    def snapshot(self) -> date:
        """Day after which the board was read."""
        return self.sprints[self.sprints_done - 1][1]

    @cached_property
    def people(self) -> dict[str, str]:
        """Builders and the reviewer with their teams."""
        roles = {person.key: person.name for person in self.company.people}
        found = {
            roles.get(member, member): team for team, members in TEAMS.items() for member in members
        }
        return {**found, self.company.person("science"): "review"}

    @cached_property
    def _days(self) -> pd.DatetimeIndex:
        return working_days(self.sprints[0][0], self.sprints[-1][1])

    @cached_property
    def _away(self) -> pd.DataFrame:
        """Whether a person (column) is away on a working day (row)."""
        rng = self.company.rng("leave")
        days = self._days
        away = pd.DataFrame(False, index=days, columns=list(self.people))
        for person in away.columns:
            wanted = round(self.leave_share * len(days))
            winter = days.get_indexer([pd.Timestamp(self.snapshot)], method="bfill")[0]
            # A long leave in winter, a short one in late summer, single days of illness.
            long = int(wanted * 0.55)
            starts = [int(rng.integers(winter, len(days) - long)), int(rng.integers(5, 60))]
            away.iloc[starts[0] : starts[0] + long, away.columns.get_loc(person)] = True
            away.iloc[starts[1] : starts[1] + 3, away.columns.get_loc(person)] = True
            ill = rng.choice(winter, max(wanted - long - 3, 0), replace=False)
            away.iloc[ill, away.columns.get_loc(person)] = True
        return away

    @cached_property
    def _sprint_of_day(self) -> np.ndarray:
        starts = pd.to_datetime([start for start, _ in self.sprints])
        return starts.searchsorted(self._days, side="right")

    @cached_property
    def items(self) -> pd.DataFrame:
        """The board as it stands after the last finished sprint."""
        days = self._days[self._days <= pd.Timestamp(self.snapshot)]
        flow = _Flow(self, days[0])
        for number, day in enumerate(days):
            away = self._away.loc[day]
            if number:
                # Nothing is added on the first day: what is there is the first backlog.
                flow.add(day)
            flow.build(day, away)
            if not away[flow.reviewer]:
                late = self._sprint_of_day[number] >= self.discrepancy_sprint
                flow.review(day, 1 / (self.discrepancy_factor if late else 1.0))

        frame = pd.DataFrame(flow.every)
        frame = frame.sort_values("created", kind="stable").reset_index(drop=True)
        frame.insert(0, "item_id", [f"CT-{number:03d}" for number in range(1, len(frame) + 1)])
        # An item that the review sent back counts as built when it was built for good.
        unbuilt = frame["build"] > 1e-9
        frame.loc[unbuilt, ["built", "review_started"]] = pd.NaT
        dates = ["created", "started", "built", "review_started", "done"]
        return frame[["item_id", "team", "kind", "points", *dates, "returned"]]

    @cached_property
    def capacity(self) -> pd.DataFrame:
        """Working days and leave of each person in each sprint."""
        rows = []
        for number in range(1, len(self.sprints) + 1):
            during = self._away[self._sprint_of_day == number]
            for person, team in self.people.items():
                rows.append((number, person, team, len(during), int(during[person].sum())))
        return pd.DataFrame(
            rows, columns=["sprint", "person", "team", "working_days", "leave_days"]
        )

    @cached_property
    def history(self) -> pd.DataFrame:
        """What each team did in each finished sprint, counted from the board."""
        rng = self.company.rng("commitments")
        rows = []
        for team in TEAMS:
            items = self.items[self.items["team"] == team]
            past = [7]
            for number, (start, end) in enumerate(self.sprints[: self.sprints_done], 1):
                first, last = pd.Timestamp(start), pd.Timestamp(end)
                done = items[items["done"].between(first, last)]
                added = items["created"].between(first, last) & (items["created"] > self._days[0])
                planned = round(np.mean(past[-3:])) + int(rng.integers(0, 3))
                past.append(len(done))
                rows.append(
                    {
                        "sprint": number,
                        "team": team,
                        "first_day": first,
                        "last_day": last,
                        "planned_items": planned,
                        "done_items": len(done),
                        "done_points": int(done["points"].sum()),
                        "added_items": int(added.sum()),
                    }
                )
        frame = pd.DataFrame(rows)
        return frame.sort_values(["sprint", "team"]).reset_index(drop=True)

    def little(self, first: int, last: int) -> dict[str, float]:
        """Both sides of Little's law in a stretch of sprints, from started to done.

        Returns
        -------
        dict
            ``in_progress``, the items in progress on a working day on average, those that were
            never finished included; ``throughput_times_days``, the items done a day times the
            working days that they were in progress.
        """
        items, days = self.items, self._days
        within = days[(self._sprint_of_day >= first) & (self._sprint_of_day <= last)]
        day = within.to_numpy()
        begun = items["started"].to_numpy()[:, None] <= day
        left = items["done"].to_numpy()[:, None] <= day
        done = items[items["done"].between(within[0], within[-1])]
        took = days.get_indexer(done["done"]) - days.get_indexer(done["started"])
        return {
            "in_progress": round(float((begun & ~left).sum() / len(day)), 1),
            "throughput_times_days": round(float(took.sum() / len(day)), 1),
        }

    def parameters(self) -> dict[str, Any]:
        return {
            **super().parameters(),
            "littles_law": {
                "boundary": "started to done, unfinished items counted, working days",
                "stable_sprints": self.little(*self.stable_sprints),
                "all_sprints": self.little(1, self.sprints_done),
            },
        }

    def tables(self) -> list[Table]:
        return [
            self.table("board", self.items),
            self.table("sprints", self.history),
            self.table("capacity", self.capacity),
        ]


class _Flow:
    """Items on their way through a board, day by day.

    Parameters
    ----------
    board : Board
    first_day : pandas.Timestamp
        Day on which the first backlog is there.
    """

    def __init__(self, board: Board, first_day: pd.Timestamp) -> None:
        self.board = board
        self.rng = board.company.rng("board")
        self.reviewer = board.company.person("science")
        self.waiting = {
            team: [self.item(team, first_day, first=True) for _ in range(board.initial_items)]
            for team in TEAMS
        }
        self.every = [item for items in self.waiting.values() for item in items]
        self.busy: dict[str, dict | None] = {person: None for person in board.people}
        self.built: list[dict] = []

    def add(self, day: pd.Timestamp) -> None:
        """Put what is new on the backlogs."""
        board = self.board
        for team in TEAMS:
            for _ in range(self.rng.poisson(board.growth / (board.sprint_days * 5 / 7))):
                item = self.item(team, day, first=False)
                self.every.append(item)
                # Bugs go first; the rest of what is new waits its turn.
                place = 0 if item["kind"] == "bug" else len(self.waiting[team])
                self.waiting[team].insert(place, item)

    def build(self, day: pd.Timestamp, away: pd.Series) -> None:
        """Let each builder who is there work for a day."""
        for person, team in self.board.people.items():
            if person == self.reviewer or away[person]:
                continue
            left, waiting = self.board.focus * self.rng.uniform(0.7, 1.3), self.waiting[team]
            while left > 0:
                item = self.busy[person] or (waiting.pop(0) if waiting else None)
                if item is None:
                    break
                self.busy[person] = item
                item.setdefault("started", day)
                left -= _work(item, "build", left)
                if item["build"] <= 1e-9:
                    item["built"] = day
                    self.built.append(item)
                    self.busy[person] = None

    def review(self, day: pd.Timestamp, left: float) -> None:
        """Review what waits, for `left` days of work."""
        # What was built today is reviewed tomorrow at the earliest.
        while left > 0 and (ready := [item for item in self.built if item["built"] < day]):
            item = ready[0]
            item.setdefault("review_started", day)
            left -= _work(item, "review", left)
            if item["review"] > 1e-9:
                continue
            self.built.remove(item)
            if item["bounce"]:
                item.update(bounce=False, returned=True, build=1.0, review=0.3)
                del item["review_started"]
                self.waiting[item["team"]].insert(0, item)
            else:
                item["done"] = day

    def item(self, team: str, day: pd.Timestamp, first: bool) -> dict:
        board, rng = self.board, self.rng
        shares = (0.52, 0.30, 0.18, 0.0) if first else (0.30, 0.20, 0.10, 0.40)
        kind = str(rng.choice(KINDS, p=shares))
        size = rng.gamma(board.shape, 1 / board.shape) * (0.5 if kind == "bug" else 1.0)
        guess = size * rng.lognormal(0, 0.35)
        level = int(np.searchsorted((0.35, 0.75, 1.25, 2.0), guess))
        return {
            "team": team,
            "kind": kind,
            "points": _POINTS[team][level],
            "created": day,
            "build": max(0.3, size * board.build_effort),
            "review": max(0.1, rng.gamma(board.shape, board.review_effort / board.shape)),
            "bounce": bool(rng.random() < board.returned),
            "returned": False,
        }


def _work(item: dict, kind: str, left: float) -> float:
    """Work on an item for as long as there is work and time; returns the time spent."""
    spent = min(left, item[kind])
    item[kind] -= spent
    return spent

"""Two teams, one reviewer, two-week sprints: board, sprints and leave."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

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
        rng = self.company.rng("board")
        days = self._days[self._days <= pd.Timestamp(self.snapshot)]
        sprint = self._sprint_of_day
        waiting: dict[str, list[dict]] = {}
        every: list[dict] = []
        for team in TEAMS:
            items = [self._item(team, days[0], rng, first=True) for _ in range(self.initial_items)]
            waiting[team] = list(items)
            every += items

        busy: dict[str, dict | None] = {person: None for person in self.people}
        review: list[dict] = []
        reviewer = self.company.person("science")
        for number, day in enumerate(days):
            away = self._away.loc[day]
            for team in TEAMS:
                # Nothing is added on the first day: what is there is the first backlog.
                added = rng.poisson(self.growth / (self.sprint_days * 5 / 7)) if number else 0
                for _ in range(added):
                    item = self._item(team, day, rng, first=False)
                    every.append(item)
                    # Bugs go first; the rest of what is new waits its turn.
                    place = 0 if item["kind"] == "bug" else len(waiting[team])
                    waiting[team].insert(place, item)
            for person, team in self.people.items():
                if person == reviewer or away[person]:
                    continue
                left = self.focus * rng.uniform(0.7, 1.3)
                while left > 0:
                    item = busy[person] or (waiting[team].pop(0) if waiting[team] else None)
                    if item is None:
                        break
                    busy[person] = item
                    item.setdefault("started", day)
                    spent = min(left, item["build"])
                    item["build"] -= spent
                    left -= spent
                    if item["build"] <= 1e-9:
                        item["built"] = day
                        review.append(item)
                        busy[person] = None
            if away[reviewer]:
                continue
            slow = self.discrepancy_factor if sprint[number] >= self.discrepancy_sprint else 1.0
            left = 1 / slow
            # What was built today is reviewed tomorrow at the earliest.
            while left > 0 and (ready := [item for item in review if item["built"] < day]):
                item = ready[0]
                item.setdefault("review_started", day)
                spent = min(left, item["review"])
                item["review"] -= spent
                left -= spent
                if item["review"] <= 1e-9:
                    review.remove(item)
                    if item["bounce"]:
                        item.update(bounce=False, returned=True, build=1.0, review=0.3)
                        del item["review_started"]
                        waiting[item["team"]].insert(0, item)
                    else:
                        item["done"] = day

        frame = pd.DataFrame(every)
        frame = frame.sort_values("created", kind="stable").reset_index(drop=True)
        frame.insert(0, "item_id", [f"CT-{number:03d}" for number in range(1, len(frame) + 1)])
        # An item that the review sent back counts as built when it was built for good.
        unbuilt = frame["build"] > 1e-9
        frame.loc[unbuilt, ["built", "review_started"]] = pd.NaT
        dates = ["created", "started", "built", "review_started", "done"]
        return frame[["item_id", "team", "kind", "points", *dates, "returned"]]

    def _item(self, team: str, day: pd.Timestamp, rng: np.random.Generator, first: bool) -> dict:
        shares = (0.52, 0.30, 0.18, 0.0) if first else (0.30, 0.20, 0.10, 0.40)
        kind = str(rng.choice(KINDS, p=shares))
        size = rng.gamma(self.shape, 1 / self.shape) * (0.5 if kind == "bug" else 1.0)
        guess = size * rng.lognormal(0, 0.35)
        level = int(np.searchsorted((0.35, 0.75, 1.25, 2.0), guess))
        return {
            "team": team,
            "kind": kind,
            "points": _POINTS[team][level],
            "created": day,
            "build": max(0.3, size * self.build_effort),
            "review": max(0.1, rng.gamma(self.shape, self.review_effort / self.shape)),
            "bounce": bool(rng.random() < self.returned),
            "returned": False,
        }

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

    def tables(self) -> list[Table]:
        return [
            self.table("board", self.items),
            self.table("sprints", self.history),
            self.table("capacity", self.capacity),
        ]

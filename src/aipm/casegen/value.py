"""Earned value of three projects: planned value, earned value, actual cost, month by month."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.calendar import working_days
from aipm.casegen.plan import Plan
from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read

TITLES = {
    "early_warning": "Early Warning",
    "sorting_line": "New sorting line at the hub",
    "driver_app": "App for drivers",
}
CHANGE_STATES = ("approved", "rejected", "pending")


@dataclass(frozen=True)
class EarnedValue(Generator):
    """Three projects that began in the month of the kick-off.

    Early Warning follows its plan: planned value is the budget of the tasks, spread over their
    planned days. It falls behind, is crashed, and ends in the planned month over budget. The
    sorting line ends late. The app for drivers is ahead
    and not finished when the table ends.

    Parameters
    ----------
    company : Company
    months : int
        Months in the table.
    planned_months : mapping of str to int
        Planned duration; Early Warning's comes from its plan.
    actual_months : mapping of str to int
        Actual duration; longer than `months` means unfinished.
    budget_ratio : mapping of str to float
        Budget at completion as a multiple of Early Warning's.
    cost_efficiency : mapping of str to float
        Earned value over actual cost at the end.
    slump : float
        Largest relative shortfall of Early Warning's earned value behind the planned value.
    noise : float
        Relative standard deviation of the value earned and the money spent in a month.
    """

    months: int = 18
    planned_months: Mapping[str, int] = field(
        default_factory=lambda: {"sorting_line": 12, "driver_app": 20}
    )
    actual_months: Mapping[str, int] = field(
        default_factory=lambda: {"early_warning": 10, "sorting_line": 17, "driver_app": 19}
    )
    budget_ratio: Mapping[str, float] = field(
        default_factory=lambda: {"early_warning": 1.0, "sorting_line": 1.9, "driver_app": 0.5}
    )
    cost_efficiency: Mapping[str, float] = field(
        default_factory=lambda: {"early_warning": 0.94, "sorting_line": 0.87, "driver_app": 1.05}
    )
    slump: float = 0.16
    noise: float = 0.08

    @cached_property
    def month_ends(self) -> pd.DatetimeIndex:
        """Last day of each month of the table."""
        return pd.date_range(self.company.kick_off, periods=self.months, freq="ME")

    def budget(self, project: str) -> float:
        """Budget at completion of a project, thousand EUR."""
        exact = self.company.budget_at_completion_keur * self.budget_ratio[project]
        return exact if self.budget_ratio[project] == 1 else float(round(exact, -1))

    def planned_duration(self, project: str) -> int:
        """Planned duration of a project in months."""
        if project in self.planned_months:
            return self.planned_months[project]
        c = self.company
        return (c.go_live.year - c.kick_off.year) * 12 + c.go_live.month - c.kick_off.month

    @cached_property
    def _plan(self) -> np.ndarray:
        """Planned share of Early Warning's budget at the end of each month of the table."""
        plan = Plan(self.company)
        finish = plan.early_finish()
        days = working_days(self.company.kick_off, self.company.go_live)
        value = np.zeros(len(days))
        for task in plan.frame.itertuples():
            if task.likely_days:
                end = finish[task.task_id]
                value[end - task.likely_days : end] += task.budget_keur / task.likely_days
        total = np.cumsum(value) / value.sum()
        return np.array([total[days <= end][-1] for end in self.month_ends])

    def _project(self, project: str) -> pd.DataFrame:
        rng = self.company.rng(f"earned value {project}")
        planned, actual = self.planned_duration(project), self.actual_months[project]
        month = np.arange(1, max(actual, self.months) + 1)
        if project == "early_warning":
            plan = np.pad(self._plan, (0, len(month) - self.months), constant_values=1.0)
            behind = self.slump * np.sin(np.pi * np.clip(month / actual, 0, 1)) ** 2
            earned = plan * (1 - behind)
        else:
            plan = _s_curve(month / planned)
            earned = _s_curve(month / actual)
        steps = np.diff(earned, prepend=0) * rng.normal(1, self.noise, len(month))
        earned = np.cumsum(steps) / steps[:actual].sum()

        # Early months look cheaper than the end, since rework comes late.
        efficiency = self.cost_efficiency[project]
        path = 1 + (efficiency - 1) * np.clip(month / actual, 0, 1) ** 0.7
        spent = np.diff(earned, prepend=0) * rng.normal(1, self.noise, len(month))
        cost = np.maximum.accumulate(np.cumsum(spent) / path)
        cost /= efficiency * cost[actual - 1]
        rows = min(actual, self.months)
        return pd.DataFrame(
            {
                "project": project,
                "month": month[:rows],
                "month_end": self.month_ends[:rows],
                "pv_keur": (plan[:rows] * self.budget(project)).round(1),
                "ev_keur": (earned[:rows] * self.budget(project)).round(1),
                "ac_keur": (cost[:rows] * self.budget(project)).round(1),
            }
        )

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The projects table."""
        return pd.DataFrame(
            {
                "project": list(TITLES),
                "title": list(TITLES.values()),
                "start": pd.Timestamp(self.company.kick_off),
                "planned_months": [self.planned_duration(project) for project in TITLES],
                "bac_keur": [self.budget(project) for project in TITLES],
            }
        )

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The earned value table."""
        return pd.concat([self._project(project) for project in TITLES], ignore_index=True)

    def parameters(self) -> dict[str, Any]:
        return {**super().parameters(), "late_project": "sorting_line"}

    def tables(self) -> list[Table]:
        changes = read("changes")
        budgets = changes["project"].map(self.budget)
        changes.insert(0, "change_id", [f"CR-{n:02d}" for n in range(1, len(changes) + 1)])
        changes["month"] = self.month_ends[changes["month"] - 1]
        changes["budget_keur"] = (budgets * changes.pop("budget_share")).round(1)
        changes = changes.rename(columns={"month": "decided"})
        changes = changes[
            ["change_id", "project", "decided", "title", "budget_keur", "months", "status"]
        ].assign(funded_from=changes["funded_from"])
        return [
            self.table("projects", self.projects),
            self.table("earned_value", self.frame),
            self.table("changes", changes),
        ]


def _s_curve(progress: np.ndarray) -> np.ndarray:
    """Share of the work done at a share of the duration: slow, fast, slow."""
    t = np.clip(progress, 0, 1)
    return t * t * (3 - 2 * t)

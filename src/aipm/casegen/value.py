"""Earned value of three projects: planned value, earned value, actual cost, month by month."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.calendar import working_days
from aipm.casegen.plan import Plan
from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read


@dataclass(frozen=True)
class Project:
    """A project under earned-value control, and the truth about it.

    Parameters
    ----------
    key, title : str
    part : str
        Whose change requests of the hand-written list it has: early_warning, sorting_line or
        driver_app.
    begun : int
        Months from its start to the kick-off of Early Warning.
    planned, actual : int
        Planned and true duration in months; the planned one of Early Warning comes from its plan.
    budget_ratio : float
        Budget at completion as a multiple of Early Warning's.
    cost_efficiency : float
        Earned value over actual cost at the end.
    """

    key: str
    title: str
    part: str
    begun: int
    planned: int
    actual: int
    budget_ratio: float
    cost_efficiency: float


#: Early Warning is late and a little dear, one project has ended late, one is ahead and runs.
PROJECTS = (
    Project("early_warning", "Early Warning", "early_warning", 0, 0, 12, 1.0, 0.94),
    Project("sorting_line", "New sorting line at the hub", "sorting_line", 12, 12, 17, 1.9, 0.87),
    Project("driver_app", "App for drivers", "driver_app", 12, 20, 19, 0.5, 1.05),
)
#: The same three stories in the North region, under other names and at other times.
NORTHERN_PROJECTS = (
    Project("early_warning", "Early Warning North", "early_warning", 0, 0, 13, 1.0, 0.90),
    Project("yard_gate", "Gates that open by number plate", "sorting_line", 10, 10, 14, 1.3, 0.92),
    Project("parcel_lockers", "Parcel lockers in three towns", "driver_app", 8, 18, 16, 0.8, 1.07),
)


@dataclass(frozen=True)
class EarnedValue(Generator):
    """Three projects as they stand some months after the kick-off of Early Warning.

    Early Warning's planned value is the budget of its planned tasks, spread over their planned
    days. A plan on likely durations has two critical paths and ends on time once in a hundred
    simulated runs, so the project ends late in truth; see :meth:`course`. What goes live on time
    is a first step, the warnings; triage follows when the work is done; see :attr:`two_steps`.

    Parameters
    ----------
    company : Company
    projects : tuple of Project
    status_month : int
        Months after the kick-off at which the table is read; later values are not in it.
    contingency, reserve : float
        Contingency of the project manager and reserve of the management, beside the budget at
        completion and as shares of it.
    noise : float
        Relative standard deviation of the value earned and the money spent in a month.
    """

    projects: tuple[Project, ...] = PROJECTS
    status_month: int = 6
    contingency: float = 0.10
    reserve: float = 0.10
    noise: float = 0.08

    def budget(self, project: Project) -> float:
        """Budget at completion of a project, thousand EUR."""
        exact = self.company.budget_at_completion_keur * project.budget_ratio
        return exact if project.budget_ratio == 1 else float(round(exact, -1))

    def planned_duration(self, project: Project) -> int:
        """Planned duration of a project in months."""
        c = self.company
        months = (c.go_live.year - c.kick_off.year) * 12 + c.go_live.month - c.kick_off.month
        return project.planned or months

    def month_ends(self, project: Project, months: int) -> pd.DatetimeIndex:
        """Last day of each month of a project, from its start."""
        start = pd.Timestamp(self.company.kick_off).replace(day=1)
        return pd.date_range(start - pd.DateOffset(months=project.begun), periods=months, freq="ME")

    @property
    def status(self) -> pd.Timestamp:
        """The day as of which the table is read."""
        return self.month_ends(self.projects[0], self.status_month)[-1]

    def plan(self, project: Project) -> np.ndarray:
        """Planned share of the budget at the end of each planned month."""
        months = self.planned_duration(project)
        if project.planned:
            return _s_curve(np.arange(1, months + 1) / months)
        tasks = Plan(self.company)
        finish = tasks.early_finish()
        days = working_days(self.company.kick_off, self.company.go_live)
        value = np.zeros(len(days))
        for task in tasks.frame.itertuples():
            if task.likely_days:
                end = finish[task.task_id]
                value[end - task.likely_days : end] += task.budget_keur / task.likely_days
        total = np.cumsum(value) / value.sum()
        share = np.array([total[days <= end][-1] for end in self.month_ends(project, months)])
        return share / share[-1]

    def course(self, project: Project) -> pd.DataFrame:
        """The truth: earned value and actual cost of each month until the project is finished."""
        rng = self.company.rng(f"earned value {project.key}")
        month = np.arange(1, project.actual + 1)
        plan = self.plan(project)
        # The work follows the plan, at another pace.
        pace = len(plan) / project.actual
        earned = np.interp(month * pace, np.arange(len(plan) + 1), [0.0, *plan])
        steps = np.diff(earned, prepend=0) * rng.normal(1, self.noise, len(month))
        earned = np.cumsum(steps) / steps.sum()

        # Early months look cheaper than the end, since rework comes late.
        path = 1 + (project.cost_efficiency - 1) * (month / project.actual) ** 0.7
        spent = np.diff(earned, prepend=0) * rng.normal(1, self.noise, len(month))
        cost = np.maximum.accumulate(np.cumsum(spent) / path)
        cost /= project.cost_efficiency * cost[-1]
        budget = self.budget(project)
        return pd.DataFrame(
            {"month": month, "ev_keur": earned * budget, "ac_keur": cost * budget}
        ).round(1)

    def _rows(self, project: Project) -> pd.DataFrame:
        seen = min(self.status_month + project.begun, project.actual)
        plan = self.plan(project)
        months = max(len(plan), seen)
        planned = np.pad(plan, (0, months - len(plan)), constant_values=1.0)
        frame = pd.DataFrame(
            {
                "project": project.key,
                "month": np.arange(1, months + 1),
                "month_end": self.month_ends(project, months),
                "pv_keur": (planned * self.budget(project)).round(1),
            }
        )
        return frame.merge(self.course(project).head(seen), on="month", how="left")

    @cached_property
    def register(self) -> pd.DataFrame:
        """The projects table."""
        frame = pd.DataFrame(
            {
                "project": [project.key for project in self.projects],
                "title": [project.title for project in self.projects],
                "start": [self._start(project) for project in self.projects],
                "planned_months": [self.planned_duration(project) for project in self.projects],
                "bac_keur": [self.budget(project) for project in self.projects],
            }
        )
        frame["contingency_keur"] = (frame["bac_keur"] * self.contingency).round(1)
        frame["reserve_keur"] = (frame["bac_keur"] * self.reserve).round(1)
        return frame

    def _start(self, project: Project) -> pd.Timestamp:
        if not project.begun:
            return pd.Timestamp(self.company.kick_off)
        first = self.month_ends(project, 1)[0].replace(day=1)
        return working_days(first, first + pd.Timedelta(days=14))[0]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The earned value table."""
        return pd.concat([self._rows(project) for project in self.projects], ignore_index=True)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The change requests, up to the status month."""
        parts = []
        for project in self.projects:
            asked = read("changes").query("project == @project.part")
            if project.key != project.part:
                asked = asked.assign(title=asked["elsewhere"].fillna(asked["title"]))
            decided = self.month_ends(project, project.begun + self.status_month)
            parts.append(
                asked.assign(
                    project=project.key,
                    decided=[decided[min(month, len(decided)) - 1] for month in asked["month"]],
                    budget_keur=(self.budget(project) * asked["budget_share"]).round(1),
                )
            )
        frame = pd.concat(parts, ignore_index=True)
        frame.insert(0, "change_id", [f"CR-{n:02d}" for n in range(1, len(frame) + 1)])
        names = ["change_id", "project", "decided", "title", "budget_keur", "months", "status"]
        return frame[[*names, "funded_from"]]

    @cached_property
    def two_steps(self) -> dict[str, str]:
        """What became of the request to go live in two steps, after the status day.

        Returns
        -------
        dict
            ``request``, its key; ``approved`` and ``triage``, the months in which it was approved
            and in which triage went live, after the last month of work.
        """
        day, first = pd.Timedelta(days=1), self.projects[0]
        asked = self.changes["title"].str.startswith("Go live in two steps")
        work = self.month_ends(first, first.actual)
        return {
            "request": self.changes.loc[asked, "change_id"].item(),
            "approved": f"{self.status + day:%B %Y}",
            "triage": f"{work[-1] + day:%B %Y}",
        }

    @property
    def funded(self) -> date:
        """Day after the charter, the plan's first task, on which the board decided."""
        start = self.register.loc[0, "start"].date()
        charter = int(Plan(self.company).frame["likely_days"].iloc[0])
        return working_days(start, start + timedelta(weeks=6))[charter].date()

    def parameters(self) -> dict[str, Any]:
        late = [project.key for project in self.projects if project.actual > project.planned > 0]
        return {**super().parameters(), "late_project": late[0], "two_steps": self.two_steps}

    def tables(self) -> list[Table]:
        return [
            self.table(
                "projects",
                self.register,
                funded=self.funded,
                sales=self.company.person("sales"),
                teams="; Early Warning goes before Clear Track, whose teams came when the plan "
                "needed them"
                if self.projects is PROJECTS
                else "",
            ),
            self.table("earned_value", self.frame, status=self.status),
            self.table("changes", self.changes, status=self.status),
        ]


def _s_curve(progress: np.ndarray) -> np.ndarray:
    """Share of the work done at a share of the duration: slow, fast, slow."""
    t = np.clip(progress, 0, 1)
    return t * t * (3 - 2 * t)

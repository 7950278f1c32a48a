"""Computing time for the teams: who asked for how much, what it is worth, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linprog

from aipm.casegen.calendar import working_days
from aipm.casegen.table import Generator, Table

#: Jobs of the teams.
JOBS = (
    ("tracking", "Arrival times on the tracking page", "sales", 160, 9.0, 6),
    ("analytics", "Map of late streets for the year's report", "chief", 140, 5.0, 5),
    ("desk", "Search over old answers", "support", 90, 11.0, 2),
    ("tracking", "Photos of damaged parcels", "sales", 130, 6.5, 3),
    ("analytics", "Forecast of parcels by depot", "operations", 70, 12.0, 3),
    ("desk", "Duplicates among tickets", "support", 45, 5.5, 4),
    ("analytics", "Rerun of the forecast with weather", "operations", 60, 7.0, 6),
    ("tracking", "Old tracking data cleaned", "data", 110, 2.0, 6),
    ("desk", "Spelling of street names", "support", 35, 3.5, 1),
)


@dataclass(frozen=True)
class GpuRequests(Generator):
    """Requests for the hours of a trial account, more than there are.

    A job is worth its value in proportion to the hours that it gets by its deadline. Whoever asked
    first and whoever is highest in rank do not have the jobs that are worth most an hour.

    Parameters
    ----------
    company : Company
    weeks : int
        Weeks of the trial account.
    hours_a_week : int
        GPU-hours that it gives in a week; unused ones are lost.
    jobs : tuple of (str, str, str, float, float, int)
        Team, job, role of who asks, hours, value in thousand EUR, week of the deadline; in the
        order in which they were asked for.
    jitter : float
        Relative half-width of the random change of hours and values.
    """

    weeks: int = 6
    hours_a_week: int = 80
    jobs: tuple[tuple[str, str, str, float, float, int], ...] = JOBS
    jitter: float = 0.12

    @property
    def first_day(self) -> date:
        """First day of the trial account: a week after the kick-off."""
        return self.company.kick_off + timedelta(days=7)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The requests table."""
        rng = self.company.rng("gpu requests")
        days = working_days(self.first_day - timedelta(days=40), self.first_day)
        rows = []
        for number, (team, job, role, hours, value, week) in enumerate(self.jobs, 1):
            change = rng.uniform(1 - self.jitter, 1 + self.jitter, 2)
            rows.append(
                {
                    "request_id": f"G{number}",
                    "asked": days[number],
                    "team": team,
                    "job": job,
                    "asked_by": self.company.person(role),
                    "gpu_hours": int(round(hours * change[0] / 5) * 5),
                    "value_keur": round(value * change[1], 1),
                    "deadline_week": week,
                }
            )
        return pd.DataFrame(rows)

    def best(self) -> tuple[float, np.ndarray]:
        """The largest worth that the hours can have, thousand EUR, and the hours of each job."""
        jobs = self.frame
        done_by = np.array([jobs["deadline_week"] <= w for w in range(1, self.weeks + 1)], float)
        found = linprog(
            -(jobs["value_keur"] / jobs["gpu_hours"]),
            A_ub=done_by,
            b_ub=self.hours_a_week * np.arange(1, self.weeks + 1),
            bounds=[(0, hours) for hours in jobs["gpu_hours"]],
        )
        return -found.fun, found.x

    def parameters(self) -> dict[str, Any]:
        worth, hours = self.best()
        return {
            **super().parameters(),
            "best_keur": round(worth, 3),
            "best_hours": [round(float(h), 3) for h in hours],
        }

    def tables(self) -> list[Table]:
        return [self.table("gpu_requests", self.frame)]

"""The plan of Early Warning: tasks with three-point estimates, breakdown, and past projects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import lognorm

from aipm.casegen.calendar import working_days
from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read


@dataclass(frozen=True)
class Plan(Generator):
    """Task network from kick-off to go-live, and the work breakdown structure with its budget.

    Planned durations make two paths critical at once: one through the late-delivery model, one
    through the triage model. They last exactly from kick-off to go-live; the budget of the work
    packages adds up to the budget at completion.

    Parameters
    ----------
    company : Company
    jitter : float
        Relative half-width of the random change of a template's durations.
    spread : mapping of str to (float, float, float, float)
        For each kind of task, the range of optimistic / likely, then that of
        pessimistic / likely.
    crash_cost_eur : (int, int)
        Range of the cost of a day saved, EUR.
    """

    jitter: float = 0.15
    spread: Mapping[str, tuple[float, float, float, float]] = field(
        default_factory=lambda: {
            "narrow": (0.75, 0.90, 1.25, 1.55),
            "wide": (0.65, 0.85, 1.60, 2.40),
            "fixed": (1.0, 1.0, 1.10, 1.30),
        }
    )
    crash_cost_eur: tuple[int, int] = (400, 1_600)

    @cached_property
    def days_to_go_live(self) -> int:
        """Working days from kick-off to the eve of go-live."""
        c = self.company
        return len(working_days(c.kick_off, c.go_live - timedelta(days=1)))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The tasks table."""
        c = self.company
        rng = c.rng("plan")
        tasks = read("tasks")
        eve = timedelta(days=1)
        shadow = len(working_days(c.shadow_start, c.canary_start - eve))
        canary = len(working_days(c.canary_start, c.go_live - eve))

        weight = tasks["days"] * rng.uniform(1 - self.jitter, 1 + self.jitter, len(tasks))
        days = weight.round().clip(lower=1).astype(int)
        days[tasks["length"] == "shadow"] = shadow
        days[tasks["length"] == "canary"] = canary
        days[tasks["length"] == "milestone"] = 0
        lead = int(days[tasks["length"] == "lead"].sum())
        branch = self.days_to_go_live - shadow - canary - lead
        for name in ("first", "second"):
            part = tasks["length"] == name
            days[part] = _apportion(weight[part].to_numpy(), branch)

        optimistic, pessimistic = [], []
        for likely, kind in zip(days, tasks["spread"], strict=True):
            low, high, longer, longest = self.spread[kind]
            optimistic.append(round(likely * rng.uniform(low, high)))
            pessimistic.append(round(likely * rng.uniform(longer, longest)))
        low, high = self.crash_cost_eur
        crash_days = (days * tasks["crash_share"]).astype(int)
        crash_cost = rng.integers(low // 50, high // 50 + 1, len(tasks)) * 50
        work = days * rng.uniform(0.7, 1.3, len(tasks)) * (tasks["spread"] != "fixed")
        work += days * 0.5 * (tasks["spread"] == "fixed")
        tenths = _apportion(work.to_numpy(), round(c.budget_at_completion_keur * 10))
        return pd.DataFrame(
            {
                "task_id": tasks["task_id"],
                "phase": tasks["phase"],
                "task": tasks["task"],
                "predecessors": tasks["predecessors"].where(tasks["predecessors"] != ""),
                "optimistic_days": np.minimum(optimistic, days),
                "likely_days": days,
                "pessimistic_days": np.maximum(pessimistic, days),
                "crash_days": crash_days,
                "crash_cost_eur": np.where(crash_days > 0, crash_cost, 0),
                "budget_keur": tenths / 10,
                "owner": tasks["owner"].map(c.person),
            }
        )

    @cached_property
    def network(self) -> nx.DiGraph:
        """The task network; an edge leads from a predecessor to its successor."""
        graph = nx.DiGraph()
        for row in self.frame.itertuples():
            graph.add_node(row.task_id, days=row.likely_days)
            if isinstance(row.predecessors, str):
                graph.add_edges_from((other, row.task_id) for other in row.predecessors.split())
        return graph

    def early_finish(self) -> dict[str, int]:
        """Early finish of each task in working days after kick-off, likely durations."""
        finish: dict[str, int] = {}
        for task in nx.topological_sort(self.network):
            start = max((finish[other] for other in self.network.predecessors(task)), default=0)
            finish[task] = start + self.network.nodes[task]["days"]
        return finish

    def critical_tasks(self) -> list[str]:
        """Tasks with no total slack at likely durations, in order of the table."""
        finish = self.early_finish()
        end = max(finish.values())
        late: dict[str, int] = {}
        for task in reversed(list(nx.topological_sort(self.network))):
            followers = list(self.network.successors(task))
            days = self.network.nodes
            late[task] = min(
                (late[other] - days[other]["days"] for other in followers), default=end
            )
        return [task for task in self.network.nodes if late[task] == finish[task]]

    def parameters(self) -> dict[str, Any]:
        return {
            **super().parameters(),
            "days_to_go_live": self.days_to_go_live,
            "critical_tasks": self.critical_tasks(),
        }

    def tables(self) -> list[Table]:
        return [
            self.table("tasks", self.frame),
            self._breakdown(),
        ]

    def _breakdown(self) -> Table:
        tasks = self.frame
        phases = tasks.groupby("phase", sort=False)["budget_keur"].sum()
        rows = [("P", None, "Early Warning", phases.sum())]
        for phase, budget in phases.items():
            number, name = str(phase).split(" ", 1)
            code = f"P.{number}"
            rows.append((code, "P", name, budget))
            packages = tasks[tasks["phase"] == phase]
            for number, package in enumerate(packages.itertuples(), 1):
                rows.append((f"{code}.{number}", code, package.task, package.budget_keur))
        frame = pd.DataFrame(rows, columns=["code", "parent", "name", "budget_keur"])
        return self.table("wbs", frame.round({"budget_keur": 1}))


@dataclass(frozen=True)
class PastProjects(Generator):
    """Finished projects of the carriers' association: a reference class.

    Actual cost over estimate is lognormal; a share of the projects comes from a second lognormal
    far above. The sample is stratified, one project from each slice of equal probability of either
    part, so that it shows what the class is like: see :meth:`uplift`.

    Parameters
    ----------
    company : Company
    rows : int
        Number of projects.
    median_ratio, sigma : float
        Median of actual / estimated cost of ordinary projects, and standard deviation of its
        natural logarithm.
    runaway_share : float
        Share of projects that run away.
    runaway_ratio, runaway_sigma : float
        Median and standard deviation of the logarithm of their ratio.
    schedule_exponent : float
        The ratio of the durations is the ratio of costs to this power, with noise.
    """

    rows: int = 72
    median_ratio: float = 1.08
    sigma: float = 0.20
    runaway_share: float = 0.14
    runaway_ratio: float = 2.3
    runaway_sigma: float = 0.35
    schedule_exponent: float = 0.6

    @property
    def runaways(self) -> int:
        """How many of the projects ran away."""
        return round(self.rows * self.runaway_share)

    def uplift(self, accepted_risk: float) -> float:
        """True share to add to an estimate so that it is overrun with this probability."""

        def overrun(ratio: float) -> float:
            return (1 - self.runaway_share) * lognorm.sf(
                ratio, self.sigma, scale=self.median_ratio
            ) + self.runaway_share * lognorm.sf(ratio, self.runaway_sigma, scale=self.runaway_ratio)

        return brentq(lambda ratio: overrun(ratio) - accepted_risk, 0.1, 50) - 1

    def tables(self) -> list[Table]:
        c = self.company
        rng = c.rng("past projects")
        n, wild = self.rows, self.runaways
        ratio = np.concatenate(
            [
                lognorm.ppf(_slices(wild, rng), self.runaway_sigma, scale=self.runaway_ratio),
                lognorm.ppf(_slices(n - wild, rng), self.sigma, scale=self.median_ratio),
            ]
        )[rng.permutation(n)]
        estimate = (rng.lognormal(np.log(380), 0.6, n) / 10).round() * 10
        months = (4 + estimate**0.35 * rng.uniform(0.7, 1.3, n)).round()
        delay = ratio**self.schedule_exponent * rng.lognormal(0, 0.08, n)
        last = c.history_year
        frame = pd.DataFrame(
            {
                "project_id": [f"P{number:02d}" for number in range(1, n + 1)],
                "finished": np.sort(rng.integers(last - 7, last + 1, n)),
                "kind": rng.choice(
                    ["data or AI", "integration", "application"], n, p=[0.3, 0.4, 0.3]
                ),
                "estimate_keur": estimate,
                "actual_keur": (estimate * ratio).round(),
                "estimate_months": months.astype(int),
                "actual_months": (months * delay).round().clip(2).astype(int),
            }
        )
        return [self.table("past_projects", frame)]

    def parameters(self) -> dict[str, Any]:
        return {**super().parameters(), "p80_uplift": round(self.uplift(0.2), 4)}


def _slices(parts: int, rng: np.random.Generator) -> np.ndarray:
    """A probability from each of `parts` slices between 0 and 1."""
    return (np.arange(parts) + rng.random(parts)) / parts


def _apportion(weight: np.ndarray, total: int) -> np.ndarray:
    """Split a whole number in proportion to weights, by largest remainder.

    Parameters
    ----------
    weight : numpy.ndarray
        Shape (n,), not negative.
    total : int

    Returns
    -------
    numpy.ndarray of int
        Shape (n,); adds up to `total`.
    """
    exact = weight / weight.sum() * total
    parts = np.floor(exact).astype(int)
    order = np.argsort(-(exact - parts), kind="stable")
    parts[order[: total - parts.sum()]] += 1
    return parts

"""Risk register, history of incidents, and lines to scan for secrets and personal data."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.company import KESTREL
from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read

#: Upper limits of the levels 1 to 4 of the matrix.
_LIKELIHOOD_LEVELS = (0.10, 0.30, 0.60, 0.90)
_IMPACT_LEVELS_KEUR = (2.0, 6.0, 16.0, 48.0)
#: Standard normal quantile at 95 %: half of a 90 % interval.
_Z95 = 1.6448536


@dataclass(frozen=True)
class Risks(Generator):
    """A register whose losses are lognormal and whose events are Poisson.

    Frequencies and 90 % intervals of the loss are those of a hand-written list; losses scale with
    the project's budget. Incidents of the past follow the same truth, for risks that existed
    before Early Warning.

    Parameters
    ----------
    company : Company
    years : int
        Years of incidents up to the end of the history year.
    control_price : float
        Price level of the controls. At 1 the controls of the reddest cells save little more than
        they cost, so that the best buy lies in a paler cell; at 0 it lies in a reddest one.
    holds : str
        In how many others the best buy lies in a paler cell, as measured by
        ``python -m tests.planted``.
    """

    years: int = 5
    control_price: float = 1.0
    holds: str = "28 of 40 other companies"

    @cached_property
    def register(self) -> pd.DataFrame:
        """The register table."""
        c = self.company
        risks = read("risks")
        rng = c.rng("risks")
        scale = c.budget_at_completion_keur / KESTREL.budget_at_completion_keur
        scale = scale * rng.uniform(0.85, 1.15, len(risks))
        frequency = (risks["frequency"] * rng.uniform(0.85, 1.15, len(risks))).round(2)
        low, high = ((risks[name] * scale).round(2).clip(lower=0.01) for name in ("low", "high"))
        mu = (np.log(low) + np.log(high)) / 2
        sigma = (np.log(high) - np.log(low)) / (2 * _Z95)
        impact = np.exp(mu + sigma**2 / 2).round(2)
        probability = (1 - np.exp(-frequency)).round(2)
        return pd.DataFrame(
            {
                "risk_id": [f"R{number:02d}" for number in range(1, len(risks) + 1)],
                "category": risks["category"],
                "cause": risks["cause"],
                "event": risks["event"],
                "effect": risks["effect"],
                "owner": risks["owner"].map(c.person),
                "probability": probability,
                "impact_keur": impact,
                "likelihood_level": np.searchsorted(_LIKELIHOOD_LEVELS, probability) + 1,
                "impact_level": np.searchsorted(_IMPACT_LEVELS_KEUR, impact) + 1,
                "frequency": frequency,
                "loss_low_keur": low,
                "loss_high_keur": high,
                "trigger": risks["trigger"],
                "response": risks["response"],
                "control": risks["control"],
                "control_cost_keur": (risks["control_cost"] * scale * self.control_price).round(1),
                "frequency_factor": risks["frequency_factor"],
                "loss_factor": risks["loss_factor"],
                "contingency": risks["contingency"],
            }
        )

    @property
    def reddest_cell_is_not_the_best_buy(self) -> bool:
        """Whether some control is worth more than all of those in the reddest cells."""
        risks = self.register
        saved = risks["frequency"] * risks["impact_keur"]
        net = saved * (1 - risks["frequency_factor"] * risks["loss_factor"])
        net = net - risks["control_cost_keur"]
        cell = risks["likelihood_level"] * risks["impact_level"]
        return bool(net.max() > max(0, net[cell == cell.max()].max()))

    @cached_property
    def incidents(self) -> pd.DataFrame:
        """The incidents table."""
        rng = self.company.rng("incidents")
        last = self.company.history_year
        first = date(last - self.years + 1, 1, 1)
        length = (date(last, 12, 31) - first).days + 1
        known = self.register[read("risks")["before"]]
        rows = []
        for risk in known.itertuples():
            mu = (np.log(risk.loss_low_keur) + np.log(risk.loss_high_keur)) / 2
            sigma = (np.log(risk.loss_high_keur) - np.log(risk.loss_low_keur)) / (2 * _Z95)
            count = rng.poisson(risk.frequency * self.years)
            days = np.sort(rng.integers(0, length, count))
            losses = rng.lognormal(mu, sigma, count).round(2).clip(0.01)
            rows += [
                (pd.Timestamp(first) + pd.Timedelta(days=int(day)), risk.category, loss)
                for day, loss in zip(days, losses, strict=True)
            ]
        frame = pd.DataFrame(rows, columns=["day", "category", "loss_keur"])
        frame = frame.sort_values(["day", "category"], kind="stable").reset_index(drop=True)
        frame.insert(0, "incident_id", [f"I{n:03d}" for n in range(1, len(frame) + 1)])
        return frame

    def parameters(self) -> dict[str, Any]:
        return {
            **super().parameters(),
            "frequency": "register column, events a year, Poisson",
            "loss": "lognormal; loss_low_keur and loss_high_keur are its 5 % and 95 % points",
            "reddest_cell_is_not_the_best_buy": self.reddest_cell_is_not_the_best_buy,
        }

    def tables(self) -> list[Table]:
        c = self.company
        first = c.history_year - self.years + 1
        return [
            self.table(
                "risks", self.register, likelihood=_LIKELIHOOD_LEVELS, impact=_IMPACT_LEVELS_KEUR
            ),
            self.table("incidents", self.incidents, first=first),
        ]


@dataclass(frozen=True)
class ScanLines(Generator):
    """Lines of files in which secrets and personal data were left, with the truth.

    Written by hand and the same for every company; secrets and persons are invented.

    Parameters
    ----------
    company : Company
    """

    def tables(self) -> list[Table]:
        frame = read("scan_lines")
        frame.insert(1, "line", frame.groupby("file").cumcount() + 1)
        return [self.table("scan_lines", frame)]

"""Staff and reasons of absence: what must not be read out of a table without names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.late import LateModel
from aipm.casegen.table import Generator, Table

QUASI = ("depot", "work", "age_band")
AGES = ("under 35", "35-49", "50 and over")
REASONS = ("none", "infection", "injury", "back pain", "mental health", "family care")


@dataclass(frozen=True)
class Absence(Generator):
    """One year's main reason of absence of each employee, with an order of who is left out.

    Whoever is in a group of fewer than `k` people who look alike is not published. So the
    published rows are k-anonymous, and the whole table is not. But in some published groups all
    have the same reason: a colleague who knows depot, work and age knows it of each of them.

    Parameters
    ----------
    company : Company
    k : int
        Smallest group that is published.
    alike : int
        Published groups in which all have one reason.
    drivers_a_van : float
        Drivers for each van.
    sorters, hub_sorters, office : int
        Mean number of sorters of a depot and of the hub, and of people in a depot's office.
    ages : tuple of float
        Shares of the age bands.
    reasons : mapping of str to float
        Shares of the reasons elsewhere.
    """

    k: int = 5
    alike: int = 2
    drivers_a_van: float = 1.3
    sorters: int = 16
    hub_sorters: int = 55
    office: int = 14
    ages: tuple[float, ...] = (0.30, 0.40, 0.30)
    reasons: Mapping[str, float] = field(
        default_factory=lambda: dict(zip(REASONS, (0.46, 0.2, 0.12, 0.1, 0.07, 0.05), strict=True))
    )

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The absence table."""
        c = self.company
        rng = c.rng("absence")
        vans = LateModel().routes(c).groupby("depot").size()
        rows = []
        for depot in c.depots:
            counts = {
                "driver": round(vans[depot] * self.drivers_a_van),
                "sorter": int(rng.poisson(self.hub_sorters if depot == c.hub else self.sorters)),
                "office": int(rng.poisson(self.office)),
            }
            for work, count in counts.items():
                rows += [(depot, work, str(rng.choice(AGES, p=self.ages))) for _ in range(count)]
        frame = pd.DataFrame(rows, columns=list(QUASI))
        size = frame.groupby(list(QUASI))["depot"].transform("size")
        frame["reason"] = rng.choice(REASONS, len(frame), p=list(self.reasons.values()))
        frame["published"] = size >= self.k
        small = frame[(size >= self.k) & (size <= self.k + 4)]
        groups = small.drop_duplicates(list(QUASI)).sample(self.alike, random_state=rng)
        for number, group in enumerate(groups[list(QUASI)].itertuples(index=False)):
            same = np.logical_and.reduce([frame[q] == v for q, v in zip(QUASI, group, strict=True)])
            frame.loc[same, "reason"] = ("mental health", "back pain")[number % 2]
        frame = frame.iloc[rng.permutation(len(frame))].reset_index(drop=True)
        frame.insert(0, "row", np.arange(1, len(frame) + 1))
        return frame

    def parameters(self) -> dict[str, Any]:
        return {**super().parameters(), "quasi_identifiers": list(QUASI)}

    def tables(self) -> list[Table]:
        return [self.table("absence", self.frame)]

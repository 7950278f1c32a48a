"""The first year of monitoring: scores, labels that come late, and three planted drifts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit

from aipm.casegen.calendar import working_days
from aipm.casegen.deliveries import Deliveries, calibrate
from aipm.casegen.late import LateModel, solve_intercept
from aipm.casegen.table import Generator, Table

DRIFTS = ("covariate", "prior", "concept")
_DROPPED = ("route", "weight_kg")


@dataclass(frozen=True)
class Stream(Generator):
    """Parcels of the control group, on which nobody acts, from go-live to the end of monitoring.

    Three windows hold one drift each; which drift lies in which window depends on the seed. Outside
    of the windows everything is as in the history of the same month: volume and vans follow the
    seasons, lateness follows them, and so does the score, so a season is no drift. A comparison
    with the launch months shows one; a comparison with the same months of the history does not.

    - covariate: vans are fuller and more parcels are express; lateness given these is unchanged.
    - prior: more parcels are late; what late parcels and parcels in time look like is unchanged.
    - concept: distance no longer matters and the evening becomes the worst window; the mix of
      parcels and the late rate are unchanged.

    Retraining mends concept drift alone, so only there it is worth its cost; prior drift is mended
    by moving the score.

    Parameters
    ----------
    company : Company
    model : LateModel
        Truth about lateness outside of the windows.
    rows : int
        Parcels.
    season : bool
        Whether volume follows the months, as in the history.
    windows : tuple of (int, int)
        First and last month of each window; month 1 begins with go-live.
    extra_load : int
        Parcels more in a van under covariate drift.
    express_share : float
        Share of express parcels under covariate drift.
    prior_factor : float
        Late rate under prior drift over the reference.
    evening_effect : float
        Effect of the evening on the log-odds under concept drift.
    late_delay, in_time_delay : float
        Median days until the label of a late parcel and of one in time is known.
    reports : mapping
        Probability that a late parcel is reported, by kind of receiver; and that a parcel in time
        is.
    """

    model: LateModel = field(default_factory=LateModel)
    rows: int = 30_000
    season: bool = True
    windows: tuple[tuple[int, int], ...] = ((4, 5), (7, 8), (10, 12))
    extra_load: int = 9
    express_share: float = 0.32
    prior_factor: float = 1.9
    evening_effect: float = 1.9
    late_delay: float = 3.0
    in_time_delay: float = 9.0
    reports: dict[str, float] = field(
        default_factory=lambda: {"business": 0.35, "private": 0.06, "in_time": 0.004}
    )

    @cached_property
    def drifts(self) -> dict[str, tuple[int, int]]:
        """First and last month of each drift."""
        order = self.company.rng("drifts").permutation(len(DRIFTS))
        return {DRIFTS[kind]: self.windows[place] for place, kind in enumerate(order)}

    def month(self, days: pd.Series) -> np.ndarray:
        """Month of monitoring of each day; the month of go-live is 1."""
        start = pd.Timestamp(self.company.go_live)
        return ((days.dt.year - start.year) * 12 + days.dt.month - start.month + 1).to_numpy()

    @property
    def frame(self) -> pd.DataFrame:
        """The stream table."""
        return self._drawn.drop(columns="probability")

    @property
    def probability(self) -> np.ndarray:
        """True probability of lateness of each row of the table, which is no column of it."""
        return self._drawn["probability"].to_numpy()

    @cached_property
    def _history(self) -> Deliveries:
        return Deliveries(self.company, self.model)

    @cached_property
    def _drawn(self) -> pd.DataFrame:
        c = self.company
        rng = c.rng("stream")
        days = working_days(c.go_live, c.monitoring_end)
        # Twice the rows: prior drift chooses among them by outcome.
        pool = self.model.sample(c, days, 2 * self.rows, rng, self.season)
        month = self.month(pool["day"])

        def within(kind: str) -> np.ndarray:
            first, last = self.drifts[kind]
            return (month >= first) & (month <= last)

        covariate, prior, concept = (within(kind) for kind in DRIFTS)
        ordinary = ~(covariate | prior | concept)
        log_odds = self.model.log_odds(c, pool)
        # The history's, so that a month without drift is as late as the same month then.
        intercept = self._history.intercept
        score = self._score(pool, ordinary, expit(intercept + log_odds))

        pool.loc[covariate, "van_load"] += self.extra_load
        more = self.express_share - (pool["service"] == "express").mean()
        switched = covariate & (rng.random(len(pool)) < more / (1 - 0.16))
        pool.loc[switched, "service"] = "express"
        usual = log_odds = self.model.log_odds(c, pool)
        offset = np.full(len(pool), intercept)
        distance = self.model.per_10_km * (pool["distance_km"].to_numpy() - 10) / 10
        evening = (pool["window"] == "evening").to_numpy()
        swing = self.evening_effect - self.model.window["evening"]
        log_odds = np.where(concept, log_odds - distance + swing * evening, log_odds)
        if concept.any():
            rate = float(expit(intercept + usual[concept]).mean())
            offset[concept] = solve_intercept(log_odds[concept], rate)
        chance = expit(offset + log_odds)
        late = rng.random(len(pool)) < chance

        # Under prior drift a late parcel is kept more often, at equal numbers a day.
        keep = np.full(len(pool), 1.0)
        rate = late[prior].mean() if prior.any() else c.late_rate
        target = min(rate * self.prior_factor, 0.5)
        keep[prior & ~late] = rate * (1 - target) / (target * (1 - rate))
        order = rng.random(len(pool)) / keep
        rank = pd.Series(order).groupby(pool["day"]).rank(method="first").to_numpy()
        size = pd.Series(order).groupby(pool["day"]).transform("size").to_numpy()
        kept = rank <= np.ceil(size / 2)
        chance = chance / (chance + (1 - chance) * np.where(prior, keep[prior & ~late][0], 1.0))
        pool, late = pool[kept].reset_index(drop=True), late[kept]

        median = np.where(late, self.late_delay, self.in_time_delay)
        delay = np.ceil(median * rng.lognormal(0, 0.5, len(pool)))
        label_day = pool["day"] + pd.to_timedelta(delay, unit="D")
        told = np.where(
            late,
            pool["customer"].map({k: self.reports[k] for k in ("business", "private")}),
            self.reports["in_time"],
        )
        frame = pool.drop(columns=list(_DROPPED))
        frame.insert(0, "delivery_id", np.arange(1, len(frame) + 1))
        known = label_day <= pd.Timestamp(c.monitoring_end)
        return frame.assign(
            score=expit(score[0] + score[1] * self.model.main_effects(pool)).round(4),
            reported=rng.random(len(pool)) < told,
            label_day=label_day.where(known),
            late=pd.Series(late, dtype="boolean").where(known),
            probability=chance[kept],
        )

    def _score(
        self, pool: pd.DataFrame, ordinary: np.ndarray, probability: np.ndarray
    ) -> tuple[float, float]:
        """Intercept and slope of the model in use: calibrated where there is no drift."""
        return calibrate(self.model.main_effects(pool)[ordinary], probability[ordinary])

    def parameters(self) -> dict[str, Any]:
        return {
            **super().parameters(),
            "drift_months": {k: list(v) for k, v in self.drifts.items()},
        }

    def tables(self) -> list[Table]:
        return [self.table("stream", self.frame, roadworks=self._history.roadworks_depot)]


#: The region's monitoring: it is smaller, and goes live in February.
NORTHERN_STREAM: Mapping[str, Any] = {"rows": 18_000, "windows": ((2, 3), (5, 6), (8, 9))}

"""Deliveries of the history year, the network they run on, and two suppliers' scores."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import expit

from aipm.casegen.calendar import working_year
from aipm.casegen.late import (
    LateModel,
    after,
    solve_intercept,
)
from aipm.casegen.table import Generator, Table


@dataclass(frozen=True)
class Depots(Generator):
    """Depots and the delivery routes that start there.

    Parameters
    ----------
    company : Company
    model : LateModel
        Tells how full a van is, and so how many routes there are.
    """

    model: LateModel = field(default_factory=LateModel)

    def parameters(self) -> dict[str, Any]:
        return {"mean_van_load": self.model.mean_van_load}

    def tables(self) -> list[Table]:
        c = self.company
        routes = self.model.routes(c).drop(columns="effect")
        vans = routes.groupby("depot").size().reindex(c.depots)
        share = (vans / vans.sum() * c.parcels_a_day).round(-1).astype(int)
        share[c.hub] += c.parcels_a_day - share.sum()
        depots = pd.DataFrame(
            {
                "depot": list(c.depots),
                "hub": [depot == c.hub for depot in c.depots],
                "vans": vans.to_numpy(),
                "parcels_a_day": share.to_numpy(),
            }
        )
        return [
            self.table("depots", depots),
            self.table("routes", routes),
        ]


@dataclass(frozen=True)
class Deliveries(Generator):
    """A random sample of the deliveries of the history year.

    The true late probability of each delivery is :meth:`late_probability`; it is not a column.

    Parameters
    ----------
    company : Company
    model : LateModel
        Truth about lateness.
    rows : int
        Deliveries in the sample.
    roadworks_month : int
        Month of the history year from which roadworks slow one depot until the year's end.
    roadworks_effect : float
        Effect of the roadworks on the log-odds.
    views_late, views_in_time : float
        Mean number of times that customers look at the tracking page until midnight, late and in
        time: the planted leak.
    """

    model: LateModel = field(default_factory=LateModel)
    rows: int = 30_000
    roadworks_month: int = 9
    roadworks_effect: float = 0.90
    views_late: float = 5.5
    views_in_time: float = 1.1

    @cached_property
    def roadworks_depot(self) -> str:
        """The depot that the roadworks slow; never the hub."""
        others = [depot for depot in self.company.depots if depot != self.company.hub]
        return str(self.company.rng("roadworks").choice(others))

    @property
    def roadworks_start(self) -> date:
        """First day of the roadworks."""
        return date(self.company.history_year, self.roadworks_month, 1)

    @cached_property
    def intercept(self) -> float:
        """Intercept of the log-odds, solved for the company's late rate."""
        return solve_intercept(self._log_odds(self._features), self.company.late_rate)

    @cached_property
    def _features(self) -> pd.DataFrame:
        company = self.company
        days = working_year(company.history_year)
        return self.model.sample(company, days, self.rows, company.rng("deliveries"))

    def _log_odds(self, frame: pd.DataFrame) -> np.ndarray:
        slowed = after(frame, self.roadworks_start) & (
            frame["depot"].astype(str) == self.roadworks_depot
        )
        return self.model.log_odds(self.company, frame) + self.roadworks_effect * slowed.to_numpy()

    def late_probability(self, frame: pd.DataFrame) -> np.ndarray:
        """True probability that each delivery is late.

        Parameters
        ----------
        frame : pandas.DataFrame
            Rows of the deliveries table; the columns known at dispatch are enough.

        Returns
        -------
        numpy.ndarray
            Shape (rows,), between 0 and 1.
        """
        return expit(self.intercept + self._log_odds(frame))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The deliveries table."""
        features = self._features
        rng = self.company.rng("late")
        late = rng.random(len(features)) < self.late_probability(features)
        views = rng.poisson(np.where(late, self.views_late, self.views_in_time))
        ids = pd.Series(np.arange(1, len(features) + 1), name="delivery_id")
        return pd.concat([ids, features.assign(tracking_views=views, late=late)], axis=1)

    def parameters(self) -> dict[str, Any]:
        effects = self.model.routes(self.company).set_index("route")["effect"]
        return {
            **super().parameters(),
            "intercept": self.intercept,
            "roadworks_depot": self.roadworks_depot,
            "leaked_column": "tracking_views",
            "route_effects": effects.to_dict(),
        }

    def tables(self) -> list[Table]:
        c = self.company
        one_in = c.parcels_a_year // self.rows
        return [self.table("deliveries", self.frame, one_in=one_in)]


@dataclass(frozen=True)
class LateScores(Generator):
    """Scores of two suppliers on deliveries of the last quarter of the history year.

    Supplier A is calibrated: it knows the main effects and their weight in this quarter, but not
    routes, roadworks or the tight mornings. That of supplier B ranks exactly as A does and is
    over-confident.

    Parameters
    ----------
    company : Company
    deliveries : Deliveries, optional
        Where the deliveries come from; the company's own by default.
    rows : int
        Scored deliveries, drawn at random from October to December.
    overconfidence : float
        Supplier B multiplies the log-odds of A, counted from their mean, by this factor.
    bias : float
        Supplier B adds this to the log-odds.
    """

    deliveries: Deliveries | None = None
    rows: int = 6_000
    overconfidence: float = 1.8
    bias: float = 0.45

    @cached_property
    def _source(self) -> Deliveries:
        return self.deliveries or Deliveries(self.company)

    @cached_property
    def _quarter(self) -> pd.DataFrame:
        frame = self._source.frame
        quarter = frame[frame["day"].dt.quarter == 4]
        rows = min(self.rows, len(quarter))
        chosen = self.company.rng("scores").choice(len(quarter), rows, replace=False)
        return quarter.iloc[np.sort(chosen)].reset_index(drop=True)

    @cached_property
    def calibration(self) -> tuple[float, float]:
        """Intercept and slope of supplier A's score over the main effects, six decimals."""
        frame = self._source.frame
        quarter = frame[frame["day"].dt.quarter == 4]
        return calibrate(
            self._source.model.main_effects(quarter), self._source.late_probability(quarter)
        )

    def parameters(self) -> dict[str, Any]:
        intercept, slope = self.calibration
        return {
            "rows": self.rows,
            "overconfidence": self.overconfidence,
            "bias": self.bias,
            "intercept": intercept,
            "slope": slope,
            "calibrated_column": "score_a",
        }

    def tables(self) -> list[Table]:
        frame = self._quarter
        intercept, slope = self.calibration
        log_odds = intercept + slope * self._source.model.main_effects(frame)
        centre = round(float(log_odds.mean()), 6)
        distorted = centre + self.overconfidence * (log_odds - centre) + self.bias
        scored = frame[["delivery_id", "day", "depot", "customer"]].assign(
            score_a=expit(log_odds).round(4),
            score_b=expit(distorted).round(4),
            late=frame["late"],
        )
        return [self.table("late_scores", scored)]


def calibrate(main_effects: np.ndarray, probability: np.ndarray) -> tuple[float, float]:
    """Fit ``expit(a + b * main_effects)`` to true probabilities.

    Minimises the cross-entropy, so that the fitted mean equals the true mean.

    Parameters
    ----------
    main_effects, probability : numpy.ndarray
        Shape (rows,).

    Returns
    -------
    (float, float)
        Intercept a and slope b, six decimals.
    """

    def cross_entropy(point: np.ndarray) -> tuple[float, np.ndarray]:
        line = point[0] + point[1] * main_effects
        residual = expit(line) - probability
        loss = np.logaddexp(0, line) - probability * line
        return loss.mean(), np.array([residual.mean(), (residual * main_effects).mean()])

    found = minimize(cross_entropy, x0=(-2.5, 1.0), jac=True, method="BFGS")
    return round(float(found.x[0]), 6), round(float(found.x[1]), 6)

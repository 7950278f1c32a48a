"""Deliveries of the history year, the network they run on, and two prototypes' scores."""

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
    AREAS,
    CUSTOMERS,
    SERVICES,
    WINDOWS,
    LateModel,
    after,
    solve_intercept,
)
from aipm.casegen.table import Column, Generator, Table


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
            Table(
                name=c.table("depots"),
                frame=depots,
                title=f"{c.name}: depots",
                description="""Synthetic. One row is one depot. Parcels a day are those that its
                vans deliver on an ordinary working day; they add up to the fact parcels_a_day.""",
                columns=(
                    Column("depot", "string", "Name of the depot"),
                    Column("hub", "boolean", "Whether parcels are sorted here"),
                    Column("vans", "integer", "Delivery vans, one for each route"),
                    Column("parcels_a_day", "integer", "Parcels delivered", "parcels a day"),
                ),
                key=("depot",),
            ),
            Table(
                name=c.table("routes"),
                frame=routes,
                title=f"{c.name}: delivery routes",
                description="""Synthetic. One row is one delivery route, which one van drives on
                every working day.""",
                columns=(
                    Column("route", "string", "Key of the route"),
                    Column("depot", "string", "Depot where the route starts"),
                    Column("area", "string", "Kind of area", constraints={"enum": list(AREAS)}),
                    Column("distance_km", "number", "Mean distance from the depot", "km"),
                ),
                key=("route",),
                references={"depot": (c.table("depots"), "depot")},
            ),
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
        return [
            Table(
                name=c.table("deliveries"),
                frame=self.frame,
                title=f"{c.name}: deliveries of {c.history_year}",
                description=f"""Synthetic. One row is one parcel delivered in {c.history_year}, a
                simple random sample of about one parcel in {one_in} of the year. Each column says
                when its value is known. Lateness was drawn from a known probability, a function of
                the columns known at dispatch, of the route and of the day. That probability is
                not a column. The true parameters are in the descriptor under synthetic, and
                aipm.casegen.Deliveries(company, rows={self.rows}).late_probability(frame) returns
                it, where company is KESTREL, or KESTREL.region() for the North region. Flaws: no
                missing values and no typing errors, unlike a real feed. Not to be used to judge
                real carriers, places or customers.""",
                columns=(
                    Column("delivery_id", "integer", "Key of the delivery"),
                    *dispatch_columns(),
                    Column(
                        "tracking_views",
                        "integer",
                        "Times that the tracking page was opened for the parcel, counted at "
                        "midnight after the delivery day",
                        "views",
                        {"minimum": 0},
                    ),
                    Column(
                        "late",
                        "boolean",
                        "Whether the parcel arrived after the promised window; known at delivery",
                    ),
                ),
                key=("delivery_id",),
                compressed=True,
                references={
                    "depot": (c.table("depots"), "depot"),
                    "route": (c.table("routes"), "route"),
                },
            ),
        ]


def dispatch_columns() -> tuple[Column, ...]:
    """Columns of a parcel that are known when its van is dispatched."""
    return (
        Column("day", "date", "Delivery day; known at dispatch"),
        Column("depot", "string", "Depot; known at dispatch"),
        Column("route", "string", "Route; known at dispatch"),
        Column(
            "customer",
            "string",
            "Kind of receiver; known at dispatch",
            constraints={"enum": list(CUSTOMERS)},
        ),
        Column(
            "service",
            "string",
            "Service bought; known at dispatch",
            constraints={"enum": list(SERVICES)},
        ),
        Column(
            "window",
            "string",
            "Promised part of the day; known at dispatch",
            constraints={"enum": list(WINDOWS)},
        ),
        Column(
            "distance_km",
            "number",
            "Distance from the depot; known at dispatch",
            "km",
            {"minimum": 0},
        ),
        Column(
            "weight_kg",
            "number",
            "Weight; known at dispatch",
            "kg",
            {"minimum": 0.1, "maximum": 31.5},
        ),
        Column(
            "stops_before",
            "integer",
            "Planned stops of the van before this one; known at dispatch",
            "stops",
            {"minimum": 0},
        ),
        Column(
            "van_load",
            "integer",
            "Parcels in the van; known at dispatch",
            "parcels",
            {"minimum": 1},
        ),
        Column(
            "rain_mm",
            "number",
            "Rain forecast for the day at the depot; known at dispatch",
            "mm",
            {"minimum": 0},
        ),
        Column(
            "new_driver",
            "boolean",
            "Whether the driver is in the first month; known at dispatch",
        ),
        Column(
            "address_complete",
            "boolean",
            "Whether the address passed the check; known at dispatch",
        ),
    )


@dataclass(frozen=True)
class LateScores(Generator):
    """Scores of two prototypes on deliveries of the last quarter of the history year.

    Prototype A is calibrated: it knows the main effects and their weight in this quarter, but not
    routes, roadworks or the tight mornings. Prototype B ranks exactly as A does and is
    over-confident.

    Parameters
    ----------
    company : Company
    deliveries : Deliveries, optional
        Where the deliveries come from; the company's own by default.
    rows : int
        Scored deliveries, drawn at random from October to December.
    overconfidence : float
        Prototype B multiplies the log-odds of A, counted from their mean, by this factor.
    bias : float
        Prototype B adds this to the log-odds.
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
        """Intercept and slope of prototype A over the main effects, six decimals."""
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
        c = self.company
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
        return [
            Table(
                name=c.table("late_scores"),
                frame=scored,
                title=f"{c.name}: two prototypes score the last quarter of {c.history_year}",
                description="""Synthetic. One row is one delivery of October to December, a random
                sample of those in the deliveries table, with the scores that two prototypes would
                have given at dispatch. Nobody acted on the scores, so late is what happens without
                Early Warning. Both prototypes claim that their score is a probability. Not to be
                used to compare real models.""",
                columns=(
                    Column("delivery_id", "integer", "Key of the delivery"),
                    Column("day", "date", "Delivery day"),
                    Column("depot", "string", "Depot"),
                    Column(
                        "customer",
                        "string",
                        "Kind of receiver",
                        constraints={"enum": list(CUSTOMERS)},
                    ),
                    Column(
                        "score_a",
                        "number",
                        "Score of prototype A, four decimals",
                        constraints={"minimum": 0, "maximum": 1},
                    ),
                    Column(
                        "score_b",
                        "number",
                        "Score of prototype B, four decimals",
                        constraints={"minimum": 0, "maximum": 1},
                    ),
                    Column("late", "boolean", "Whether the parcel arrived late"),
                ),
                key=("delivery_id",),
                references={"delivery_id": (c.table("deliveries"), "delivery_id")},
            )
        ]


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

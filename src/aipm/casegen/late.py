"""Which parcels are late, and why: the truth behind deliveries, scores and monitoring."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import expit

from aipm.casegen.calendar import working_year
from aipm.casegen.company import Company

AREAS = ("town", "suburb", "rural")
WINDOWS = ("am", "pm", "evening")
SERVICES = ("standard", "express")
CUSTOMERS = ("private", "business")

#: Seasonal share of volume by month, January first, and by weekday, Monday first.
_MONTHS = (0.92, 0.93, 0.97, 0.98, 0.98, 0.96, 0.92, 0.88, 0.98, 1.04, 1.18, 1.30)
_WEEKDAYS = (1.12, 1.04, 0.98, 0.95, 0.91)


@dataclass(frozen=True)
class LateModel:
    """True log-odds that a parcel is late, as a function of what is known at dispatch.

    Effects are on the log-odds scale (natural logarithm). The intercept is not an attribute: it is
    solved so that a table has the company's late rate, and published with the table.

    Parameters
    ----------
    mean_van_load : int
        Parcels in a van on an ordinary day.
    per_10_km : float
        Effect of 10 km more between depot and address.
    per_10_stops : float
        Effect of 10 more stops before this one.
    per_10_parcels : float
        Effect of 10 more parcels in the van.
    per_5_mm : float
        Effect of 5 mm more rain.
    window : mapping of str to float
        Effect of the promised window.
    express, new_driver, incomplete_address : float
        Effect of an express parcel, of a driver in the first month, of a faulty address.
    tight_morning : float
        Extra effect of a morning promise with more than `tight_after` stops before it: a linear
        model does not see it.
    tight_after : int
        Stops.
    route_sd : float
        Standard deviation of the effect of a route: the group structure.
    """

    mean_van_load: int = 110
    per_10_km: float = 0.70
    per_10_stops: float = 0.10
    per_10_parcels: float = 0.40
    per_5_mm: float = 0.60
    window: Mapping[str, float] = field(
        default_factory=lambda: {"am": 0.50, "pm": 0.0, "evening": -0.40}
    )
    express: float = 0.40
    new_driver: float = 1.10
    incomplete_address: float = 1.70
    tight_morning: float = 1.20
    tight_after: int = 55
    route_sd: float = 0.60

    def routes(self, company: Company) -> pd.DataFrame:
        """The delivery routes, one van each.

        Returns
        -------
        pandas.DataFrame
            Columns route, depot, area, distance_km (mean, from the depot) and effect (log-odds).
        """
        rng = company.rng("routes")
        vans = round(company.parcels_a_day / self.mean_van_load)
        # The hub's depot is the largest; the others differ.
        weight = rng.uniform(0.8, 1.2, len(company.depots))
        weight[company.depots.index(company.hub)] = 1.6
        counts = np.floor(vans * weight / weight.sum()).astype(int)
        counts[company.depots.index(company.hub)] += vans - counts.sum()
        rows = []
        for depot, count in zip(company.depots, counts, strict=True):
            for number in range(1, count + 1):
                area = AREAS[rng.choice(3, p=(0.40, 0.38, 0.22))]
                low, high = {"town": (2, 7), "suburb": (6, 15), "rural": (14, 32)}[area]
                rows.append(
                    {
                        "route": f"{depot[:3].upper()}-{number:02d}",
                        "depot": depot,
                        "area": area,
                        "distance_km": round(rng.uniform(low, high), 1),
                        "effect": round(rng.normal(0, self.route_sd), 3),
                    }
                )
        return pd.DataFrame(rows)

    def sample(
        self,
        company: Company,
        days: pd.DatetimeIndex,
        rows: int,
        rng: np.random.Generator,
        season: bool = True,
    ) -> pd.DataFrame:
        """Draw parcels with all that is known at dispatch, in order of day.

        Parameters
        ----------
        company : Company
        days : pandas.DatetimeIndex
            Working days to draw from.
        rows : int
            Number of parcels.
        rng : numpy.random.Generator
        season : bool
            Whether volume follows the months; it follows the weekdays in any case.

        Returns
        -------
        pandas.DataFrame
        """
        routes = self.routes(company)
        volume = relative_volume(company, days, season)

        shape = (len(days), len(routes))
        # A busier day fills the vans by half of its extra volume; hired vans carry the rest.
        load = self.mean_van_load * volume[:, None] ** 0.5 * rng.normal(1, 0.09, shape)
        load = np.clip(load.round(), 60, 190).astype(int)
        new_driver = rng.random(shape) < 0.06
        wet = rng.random((len(days), len(company.depots))) < 0.38
        rain = np.where(wet, rng.gamma(1.1, 4.2, wet.shape), 0.0).clip(0, 40).round(1)

        day = np.sort(rng.choice(len(days), rows, p=volume / volume.sum()))
        route = rng.integers(0, len(routes), rows)
        depot = routes["depot"].map(company.depots.index).to_numpy()[route]
        progress = rng.random(rows)
        van_load = load[day, route]
        # Vans serve morning promises first, but not always.
        order = progress + rng.normal(0, 0.16, rows)
        window = np.select([order < 0.42, order < 0.80], ["am", "pm"], "evening")
        business = rng.random(rows) < np.where(window == "evening", 0.08, 0.38)
        return pd.DataFrame(
            {
                "day": days[day],
                "depot": routes["depot"].to_numpy()[route],
                "route": routes["route"].to_numpy()[route],
                "customer": np.where(business, "business", "private"),
                "service": np.where(rng.random(rows) < 0.16, "express", "standard"),
                "window": window,
                "distance_km": (
                    routes["distance_km"].to_numpy()[route] * rng.lognormal(-0.02, 0.22, rows)
                )
                .clip(0.3)
                .round(1),
                "weight_kg": rng.lognormal(0.75, 0.8, rows).clip(0.1, 31.5).round(1),
                "stops_before": (progress * 0.85 * van_load).astype(int),
                "van_load": van_load,
                "rain_mm": rain[day, depot],
                "new_driver": new_driver[day, route],
                "address_complete": rng.random(rows) >= 0.05,
            }
        )

    def main_effects(self, frame: pd.DataFrame) -> np.ndarray:
        """Sum of the effects that a linear model without routes can learn, shape (rows,)."""
        return (
            self.per_10_km * (frame["distance_km"].to_numpy() - 10) / 10
            + self.per_10_stops * (frame["stops_before"].to_numpy() - 45) / 10
            + self.per_10_parcels * (frame["van_load"].to_numpy() - self.mean_van_load) / 10
            + self.per_5_mm * frame["rain_mm"].to_numpy() / 5
            + frame["window"].astype(str).map(self.window).to_numpy(dtype=float)
            + self.express * (frame["service"].astype(str) == "express").to_numpy()
            + self.new_driver * frame["new_driver"].to_numpy(dtype=float)
            + self.incomplete_address * (~frame["address_complete"].to_numpy(dtype=bool))
        )

    def log_odds(self, company: Company, frame: pd.DataFrame) -> np.ndarray:
        """All effects but the intercept, shape (rows,)."""
        routes = self.routes(company).set_index("route")["effect"]
        tight = (frame["window"].astype(str) == "am") & (frame["stops_before"] > self.tight_after)
        return (
            self.main_effects(frame)
            + self.tight_morning * tight.to_numpy()
            + frame["route"].astype(str).map(routes).to_numpy(dtype=float)
        )


def relative_volume(company: Company, days: pd.DatetimeIndex, season: bool = True) -> np.ndarray:
    """Volume of working days, by weekday and month.

    Parameters
    ----------
    company : Company
    days : pandas.DatetimeIndex
        Working days.
    season : bool
        Whether volume follows the months; it follows the weekdays in any case.

    Returns
    -------
    numpy.ndarray
        Shape (days,). 1 is the mean of the working days of the history year, so that a part of a
        year is as busy as the same months of the history.
    """

    def volume(of: pd.DatetimeIndex) -> np.ndarray:
        weekday = np.array(_WEEKDAYS)[of.day_of_week]
        return weekday * np.array(_MONTHS)[of.month - 1] if season else weekday

    return volume(days) / volume(working_year(company.history_year)).mean()


def solve_intercept(log_odds: np.ndarray, rate: float) -> float:
    """Intercept at which the mean of ``expit(intercept + log_odds)`` is `rate`, six decimals."""
    return round(brentq(lambda a: expit(a + log_odds).mean() - rate, -15, 15), 6)


def after(frame: pd.DataFrame, day: date) -> np.ndarray:
    """Which rows lie on or after a day, shape (rows,)."""
    return (frame["day"] >= pd.Timestamp(day)).to_numpy()

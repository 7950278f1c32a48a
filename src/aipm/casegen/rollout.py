"""The rollout: canary requests, experiments with customers, safeguards, readiness."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.calendar import working_days
from aipm.casegen.late import relative_volume
from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read

ARMS = ("stable", "canary")
PLATFORMS = ("app", "web", "phone")
_SLOTS_A_DAY = 288
#: Share of a working day's requests in each hour, before normalisation: dispatch, then tours.
_HOURS = (1, 1, 1, 2, 6, 14, 16, 10, 7, 6, 6, 6, 7, 7, 6, 5, 5, 4, 3, 2, 2, 1, 1, 1)


@dataclass(frozen=True)
class Canary(Generator):
    """Requests and errors of the scoring service in slots of five minutes, stable and canary.

    Parameters
    ----------
    company : Company
    requests_a_parcel : int
        Requests for each parcel of a working day.
    weekend : float
        Requests of a day off as a share of those of a working day.
    stages : tuple of (int, float)
        Days after the start of the canary run, and the canary's share from then on.
    stable_errors, canary_errors : float
        Error rates in ordinary slots.
    slo : float
        Service level objective: share of requests without error.
    fast_minutes, fast_errors : int, float
        The fast burn: minutes and error rate, in the canary only.
    slow_hours, slow_errors : int, float
        The slow burn: hours and error rate, in both.
    blips, blip_errors : int, float
        Number of single slots with many errors, and the error rate in them.
    """

    requests_a_parcel: int = 10
    weekend: float = 0.25
    stages: tuple[tuple[int, float], ...] = ((0, 0.05), (7, 0.20), (19, 0.50))
    stable_errors: float = 0.0003
    canary_errors: float = 0.0005
    slo: float = 0.999
    fast_minutes: int = 45
    fast_errors: float = 0.30
    slow_hours: int = 30
    slow_errors: float = 0.008
    blips: int = 4
    blip_errors: float = 0.10

    @cached_property
    def slots(self) -> pd.DatetimeIndex:
        """Start of each slot of the canary run."""
        c = self.company
        end = c.go_live.replace(day=1)
        return pd.date_range(c.canary_start, end, freq="5min", inclusive="left")

    @cached_property
    def bursts(self) -> dict[str, Any]:
        """First slot of the fast burn, the slow burn and the blips."""
        rng = self.company.rng("bursts")
        open_days = working_days(self.slots[0].date(), self.slots[-1].date())
        weekdays = open_days[open_days.day_of_week < 4]
        # The fast burn in the second stage, the slow one in the third, blips in the first.
        start = self.slots[0]
        first, second, third = (start + timedelta(days=days) for days, _ in self.stages)
        fast = rng.choice(weekdays[(weekdays > second) & (weekdays < third)])
        slow = rng.choice(weekdays[(weekdays > third) & (weekdays < self.slots[-1] - timedelta(4))])
        quiet = open_days[(open_days >= first) & (open_days < second)]
        blips = rng.choice(quiet, self.blips, replace=False)
        hour = pd.Timedelta(hours=1)
        return {
            "fast": pd.Timestamp(fast) + hour * int(rng.integers(9, 15)),
            "slow": pd.Timestamp(slow) + hour * int(rng.integers(6, 9)),
            "blips": sorted(pd.Timestamp(day) + hour * int(rng.integers(8, 17)) for day in blips),
        }

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The canary table."""
        rng = self.company.rng("canary")
        slots = self.slots
        n = len(slots)
        profile = np.repeat(np.array(_HOURS) / sum(_HOURS) / 12, 12)
        of_day = (slots.hour * 12 + slots.minute // 5).to_numpy()
        open_day = slots.normalize().isin(working_days(slots[0].date(), slots[-1].date()))
        volume = np.full(n, self.weekend)
        volume[open_day] = relative_volume(self.company, slots[open_day])
        volume *= self.company.parcels_a_day * self.requests_a_parcel
        expected = volume * profile[of_day]
        day = ((slots.normalize() - slots[0].normalize()).days).to_numpy()
        share = np.zeros(n)
        for first, canary in self.stages:
            share[day >= first] = canary

        fast = self._during(self.bursts["fast"], self.fast_minutes)
        slow = self._during(self.bursts["slow"], self.slow_hours * 60)
        blip = np.isin(slots, self.bursts["blips"])
        parts = []
        for arm, part, ordinary in (
            ("stable", 1 - share, self.stable_errors),
            ("canary", share, self.canary_errors),
        ):
            requests = rng.poisson(expected * part)
            rate = np.full(n, ordinary)
            rate[slow] = self.slow_errors
            rate[blip] = self.blip_errors
            if arm == "canary":
                rate[fast] = self.fast_errors
            parts.append(
                pd.DataFrame(
                    {
                        "start": slots,
                        "arm": arm,
                        "requests": requests,
                        "errors": rng.binomial(requests, rate),
                    }
                )
            )
        frame = pd.concat(parts)
        return frame.sort_values("start", kind="stable").reset_index(drop=True)

    def _during(self, first: pd.Timestamp, minutes: int) -> np.ndarray:
        return np.asarray(
            (self.slots >= first) & (self.slots < first + pd.Timedelta(minutes=minutes))
        )

    def parameters(self) -> dict[str, Any]:
        bursts = self.bursts
        return {
            **super().parameters(),
            "only_in_the_canary": "fast",
            "fast_start": bursts["fast"].isoformat(),
            "slow_start": bursts["slow"].isoformat(),
            "blip_slots": [slot.isoformat() for slot in bursts["blips"]],
        }

    def tables(self) -> list[Table]:
        return [self.table("canary", self.frame, first=self.slots[0], last=self.slots[-1])]


@dataclass(frozen=True)
class Experiments(Generator):
    """Two randomised experiments with warned customers; one lost customers on the way.

    Customers with a risky parcel are assigned half and half. Warning by e-mail helps; warning by
    text message makes more of them contact support. But many app customers who were warned by text
    message and contacted support did so in the message, and the log dropped them: a sample-ratio
    mismatch under which the worse way looks like the better one.

    Parameters
    ----------
    company : Company
    risky_share : float
        Share of a day's parcels, those of the highest scores, whose customers take part in either
        experiment.
    contact_rate : float
        Probability that a customer who is not warned contacts support within a week.
    effect : mapping of str to float
        What a warning adds to it, by experiment.
    platforms : tuple of float
        Shares of app, web and phone.
    lost : float
        Share of the warned app customers with a contact that the text-message log drops.
    skipping_the_ratio_picks_the_worse_way : str
        In how many others, as measured by ``python -m tests.planted``.
    """

    risky_share: float = 0.088
    contact_rate: float = 0.22
    effect: Mapping[str, float] = field(
        default_factory=lambda: {"sms_warning": 0.015, "email_warning": -0.030}
    )
    platforms: tuple[float, float, float] = (0.60, 0.30, 0.10)
    lost: float = 0.60
    skipping_the_ratio_picks_the_worse_way: str = "in 39 of 40 other companies"

    @cached_property
    def days(self) -> pd.DatetimeIndex:
        """Working days on which customers are assigned; all outcomes are in before go-live."""
        c = self.company
        return working_days(c.canary_start, c.go_live - timedelta(days=10))

    @property
    def customers(self) -> int:
        """Customers assigned in each experiment."""
        daily = self.company.parcels_a_day * self.risky_share
        return int(round(daily * len(self.days) / len(self.effect), -2))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The experiments table."""
        return pd.concat([self._experiment(name) for name in self.effect], ignore_index=True)

    def _experiment(self, name: str) -> pd.DataFrame:
        rng, n = self.company.rng(name), self.customers
        warned = rng.permutation(n) < n // 2
        platform = rng.choice(PLATFORMS, n, p=self.platforms)
        contacted = rng.random(n) < self.contact_rate + self.effect[name] * warned
        frame = pd.DataFrame(
            {
                "experiment": name,
                "customer": rng.choice(900_000, n, replace=False) + 100_000,
                "day": self.days[np.sort(rng.integers(0, len(self.days), n))],
                "platform": platform,
                "arm": np.where(warned, "warned", "control"),
                "contacted": contacted,
            }
        )
        at_risk = warned & (platform == "app") & contacted & (name == "sms_warning")
        return frame[~(at_risk & (rng.random(n) < self.lost))]

    def parameters(self) -> dict[str, Any]:
        return {
            **super().parameters(),
            "customers": self.customers,
            "mismatch": {"experiment": "sms_warning", "platform": "app", "arm": "warned"},
        }

    def tables(self) -> list[Table]:
        return [self.table("experiments", self.frame)]


#: What the North region's experiments have otherwise: with half of the customers, more of them are
#: lost and more of them contact support, so that the fault and the effect show.
NORTHERN_EXPERIMENTS: Mapping[str, Any] = {
    "contact_rate": 0.26,
    "effect": {"sms_warning": 0.015, "email_warning": -0.060},
    "lost": 0.90,
    "skipping_the_ratio_picks_the_worse_way": "in 38 of 40 other regions",
}


@dataclass(frozen=True)
class Safeguards(Generator):
    """Checks of the canary run in which nothing went wrong, and what was promised about them.

    No event was seen in most of the checks, but some were too few to keep the promise: by the rule
    of three a check without an event among n shows, with 95 % confidence, a rate below 3 / n.

    Parameters
    ----------
    company : Company
    checks : mapping of str to (int, int, float, float)
        For each check: cases looked at, events seen, the highest rate promised, the true rate.
    """

    checks: Mapping[str, tuple[int, int, float, float]] = field(
        default_factory=lambda: {
            "warning sent to the wrong customer": (400, 0, 0.002, 0.0040),
            "parcel re-routed to a closed depot": (2_600, 0, 0.002, 0.0001),
            "address of another customer shown": (900, 0, 0.001, 0.0012),
            "warning sent at night": (5_200, 0, 0.001, 0.0001),
            "warning in the wrong language": (1_500, 4, 0.005, 0.0030),
        }
    )

    def tables(self) -> list[Table]:
        rows = [(name, *values[:3]) for name, values in self.checks.items()]
        frame = pd.DataFrame(rows, columns=["check", "cases", "events", "promised_rate"])
        return [self.table("safeguards", frame)]


@dataclass(frozen=True)
class Readiness(Generator):
    """Answers to the 28 tests of the ML Test Score, written by hand, the same for every company.

    Parameters
    ----------
    company : Company

    References
    ----------
    E. Breck, S. Cai, E. Nielsen, M. Salib, D. Sculley, "The ML Test Score: A Rubric for ML
    Production Readiness and Technical Debt Reduction", IEEE Big Data 2017.
    """

    def tables(self) -> list[Table]:
        frame = read("ml_tests")
        frame.insert(1, "number", frame.groupby("section").cumcount() + 1)
        return [self.table("ml_tests", frame)]

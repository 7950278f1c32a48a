"""Six months of cloud bill with the column names of FOCUS, and the use of the language model."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aipm.casegen.audit import SupportProcess
from aipm.casegen.calendar import working_days
from aipm.casegen.table import Generator, Table

MODEL_SERVICE = "Language model API"
#: Services but the language model: FOCUS category, share of what the model leaves, weight of a
#: day off, yearly growth, unit and list price of a unit in EUR.
_SERVICES = {
    "Virtual machines": ("Compute", 0.40, 0.55, 0.05, "Hours", 0.19),
    "Data warehouse": ("Databases", 0.33, 0.35, 0.12, "Slot-Hours", 0.046),
    "Object storage": ("Storage", 0.11, 1.00, 0.90, "GB-Days", 0.00075),
    "Monitoring": ("Management and Governance", 0.10, 0.85, 0.10, "GB", 0.24),
    "Network": ("Networking", 0.06, 0.40, 0.10, "GB", 0.08),
}
#: Uses of the language model: requests for a ticket on the first day and a year later, tokens read
#: and written in a request.
_USES = {
    "triage": (1.0, 1.0, 1_600, 25),
    "reply_draft": (0.2, 0.6, 9_000, 320),
    "evaluation": (1.5, 1.5, 2_400, 60),
}
MODEL = "course-lm-medium"


@dataclass(frozen=True)
class CloudBill(Generator):
    """Daily charges of the project's cloud account, from its first day to the shadow run.

    Each service has a level, a growth, a week (less on days off), noise, and planted anomalies. The
    plan of the facts is the yearly cloud cost; growth and anomalies make the bill exceed it. The
    language model is tried on each day's tickets.

    Parameters
    ----------
    company : Company
    noise : float
        Standard deviation of the logarithm of a service's daily cost.
    overspend : float
        Bill without anomalies over the plan, as a ratio.
    discount : float
        Negotiated discount on list prices.
    anomalies : tuple of (str, int, float)
        Service, number of days and factor of each planted anomaly; the days are drawn.
    first_anomaly : int
        Days of the account before which there is none.
    price_in, price_out : float
        List price of the language model, EUR for a million tokens read and written.
    """

    noise: float = 0.05
    overspend: float = 1.10
    discount: float = 0.06
    anomalies: tuple[tuple[str, int, float], ...] = (
        ("Virtual machines", 3, 4.5),
        (MODEL_SERVICE, 1, 9.0),
        ("Network", 2, 14.0),
        ("Data warehouse", 1, 5.0),
        ("Virtual machines", 1, 0.15),
        ("Monitoring", 4, 6.0),
    )
    first_anomaly: int = 35
    price_in: float = 2.50
    price_out: float = 10.00

    @cached_property
    def days(self) -> pd.DatetimeIndex:
        """Days of the bill."""
        return pd.date_range(self.company.cloud_start, self.company.shadow_start, inclusive="left")

    @cached_property
    def planted(self) -> list[dict[str, Any]]:
        """The planted anomalies: service, first day, days and factor, in order of time."""
        rng = self.company.rng("anomalies")
        # One anomaly a slot, so that no two of them touch.
        slots = np.linspace(self.first_anomaly, len(self.days) - 8, len(self.anomalies) + 1)
        found = []
        for slot, index in enumerate(rng.permutation(len(self.anomalies))):
            service, length, factor = self.anomalies[index]
            start = int(rng.integers(int(slots[slot]), int(slots[slot + 1]) - 7))
            first = self.days[start].date()
            found.append({"service": service, "first": first, "days": length, "factor": factor})
        return found

    def _factor(self, service: str) -> np.ndarray:
        """Factor of the planted anomalies of a service on each day."""
        factor = np.ones(len(self.days))
        for anomaly in self.planted:
            if anomaly["service"] == service:
                first = self.days.get_loc(pd.Timestamp(anomaly["first"]))
                factor[first : first + anomaly["days"]] = anomaly["factor"]
        return factor

    @cached_property
    def off(self) -> np.ndarray:
        """Which days are weekends or holidays."""
        open_days = working_days(self.days[0].date(), self.days[-1].date())
        return ~self.days.isin(open_days)

    @property
    def _tickets(self) -> np.ndarray:
        """Support tickets of each day."""
        c, off = self.company, SupportProcess(self.company).off_share
        off_days = 365 - c.working_days
        share = np.where(self.off, off / off_days, (1 - off) / c.working_days)
        return c.tickets_a_year * share

    @cached_property
    def usage(self) -> pd.DataFrame:
        """Use of the language model by day and purpose; its cost is the bill's."""
        rng = self.company.rng("tokens")
        n = len(self.days)
        tickets = self._tickets
        elapsed = np.arange(n) / 365
        parts = []
        for use, (before, later, tokens_in, tokens_out) in _USES.items():
            requests = tickets * (before + (later - before) * elapsed)
            requests *= rng.lognormal(0, self.noise, n) * self._factor(MODEL_SERVICE)
            requests = requests.round().astype(int)
            parts.append(
                pd.DataFrame(
                    {
                        "day": self.days,
                        "model": MODEL,
                        "use": use,
                        "requests": requests,
                        "input_tokens": (requests * tokens_in * rng.lognormal(0, 0.02, n)).round(),
                        "output_tokens": (
                            requests * tokens_out * rng.lognormal(0, 0.02, n)
                        ).round(),
                    }
                )
            )
        frame = pd.concat(parts).astype({"input_tokens": int, "output_tokens": int})
        list_cost = frame["input_tokens"] * self.price_in + frame["output_tokens"] * self.price_out
        frame["list_cost_eur"] = (list_cost / 1e6).round(2)
        return frame.sort_values("day", kind="stable").reset_index(drop=True)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The bill: a row for each day and service."""
        rng = self.company.rng("bill")
        n = len(self.days)
        by_day = self.usage.groupby("day")
        tokens = (by_day["input_tokens"].sum() + by_day["output_tokens"].sum()).to_numpy()
        model_cost = by_day["list_cost_eur"].sum().round(2).to_numpy()

        # What the plan and its overspend leave for the other services on an ordinary day.
        wanted = self.company.cloud_cost_keur * 1_000 * self.overspend * n / 365
        wanted /= 1 - self.discount
        left = (wanted - (model_cost / self._factor(MODEL_SERVICE)).sum()) / n
        # Month ends run reports.
        closing = np.where(self.days.day >= 28, 1.35, 1.0)
        elapsed = np.arange(n) / 365
        parts = []
        for service, (category, share, weekend, growth, unit, price) in _SERVICES.items():
            level = (1 + growth * elapsed) * np.where(self.off, weekend, 1.0)
            if service == "Data warehouse":
                level = level * closing
            cost = left * share * level / level.mean() * rng.lognormal(0, self.noise, n)
            cost = (cost * self._factor(service)).round(2)
            parts.append(self._rows(service, category, (cost / price).round(1), unit, cost))
        parts.append(
            self._rows(
                MODEL_SERVICE, "AI and Machine Learning", tokens.astype(float), "Tokens", model_cost
            )
        )
        frame = pd.concat(parts)
        return frame.sort_values("ChargePeriodStart", kind="stable").reset_index(drop=True)

    def _rows(
        self,
        service: str,
        category: str,
        quantity: np.ndarray,
        unit: str,
        list_cost: np.ndarray,
    ) -> pd.DataFrame:
        month = self.days.to_period("M")
        return pd.DataFrame(
            {
                "BillingAccountId": f"{self.company.prefix}-early-warning",
                "BillingCurrency": "EUR",
                "BillingPeriodStart": month.start_time,
                "BillingPeriodEnd": (month + 1).start_time,
                "ChargePeriodStart": self.days,
                "ChargePeriodEnd": self.days + pd.Timedelta(days=1),
                "ChargeCategory": "Usage",
                "ServiceCategory": category,
                "ServiceName": service,
                "ConsumedQuantity": quantity,
                "ConsumedUnit": unit,
                "ListCost": list_cost,
                "BilledCost": (list_cost * (1 - self.discount)).round(2),
            }
        )

    def parameters(self) -> dict[str, Any]:
        planted = [{**anomaly, "first": anomaly["first"].isoformat()} for anomaly in self.planted]
        services = {
            service: {"share": share, "day_off": weekend, "yearly_growth": growth}
            for service, (_, share, weekend, growth, _, _) in _SERVICES.items()
        }
        return {**super().parameters(), "planted": planted, "services": services}

    def tables(self) -> list[Table]:
        holidays = self.days[self.off & (self.days.day_of_week < 5)]
        known = ", ".join(f"{day.day} {day:%B}" for day in holidays)
        last = self.days[-1]
        return [
            self.table("cloud_bill", self.frame, last=last, holidays=known),
            self.table("model_usage", self.usage, last=last),
        ]

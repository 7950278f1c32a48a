"""Facts and business case: the company's plan values, and ranges around the uncertain ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from aipm.casegen.table import Generator, Table


@dataclass(frozen=True)
class BusinessCase(Generator):
    """Plan values of the company and three-point values of the assumptions.

    Parameters
    ----------
    company : Company
    spread : mapping of str to (float, float)
        Minimum and maximum of an assumption as multiples of its most likely value.
    adoption_floor : float
        Minimum of a year's adoption as a multiple of its most likely value.
    adoption_headroom : float
        Maximum of a year's adoption: the most likely value plus this share of what is missing to
        100 %.
    """

    spread: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: {
            "avoided_share": (0.5, 1.5),
            "late_parcel_cost": (0.8, 1.3),
            "minutes_saved": (0.5, 1.5),
            "retained_margin": (0.0, 1.6),
            "running_cost": (0.9, 1.2),
            "build_cost": (0.95, 1.25),
        }
    )
    adoption_floor: float = 0.8
    adoption_headroom: float = 0.25

    def tables(self) -> list[Table]:
        return [self._facts(), self._assumptions()]

    def _facts(self) -> Table:
        c = self.company
        rows = [
            ("parcels_a_year", c.parcels_a_year, "parcels", "Parcels a day times working days"),
            ("working_days", c.working_days, "days a year", "Days on which parcels are delivered"),
            ("parcels_a_day", c.parcels_a_day, "parcels", "On a working day"),
            ("late_rate", _percent(c.late_rate), "% of parcels", "After the promised window"),
            ("late_parcels_a_year", c.late_parcels_a_year, "parcels", "Late rate times parcels"),
            (
                "late_parcel_cost",
                c.late_parcel_cost_eur,
                "EUR a parcel",
                "Direct cost only: voucher, redelivery, contact",
            ),
            ("tickets_a_year", c.tickets_a_year, "tickets", "Support tickets"),
            ("handling_time", c.handling_minutes, "minutes a ticket", "Mean handling time"),
            ("support_hour_cost", c.support_hour_eur, "EUR an hour", "Loaded cost"),
            (
                "productive_hours",
                c.productive_hours,
                "hours a year",
                "Of one full-time employee, after leave, illness and training",
            ),
            ("build_cost", c.build_cost_keur, "thousand EUR", "Paid at year 0"),
            (
                "running_cost",
                c.running_cost_keur,
                "thousand EUR a year",
                "Cloud and support of the model, at the end of each year",
            ),
            ("cloud_cost", c.cloud_cost_keur, "thousand EUR a year", "Part of the running cost"),
            (
                "model_support_cost",
                c.model_support_cost_keur,
                "thousand EUR a year",
                "Part of the running cost",
            ),
            (
                "avoided_share",
                _percent(c.avoided_share),
                "% of late parcels",
                "Late parcels that Early Warning avoids at full adoption",
            ),
            (
                "reroute_cost",
                c.reroute_cost_eur,
                "EUR a warning",
                "Cost of acting on one warning, whether the parcel would have been late or not",
            ),
            (
                "reroute_success",
                _percent(c.reroute_success),
                "% of warned late parcels",
                "Parcels that would have been late and arrive in time because somebody acted",
            ),
            (
                "minutes_saved",
                c.minutes_saved,
                "minutes a ticket",
                "Handling time that triage saves at full adoption",
            ),
            (
                "late_benefit",
                c.late_benefit_keur,
                "thousand EUR a year",
                "At full adoption: avoided late parcels times the cost of a late parcel",
            ),
            (
                "triage_benefit",
                c.triage_benefit_keur,
                "thousand EUR a year",
                "At full adoption: minutes saved times tickets / 60 times the cost of an hour",
            ),
            (
                "retained_margin",
                c.retained_margin_keur,
                "thousand EUR a year",
                "At full adoption: margin of customers who stay; the softest number",
            ),
            *(
                (f"adoption_year_{year}", _percent(share), "% of full benefit", "Plan")
                for year, share in enumerate(c.adoption, 1)
            ),
            ("discount_rate", _percent(c.discount_rate), "% a year", "Set by the finance director"),
            ("horizon", c.horizon_years, "years", "Years after the build"),
            (
                "budget_at_completion",
                c.budget_at_completion_keur,
                "thousand EUR",
                "Budget of the project, equal to the planned build cost",
            ),
        ]
        frame = pd.DataFrame(rows, columns=["fact", "value", "unit", "note"])
        frame["value"] = frame["value"].astype(float)
        return self.table("facts", frame, finance=c.person("finance"))

    def _assumptions(self) -> Table:
        c = self.company
        likely = {
            "avoided_share": (_percent(c.avoided_share), 0, "% of late parcels"),
            "late_parcel_cost": (c.late_parcel_cost_eur, 1, "EUR a parcel"),
            "minutes_saved": (c.minutes_saved, 1, "minutes a ticket"),
            "retained_margin": (c.retained_margin_keur, 0, "thousand EUR a year"),
            "running_cost": (c.running_cost_keur, 0, "thousand EUR a year"),
            "build_cost": (c.build_cost_keur, 0, "thousand EUR"),
        }
        notes = {
            "avoided_share": "At full adoption; from a desk study, no pilot yet",
            "late_parcel_cost": "Vouchers and redelivery from the ledger, contact time estimated",
            "minutes_saved": "At full adoption; a guess by the head of support",
            "retained_margin": "At full adoption; the softest number",
            "running_cost": "Cloud and support of the model",
            "build_cost": "Paid at year 0; overruns are likelier than savings",
        }
        rows = []
        for name, (value, decimals, unit) in likely.items():
            low, high = (round(value * factor, decimals) for factor in self.spread[name])
            rows.append((name, low, value, high, unit, notes[name]))
        for year, share in enumerate(c.adoption, 1):
            value = _percent(share)
            low = round(value * self.adoption_floor)
            high = round(value + self.adoption_headroom * (100 - value))
            note = "Share of the full benefit reached in this year"
            rows.append((f"adoption_year_{year}", low, value, high, "% of full benefit", note))
        names = ["assumption", "low", "likely", "high", "unit", "note"]
        frame = pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[1:4], float))
        return self.table("business_case", frame)


def _percent(share: float) -> float:
    return round(share * 100, 6)

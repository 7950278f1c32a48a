"""Facts and business case: the company's plan values, and ranges around the uncertain ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read


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
        rows = []
        for fact in read("facts").itertuples():
            value = getattr(c, fact.attribute)
            # A fact of each year, such as adoption, is a row for each.
            many = isinstance(value, tuple)
            for year, one in enumerate(value if many else [value], 1):
                name = f"{fact.fact}_year_{year}" if many else fact.fact
                number = _percent(one) if fact.percent else float(one)
                rows.append((name, number, fact.unit, fact.note))
        frame = pd.DataFrame(rows, columns=["fact", "value", "unit", "note"])
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

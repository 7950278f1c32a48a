"""What could be built next: features to rank, and a survey after Kano."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from aipm.casegen.company import KESTREL
from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read

ANSWERS = ("like", "expect", "neutral", "tolerate", "dislike")
#: How people of each true category tend to answer: with the feature, and without it.
_TENDENCY = {
    "must-be": ((0.15, 0.65, 0.15, 0.05, 0.0), (0.0, 0.0, 0.05, 0.15, 0.80)),
    "one-dimensional": ((0.75, 0.15, 0.10, 0.0, 0.0), (0.0, 0.0, 0.10, 0.15, 0.75)),
    "attractive": ((0.80, 0.10, 0.10, 0.0, 0.0), (0.0, 0.10, 0.50, 0.32, 0.08)),
    "indifferent": ((0.12, 0.10, 0.63, 0.15, 0.0), (0.0, 0.10, 0.65, 0.20, 0.05)),
    "reverse": ((0.0, 0.02, 0.18, 0.20, 0.60), (0.60, 0.20, 0.15, 0.05, 0.0)),
}


@dataclass(frozen=True)
class Features(Generator):
    """Features with what each ranking method asks for, and customers' answers to a Kano survey.

    Parameters
    ----------
    company : Company
    respondents : int
        Customers who answered the survey.
    category : mapping of str to str
        True Kano category of each surveyed feature.
    stretch : float
        Relative standard deviation of effort and cost of delay around the hand-written values.
    """

    respondents: int = 80
    category: Mapping[str, str] = field(
        default_factory=lambda: {
            "urgent_queue": "must-be",
            "sms_warning": "one-dimensional",
            "slot_picker": "attractive",
            "map_heat": "indifferent",
            "chat_bot": "reverse",
            "photo_check": "indifferent",
        }
    )
    stretch: float = 0.12

    def parameters(self) -> dict[str, Any]:
        return {**super().parameters(), "tendency": {k: list(v) for k, v in _TENDENCY.items()}}

    def tables(self) -> list[Table]:
        c = self.company
        rng = c.rng("features")
        frame = read("features")
        # A quarter of the year's parcels or tickets, times the share that the feature touches.
        frame["reach"] = (
            (frame.pop("users") * frame["reach"] * c.parcels_a_year / 4).round().astype(int)
        )
        noise = rng.normal(1, self.stretch, (2, len(frame)))
        frame["effort"] = (frame["effort"] * noise[0]).round(1).clip(lower=0.5)
        scale = c.full_benefit_keur / KESTREL.full_benefit_keur
        frame["delay_cost"] = (frame["delay_cost"] * scale * noise[1]).round(1).clip(lower=0.1)
        frame = frame.rename(
            columns={
                "effort": "effort_months",
                "delay_cost": "delay_cost_keur_week",
                "weeks": "duration_weeks",
                "need": "moscow",
            }
        )
        answers = []
        for feature, category in self.category.items():
            asked = [rng.choice(ANSWERS, self.respondents, p=p) for p in _TENDENCY[category]]
            for number, (present, absent) in enumerate(zip(*asked, strict=True), 1):
                answers.append((number, feature, present, absent))
        survey = pd.DataFrame(answers, columns=["respondent", "feature", "present", "absent"])
        return [
            self.table("features", frame),
            self.table("kano", survey, sales=c.person("sales")),
        ]

"""What could be built next: features to rank, and a survey after Kano."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from aipm.casegen.company import KESTREL
from aipm.casegen.table import Column, Generator, Table
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
        relative = {"minimum": 1}
        return [
            Table(
                name=c.table("features"),
                frame=frame,
                title=f"{c.name}: features to rank",
                description="""Synthetic. One row is one proposed feature of Early Warning with the
                inputs of several ranking methods. value, urgency, risk_cut and size are relative
                numbers of a planning round, on a Fibonacci-like scale, and have no unit. moscow is
                what the product owner wrote down. Nothing here was measured.""",
                columns=(
                    Column("feature", "string", "Key of the feature"),
                    Column("title", "string", "Title"),
                    Column(
                        "reach",
                        "integer",
                        "Parcels or tickets touched",
                        "a quarter",
                        {"minimum": 0},
                    ),
                    Column("impact", "number", "Impact on each, 0.25 (minimal) to 3 (massive)"),
                    Column(
                        "confidence",
                        "number",
                        "Confidence in reach, impact and effort, as a fraction",
                        None,
                        {"minimum": 0, "maximum": 1},
                    ),
                    Column("effort_months", "number", "Effort", "person-months"),
                    Column("value", "integer", "Value to users, relative", None, relative),
                    Column("urgency", "integer", "Time criticality, relative", None, relative),
                    Column("risk_cut", "integer", "Risk reduction, relative", None, relative),
                    Column("size", "integer", "Job size, relative", None, relative),
                    Column(
                        "delay_cost_keur_week", "number", "Cost of a week's delay", "thousand EUR"
                    ),
                    Column("duration_weeks", "integer", "Time to build", "weeks"),
                    Column(
                        "moscow",
                        "string",
                        "Need",
                        constraints={"enum": ["must", "should", "could", "wont"]},
                    ),
                ),
                key=("feature",),
            ),
            Table(
                name=c.table("kano"),
                frame=survey,
                title=f"{c.name}: customers' answers to a Kano survey",
                description="""Synthetic. One row is one customer's pair of answers about one
                feature: how they would feel if it were there, and if it were not. Customers are
                numbers.""",
                columns=(
                    Column("respondent", "integer", "Key of the customer"),
                    Column("feature", "string", "Feature"),
                    Column(
                        "present",
                        "string",
                        "Answer if the feature is there",
                        constraints={"enum": list(ANSWERS)},
                    ),
                    Column(
                        "absent",
                        "string",
                        "Answer if it is not",
                        constraints={"enum": list(ANSWERS)},
                    ),
                ),
                key=("respondent", "feature"),
                references={"feature": (c.table("features"), "feature")},
            ),
        ]

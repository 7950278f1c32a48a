"""What it costs to look after a model in use: investigate, correct, retrain, roll back."""

from dataclasses import dataclass

import pandas as pd

from aipm.casegen.table import Generator, Table

OPTIONS = ("investigate", "correct", "retrain", "roll back")


@dataclass(frozen=True)
class Upkeep(Generator):
    """Steps of each option with their hours and bills.

    Retraining pays where the world has changed (concept drift in :class:`Stream`) and nowhere else:
    a shift of the late rate is corrected for a tenth of its price, and a shift of the mix alone
    takes nothing from a calibrated score.

    Parameters
    ----------
    company : Company
    steps : tuple of (str, str, str, float, float)
        Option, step, who does it (empty for a bill), hours or pieces, EUR for each; 0 stands for
        the company's price of an hour of support.
    """

    steps: tuple[tuple[str, str, str, float, float], ...] = (
        ("investigate", "Compare signals, months and depots", "data scientist", 14, 75),
        ("correct", "Move the score to the late rate of today", "data scientist", 6, 75),
        ("correct", "Review and release", "data engineer", 4, 70),
        ("retrain", "Check 600 labels by hand", "support", 40, 0),
        ("retrain", "Train, compare, write the model card", "data scientist", 56, 75),
        ("retrain", "Pipeline and release", "data engineer", 24, 70),
        ("retrain", "Computing time", "", 1, 350),
        ("retrain", "Shadow run of two weeks", "", 1, 600),
        ("retrain", "Hearing of the works council", "works council", 6, 60),
        ("roll back", "Release of the version before", "cloud architect", 8, 80),
        ("roll back", "Word to depots and customers", "support", 12, 0),
    )

    def cost_keur(self, option: str) -> float:
        """Cost of an option, all hours at their price, thousand EUR."""
        frame = self.frame
        return float(frame.loc[frame["option"] == option, "cost_eur"].sum() / 1_000)

    @property
    def frame(self) -> pd.DataFrame:
        """The upkeep table."""
        frame = pd.DataFrame(self.steps, columns=["option", "step", "who", "amount", "price_eur"])
        frame["kind"] = frame["who"].map(lambda who: "hours" if who else "cash")
        frame["who"] = frame["who"].where(frame["who"] != "")
        frame["price_eur"] = frame["price_eur"].replace(0, self.company.support_hour_eur)
        frame["cost_eur"] = frame["amount"] * frame["price_eur"]
        return frame[["option", "step", "kind", "who", "amount", "price_eur", "cost_eur"]]

    def tables(self) -> list[Table]:
        return [self.table("upkeep", self.frame)]

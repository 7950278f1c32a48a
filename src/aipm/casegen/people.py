"""People: stakeholders, responsibilities, negotiations, and turns of talk coded by two coders."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from aipm.casegen.table import Generator, Table
from aipm.casegen.texts import read

MODES = ("competing", "collaborating", "compromising", "avoiding", "accommodating")
REPLIES = ("paraphrase", "question", "advice", "judgement", "reassurance")


@dataclass(frozen=True)
class Stakeholders(Generator):
    """People with their power, interest and attitude, and a draft of who answers for what.

    Written by hand; only the names differ between companies. The draft has two planted faults: an
    activity that two people answer for, and one that nobody answers for.

    Parameters
    ----------
    company : Company
    """

    def tables(self) -> list[Table]:
        c = self.company
        frame = read("stakeholders")
        roles = {person.key: person.role for person in c.people}
        frame.insert(1, "role", frame["person"].map(roles))
        frame["person"] = frame["person"].map(c.person)
        matrix = read("raci").melt(
            "activity", var_name="person", value_name="code", ignore_index=False
        )
        matrix = matrix[matrix["code"] != ""].sort_index(kind="stable").reset_index(drop=True)
        matrix["person"] = matrix["person"].map(c.person)
        return [
            self.table("stakeholders", frame),
            self.table("raci", matrix),
        ]


@dataclass(frozen=True)
class Negotiations(Generator):
    """Negotiations over one issue and over two, with both sides' limits and weights.

    Parameters
    ----------
    company : Company
    stretch : (float, float)
        Range of the factor that changes the numbers of an issue from company to company.
    """

    stretch: tuple[float, float] = (0.85, 1.30)

    def tables(self) -> list[Table]:
        c = self.company
        frame = read("negotiations")
        rng = c.rng("negotiations")
        issues = frame["case"] + frame["issue"]
        factor = {issue: rng.uniform(*self.stretch) for issue in issues.unique()}
        for name in ("best", "reservation"):
            frame[name] = (frame[name] * issues.map(factor)).round().clip(lower=1).astype(int)
        return [self.table("negotiations", frame)]


@dataclass(frozen=True)
class Turns(Generator):
    """Turns of talk, written by hand, with the truth and the codes of two simulated coders.

    Parameters
    ----------
    company : Company
    right, right_unclear : (float, float)
        Share of the turns in which coder A and coder B find the true code, for clear and for
        unclear turns.
    confusion : mapping of str to tuple of str
        What a wrong coder takes a code for.
    """

    right: tuple[float, float] = (0.93, 0.90)
    right_unclear: tuple[float, float] = (0.60, 0.50)
    confusion: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "competing": ("avoiding", "compromising"),
            "collaborating": ("compromising",),
            "compromising": ("collaborating", "competing"),
            "avoiding": ("accommodating", "competing"),
            "accommodating": ("avoiding", "compromising"),
            "paraphrase": ("judgement", "reassurance"),
            "question": ("advice", "paraphrase"),
            "advice": ("reassurance", "judgement"),
            "judgement": ("advice", "reassurance"),
            "reassurance": ("judgement", "advice"),
        }
    )

    def _code(self, frame: pd.DataFrame, truth: str, rng: np.random.Generator) -> pd.DataFrame:
        unclear = frame.pop("unclear").to_numpy()
        for coder, *shares in zip("ab", self.right, self.right_unclear, strict=True):
            right = np.ones(len(frame), dtype=bool)
            for share, turns in zip(shares, (~unclear, unclear), strict=True):
                places = rng.permutation(np.flatnonzero(turns))
                right[places[round(share * len(places)) :]] = False
            wrong = [str(rng.choice(self.confusion[code])) for code in frame[truth]]
            frame[f"coder_{coder}"] = frame[truth].where(right, wrong)
        frame["speaker"] = frame["speaker"].map(self.company.person)
        return frame

    def tables(self) -> list[Table]:
        c = self.company
        turns = read("turns")
        first_names = {person.key: person.name.split()[0] for person in c.people}
        turns["text"] = [text.format(**first_names) for text in turns["text"]]
        turns = self._code(turns, "mode", c.rng("turns"))
        turns.insert(0, "turn", np.arange(1, len(turns) + 1))
        replies = self._code(read("listening"), "kind", c.rng("listening"))
        replies.insert(0, "turn", np.arange(1, len(replies) + 1))

        return [
            self.table("meeting_turns", turns),
            self.table("listening_turns", replies),
        ]

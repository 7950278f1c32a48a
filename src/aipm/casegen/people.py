"""People: stakeholders, responsibilities, negotiations, and turns of talk coded by two coders."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from aipm.casegen.table import Column, Generator, Table
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
        level = {"minimum": 1, "maximum": 10}
        return [
            Table(
                name=c.table("stakeholders"),
                frame=frame,
                title=f"{c.name}: stakeholders of Early Warning",
                description="""Synthetic. One row is one person whom the project concerns, as the
                project manager judged them before kick-off. The persons are invented.""",
                columns=(
                    Column("person", "string", "Name"),
                    Column("role", "string", "Role"),
                    Column("power", "integer", "Power over the project, 10 is most", None, level),
                    Column("interest", "integer", "Interest in it, 10 is most", None, level),
                    Column(
                        "attitude",
                        "integer",
                        "From -2 (against) to 2 (for)",
                        None,
                        {"minimum": -2, "maximum": 2},
                    ),
                    Column("wants", "string", "What the person wants from it"),
                    Column("fears", "string", "What the person fears"),
                    Column("channel", "string", "How the person is kept informed"),
                    Column("rhythm_days", "integer", "How often", "days", {"minimum": 1}),
                ),
                key=("person",),
            ),
            Table(
                name=c.table("raci"),
                frame=matrix,
                title=f"{c.name}: draft of responsibilities",
                description="""Synthetic. One row is one person's part in one activity: R does the
                work, A answers for it, C is asked before, I is told after; A/R does both. It is a
                draft that nobody has checked.""",
                columns=(
                    Column("activity", "string", "Activity"),
                    Column("person", "string", "Name"),
                    Column(
                        "code",
                        "string",
                        "Part",
                        constraints={"enum": ["R", "A", "A/R", "C", "I"]},
                    ),
                ),
                key=("activity", "person"),
                references={"person": (c.table("stakeholders"), "person")},
            ),
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
        points = {"minimum": 0, "maximum": 100}
        return [
            Table(
                name=c.table("negotiations"),
                frame=frame,
                title=f"{c.name}: negotiations",
                description="""Synthetic. One row is one side's position on one issue of one
                negotiation. best is what the side asks for; reservation is the worst that it would
                take on this issue. In cases with two issues a side scores 100 points for its best
                value of an issue and 0 for its reservation, in a straight line between, and the
                case is worth the weighted sum; it walks away below fallback, what its best
                alternative is worth in points. In cases with one issue the reservation already
                holds the alternative.""",
                columns=(
                    Column("case", "string", "Key of the negotiation"),
                    Column(
                        "kind",
                        "string",
                        "Number of issues",
                        constraints={"enum": ["one issue", "two issues"]},
                    ),
                    Column("issue", "string", "What is negotiated"),
                    Column("unit", "string", "Unit of best and reservation"),
                    Column(
                        "party",
                        "string",
                        "The company or the other side",
                        constraints={"enum": ["company", "counterpart"]},
                    ),
                    Column("best", "integer", "What the side asks for, in the unit of the row"),
                    Column("reservation", "integer", "Worst acceptable, in the unit of the row"),
                    Column(
                        "weight",
                        "number",
                        "Weight of the issue for the side; a side's weights add up to 1",
                        None,
                        {"minimum": 0, "maximum": 1},
                    ),
                    Column(
                        "fallback", "integer", "Value of the best alternative", "points", points
                    ),
                ),
                key=("case", "issue", "party"),
            )
        ]


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

        def codes(name: str, meaning: str, values: tuple[str, ...]) -> Column:
            return Column(name, "string", meaning, constraints={"enum": list(values)})

        return [
            Table(
                name=c.table("meeting_turns"),
                frame=turns,
                title=f"{c.name}: turns of four difficult meetings",
                description="""Synthetic. One row is one turn of talk in a meeting, written for this
                course, with the conflict mode (after Thomas and Kilmann) that the author meant and
                the codes of two simulated coders. Coders disagree most where a turn can be read in
                two ways. The persons are invented; turns are single, not whole conversations.""",
                columns=(
                    Column("turn", "integer", "Key of the turn"),
                    Column("meeting", "string", "Key of the meeting"),
                    Column("topic", "string", "What the meeting was about"),
                    Column("speaker", "string", "Who spoke"),
                    Column("text", "string", "What was said"),
                    codes("mode", "What the author meant", MODES),
                    codes("coder_a", "Code of coder A", MODES),
                    codes("coder_b", "Code of coder B", MODES),
                ),
                key=("turn",),
            ),
            Table(
                name=c.table("listening_turns"),
                frame=replies,
                title=f"{c.name}: concerns and the replies they got",
                description="""Synthetic. One row is a concern that somebody voiced and the reply of
                a listener, written for this course, with the kind of reply that the author meant
                and the codes of two simulated coders.""",
                columns=(
                    Column("turn", "integer", "Key of the exchange"),
                    Column("speaker", "string", "Who voiced the concern"),
                    Column("concern", "string", "What was said"),
                    Column("reply", "string", "What the listener said"),
                    codes("kind", "What the author meant", REPLIES),
                    codes("coder_a", "Code of coder A", REPLIES),
                    codes("coder_b", "Code of coder B", REPLIES),
                ),
                key=("turn",),
            ),
        ]

"""Numbers in a lesson's prose: each is printed by its code, or listed as a fact with its source.

A lesson's conclusions are written by code; a number that somebody typed into the text goes on
standing there after the model behind it has changed. So every number of the prose must occur, as
precisely as it is printed, in an output of the lesson (text, table, a figure's text alternative) or
as a literal in its code. What comes from outside, or is made up for a question, is listed in
course/facts.yml.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from aipm.authoring import listing
from aipm.authoring.lesson import GENERATED, REFERENCES
from aipm.authoring.roadmap import Lesson

PATH = Path("course") / "facts.yml"
_FACT = {
    "type": "object",
    "required": ["number", "what"],
    "properties": {
        "number": {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"},
        "what": {"type": "string", "minLength": 10},
        "source": {"type": "string", "minLength": 5},
        "date": {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
        "example": {"const": True},
    },
    "additionalProperties": False,
    # From outside with its source and the date of that, or made up for a question.
    "oneOf": [{"required": ["source", "date"]}, {"required": ["example"]}],
}
SCHEMA = {
    "type": "object",
    "patternProperties": {r"^\d\d$": {"type": "array", "items": _FACT}},
    "additionalProperties": False,
}

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_COUNT = r"\d+(?:\.\d+)*(?:(?:,| and| or| to|–|-)\s*\d+(?:\.\d+)*)*"
_PLACES = "section|lesson|exercise|task|option|figure|part|step"
#: What is no statement about quantities: code, links, places in the course, dates, list numbers.
NO_QUANTITY = re.compile(
    "|".join(
        [
            r"```.*?```",
            r"`[^`\n]*`",
            r"\]\([^)]*\)",
            r"https?://\S+",
            r"<[^>]+>",
            r"(?m:^#+ \d\d\.\d+ )",
            r"(?m:^\s*\d+\. )",
            r"\*\*\d\.\*\*",
            rf"(?i:\b(?:{_PLACES})s?) {_COUNT}",
            r"(?i:\byears?) \d\b(?: (?:to|and|or) \d\b)*",
            rf"\b\d{{1,2}}(?: (?:to|and|or)|–)? ?(?:\d{{1,2}} )?(?:{MONTHS})\b(?: \d{{4}})?",
            rf"\b(?:{MONTHS})\b(?: to (?:{MONTHS}))?(?: \d{{4}})",
            r"\b\d{1,2}:\d\d\b",
            r"\b(?:19|20)\d\d\b(?![.,]?\d)",
        ]
    ),
    re.DOTALL,
)
HEADING = re.compile(r"(?m)^#+ (\d\d\.\d+) ")
NUMBER = re.compile(r"(?<![\w.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w])")
SCALES = {"%": Decimal("0.01"), "thousand": Decimal(1000), "million": Decimal(1_000_000)}
_SCALE = re.compile(r"[\s\N{NO-BREAK SPACE}]*(%|per cent|thousand|million)")
#: Too small to be a finding.
ALWAYS = {Decimal(0), Decimal(1), Decimal(2)}
_AROUND = 30


@dataclass(frozen=True)
class Stated:
    """A number in prose.

    Parameters
    ----------
    cell : str
        Where it stands.
    text : str
        As it is printed.
    around : str
        The words beside it.
    values : set of Decimal
        What code may print for it: 8 % is 8 and 0.08.
    """

    cell: str
    text: str
    around: str
    values: frozenset[Decimal]


def load(root: Path) -> dict[str, list[dict[str, Any]]]:
    """Read the facts by lesson; none where there is no such file.

    Raises
    ------
    UserError
        If the file has another form; one line for each mistake.
    """
    return listing.load(root, PATH, SCHEMA)


def problems(
    lesson: Lesson, cells: Iterable[dict[str, Any]], facts: list[dict[str, Any]]
) -> list[str]:
    """Return the numbers of a lesson's prose that nothing supports, and facts that it does not use.

    Parameters
    ----------
    lesson : Lesson
    cells : iterable of cells
        Of the lesson, with the outputs of a run.
    facts : list of dict
        The lesson's entries in facts.yml.
    """
    cells = list(cells)
    shown = printed(cells)
    listed = {abs(Decimal(str(fact["number"]))) for fact in facts}
    sections = {name for cell in cells for name in HEADING.findall(cell["source"])}
    unsupported: dict[tuple[str, str], str] = {}
    used = set()
    for number in stated(cells):
        used |= number.values & listed
        if not number.values & (shown | listed | ALWAYS) and number.text not in sections:
            unsupported.setdefault((number.cell, number.text), number.around)
    found = [
        f"{lesson.notebook}, cell '{cell}': {text} ('{around}') is in no output and in no code; "
        f"let code write it, or list it in {PATH}"
        for (cell, text), around in unsupported.items()
    ]
    found += [
        f"{PATH}, lesson {lesson.id}: {fact['number']} ({fact['what']}) stands nowhere in the prose"
        for fact in facts
        if abs(Decimal(str(fact["number"]))) not in used
    ]
    return found


def stated(cells: Iterable[dict[str, Any]]) -> Iterator[Stated]:
    """Yield the numbers of the prose that an author typed; references are no prose."""
    references = False
    for cell in cells:
        if cell["cell_type"] != "markdown" or cell["id"] in GENERATED:
            continue
        for text in re.split(r"(?m)^(?=## )", cell["source"]):
            if text.startswith("## "):
                references = bool(REFERENCES.match(text))
            if not references:
                yield from _numbers(cell["id"], text)


def printed(cells: Iterable[dict[str, Any]]) -> set[Decimal]:
    """Return what a run shows and what its code says, without signs."""
    texts = []
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        texts.append(re.sub(r"(?<=\d)_(?=\d)", "", cell["source"]))
        for output in cell["outputs"]:
            texts.append(output.get("text", ""))
            for kind, content in output.get("data", {}).items():
                if kind == "text/html":
                    content = re.sub(r"<style.*?</style>", " ", str(content), flags=re.DOTALL)
                    content = re.sub(r"src=\"data:[^\"]*\"", " ", content)
                    alts = " ".join(re.findall(r"alt=\"([^\"]*)\"", content))
                    content = html.unescape(alts + " " + re.sub(r"<[^>]+>", " ", content))
                if kind.startswith("text/"):
                    texts.append(str(content))
    return {_value(match[0]) for text in texts for match in LOOSE.finditer(text)}


#: In code and outputs a number may touch a letter: 1e3, 0.5s.
LOOSE = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+")


def _numbers(cell: str, text: str) -> Iterator[Stated]:
    plain = text.replace("{,}", ",").replace("\\%", "%")
    plain = re.sub(r"\\[a-zA-Z]+|\\.", " ", plain)
    plain = NO_QUANTITY.sub(lambda match: " " * len(match[0]), plain)
    for match in NUMBER.finditer(plain):
        value = _value(match[0])
        values = {value}
        scale = _SCALE.match(plain, match.end())
        if scale:
            values.add(value * SCALES["%" if scale[1] == "per cent" else scale[1]])
        around = plain[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        yield Stated(cell, match[0], " ".join(around.split()), frozenset(values))


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))

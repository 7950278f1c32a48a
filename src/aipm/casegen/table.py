"""What every generator has in common: a company in, described tables out.

A generator makes rows; what they mean is declared in ``schemas/NAME.yml``, see :func:`schema`.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd
import yaml

from aipm.casegen.company import Company
from aipm.data import LOCAL_TIME

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


@dataclass(frozen=True)
class Column:
    """One column of a table, as the data package describes it.

    Parameters
    ----------
    name : str
    type : str
        Table Schema type: string, integer, number, boolean, date or datetime.
    description : str
    unit : str, optional
    constraints : mapping, optional
        Table Schema constraints (``minimum``, ``maximum``, ``enum``, ``required``). A column is
        required unless this says otherwise.
    ordered : bool
        Whether the values of ``enum`` have an order.
    utc : bool
        Whether a datetime is universal time; others are local.
    """

    name: str
    type: str
    description: str
    unit: str | None = None
    constraints: Mapping[str, Any] = field(default_factory=dict)
    ordered: bool = False
    utc: bool = False

    def descriptor(self) -> dict:
        """Table Schema field descriptor."""
        result = {"name": self.name, "type": self.type, "description": self.description}
        if self.unit:
            result["unit"] = self.unit
        constraints = {"required": True, **self.constraints}
        if not constraints["required"]:
            del constraints["required"]
        if constraints:
            result["constraints"] = constraints
        if self.ordered:
            result["ordered"] = True
        if self.type == "datetime" and not self.utc:
            result["format"] = LOCAL_TIME
        return result


@dataclass(frozen=True)
class Table:
    """A generated table and its card.

    Parameters
    ----------
    name : str
        Name of the resource; the file is ``name.csv``.
    frame : pandas.DataFrame
        The rows, floats already rounded, columns in the order of `columns`.
    title, description : str
        The card: one line, and prose that does not spoil an exercise.
    columns : tuple of Column
    key : tuple of str
        Primary key.
    references : mapping of str to (table, column), optional
        Foreign keys, by column.
    compressed : bool
        Write ``name.csv.gz``.
    """

    name: str
    frame: pd.DataFrame
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    compressed: bool = False

    def __post_init__(self) -> None:
        named = [column.name for column in self.columns]
        if list(self.frame.columns) != named:
            raise ValueError(
                f"table {self.name}: the frame has columns {list(self.frame.columns)}, "
                f"its description {named}; make them equal, in the same order"
            )

    def descriptor(self, generator: "Generator") -> dict:
        """Frictionless resource descriptor, without the facts about the written file."""
        schema: dict[str, Any] = {
            "fields": [column.descriptor() for column in self.columns],
            "primaryKey": list(self.key),
        }
        if self.references:
            schema["foreignKeys"] = [
                {"fields": [own], "reference": {"resource": table, "fields": [column]}}
                for own, (table, column) in self.references.items()
            ]
        return {
            "name": self.name,
            "path": f"{self.name}.csv" + (".gz" if self.compressed else ""),
            "title": self.title,
            "description": "\n\n".join(
                " ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", self.description)
            ).strip(),
            "sources": [{"title": f"Generated for this course by {generator.label}"}],
            "licenses": [LICENCE],
            "synthetic": {
                "generator": generator.label,
                "seed": generator.seed,
                "parameters": generator.parameters(),
            },
            "schema": schema,
        }


@cache
def schema(name: str) -> dict[str, Any]:
    """Read the declaration of a table, ``schemas/NAME.yml``.

    Parameters
    ----------
    name : str
        Name of the table without the company's prefix: ``"board"``.

    Returns
    -------
    dict
        ``title`` and ``description``, where ``{company.name}`` stands for an attribute of the
        company, ``{made.rows}`` for one of the generator, ``{other}`` for a fact that the generator
        passes, and ``{company.kick_off:day}`` is written as 6 January 2025; ``limits``, what the
        table must not be used for; ``key``, a list of columns; ``references``, ``table.column``
        by column; ``compressed``; and ``columns``, by name: ``type``, ``description``, ``unit``,
        ``missing`` where a value may be missing, ``ordered`` where the values of ``enum`` are,
        ``utc`` where a datetime is universal and not local, and Table Schema constraints.
        ``table.column`` in place of a column repeats another table's.
    """
    text = resources.files(__package__).joinpath("schemas", f"{name}.yml").read_text("utf-8")
    return yaml.safe_load(text)


class _Fill(string.Formatter):
    """Fill the places of a text: ``day`` writes a date in words, a per cent sign stands apart."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "day":
            return f"{value.day} {value:%B %Y}"
        return super().format_field(value, format_spec).replace("%", " %")


def column(name: str, declared: dict | str, facts: Mapping[str, Any]) -> Column:
    """Return a column as a declaration describes it; `facts` fill the places of its text."""
    if isinstance(declared, str):
        table, name = declared.split(".")
        declared = schema(table)["columns"][name]
    rest = dict(declared)
    if rest.pop("missing", False):
        rest["required"] = False
    return Column(
        name,
        rest.pop("type"),
        _Fill().format(rest.pop("description"), **facts),
        rest.pop("unit", None),
        ordered=rest.pop("ordered", False),
        utc=rest.pop("utc", False),
        constraints=rest,
    )


@dataclass(frozen=True)
class Generator:
    """Base of the generators: a frozen dataclass whose attributes are the true parameters.

    Parameters
    ----------
    company : Company
    """

    company: Company

    @property
    def label(self) -> str:
        """Importable name of the generator."""
        return f"{type(self).__module__}.{type(self).__qualname__}"

    @property
    def seed(self) -> int:
        """The seed that makes the rows."""
        return self.company.seed

    def parameters(self) -> dict[str, Any]:
        """True parameters as the data package publishes them: every attribute but the company.

        Returns
        -------
        dict
            Values that JSON can hold. A generator that derives further truths adds them.
        """
        return {
            item.name: _plain(getattr(self, item.name))
            for item in fields(self)
            if item.name != "company"
        }

    def table(self, name: str, frame: pd.DataFrame, **facts: Any) -> Table:
        """Join rows and their declaration.

        Parameters
        ----------
        name : str
            Name of the table without the company's prefix; :func:`schema` reads its declaration.
        frame : pandas.DataFrame
        **facts
            What the texts of the declaration name besides company and generator.

        Returns
        -------
        Table
        """
        declared = schema(name)
        facts = {"company": self.company, "made": self, **facts}
        prose = [declared["description"], declared.get("limits", "")]
        references = {}
        for own, target in declared.get("references", {}).items():
            other, field_ = target.split(".")
            # The standard writes a reference to the table itself with an empty name.
            references[own] = ("" if other == name else self.company.table(other), field_)
        return Table(
            name=self.company.table(name),
            frame=frame,
            title=_Fill().format(declared["title"], **facts),
            description=_Fill().format("\n\n".join(filter(None, prose)), **facts),
            columns=tuple(column(*item, facts) for item in declared["columns"].items()),
            key=tuple(declared["key"]),
            references=references,
            compressed=declared.get("compressed", False),
        )

    def tables(self) -> list[Table]:
        """Generate the tables; the same company and parameters give the same rows."""
        raise NotImplementedError


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value

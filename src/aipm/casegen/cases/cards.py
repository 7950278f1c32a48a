"""Cards of the decisions: what a case holds, what the actions are, and what they are worth."""

from functools import cache
from importlib import resources

import yaml

from aipm.casegen.cases import Case


@cache
def cards() -> dict[str, dict]:
    """Read the card of each decision, ``NAME.yml`` beside the module that draws its cases.

    Returns
    -------
    dict
        By name: ``lesson``, ``title``, ``description`` with the rule by which actions are valued,
        ``limits``, ``unit``, ``actions`` with their meanings, ``columns``, the entries of a case,
        and ``parts``, what lies inside of them: `paths`, with ``*`` for any name.
    """
    found = (path for path in resources.files(__package__).iterdir() if path.suffix == ".yml")
    read = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in found}
    return dict(sorted(read.items(), key=lambda item: (item[1].get("lesson", ""), item[0])))


def paths(case: Case) -> set[str]:
    """Name the entries of a case, those inside others too: ``risks``, ``risks.*``, ``groups[].n``.

    Parameters
    ----------
    case : dict

    Returns
    -------
    set of str
        With the names as they are; a card may write ``*`` for any.
    """
    found = set()
    for key, value in case.items():
        found.add(key)
        inner = [("[]", item) for item in value] if isinstance(value, list) else [("", value)]
        for mark, item in inner:
            if isinstance(item, dict):
                found |= {f"{key}{mark}.{path}" for path in paths(item)}
    return found


def render() -> str:
    """Write all cards as Markdown, in the order of the lessons."""
    lines = [
        "# Cases for the decisions of the course",
        "",
        "Written by `python data/generate.py` from `src/aipm/casegen/cases/NAME.yml`; edit there.",
        "",
        "In each of these tasks a learner writes `decide(case)`. A case is plain data: what a "
        "manager sees, and nothing that is hidden from one. It is drawn by "
        "`aipm.casegen.cases.NAME.draw` and dealt by `aipm.casegen.cases.deal`, "
        "so that each action is the best in 20 to 35 % of "
        "the cases. All cases are invented.",
    ]
    for name, card in cards().items():
        lines += ["", f"## {name}", "", f"**{card['title']}**, lesson {card['lesson']}", ""]
        lines += [f"{card['description']} Unit: {card['unit']}.", "", card["limits"]]
        lines += ["", "| action | meaning |", "|---|---|"]
        lines += [f"| `{action}` | {meaning} |" for action, meaning in card["actions"].items()]
        lines += ["", "| entry | meaning |", "|---|---|"]
        for column, declared in card["columns"].items():
            unit = f", {declared['unit']}" if "unit" in declared else ""
            lines += [f"| `{column}` | {declared['description']}{unit} |"]
        lines += [f"| `{path}` | {meaning} |" for path, meaning in card.get("parts", {}).items()]
    return "\n".join(lines) + "\n"

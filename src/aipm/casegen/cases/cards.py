"""Cards of the decisions: what a case holds, what the actions are, and what they are worth."""

from functools import cache
from importlib import import_module, resources

import yaml

from aipm.casegen.cases import Case


@cache
def cards() -> dict[str, dict]:
    """Read the card of each decision, by the name of the module that draws its cases.

    Returns
    -------
    dict
        ``lesson``, ``title``, ``unit``, ``actions`` with their meanings, ``keys`` with meaning and
        unit, and ``worth``, the rule by which actions are valued.
    """
    text = resources.files(__package__).joinpath("cards.yml").read_text("utf-8")
    return yaml.safe_load(text)


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
        "Written by `python data/generate.py` from `src/aipm/casegen/cases/cards.yml`; edit there.",
        "",
        "In each of these tasks a learner writes `decide(case)`. A case is plain data: what a "
        "manager sees, and nothing that is hidden from one. It is drawn by "
        "`aipm.casegen.cases.NAME.draw` and dealt by `aipm.casegen.cases.deal`, "
        "so that each action is the best in 20 to 35 % of "
        "the cases. All cases are invented. They are not to be used as evidence about real "
        "projects, prices, people or models.",
    ]
    for name, card in sorted(cards().items(), key=lambda item: item[1]["lesson"]):
        module = import_module(f"aipm.casegen.cases.{name}")
        lines += ["", f"## {card['lesson']} {name}", "", f"**{card['title']}.**", ""]
        lines += [f"{card['worth']} Unit: {card['unit']}. Drawn by `{module.__name__}.draw`."]
        lines += ["", "| action | meaning |", "|---|---|"]
        lines += [f"| `{action}` | {meaning} |" for action, meaning in card["actions"].items()]
        lines += ["", "| entry | meaning |", "|---|---|"]
        lines += [f"| `{key}` | {meaning} |" for key, meaning in card["keys"].items()]
    return "\n".join(lines) + "\n"

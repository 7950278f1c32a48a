"""Lesson 10: which one of three ideas to approve, or none."""

from typing import Any

import numpy as np

#: The ideas of a case, and what the policy may answer.
IDEAS = ("A", "B", "C")
ACTIONS = (*IDEAS, "none")


def draw(rng: np.random.Generator) -> dict[str, Any]:
    """Draw a list of three ideas, of which one can be approved.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    dict
        ``hour_cost``: EUR an hour. ``horizon``: years over which what is paid once is spread.
        ``adoption``: mean share of the full benefit over these years. ``measured_to_desk``: what
        earlier audits measured, as a share of what the desk study had said. And for each idea, in
        keys that begin with its name, such as ``A_volume``:

        - ``volume``: cases a year; ``minutes``: work on a case by hand; ``source``: ``"log"`` if
          they were measured, else ``"desk study"``;
        - ``share``, ``accuracy``: share of the cases that can be automated, and of these the share
          that comes out right; ``review``: minutes on every automated case; ``rework``: minutes
          on a wrong one;
        - ``payroll_share``: share of the freed hours that leaves the payroll;
        - ``build`` (once) and ``run`` (a year), thousand EUR;
        - ``rule``: what a simple rule for the same task would bring, net, thousand EUR a year; it
          needs no approval and passes no gate (0 if there is none);
        - ``chance``: that the gate opens if somebody asks (1 if it is open); ``asking``: what
          asking costs, once, thousand EUR (0 if it is open);
        - ``score``: a colleague's weighted score, 0 to 100.
    """
    case = {
        "hour_cost": int(rng.integers(26, 45)),
        "horizon": int(rng.integers(3, 7)),
        "adoption": _two(rng.uniform(0.45, 0.9)),
        "measured_to_desk": _two(rng.uniform(0.45, 0.8)),
    }
    ideas = {name: _idea(rng, case) for name in IDEAS}
    gross = {name: idea["volume"] * idea["minutes"] * idea["share"] for name, idea in ideas.items()}
    dearest = max(idea["build"] for idea in ideas.values())
    for name, idea in ideas.items():
        score = 50 * gross[name] / max(gross.values()) + 20 * idea["accuracy"]
        score += 10 * (1 - idea["build"] / dearest) + 20 * (idea["chance"] == 1)
        idea["score"] = round(score)
    values = {f"{name}_{key}": value for name, idea in ideas.items() for key, value in idea.items()}
    return {**case, **values}


def _idea(rng: np.random.Generator, case: dict[str, Any]) -> dict[str, Any]:
    """Draw ideas until one has a volume of these; its worth is near 0, so that each item counts."""
    while True:
        idea = _any_idea(rng)
        measured = idea["minutes"] * (1 if idea["source"] == "log" else case["measured_to_desk"])
        wrong = (1 - idea["accuracy"]) * idea["rework"]
        net = idea["accuracy"] * measured - idea["review"] - wrong
        if net < 0.2 * idea["minutes"]:
            continue
        paid = idea["share"] * net / 60 * case["adoption"] * idea["payroll_share"]
        costs = idea["run"] + idea["build"] / case["horizon"] + idea["rule"]
        behind = (rng.uniform(-110, 40) + idea["asking"] / case["horizon"]) / idea["chance"]
        volume = round((costs + behind) / (paid * case["hour_cost"] / 1000), -2)
        if 5_000 <= volume <= 800_000:
            return {"volume": int(volume), **idea}


def _any_idea(rng: np.random.Generator) -> dict[str, Any]:
    minutes = round(float(rng.uniform(2, 12)), 1)
    build = round(float(rng.uniform(15, 170)))
    shut = rng.random() < 0.5
    return {
        "minutes": minutes,
        "source": str(rng.choice(["log", "desk study"])),
        "share": _two(rng.uniform(0.45, 0.95)),
        "accuracy": _two(rng.uniform(0.7, 0.98)),
        "review": round(minutes * float(rng.uniform(0, 0.35)), 1),
        "rework": round(minutes * float(rng.uniform(0.4, 1.6)), 1),
        "payroll_share": _two(rng.uniform(0.25, 1)),
        "build": build,
        "run": round(build * float(rng.uniform(0.1, 0.3))),
        "rule": round(float(rng.uniform(10, 60))) if rng.random() < 0.6 else 0,
        "chance": _two(rng.uniform(0.3, 0.8)) if shut else 1.0,
        "asking": round(float(rng.uniform(40, 150))) if shut else 0,
        "score": 0,
    }


def _two(value: float) -> float:
    return round(float(value), 2)

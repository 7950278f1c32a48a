"""Lesson 06: which task to shorten, one, another, both or none."""

import numpy as np

from aipm.casegen.cases.numbers import between, near

#: Tasks and what must be finished before them: two branches and a side path.
PREDECESSORS = {
    "A": [],
    "B": ["A"],
    "C": ["A"],
    "D": ["B"],
    "E": ["C"],
    "G": ["A"],
    "F": ["D", "E", "G"],
}


def draw(rng: np.random.Generator) -> dict:
    """Draw a small plan with two tasks that can be shortened, one on each branch."""
    days = {task: between(rng, 4, 16) for task in PREDECESSORS}
    # The branches are within a few days of one another.
    days["E"] = max(2, days["B"] + days["D"] - days["C"] + int(rng.integers(-4, 5)))
    days["C"] = max(2, days["B"] + days["D"] - days["E"] + int(rng.integers(-3, 4)))
    days["G"] = max(1, days["B"] + days["D"] - int(rng.integers(0, 9)))
    options = {}
    for name, tasks in (("first", "BD"), ("second", "CE")):
        task = str(rng.choice(list(tasks)))
        options[name] = {"task": task, "days": between(rng, 1, min(6, days[task] - 1))}
    delay = between(rng, 800, 2_400)
    for option in options.values():
        option["eur_a_day"] = near(rng, delay * 0.45, 0.75)
    return {
        "days": days,
        "predecessors": {task: list(before) for task, before in PREDECESSORS.items()},
        **options,
        "delay_eur_a_day": delay,
    }

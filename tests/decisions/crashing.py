"""Lesson 06."""

from . import by

MARGIN = 200.0


def length(days, before):
    """Days from the start to the end of the plan."""
    finish = {}
    while len(finish) < len(days):
        for task in days:
            if task not in finish and all(other in finish for other in before[task]):
                finish[task] = days[task] + max(
                    (finish[other] for other in before[task]), default=0
                )
    return max(finish.values())


def values(case, saved=None):
    """EUR of each choice."""
    now = length(case["days"], case["predecessors"])

    def worth(names):
        days, cost, promised = dict(case["days"]), 0, 0
        for name in names:
            option = case[name]
            days[option["task"]] -= option["days"]
            cost += option["days"] * option["eur_a_day"]
            promised += option["days"]
        gained = now - length(days, case["predecessors"]) if saved is None else saved(promised)
        return gained * case["delay_eur_a_day"] - cost

    return {
        "none": 0.0,
        "first": worth(["first"]),
        "second": worth(["second"]),
        "both": worth(["first", "second"]),
    }


def _one_path(case):
    days = case["days"]
    name = "first" if days["B"] + days["D"] >= days["C"] + days["E"] else "second"
    return name if case[name]["eur_a_day"] < case["delay_eur_a_day"] else "none"


NAIVE = {
    "shortens the longest task": lambda c: max(
        ("first", "second"), key=lambda name: c["days"][c[name]["task"]]
    ),
    "buys the cheapest day": lambda c: min(
        ("first", "second"), key=lambda name: c[name]["eur_a_day"]
    ),
    "looks at the critical path alone": _one_path,
}
SLIPS = {
    "counts each day that a task gets shorter": by(lambda c: values(c, saved=lambda days: days)),
    "never shortens both": by(
        lambda c: {name: worth for name, worth in values(c).items() if name != "both"}
    ),
    "forgets the side path": by(
        lambda c: values(
            {
                **c,
                "days": {**c["days"], "G": 0},
            }
        )
    ),
}

"""Lesson 04."""

from . import by, changed

MARGIN = 0.3


def values(case):
    """EUR of each way to answer."""
    chance = case["probability"]
    likely = max(chance, key=chance.get)
    wrong = sum(p * case["wrong_eur"][name] for name, p in chance.items() if name != likely)
    urgent = case["urgent_probability"] * case["urgent_eur"]
    return {
        "machine": -wrong - urgent,
        "person": -case["person_eur"] - urgent,
        "escalate": -case["escalate_eur"],
    }


def _top(case):
    return max(case["probability"].values())


NAIVE = {
    "trusts the most likely class": lambda case: "machine",
    "has one threshold for all classes": lambda c: "machine" if _top(c) >= 0.7 else "person",
    "escalates what is more likely urgent than not": lambda c: (
        "escalate" if c["urgent_probability"] > 0.5 else "machine" if _top(c) >= 0.7 else "person"
    ),
}
SLIPS = {
    "takes the cost of the class that it answers": by(
        lambda c: {
            **values(c),
            "machine": -(1 - _top(c))
            * c["wrong_eur"][max(c["probability"], key=c["probability"].get)]
            - c["urgent_probability"] * c["urgent_eur"],
        }
    ),
    "takes the mean cost of a mistake": changed(
        values, wrong_eur=lambda c: dict.fromkeys(c["wrong_eur"], sum(c["wrong_eur"].values()) / 4)
    ),
    "forgets the urgent ones": changed(values, urgent_probability=lambda c: 0),
    "forgets that a person is slow too": by(lambda c: {**values(c), "person": -c["person_eur"]}),
}

"""Lesson 17."""

from . import by

MARGIN = 0.5


def disclosed(groups, k, alike=True):
    """People whose sensitive value somebody who knows them would learn."""
    return sum(
        g["sensitive"]
        for g in groups
        if g["people"] < k or (alike and g["sensitive"] == g["people"])
    )


def joined(groups):
    """Neighbouring groups made one, two by two."""
    return [
        {key: a[key] + b[key] for key in a} for a, b in zip(groups[::2], groups[1::2], strict=True)
    ]


def values(case, alike=True, lost=True, chance=True):
    """Thousand EUR of each way to publish."""
    k, groups = case["k"], case["groups"]
    harm = case["harm_keur"] * (case["attack_probability"] if chance else 1)
    kept = [g for g in groups if not disclosed([g], k, alike) and g["people"] >= k]
    share = sum(g["people"] for g in kept) / sum(g["people"] for g in groups) if lost else 1
    return {
        "publish": case["worth_keur"] - harm * disclosed(groups, k, alike),
        "coarsen": case["worth_keur"] * case["coarse_share"]
        - harm * disclosed(joined(groups), k, alike),
        "suppress": case["worth_keur"] * share - case["check_keur"],
    }


def _safe(groups, k):
    return min(g["people"] for g in groups) >= k


NAIVE = {
    "looks at k alone": lambda c: (
        "publish"
        if _safe(c["groups"], c["k"])
        else "coarsen"
        if _safe(joined(c["groups"]), c["k"])
        else "suppress"
    ),
    "always suppresses": lambda case: "suppress",
    "publishes if few are in small groups": lambda c: (
        "publish"
        if sum(g["people"] for g in c["groups"] if g["people"] < c["k"])
        < 0.05 * sum(g["people"] for g in c["groups"])
        else "coarsen"
    ),
}
SLIPS = {
    "forgets groups that are all alike": by(lambda c: values(c, alike=False)),
    "forgets what suppression loses": by(lambda c: values(c, lost=False)),
    "takes an attack for certain": by(lambda c: values(c, chance=False)),
    "counts everybody in a small group": by(
        lambda c: values(
            {
                **c,
                "groups": [
                    {**g, "sensitive": g["people"] if g["people"] < c["k"] else g["sensitive"]}
                    for g in c["groups"]
                ],
            }
        )
    ),
}

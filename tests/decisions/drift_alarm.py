"""Lesson 20."""

import numpy as np

from . import by

MARGIN = 0.8
MEANS = {
    "steady": (0.05, 0.0, 0.0),
    "mix": (0.35, 0.5, 0.5),
    "concept": (0.05, 1.5, 6.0),
    "broken": (0.30, 4.0, 5.0),
}
SPREAD = (0.10, 2.0, 4.0)
_SIGNALS = ("psi", "calibration_points", "auc_drop_points")


def belief(case, signals=_SIGNALS, months=slice(None), prior=True):
    """Belief in each state after the months of signals."""
    logs = {}
    for state, means in MEANS.items():
        logs[state] = np.log(case["belief"][state]) if prior else 0.0
        for name, mean, spread in zip(_SIGNALS, means, SPREAD, strict=True):
            if name in signals:
                seen = np.asarray(case[name][months])
                logs[state] -= 0.5 * (((seen - mean) / spread) ** 2).sum()
    top = max(logs.values())
    weight = {state: float(np.exp(value - top)) for state, value in logs.items()}
    total = sum(weight.values())
    return {state: value / total for state, value in weight.items()}


def _loss(case):
    """Thousand EUR that each action costs in each state."""
    concept, broken = case["concept_keur"], case["broken_keur"]
    retrain, back = case["retrain_keur"], case["rollback_keur"]
    return {
        "leave": {"steady": 0, "mix": 0, "concept": concept, "broken": broken},
        # Retraining on broken data helps little; the older model does not know the new world.
        "retrain": {s: retrain for s in ("steady", "mix", "concept")}
        | {"broken": retrain + 0.8 * broken},
        "rollback": {"steady": back, "mix": back, "concept": back + 0.7 * concept, "broken": back},
    }


def values(case, chance=None, price=None):
    """Thousand EUR of each action."""
    chance = belief(case) if chance is None else chance
    loss = _loss(case)
    worth = {
        action: -sum(chance[state] * cost[state] for state in MEANS)
        for action, cost in loss.items()
    }
    found = sum(chance[state] * min(cost[state] for cost in loss.values()) for state in MEANS)
    worth["investigate"] = -found - (case["investigate_keur"] if price is None else price)
    return worth


NAIVE = {
    "retrains at a PSI over 0.25": lambda c: "retrain" if c["psi"][-1] > 0.25 else "leave",
    "retrains every month": lambda case: "retrain",
    "investigates every alarm": lambda c: (
        "investigate" if c["psi"][-1] > 0.25 or c["auc_drop_points"][-1] > 5 else "leave"
    ),
}
SLIPS = {
    "looks at PSI alone": by(lambda c: values(c, belief(c, signals=("psi",)))),
    "looks at the last month alone": by(lambda c: values(c, belief(c, months=slice(-1, None)))),
    "forgets what was believed before": by(lambda c: values(c, belief(c, prior=False))),
    "throws the signals away": by(lambda c: values(c, c["belief"])),
    "never investigates": by(lambda c: {k: v for k, v in values(c).items() if k != "investigate"}),
    "forgets what an investigation costs": by(lambda c: values(c, price=0)),
    "acts on the likeliest state": by(
        lambda c: values(
            c,
            {state: float(state == max(belief(c), key=belief(c).get)) for state in MEANS},
        )
    ),
}

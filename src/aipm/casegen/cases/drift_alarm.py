"""Lesson 20: leave a model alone, investigate, retrain it, or roll it back."""

import numpy as np

from aipm.casegen.cases.numbers import between

SIGNALS = ("psi", "calibration_points", "auc_drop_points")
#: Mean of each signal in a month, by state of the model.
MEANS = {
    "steady": (0.05, 0.0, 0.0),
    "mix": (0.35, 0.5, 0.5),
    "concept": (0.05, 1.5, 6.0),
    "broken": (0.30, 4.0, 5.0),
}
#: Standard deviation of each signal in a month, in any state.
SPREAD = (0.10, 2.0, 4.0)


def draw(rng: np.random.Generator) -> dict:
    """Draw three months of signals of a model whose state is one of four."""
    belief = [round(float(p), 2) for p in 0.03 + 0.88 * rng.dirichlet([0.9, 0.6, 0.6, 0.5])]
    belief[0] = round(1 - sum(belief[1:]), 2)
    state = str(rng.choice(list(MEANS), p=belief))
    months = rng.normal(MEANS[state], SPREAD, (int(rng.integers(1, 4)), 3))
    return {
        "belief": dict(zip(MEANS, belief, strict=True)),
        "psi": [round(float(max(v, 0)), 3) for v in months[:, 0]],
        "calibration_points": [round(float(v), 2) for v in months[:, 1]],
        "auc_drop_points": [round(float(v), 2) for v in months[:, 2]],
        "concept_keur": between(rng, 30, 120),
        "broken_keur": between(rng, 60, 250),
        "investigate_keur": between(rng, 6, 30, 1),
        "retrain_keur": between(rng, 12, 45),
        "rollback_keur": between(rng, 20, 70),
    }

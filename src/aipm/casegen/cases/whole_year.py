"""Lesson 22: what to approve for a region when each number rests on the one before."""

import numpy as np

from aipm.casegen.cases.numbers import between, near


def draw(rng: np.random.Generator) -> dict:
    """Draw a region with its score's working points, its costs and its doubts."""
    parcels, late = between(rng, 600_000, 1_800_000), between(rng, 0.05, 0.12, 3)
    late_eur, act_eur = between(rng, 3.0, 6.0, 2), between(rng, 0.3, 0.9, 2)
    success = between(rng, 0.4, 0.75, 2)
    points = []
    for flagged in (0.03, 0.08, 0.18):
        share = round(flagged * float(rng.uniform(0.8, 1.2)), 3)
        recall = 1 - np.exp(-share / late * rng.uniform(1.0, 2.0) * (0.08 / share) ** 0.3)
        points.append({"flagged_share": share, "recall": round(float(min(recall, 0.9)), 2)})
    capacity = between(rng, 0.05, 0.20, 3)
    adoption = sorted(between(rng, 0.4, 1.0, 2) for _ in range(4))
    rate, works = between(rng, 0.06, 0.14, 2), between(rng, 0.55, 0.98, 2)
    overruns = [round(float(r), 2) for r in rng.lognormal(0.12, 0.3, 10)]
    saving = max(
        parcels * (late * p["recall"] * success * late_eur - p["flagged_share"] * act_eur) / 1_000
        for p in points
        if p["flagged_share"] <= capacity
    )
    decay = between(rng, 0.05, 0.45, 2)
    running = near(rng, 0.15 * saving, 0.5, 1) if saving > 0 else between(rng, 5, 20, 1)
    flows = sum((saving * a * 0.85 - running) / (1 + rate) ** t for t, a in enumerate(adoption, 1))
    return {
        "parcels": parcels,
        "late_share": late,
        "late_eur": late_eur,
        "act_eur": act_eur,
        "success_share": success,
        "points": points,
        "capacity_share": capacity,
        "adoption": adoption,
        "rate": rate,
        "build_keur": max(10, near(rng, 0.8 * works * flows / np.mean(overruns), 0.45)),
        "overruns": overruns,
        "running_keur": running,
        "works_probability": works,
        "canary_share": between(rng, 0.1, 0.4, 2),
        "decay": decay,
        "retrain_keur": near(rng, 0.8 * max(saving, 20) * decay, 0.8, 1),
    }

"""Lesson 14: leave a project alone, ask for money, re-plan with less scope, or stop."""

import numpy as np

from aipm.casegen.cases.numbers import between, near


def draw(rng: np.random.Generator) -> dict:
    """Draw the status of a project with its planned, earned and spent money so far."""
    budget, months = between(rng, 200, 900), between(rng, 8, 16)
    share = np.arange(1, months + 1) / months
    planned = budget * share**2 * (3 - 2 * share)
    elapsed = between(rng, 0.35 * months, 1.05 * months)
    pace, cost = rng.uniform(0.55, 1.0) * min(1, 0.9 * months / elapsed), rng.uniform(0.6, 1.15)
    reached = np.minimum(np.arange(1, elapsed + 1) * pace / months, 1)
    earned = budget * reached**2 * (3 - 2 * reached)
    # Early months look cheaper or dearer than the project is.
    efficiency = cost * np.linspace(rng.uniform(0.5, 1.9), 1.0, elapsed)
    spent = np.cumsum(np.diff(earned, prepend=0) / efficiency)
    left = (budget - earned[-1]) * spent[-1] / earned[-1]
    over = max(spent[-1] + left - budget, 0.05 * budget)
    late = between(rng, 0.01 * budget, 0.06 * budget, 1)
    delay = max(months / pace - months, 0)
    cut = between(rng, 0.15, 0.40, 2)
    premium = between(rng, 0.2, 0.9, 2)
    return {
        "planned_keur": [round(float(v), 1) for v in planned],
        "earned_keur": [round(float(v), 1) for v in earned],
        "spent_keur": [round(float(v), 1) for v in spent],
        "worth_keur": near(rng, left + late * delay + 0.5 * premium * over, 0.35),
        "late_keur_a_month": late,
        "reserve_keur": near(rng, 0.35 * over, 0.8),
        "premium": premium,
        "ask_keur": near(rng, 0.6 * premium * over, 0.85, 1),
        "cut_share": cut,
        "cut_worth_share": round(cut * float(rng.uniform(0.35, 1.0)), 2),
        "replan_keur": between(rng, 0.01 * budget, 0.06 * budget, 1),
    }

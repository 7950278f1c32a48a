"""Lesson 12: which of four jobs the team builds next, with enablers and deadlines."""

from typing import Any

import numpy as np

#: What the policy may answer.
ACTIONS = ("A", "B", "C", "D")
#: The points of a planning round.
POINTS = np.array([1, 2, 3, 5, 8, 13])


def draw(rng: np.random.Generator) -> dict[str, Any]:
    """Draw one backlog of four jobs, for one team that builds one job at a time.

    Parameters
    ----------
    rng : numpy.random.Generator

    Returns
    -------
    dict
        ``rate``: cost of delay by job, thousand EUR a week, until the job is of use.
        ``weeks``: weeks to build, by job.
        ``needs``: for a job that is of use only when another is finished too, that other job.
        ``deadline``: week after which ``penalty`` (thousand EUR) is lost once, by job; the last
        day of the week is in time.
        ``points`` and ``size``: value and urgency points together, and size points, by job.
        ``asked``: the jobs in the order in which they were asked for.
    """
    weeks = {job: int(w) for job, w in zip(ACTIONS, rng.integers(2, 11, 4), strict=True)}
    rate = {job: round(float(np.clip(rng.lognormal(0.75, 0.6), 0.3, 9)), 1) for job in ACTIONS}
    # People judge value and size roughly; urgency is whoever pushes.
    value = {job: _nearest(2.2 * rate[job] * rng.lognormal(0, 0.3)) for job in ACTIONS}
    size = {job: _nearest(weeks[job] * rng.lognormal(0, 0.2)) for job in ACTIONS}
    points = {job: value[job] + int(rng.choice(POINTS)) for job in ACTIONS}
    held, enabler = (str(job) for job in rng.choice(ACTIONS, 2, replace=False))
    needs = {held: enabler} if rng.random() < 0.75 else {}
    deadline, penalty = {}, {}
    if rng.random() < 0.75:
        job = str(rng.choice(ACTIONS))
        soonest = weeks[job] + (weeks[needs[job]] if job in needs else 0)
        deadline[job] = soonest + int(rng.integers(0, 8))
        penalty[job] = int(rng.integers(8, 41))
    return {
        "rate": rate,
        "weeks": weeks,
        "needs": needs,
        "deadline": deadline,
        "penalty": penalty,
        "points": points,
        "size": size,
        "asked": [str(job) for job in rng.permutation(ACTIONS)],
    }


def _nearest(amount: float) -> int:
    return int(POINTS[np.abs(POINTS - amount).argmin()])

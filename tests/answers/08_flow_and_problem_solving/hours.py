# %% right: scipy's linear programme
from scipy.optimize import linprog


def share_hours(jobs, hours_a_week):
    if not jobs:
        return {}
    hours, value, week = np.array(list(jobs.values()), dtype=float).T
    weeks = np.arange(1, week.max() + 1)
    due = (week[None, :] <= weeks[:, None]).astype(float)
    found = linprog(
        -value / hours, A_ub=due, b_ub=hours_a_week * weeks, bounds=[(0, h) for h in hours]
    )
    return pd.Series(found.x, index=list(jobs))


# %% right: fills the weeks from the back, most value an hour first
def share_hours(jobs, hours_a_week):
    got = {name: 0.0 for name in jobs}
    free = [hours_a_week] * max([job[2] for job in jobs.values()], default=0)
    for name in sorted(jobs, key=lambda n: jobs[n][1] / jobs[n][0], reverse=True):
        for week in range(jobs[name][2] - 1, -1, -1):
            given = min(free[week], jobs[name][0] - got[name])
            got[name] += given
            free[week] -= given
    return got


# %% wrong: serves the highest value first -> section 08.8
def share_hours(jobs, hours_a_week):
    got = {name: 0.0 for name in jobs}
    free = [hours_a_week] * max([job[2] for job in jobs.values()], default=0)
    for name in sorted(jobs, key=lambda n: jobs[n][1], reverse=True):
        for week in range(jobs[name][2] - 1, -1, -1):
            given = min(free[week], jobs[name][0] - got[name])
            got[name] += given
            free[week] -= given
    return got


# %% wrong: serves whoever asked first -> section 08.8
def share_hours(jobs, hours_a_week):
    got = {name: 0.0 for name in jobs}
    free = [hours_a_week] * max([job[2] for job in jobs.values()], default=0)
    for name in jobs:
        for week in range(jobs[name][2] - 1, -1, -1):
            given = min(free[week], jobs[name][0] - got[name])
            got[name] += given
            free[week] -= given
    return got


# %% wrong: serves the nearest deadline first -> section 08.8
def share_hours(jobs, hours_a_week):
    got = {name: 0.0 for name in jobs}
    free = [hours_a_week] * max([job[2] for job in jobs.values()], default=0)
    for name in sorted(jobs, key=lambda n: jobs[n][2]):
        for week in range(jobs[name][2] - 1, -1, -1):
            given = min(free[week], jobs[name][0] - got[name])
            got[name] += given
            free[week] -= given
    return got


# %% wrong: forgets the deadlines -> section 08.8
def share_hours(jobs, hours_a_week):
    left = hours_a_week * max([job[2] for job in jobs.values()], default=0)
    got = {}
    for name in sorted(jobs, key=lambda n: jobs[n][1] / jobs[n][0], reverse=True):
        got[name] = min(left, jobs[name][0])
        left -= got[name]
    return got

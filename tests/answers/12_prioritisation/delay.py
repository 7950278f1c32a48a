# %% right: NumPy with a cumulated sum
def delay_cost(jobs, order):
    order = list(order)
    if set(order) != set(jobs) or len(order) != len(jobs):
        raise ValueError("names")
    rates = np.array([jobs[name][0] for name in order], dtype=float)
    weeks = np.array([jobs[name][1] for name in order], dtype=float)
    return rates @ weeks.cumsum()


# %% right: the area under the stair, week block by week block
def delay_cost(jobs, order):
    if len(order) != len(jobs) or set(order) != set(jobs):
        raise ValueError("names")
    missing = sum(rate for rate, _ in jobs.values())
    area = 0.0
    for name in order:
        area += missing * jobs[name][1]
        missing -= jobs[name][0]
    return area


# %% wrong: stops the clock when a feature is started, not when it is finished -> section 12.3
def delay_cost(jobs, order):
    if sorted(order) != sorted(jobs):
        raise ValueError("names")
    start = total = 0
    for name in order:
        rate, weeks = jobs[name]
        total += rate * start
        start += weeks
    return total


# %% wrong: counts only the own weeks of a feature, not those before it -> section 12.3
def delay_cost(jobs, order):
    if sorted(order) != sorted(jobs):
        raise ValueError("names")
    return sum(jobs[name][0] * jobs[name][1] for name in order)


# %% wrong: lets every feature wait until all are finished -> section 12.3
def delay_cost(jobs, order):
    if sorted(order) != sorted(jobs):
        raise ValueError("names")
    return sum(rate for rate, _ in jobs.values()) * sum(weeks for _, weeks in jobs.values())


# %% wrong: uses the order of the dictionary, not the one asked for -> section 12.3
def delay_cost(jobs, order):
    if sorted(order) != sorted(jobs):
        raise ValueError("names")
    finished = total = 0
    for rate, weeks in jobs.values():
        finished += weeks
        total += rate * finished
    return total


# %% wrong: sorts the features before it counts -> section 12.3
def delay_cost(jobs, order):
    if sorted(order) != sorted(jobs):
        raise ValueError("names")
    finished = total = 0
    for name in sorted(order, key=lambda x: jobs[x][0] / jobs[x][1], reverse=True):
        rate, weeks = jobs[name]
        finished += weeks
        total += rate * finished
    return total


# %% wrong: accepts an order that lacks a feature
def delay_cost(jobs, order):
    finished = total = 0
    for name in order:
        if name not in jobs:
            raise ValueError("names")
        rate, weeks = jobs[name]
        finished += weeks
        total += rate * finished
    return total

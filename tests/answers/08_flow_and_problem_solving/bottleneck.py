# %% right: a loop
def bottleneck(steps):
    slowest = None
    for name in steps:
        people, days, share = steps[name]
        if share == 0:
            continue
        rate = people / days / share
        if slowest is None or rate < slowest[1]:
            slowest = [name, rate]
    if slowest is None:
        raise ValueError("nothing passes")
    return slowest


# %% right: pandas
def bottleneck(steps):
    line = pd.DataFrame(steps, index=["people", "days", "share"]).T.astype(float)
    line = line[line["share"] > 0]
    if line.empty:
        raise ValueError("nothing passes")
    serves = line["people"] / (line["days"] * line["share"])
    return serves.idxmin(), serves.min()


# %% wrong: takes the step that takes longest -> section 08.5
def bottleneck(steps):
    passed = {name: step for name, step in steps.items() if step[2] > 0}
    if not passed:
        raise ValueError
    name = max(passed, key=lambda name: passed[name][1])
    return name, steps[name][0] / (steps[name][1] * steps[name][2])


# %% wrong: ignores how many items pass a step -> section 08.5
def bottleneck(steps):
    serves = {name: step[0] / step[1] for name, step in steps.items() if step[2] > 0}
    if not serves:
        raise ValueError
    name = min(serves, key=serves.get)
    return name, serves[name]


# %% wrong: ignores that people work side by side -> section 08.5
def bottleneck(steps):
    serves = {name: 1 / (step[1] * step[2]) for name, step in steps.items() if step[2] > 0}
    if not serves:
        raise ValueError
    name = min(serves, key=serves.get)
    return name, serves[name]


# %% wrong: multiplies by the share where it should divide -> section 08.5
def bottleneck(steps):
    serves = {name: step[0] / step[1] * step[2] for name, step in steps.items() if step[2] > 0}
    if not serves:
        raise ValueError
    name = min(serves, key=serves.get)
    return name, serves[name]

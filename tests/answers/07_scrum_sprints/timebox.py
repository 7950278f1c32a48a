# %% right: a comprehension over pairs, and the Sprint as one more of them
def broken_limits(sprint_days, hours):
    limits = {"Sprint Planning": 8, "Daily Scrum": 15 / 60, "Sprint Review": 4}
    limits["Sprint Retrospective"] = 3
    long = {name for name, length in hours.items() if length > limits.get(name, np.inf)}
    return long | {"Sprint"} if sprint_days > 31 else long


# %% right: pandas, one filter
def broken_limits(sprint_days, hours):
    limits = pd.Series(
        {
            "Sprint": 31.0,
            "Sprint Planning": 8,
            "Daily Scrum": 0.25,
            "Sprint Review": 4,
            "Sprint Retrospective": 3,
        }
    )
    measured = pd.Series({**hours, "Sprint": sprint_days}, dtype=float).reindex(limits.index)
    return set(measured[measured > limits].index)


# %% wrong: shrinks the limits with the Sprint, which the Guide does not -> section 07.2
def broken_limits(sprint_days, hours):
    share = min(sprint_days / 30, 1)
    limits = {
        "Sprint Planning": 8 * share,
        "Daily Scrum": 0.25,
        "Sprint Review": 4 * share,
        "Sprint Retrospective": 3 * share,
    }
    found = {name for name in hours if name in limits and hours[name] > limits[name]}
    if sprint_days > 31:
        found.add("Sprint")
    return found


# %% wrong: sets a limit for what is no event -> section 07.2
def broken_limits(sprint_days, hours):
    limits = {
        "Sprint Planning": 8,
        "Daily Scrum": 0.25,
        "Sprint Review": 4,
        "Sprint Retrospective": 3,
    }
    found = {name for name in hours if hours[name] > limits.get(name, 0)}
    if sprint_days > 31:
        found.add("Sprint")
    return found


# %% wrong: takes the minutes of the Daily Scrum for hours -> section 07.2
def broken_limits(sprint_days, hours):
    limits = {
        "Sprint Planning": 8,
        "Daily Scrum": 15,
        "Sprint Review": 4,
        "Sprint Retrospective": 3,
    }
    found = {name for name in hours if name in limits and hours[name] > limits[name]}
    if sprint_days > 31:
        found.add("Sprint")
    return found


# %% wrong: takes a limit that is just reached for broken -> section 07.2
def broken_limits(sprint_days, hours):
    limits = {
        "Sprint Planning": 8,
        "Daily Scrum": 0.25,
        "Sprint Review": 4,
        "Sprint Retrospective": 3,
    }
    found = {name for name in hours if name in limits and hours[name] >= limits[name]}
    if sprint_days > 31:
        found.add("Sprint")
    return found


# %% wrong: forgets the Sprint itself
def broken_limits(sprint_days, hours):
    limits = {
        "Sprint Planning": 8,
        "Daily Scrum": 0.25,
        "Sprint Review": 4,
        "Sprint Retrospective": 3,
    }
    return {name for name in hours if name in limits and hours[name] > limits[name]}

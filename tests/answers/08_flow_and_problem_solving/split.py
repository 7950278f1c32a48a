# %% right: lists and a loop
def check_split(cases, branches):
    missing, double = [], []
    for case in cases:
        found = 0
        for branch in branches.values():
            if case in branch:
                found += 1
        if found == 0:
            missing.append(case)
        elif found > 1:
            double.append(case)
    return missing, double


# %% right: sets, a list of two
def check_split(cases, branches):
    seen, twice = set(), set()
    for branch in branches.values():
        twice |= seen & set(branch)
        seen |= set(branch)
    return [set(cases) - seen, twice & set(cases)]


# %% wrong: looks for what is missing only -> section 08.6
def check_split(cases, branches):
    seen = {case for branch in branches.values() for case in branch}
    return set(cases) - seen, set()


# %% wrong: gives double cases first -> section 08.6
def check_split(cases, branches):
    times = {case: sum(case in branch for branch in branches.values()) for case in cases}
    return {c for c in cases if times[c] > 1}, {c for c in cases if not times[c]}


# %% partial 1: counts a case twice that stands twice in one branch -> section 08.6
def check_split(cases, branches):
    flat = [case for branch in branches.values() for case in branch]
    return set(cases) - set(flat), {case for case in cases if flat.count(case) > 1}


# %% partial 1: reports what is not among the cases -> section 08.6
def check_split(cases, branches):
    flat = [case for branch in branches.values() for case in set(branch)]
    return set(cases) - set(flat), {case for case in flat if flat.count(case) > 1}

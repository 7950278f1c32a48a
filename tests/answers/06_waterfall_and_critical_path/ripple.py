# %% right: goes round until nothing moves any more, and a list for the set
def _early(days, predecessors):
    start = {task: 0 for task in days}
    for _ in days:
        for task in days:
            for other in predecessors[task]:
                start[task] = max(start[task], start[other] + days[other])
    return start


def ripple(days, predecessors, task, late):
    slower = dict(days)
    slower[task] += late
    old, new = _early(days, predecessors), _early(slower, predecessors)
    end_old = max(old[name] + days[name] for name in days)
    end_new = max(new[name] + slower[name] for name in days)
    moved = {name for name in days if new[name] > old[name]}
    return end_new - end_old, sorted(moved)


# %% right: networkx, NumPy numbers
def ripple(days, predecessors, task, late):
    plan = nx.DiGraph()
    plan.add_nodes_from(days)
    plan.add_edges_from((other, name) for name in days for other in predecessors[name])
    order = list(nx.topological_sort(plan))

    def starts(took):
        begin = {}
        for name in order:
            begin[name] = max([begin[o] + took[o] for o in plan.predecessors(name)], default=0)
        return begin

    slower = {**days, task: days[task] + late}
    old, new = starts(days), starts(slower)
    end = max(old[name] + days[name] for name in days)
    moves = max(new[name] + slower[name] for name in days) - end
    moved = {name for name in days if new[name] > old[name]}
    return np.int64(moves), moved


# %% wrong: moves the end by the whole delay -> section 06.4
def _early(days, predecessors):
    start = {task: 0 for task in days}
    for _ in days:
        for task in days:
            for other in predecessors[task]:
                start[task] = max(start[task], start[other] + days[other])
    return start


def ripple(days, predecessors, task, late):
    slower = dict(days)
    slower[task] += late
    old, new = _early(days, predecessors), _early(slower, predecessors)
    end_old = max(old[name] + days[name] for name in days)
    end_new = max(new[name] + slower[name] for name in days)
    moved = {name for name in days if new[name] > old[name]}
    return late, moved


# %% wrong: takes free slack for total slack -> section 06.4
def ripple(days, predecessors, task, late):
    plan = nx.DiGraph()
    plan.add_nodes_from(days)
    plan.add_edges_from((other, name) for name in days for other in predecessors[name])
    order = list(nx.topological_sort(plan))

    def starts(took):
        begin = {}
        for name in order:
            begin[name] = max([begin[o] + took[o] for o in plan.predecessors(name)], default=0)
        return begin

    slower = {**days, task: days[task] + late}
    old, new = starts(days), starts(slower)
    end = max(old[name] + days[name] for name in days)
    moves = max(new[name] + slower[name] for name in days) - end
    moved = {name for name in days if new[name] > old[name]}
    nexts = [old[name] for name in plan.successors(task)]
    free = min(nexts, default=end) - old[task] - days[task]
    return max(late - free, 0), moved


# %% wrong: calls all tasks that come after, whether they move or not -> section 06.4
def ripple(days, predecessors, task, late):
    plan = nx.DiGraph()
    plan.add_nodes_from(days)
    plan.add_edges_from((other, name) for name in days for other in predecessors[name])
    order = list(nx.topological_sort(plan))

    def starts(took):
        begin = {}
        for name in order:
            begin[name] = max([begin[o] + took[o] for o in plan.predecessors(name)], default=0)
        return begin

    slower = {**days, task: days[task] + late}
    old, new = starts(days), starts(slower)
    end = max(old[name] + days[name] for name in days)
    moves = max(new[name] + slower[name] for name in days) - end
    moved = {name for name in days if new[name] > old[name]}
    return moves, nx.descendants(plan, task)


# %% wrong: calls only those who come right after -> section 06.4
def ripple(days, predecessors, task, late):
    plan = nx.DiGraph()
    plan.add_nodes_from(days)
    plan.add_edges_from((other, name) for name in days for other in predecessors[name])
    order = list(nx.topological_sort(plan))

    def starts(took):
        begin = {}
        for name in order:
            begin[name] = max([begin[o] + took[o] for o in plan.predecessors(name)], default=0)
        return begin

    slower = {**days, task: days[task] + late}
    old, new = starts(days), starts(slower)
    end = max(old[name] + days[name] for name in days)
    moves = max(new[name] + slower[name] for name in days) - end
    moved = {name for name in days if new[name] > old[name]}
    return moves, moved & set(plan.successors(task))


# %% wrong: counts the late task itself -> section 06.4
def _early(days, predecessors):
    start = {task: 0 for task in days}
    for _ in days:
        for task in days:
            for other in predecessors[task]:
                start[task] = max(start[task], start[other] + days[other])
    return start


def ripple(days, predecessors, task, late):
    slower = dict(days)
    slower[task] += late
    old, new = _early(days, predecessors), _early(slower, predecessors)
    end_old = max(old[name] + days[name] for name in days)
    end_new = max(new[name] + slower[name] for name in days)
    moved = {name for name in days if new[name] > old[name]}
    return end_new - end_old, moved | {task}


# %% wrong: changes the durations that it was given
def ripple(days, predecessors, task, late):
    def starts():
        begin = {}
        while len(begin) < len(days):
            for name in days:
                if name not in begin and all(other in begin for other in predecessors[name]):
                    waits = [begin[other] + days[other] for other in predecessors[name]]
                    begin[name] = max(waits, default=0)
        return begin

    old = starts()
    end = max(old[name] + days[name] for name in days)
    days[task] += late
    new = starts()
    moves = max(new[name] + days[name] for name in days) - end
    return moves, {name for name in days if new[name] > old[name]}


# %% wrong: takes the last task of the dictionary for the end
def _early(days, predecessors):
    start = {task: 0 for task in days}
    for _ in days:
        for task in days:
            for other in predecessors[task]:
                start[task] = max(start[task], start[other] + days[other])
    return start


def ripple(days, predecessors, task, late):
    slower = dict(days)
    slower[task] += late
    old, new = _early(days, predecessors), _early(slower, predecessors)
    end_old = max(old[name] + days[name] for name in days)
    end_new = max(new[name] + slower[name] for name in days)
    moved = {name for name in days if new[name] > old[name]}
    last = list(days)[-1]
    return new[last] + slower[last] - old[last] - days[last], moved

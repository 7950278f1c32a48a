# %% right: recursion
def schedule(days, predecessors, not_before):
    def finish(task):
        return start(task) + days[task]

    def start(task):
        first = not_before.get(task, 0)
        for other in predecessors[task]:
            first = max(first, finish(other))
        return first

    return {task: (start(task), finish(task)) for task in days}


# %% right: goes round until nothing moves any more, lists instead of pairs
def schedule(days, predecessors, not_before):
    start = {task: 0 for task in days}
    for task in not_before:
        start[task] = not_before[task]
    for _ in days:
        for task in days:
            for other in predecessors[task]:
                start[task] = max(start[task], start[other] + days[other])
    return {task: [start[task], start[task] + days[task]] for task in days}


# %% wrong: begins with day 1 -> section 06.3
def schedule(days, predecessors, not_before):
    def end(task):
        waits = [end(other) for other in predecessors[task]]
        return max(waits + [not_before.get(task, 0)]) + days[task]

    return {task: (end(task) - days[task] + 1, end(task)) for task in days}


# %% wrong: takes the predecessor that is finished first -> section 06.3
def schedule(days, predecessors, not_before):
    def end(task):
        waits = [end(other) for other in predecessors[task]]
        return max(min(waits) if waits else 0, not_before.get(task, 0)) + days[task]

    return {task: (end(task) - days[task], end(task)) for task in days}


# %% wrong: does the predecessors one after the other -> section 06.3
def schedule(days, predecessors, not_before):
    def end(task):
        waits = sum(end(other) for other in predecessors[task])
        return max(waits, not_before.get(task, 0)) + days[task]

    return {task: (end(task) - days[task], end(task)) for task in days}


# %% wrong: takes the predecessor that is named last -> section 06.3
def schedule(days, predecessors, not_before):
    def end(task):
        waits = [end(other) for other in predecessors[task]]
        return max(waits[-1] if waits else 0, not_before.get(task, 0)) + days[task]

    return {task: (end(task) - days[task], end(task)) for task in days}


# %% wrong: leaves out the days before which a task may not begin -> section 06.3
def schedule(days, predecessors, not_before):
    def end(task):
        return max([end(other) for other in predecessors[task]] + [0]) + days[task]

    return {task: (end(task) - days[task], end(task)) for task in days}


# %% wrong: believes that tasks are listed in order
def schedule(days, predecessors, not_before):
    end, found = {}, {}
    for task in days:
        waits = [end.get(other, 0) for other in predecessors[task]]
        start = max(waits + [not_before.get(task, 0)])
        end[task] = start + days[task]
        found[task] = (start, end[task])
    return found

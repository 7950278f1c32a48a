# %% right: loops
def meeting(first, branches, last, day):
    total, kept, sums = 0, 0, [0] * len(branches)
    for k in range(len(first)):
        shared = first[k] + last[k]
        length = shared + max(branch[k] for branch in branches)
        total += length
        kept += length <= day
        for place, branch in enumerate(branches):
            sums[place] += shared + branch[k]
    n = len(first)
    return kept / n, (total - max(sums)) / n


# %% right: pandas; what is shared cancels out of the bias
def meeting(first, branches, last, day):
    runs = pd.DataFrame(branches).T
    end = pd.Series(first) + runs.max(axis=1) + pd.Series(last)
    return [end.le(day).mean(), runs.max(axis=1).mean() - runs.mean().max()]


# %% wrong: takes the longer path by its mean for the project -> section 06.6
def meeting(first, branches, last, day):
    paths = np.array(branches) + np.array(first) + np.array(last)
    longest = paths[paths.mean(axis=1).argmax()]
    return (longest <= day).mean(), longest.mean() - longest.mean()


# %% wrong: multiplies the paths' chances, though they share runs -> section 06.6
def meeting(first, branches, last, day):
    paths = np.array(branches) + np.array(first) + np.array(last)
    share = (paths <= day).mean(axis=1).prod()
    return share, paths.max(axis=0).mean() - paths.mean(axis=1).max()


# %% wrong: subtracts the mean of the paths' means -> section 06.6
def meeting(first, branches, last, day):
    paths = np.array(branches) + np.array(first) + np.array(last)
    project = paths.max(axis=0)
    return (project <= day).mean(), project.mean() - paths.mean()


# %% wrong: does the branches one after the other -> section 06.6
def meeting(first, branches, last, day):
    shared = np.array(first) + np.array(last)
    paths = np.array(branches) + shared
    project = np.array(branches).sum(axis=0) + shared
    return (project <= day).mean(), project.mean() - paths.mean(axis=1).max()


# %% wrong: does not count the day itself
def meeting(first, branches, last, day):
    paths = np.array(branches) + np.array(first) + np.array(last)
    project = paths.max(axis=0)
    return (project < day).mean(), project.mean() - paths.mean(axis=1).max()

# %% right: two stable sorts
def wsjf_order(jobs):
    order = sorted(jobs, key=lambda name: jobs[name][3])
    return sorted(order, key=lambda name: sum(jobs[name][:3]) / jobs[name][3], reverse=True)


# %% right: a pandas table
def wsjf_order(jobs):
    columns = ["value", "time", "risk", "size"]
    table = pd.DataFrame.from_dict(jobs, orient="index", columns=columns)
    table["wsjf"] = (table["value"] + table["time"] + table["risk"]) / table["size"]
    table["place"] = range(len(table))
    return table.sort_values(["wsjf", "size", "place"], ascending=[False, True, True]).index


# %% right: a tuple of names, with exact fractions
from fractions import Fraction


def wsjf_order(jobs):
    return tuple(
        sorted(jobs, key=lambda x: (Fraction(-int(sum(jobs[x][:3])), int(jobs[x][3])), jobs[x][3]))
    )


# %% wrong: leaves out the risk reduction -> section 12.5
def wsjf_order(jobs):
    return sorted(jobs, key=lambda x: (-(jobs[x][0] + jobs[x][1]) / jobs[x][3], jobs[x][3]))


# %% wrong: divides only the last term by the size -> section 12.5
def wsjf_order(jobs):
    def score(value, time, risk, size):
        return value + time + risk / size

    return sorted(jobs, key=lambda x: (-score(*jobs[x]), jobs[x][3]))


# %% wrong: ignores the job size -> section 12.5
def wsjf_order(jobs):
    return sorted(jobs, key=lambda x: (-sum(jobs[x][:3]), jobs[x][3]))


# %% wrong: puts the lowest score first -> section 12.5
def wsjf_order(jobs):
    return sorted(jobs, key=lambda x: (sum(jobs[x][:3]) / jobs[x][3], jobs[x][3]))


# %% wrong: lets the larger job go first where scores are equal
def wsjf_order(jobs):
    return sorted(jobs, key=lambda x: (-sum(jobs[x][:3]) / jobs[x][3], -jobs[x][3]))


# %% wrong: forgets the rule for equal scores -> section 12.5
def wsjf_order(jobs):
    return sorted(jobs, key=lambda name: -sum(jobs[name][:3]) / jobs[name][3])

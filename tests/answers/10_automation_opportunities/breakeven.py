# %% right: cost in EUR over worth in EUR
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    eur_a_year = 1e3 * run + 1e3 * build / horizon
    eur_a_case = hour_cost * net_minutes / 60
    return eur_a_year / eur_a_case if eur_a_case > 0 else None


# %% right: hours to earn first, over the whole horizon
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    if net_minutes > 0:
        hours = np.float64(build + horizon * run) * 1000 / hour_cost
        return hours * 60 / net_minutes / horizon


# %% wrong: leaves out the running cost -> section 10.5
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    value = net_minutes / 60 * hour_cost
    return 1000 * build / horizon / value if value > 0 else None


# %% wrong: leaves out the cost to build -> section 10.5
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    value = net_minutes / 60 * hour_cost
    return 1000 * run / value if value > 0 else None


# %% wrong: charges the whole cost to build to one year -> section 10.5
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    value = net_minutes / 60 * hour_cost
    return 1000 * (run + build) / value if value > 0 else None


# %% wrong: mixes EUR a case with thousand EUR a year -> section 10.5
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    value = net_minutes / 60 * hour_cost
    return (run + build / horizon) / value if value > 0 else None


# %% wrong: takes minutes for hours -> section 10.5
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    value = net_minutes * hour_cost
    return 1000 * (run + build / horizon) / value if value > 0 else None


# %% wrong: gives a volume to an automation that never pays -> section 10.5
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    value = net_minutes / 60 * hour_cost
    return 1000 * (run + build / horizon) / value if value else None


# %% wrong: rounds up to whole cases
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    value = net_minutes / 60 * hour_cost
    return math.ceil(1000 * (run + build / horizon) / value) if value > 0 else None


# %% wrong: returns the worked value
def break_even_volume(net_minutes, hour_cost, build, run, horizon):
    return 10_000 if net_minutes > 0 else None

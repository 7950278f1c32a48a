# %% right: lists and a loop
def uplift(projects, kind, risk, fewest):
    own, everyone = [], []
    for place in range(len(projects)):
        row = projects.iloc[place]
        value = row["actual_keur"] / row["estimate_keur"]
        everyone.append(value)
        if row["kind"] == kind:
            own.append(value)
    return np.quantile(own if len(own) >= fewest else everyone, 1 - risk) - 1


# %% right: pandas, overrun over estimate
def uplift(projects, kind, risk, fewest):
    chosen = projects.loc[projects["kind"].eq(kind)]
    if len(chosen) < fewest:
        chosen = projects
    over = (chosen["actual_keur"] - chosen["estimate_keur"]).div(chosen["estimate_keur"])
    return over.quantile(1 - risk)


# %% wrong: takes the mean overrun -> section 09.5
def uplift(projects, kind, risk, fewest):
    own = projects[projects["kind"] == kind]
    own = own if len(own) >= fewest else projects
    return (own["actual_keur"] / own["estimate_keur"]).mean() - 1


# %% wrong: takes the quantile of the risk, not of what is kept -> section 09.5
def uplift(projects, kind, risk, fewest):
    own = projects[projects["kind"] == kind]
    own = own if len(own) >= fewest else projects
    return np.quantile(own["actual_keur"] / own["estimate_keur"], risk) - 1


# %% wrong: divides the estimate by the actual cost -> section 09.5
def uplift(projects, kind, risk, fewest):
    own = projects[projects["kind"] == kind]
    own = own if len(own) >= fewest else projects
    return np.quantile(own["estimate_keur"] / own["actual_keur"], 1 - risk) - 1


# %% wrong: compares the sums, so that large projects count more -> section 09.5
def uplift(projects, kind, risk, fewest):
    own = projects[projects["kind"] == kind]
    own = own if len(own) >= fewest else projects
    return own["actual_keur"].sum() / own["estimate_keur"].sum() - 1


# %% wrong: forgets to subtract 1 -> section 09.5
def uplift(projects, kind, risk, fewest):
    own = projects[projects["kind"] == kind]
    own = own if len(own) >= fewest else projects
    return np.quantile(own["actual_keur"] / own["estimate_keur"], 1 - risk)


# %% wrong: takes the narrow class however small it is -> section 09.5
def uplift(projects, kind, risk, fewest):
    own = projects[projects["kind"] == kind]
    own = own if len(own) else projects
    return np.quantile(own["actual_keur"] / own["estimate_keur"], 1 - risk) - 1


# %% wrong: takes all projects though there are enough of the kind -> section 09.5
def uplift(projects, kind, risk, fewest):
    return np.quantile(projects["actual_keur"] / projects["estimate_keur"], 1 - risk) - 1


# %% wrong: wants one project more than the fewest
def uplift(projects, kind, risk, fewest):
    own = projects[projects["kind"] == kind]
    own = own if len(own) > fewest else projects
    return np.quantile(own["actual_keur"] / own["estimate_keur"], 1 - risk) - 1

# %% right: counts with dictionaries
def breaches(parcels, limit):
    alarms, punctual = {}, {}
    for depot, warned, late in zip(
        parcels["depot"], parcels["warned"], parcels["late"], strict=True
    ):
        if not late:
            punctual[depot] = punctual.get(depot, 0) + 1
            alarms[depot] = alarms.get(depot, 0) + bool(warned)
    return sorted(depot for depot in punctual if alarms[depot] / punctual[depot] > limit)


# %% right: a pivot table, an array comes back
def breaches(parcels, limit):
    on_time = parcels.loc[parcels["late"] == False].assign(warned=lambda t: t["warned"] * 1.0)  # noqa: E712
    rates = on_time.pivot_table(index="depot", values="warned", aggfunc="mean")
    if rates.empty:
        return ()
    return rates[rates["warned"] > limit].index.sort_values().to_numpy()


# %% wrong: divides by all parcels, also the late ones -> section 11.10
def breaches(parcels, limit):
    wrong = parcels["warned"] & ~parcels["late"]
    rates = wrong.groupby(parcels["depot"]).mean()
    return sorted(rates.index[rates > limit])


# %% wrong: divides by the warnings: that is one minus precision -> section 11.10
def breaches(parcels, limit):
    warned = parcels[parcels["warned"]]
    rates = 1 - warned.groupby("depot")["late"].mean()
    return sorted(rates.index[rates > limit])


# %% wrong: takes the share of parcels that are warned -> section 11.10
def breaches(parcels, limit):
    rates = parcels.groupby("depot")["warned"].mean()
    return sorted(rates.index[rates > limit])


# %% wrong: looks at the average of the company -> section 11.10
def breaches(parcels, limit):
    rate = parcels.loc[~parcels["late"], "warned"].mean()
    return sorted(parcels["depot"].unique()) if rate > limit else []


# %% wrong: counts a rate at the limit as a breach -> section 11.10
def breaches(parcels, limit):
    rates = parcels[~parcels["late"]].groupby("depot")["warned"].mean()
    return sorted(rates.index[rates >= limit])


# %% wrong: does not sort
def breaches(parcels, limit):
    punctual = parcels[~parcels["late"]]
    rates = punctual.groupby("depot")["warned"].mean().sort_values(ascending=False)
    return list(rates.index[rates > limit])

# %% right: adds up group by group
def for_the_year(parcels, share_year):
    late = warned = caught = 0
    for load, share in share_year.items():
        if share == 0:
            continue
        group = parcels[parcels["load"] == load]
        if len(group) == 0:
            raise ValueError(f"nothing is known of {load}")
        late += share * group["late"].mean()
        warned += share * group["warned"].mean()
        caught += share * (group["late"] & group["warned"]).mean()
    recall = caught / late if late else None
    precision = caught / warned if warned else None
    return [recall, precision]


# %% right: weights by merging a table of shares
def for_the_year(parcels, share_year):
    missing = [load for load, s in share_year.items() if s > 0 and load not in set(parcels["load"])]
    if missing:
        raise ValueError(str(missing))
    sizes = parcels.groupby("load").size().rename("size").reset_index()
    year = pd.DataFrame({"load": list(share_year), "share": list(share_year.values())})
    table = parcels.merge(sizes, on="load").merge(year, on="load", how="left").fillna({"share": 0})
    w = (table["share"] / table["size"]).to_numpy(dtype=float)
    late = table["late"].to_numpy(dtype=bool)
    warned = table["warned"].to_numpy(dtype=bool)
    recall = w[late & warned].sum() / w[late].sum() if w[late].sum() > 0 else None
    precision = w[late & warned].sum() / w[warned].sum() if w[warned].sum() > 0 else None
    return recall, precision


# %% wrong: takes the scored parcels for the year -> section 11.7
def for_the_year(parcels, share_year):
    caught = (parcels["late"] & parcels["warned"]).sum()
    late, warned = parcels["late"].sum(), parcels["warned"].sum()
    return caught / late if late else None, caught / warned if warned else None


# %% wrong: weighs by the share of the year, not by share over share -> section 11.7
def for_the_year(parcels, share_year):
    w = parcels["load"].map(lambda load: share_year.get(load, 0))
    caught = (w * (parcels["late"] & parcels["warned"])).sum()
    late, warned = (w * parcels["late"]).sum(), (w * parcels["warned"]).sum()
    return caught / late if late else None, caught / warned if warned else None


# %% wrong: turns the weight upside down -> section 11.7
def for_the_year(parcels, share_year):
    scored = parcels["load"].value_counts(normalize=True)
    w = parcels["load"].map(
        lambda load: scored[load] / share_year[load] if share_year.get(load) else 0
    )
    caught = (w * (parcels["late"] & parcels["warned"])).sum()
    late, warned = (w * parcels["late"]).sum(), (w * parcels["warned"]).sum()
    return caught / late if late else None, caught / warned if warned else None


# %% wrong: averages the recall of the groups -> section 11.7
def for_the_year(parcels, share_year):
    recall = precision = 0
    for load, share in share_year.items():
        group = parcels[parcels["load"] == load]
        caught = (group["late"] & group["warned"]).sum()
        recall += share * caught / max(group["late"].sum(), 1)
        precision += share * caught / max(group["warned"].sum(), 1)
    return recall, precision


# %% wrong: says something of a group that was not scored -> section 11.7
def for_the_year(parcels, share_year):
    late = warned = caught = 0
    for load, share in share_year.items():
        group = parcels[parcels["load"] == load]
        if len(group):
            late += share * group["late"].mean()
            warned += share * group["warned"].mean()
            caught += share * (group["late"] & group["warned"]).mean()
    return caught / late if late else None, caught / warned if warned else None

# %% right: pandas draws
def plot_shares(table):
    ordered = table.sort_values(by="late_percent", ascending=False)
    ax = ordered.plot.bar(x="depot", y="late_percent", legend=False, rot=0)
    ax.set(
        title="Look at " + ordered["depot"].iloc[0] + " first",
        xlabel="depot",
        ylabel="share of late parcels in %",
    )
    return ax


# %% right: pyplot and its current Axes, labels on the ticks set by hand
def plot_shares(table):
    pairs = sorted(zip(table["late_percent"], table["depot"], strict=True), reverse=True)
    plt.figure()
    plt.bar(range(len(pairs)), [share for share, _ in pairs])
    plt.xticks(range(len(pairs)), [name for _, name in pairs])
    plt.title(f"Most late parcels in per cent: {pairs[0][1]}", loc="left")
    plt.xlabel("Depot (highest first)")
    plt.ylabel("Late parcels [%]")
    return plt.gca()


# %% right: one bar at a time, the x axis turned round, a warning on the way
def plot_shares(table):
    _, ax = plt.subplots()
    for _, row in table.sort_values("late_percent").iterrows():
        ax.bar(row["depot"], row["late_percent"], color="grey")
    ax.invert_xaxis()
    worst = table.loc[table["late_percent"].idxmax(), "depot"]
    ax.set_title(f"{worst.upper()}: {table['late_percent'].max()} % late")
    ax.set_xlabel("DEPOT")
    ax.set_ylabel("Late, %")
    import warnings

    warnings.warn("a warning of the learner's code", stacklevel=1)
    return ax


# %% wrong: does not return the Axes -> section 00.7
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    _, ax = plt.subplots()
    ax.bar(ordered["depot"], ordered["late_percent"])
    ax.set_title(f"{ordered['depot'].iloc[0]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")


# %% wrong: returns the figure, not its Axes -> section 00.7
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    fig, ax = plt.subplots()
    ax.bar(ordered["depot"], ordered["late_percent"])
    ax.set_title(f"{ordered['depot'].iloc[0]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return fig


# %% wrong: draws lying bars -> section 00.7
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    _, ax = plt.subplots()
    ax.barh(ordered["depot"], ordered["late_percent"])
    ax.set_title(f"{ordered['depot'].iloc[0]} is late most often")
    ax.set_ylabel("Depot")
    ax.set_xlabel("Late parcels (%)")
    return ax


# %% wrong: draws no bars -> section 00.7
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    _, ax = plt.subplots()
    ax.plot(ordered["depot"], ordered["late_percent"])
    ax.set_title(f"{ordered['depot'].iloc[0]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: draws the number of late parcels, not their share -> section 00.6
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    _, ax = plt.subplots()
    ax.bar(ordered["depot"], ordered["late"])
    ax.set_title(f"{ordered['depot'].iloc[0]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: sorts the shares without their names -> section 00.6
def plot_shares(table):
    worst = table.loc[table["late_percent"].idxmax(), "depot"]
    _, ax = plt.subplots()
    ax.bar(table["depot"], sorted(table["late_percent"], reverse=True))
    ax.set_title(f"{worst} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: leaves the bars in the order of the table -> section 00.6
def plot_shares(table):
    worst = table.loc[table["late_percent"].idxmax(), "depot"]
    _, ax = plt.subplots()
    ax.bar(table["depot"], table["late_percent"])
    ax.set_title(f"{worst} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: draws the lowest bar first -> section 00.6
def plot_shares(table):
    ordered = table.sort_values("late_percent")
    _, ax = plt.subplots()
    ax.bar(ordered["depot"], ordered["late_percent"])
    ax.set_title(f"{ordered['depot'].iloc[-1]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: gives no unit
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    _, ax = plt.subplots()
    ax.bar(ordered["depot"], ordered["late_percent"])
    ax.set_title(f"{ordered['depot'].iloc[0]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels")
    return ax


# %% wrong: keeps the title of the worked example
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    _, ax = plt.subplots()
    ax.bar(ordered["depot"], ordered["late_percent"])
    ax.set_title("Fenwick is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: names the first row of the unsorted table
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    _, ax = plt.subplots()
    ax.bar(ordered["depot"], ordered["late_percent"])
    ax.set_title(f"{table['depot'].iloc[0]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: sorts the table that it is given
def plot_shares(table):
    table.sort_values("late_percent", ascending=False, inplace=True)
    _, ax = plt.subplots()
    ax.bar(table["depot"], table["late_percent"])
    ax.set_title(f"{table['depot'].iloc[0]} is late most often")
    ax.set_xlabel("Depot")
    ax.set_ylabel("Late parcels (%)")
    return ax


# %% wrong: labels nothing
def plot_shares(table):
    ordered = table.sort_values("late_percent", ascending=False)
    return ordered.plot.bar(x="depot", y="late_percent", xlabel="")

# %% right: one line with a choice
def late_share(late, delivered):
    return late / delivered if delivered > 0 else 0


# %% right: counts with a loop
def late_share(late, delivered):
    parcels = [True] * late + [False] * (delivered - late)
    total = 0
    for is_late in parcels:
        total += is_late
    return total / max(len(parcels), 1)


# %% right: the mean of a column, prints as well
def late_share(late, delivered):
    column = pd.Series([1] * late + [0] * (delivered - late), dtype=float)
    share = np.float64(0) if column.empty else column.mean()
    print("share", share)
    return share


# %% wrong: divides the wrong way round -> section 00.3
def late_share(late, delivered):
    if late == 0:
        return 0
    return delivered / late


# %% wrong: gives a percentage instead of a fraction -> section 00.3
def late_share(late, delivered):
    if delivered == 0:
        return 0
    return late / delivered * 100


# %% wrong: prints the result and returns nothing -> section 00.4
def late_share(late, delivered):
    if delivered == 0:
        print(0)
    else:
        print(late / delivered)


# %% wrong: forgets the day without parcels -> section 00.4
def late_share(late, delivered):
    return late / delivered


# %% wrong: rounds the share
def late_share(late, delivered):
    if delivered == 0:
        return 0
    return round(late / delivered, 3)


# %% wrong: returns the share of the worked example
def late_share(late, delivered):
    return 0.075


# %% wrong: returns zero
def late_share(late, delivered):
    return 0


# %% wrong: keeps the broken function
def late_share(late, delivered):
    share = delivered / late * 100
    print(share)


# %% wrong: divides by the parcels in time
def late_share(late, delivered):
    if delivered == late:
        return 0
    return late / (delivered - late)

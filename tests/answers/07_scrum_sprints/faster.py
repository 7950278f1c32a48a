# %% right: NumPy means and a dictionary of words
def faster(first, second):
    if first["team"] != second["team"]:
        return "cannot say"
    a, b = np.mean(first["items"]), np.mean(second["items"])
    return {(True, False): "first", (False, True): "second"}.get(
        (a > 1.1 * b, b > 1.1 * a), "neither"
    )


# %% right: a loop over both orders
def faster(first, second):
    if first["team"] == second["team"]:
        for one, other, word in [(first, second, "first"), (second, first, "second")]:
            more = pd.Series(one["items"]).mean()
            if more > 1.1 * pd.Series(other["items"]).mean():
                return word
        return "neither"
    return "cannot say"


# %% wrong: compares points -> section 07.3
def faster(first, second):
    if first["team"] != second["team"]:
        return "cannot say"
    a, b = np.mean(first["points"]), np.mean(second["points"])
    return "first" if a > 1.1 * b else "second" if b > 1.1 * a else "neither"


# %% wrong: compares two teams -> section 07.3
def faster(first, second):
    a, b = np.mean(first["items"]), np.mean(second["items"])
    return "first" if a > 1.1 * b else "second" if b > 1.1 * a else "neither"


# %% wrong: adds up the items, though the stretches differ in length -> section 07.3
def faster(first, second):
    if first["team"] != second["team"]:
        return "cannot say"
    a, b = sum(first["items"]), sum(second["items"])
    return "first" if a > 1.1 * b else "second" if b > 1.1 * a else "neither"


# %% wrong: takes any difference for a difference -> section 07.3
def faster(first, second):
    if first["team"] != second["team"]:
        return "cannot say"
    a, b = np.mean(first["items"]), np.mean(second["items"])
    return "first" if a > b else "second" if b > a else "neither"


# %% wrong: points of two teams, the usual slide
def faster(first, second):
    return "first" if np.mean(first["points"]) > np.mean(second["points"]) else "second"

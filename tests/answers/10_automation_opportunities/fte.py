# %% right: an array, hours first
def baseline(volume, minutes, productive_hours, hour_cost):
    hours = np.float64(volume) * (minutes / 60)
    return np.array([hours / productive_hours, hours / 1000 * hour_cost])


# %% right: from the day's minutes, as a list
def baseline(volume, minutes, productive_hours, hour_cost):
    people = volume * minutes / (productive_hours * 60)
    return [people, people * productive_hours * hour_cost / 1e3]


# %% wrong: ignores productive hours and takes 52 weeks of 40 -> section 10.3
def baseline(volume, minutes, productive_hours, hour_cost):
    hours = volume * minutes / 60
    return hours / (52 * 40), hours * hour_cost / 1000


# %% wrong: takes minutes for hours -> section 10.3
def baseline(volume, minutes, productive_hours, hour_cost):
    hours = volume * minutes
    return hours / productive_hours, hours * hour_cost / 1000


# %% wrong: gives EUR where thousand EUR are wanted -> section 10.3
def baseline(volume, minutes, productive_hours, hour_cost):
    hours = volume * minutes / 60
    return hours / productive_hours, hours * hour_cost


# %% wrong: pays for 52 weeks of 40 hours of everybody -> section 10.3
def baseline(volume, minutes, productive_hours, hour_cost):
    people = volume * minutes / 60 / productive_hours
    return people, people * 2_080 * hour_cost / 1000


# %% wrong: rounds people up to whole ones
def baseline(volume, minutes, productive_hours, hour_cost):
    hours = volume * minutes / 60
    return math.ceil(hours / productive_hours), hours * hour_cost / 1000


# %% wrong: returns the worked value
def baseline(volume, minutes, productive_hours, hour_cost):
    return 3.75, 180

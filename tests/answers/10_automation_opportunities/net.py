# %% right: cases that come out right and wrong, one after the other
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    right = volume * share * accuracy
    wrong = volume * share * (1 - accuracy)
    return (right * (minutes - review) - wrong * (review + rework)) / 60 / productive_hours


# %% right: hours before and after
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    before = volume * minutes
    after = volume * (1 - share) * minutes
    after += volume * share * (review + (1 - accuracy) * (minutes + rework))
    return np.float64(before - after) / 60 / productive_hours


# %% wrong: leaves out the rework of wrong cases -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    return volume * share * (accuracy * minutes - review) / 60 / productive_hours


# %% wrong: leaves out the review -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    return volume * share * (accuracy * minutes - (1 - accuracy) * rework) / 60 / productive_hours


# %% wrong: reports the gross saving -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    return volume * share * accuracy * minutes / 60 / productive_hours


# %% wrong: reviews only the cases that came out right -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    return (
        volume
        * share
        * (accuracy * (minutes - review) - (1 - accuracy) * rework)
        / 60
        / productive_hours
    )


# %% wrong: lets a wrong case save its minutes as well -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    return volume * share * (minutes - review - (1 - accuracy) * rework) / 60 / productive_hours


# %% wrong: charges review and rework to the whole volume -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    saved = volume * share * accuracy * minutes
    return (saved - volume * (review + (1 - accuracy) * rework)) / 60 / productive_hours


# %% wrong: cuts a loss off at 0
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    return max(
        volume
        * share
        * (accuracy * minutes - review - (1 - accuracy) * rework)
        / 60
        / productive_hours,
        0,
    )


# %% wrong: returns the worked value
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    return 0.95


# %% wrong: ignores productive hours and takes 52 weeks of 40 -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    net = accuracy * minutes - review - (1 - accuracy) * rework
    return volume * share * net / 60 / (52 * 40)


# %% wrong: takes minutes for hours -> section 10.4
def net_staff(volume, minutes, share, accuracy, review, rework, productive_hours):
    net = accuracy * minutes - review - (1 - accuracy) * rework
    return volume * share * net / productive_hours

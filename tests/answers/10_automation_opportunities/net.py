# %% right: cases that come out right and wrong, one after the other
def net_hours(volume, minutes, share, accuracy, review, rework):
    right = volume * share * accuracy
    wrong = volume * share * (1 - accuracy)
    return (right * (minutes - review) - wrong * (review + rework)) / 60


# %% right: hours before and after
def net_hours(volume, minutes, share, accuracy, review, rework):
    before = volume * minutes
    after = volume * (1 - share) * minutes
    after += volume * share * (review + (1 - accuracy) * (minutes + rework))
    return np.float64(before - after) / 60


# %% wrong: leaves out the rework of wrong cases -> section 10.4
def net_hours(volume, minutes, share, accuracy, review, rework):
    return volume * share * (accuracy * minutes - review) / 60


# %% wrong: leaves out the review -> section 10.4
def net_hours(volume, minutes, share, accuracy, review, rework):
    return volume * share * (accuracy * minutes - (1 - accuracy) * rework) / 60


# %% wrong: reports the gross saving -> section 10.4
def net_hours(volume, minutes, share, accuracy, review, rework):
    return volume * share * accuracy * minutes / 60


# %% wrong: reviews only the cases that came out right -> section 10.4
def net_hours(volume, minutes, share, accuracy, review, rework):
    return volume * share * (accuracy * (minutes - review) - (1 - accuracy) * rework) / 60


# %% wrong: lets a wrong case save its minutes as well -> section 10.4
def net_hours(volume, minutes, share, accuracy, review, rework):
    return volume * share * (minutes - review - (1 - accuracy) * rework) / 60


# %% wrong: charges review and rework to the whole volume -> section 10.4
def net_hours(volume, minutes, share, accuracy, review, rework):
    saved = volume * share * accuracy * minutes
    return (saved - volume * (review + (1 - accuracy) * rework)) / 60


# %% wrong: cuts a loss off at 0
def net_hours(volume, minutes, share, accuracy, review, rework):
    return max(volume * share * (accuracy * minutes - review - (1 - accuracy) * rework) / 60, 0)


# %% wrong: returns the worked value
def net_hours(volume, minutes, share, accuracy, review, rework):
    return 95

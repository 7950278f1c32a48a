# %% right: the rate first
def days_in_progress(in_progress, done, weeks, holidays):
    working_days = weeks * 5 - holidays
    rate = done / working_days
    return in_progress / rate if rate > 0 else None


# %% right: NumPy, refuses the division by itself
def days_in_progress(in_progress, done, weeks, holidays):
    if not done:
        return
    return np.divide(in_progress, done) * np.subtract(weeks * 5, holidays)


# %% wrong: mixes the units: the answer is in weeks -> section 08.3
def days_in_progress(in_progress, done, weeks, holidays):
    return in_progress / (done / weeks) if done else None


# %% wrong: mixes calendar days and working days -> section 08.3
def days_in_progress(in_progress, done, weeks, holidays):
    return in_progress * 7 * weeks / done if done else None


# %% wrong: forgets the holidays -> section 08.3
def days_in_progress(in_progress, done, weeks, holidays):
    return in_progress * 5 * weeks / done if done else None


# %% partial 1: multiplies by the rate where it should divide -> section 08.3
def days_in_progress(in_progress, done, weeks, holidays):
    return in_progress * done / (5 * weeks - holidays)

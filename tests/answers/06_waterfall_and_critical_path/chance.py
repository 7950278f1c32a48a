# %% right: arrays
def chance(estimates, actual, day):
    left = np.array(estimates[len(actual) :], dtype=float).reshape(-1, 3)
    mean = sum(actual) + (left @ [1, 4, 1]).sum() / 6
    spread = np.sqrt((((left[:, 2] - left[:, 0]) / 6) ** 2).sum())
    return norm(mean, spread).cdf(day) if spread > 0 else float(mean <= day)


# %% right: the standard library's error function
def chance(estimates, actual, day):
    from math import erf, sqrt

    mean, square = 0.0, 0.0
    for place, (a, m, b) in enumerate(estimates):
        if place < len(actual):
            mean += actual[place]
        else:
            mean += a / 6 + 2 * m / 3 + b / 6
            square += (b - a) ** 2 / 36
    if square == 0:
        return 1 if mean <= day + 1e-9 else 0
    return (1 + erf((day - mean) / sqrt(2 * square))) / 2


# %% wrong: divides b - a by 3 -> section 06.6
def chance(estimates, actual, day):
    left = estimates[len(actual) :]
    mean = sum(actual) + sum((a + 4 * m + b) / 6 for a, m, b in left)
    square = sum(((b - a) / 3) ** 2 for a, m, b in left)
    return norm.cdf(day, mean, square**0.5) if square else float(mean <= day)


# %% wrong: adds up sigma instead of its squares -> section 06.6
def chance(estimates, actual, day):
    left = estimates[len(actual) :]
    mean = sum(actual) + sum((a + 4 * m + b) / 6 for a, m, b in left)
    sigma = sum((b - a) / 6 for a, m, b in left)
    return norm.cdf(day, mean, sigma) if sigma else float(mean <= day)


# %% wrong: forgets to square sigma -> section 06.6
def chance(estimates, actual, day):
    mean, square = sum(actual), 0
    for a, m, b in estimates[len(actual) :]:
        mean += (a + 4 * m + b) / 6
        square += (b - a) / 6
    return norm.cdf(day, mean, np.sqrt(square)) if square else float(mean <= day)


# %% wrong: adds up likely values instead of means -> section 06.6
def chance(estimates, actual, day):
    left = estimates[len(actual) :]
    mean = sum(actual) + sum(m for a, m, b in left)
    square = sum(((b - a) / 6) ** 2 for a, m, b in left)
    return norm.cdf(day, mean, square**0.5) if square else float(mean <= day)


# %% wrong: forgets what has been done -> section 06.6
def chance(estimates, actual, day):
    mean = sum((a + 4 * m + b) / 6 for a, m, b in estimates)
    square = sum(((b - a) / 6) ** 2 for a, m, b in estimates)
    return norm.cdf(day, mean, square**0.5) if square else float(mean <= day)


# %% wrong: forgets the days that are gone -> section 06.6
def chance(estimates, actual, day):
    left = estimates[len(actual) :]
    mean = sum((a + 4 * m + b) / 6 for a, m, b in left)
    square = sum(((b - a) / 6) ** 2 for a, m, b in left)
    return norm.cdf(day, mean, square**0.5) if square else float(mean <= day)


# %% wrong: takes the chance to be late -> section 06.6
def chance(estimates, actual, day):
    left = estimates[len(actual) :]
    mean = sum(actual) + sum((a + 4 * m + b) / 6 for a, m, b in left)
    square = sum(((b - a) / 6) ** 2 for a, m, b in left)
    return norm.sf(day, mean, square**0.5) if square else float(mean > day)


# %% wrong: divides by zero when nothing is left
def chance(estimates, actual, day):
    left = estimates[len(actual) :]
    mean = sum(actual) + sum((a + 4 * m + b) / 6 for a, m, b in left)
    square = sum(((b - a) / 6) ** 2 for a, m, b in left)
    return norm.cdf((day - mean) / square**0.5)

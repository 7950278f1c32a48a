# %% right: benefits drawn first, NPVs by a loop over years
def loss_probability(build, benefit, years, rate, n, rng):
    yearly = rng.triangular(benefit[0], benefit[1], benefit[2], size=n)
    npvs = -rng.triangular(build[0], build[1], build[2], size=n)
    for year in range(years):
        npvs += yearly / (1 + rate) ** (year + 1)
    return len(npvs[npvs < 0]) / n


def standard_error(p, n):
    return np.sqrt(p - p**2) / np.sqrt(n)


# %% right: inverse of the distribution, one run at a time
def _draw(low, likely, high, u):
    top = (likely - low) / (high - low)
    if u < top:
        return low + (u * (high - low) * (likely - low)) ** 0.5
    return high - ((1 - u) * (high - low) * (high - likely)) ** 0.5


def loss_probability(build, benefit, years, rate, n, rng):
    annuity = (1 - (1 + rate) ** -years) / rate
    losses = 0
    for u, v in rng.random((n, 2)):
        if _draw(*benefit, v) * annuity - _draw(*build, u) < 0:
            losses += 1
    return losses / n


def standard_error(p, n):
    import math

    return math.sqrt(p * (1 - p) / n)


# %% wrong: draws a new benefit for every year, so that good and bad years cancel -> section 13.6
def loss_probability(build, benefit, years, rate, n, rng):
    npvs = -rng.triangular(*build, n)
    for year in range(1, years + 1):
        npvs += rng.triangular(*benefit, n) / (1 + rate) ** year
    return (npvs < 0).mean()


def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


# %% wrong: puts in the likely values only -> section 13.6
def loss_probability(build, benefit, years, rate, n, rng):
    value = -build[1] + sum(benefit[1] / (1 + rate) ** year for year in range(1, years + 1))
    return float(value < 0)


def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


# %% wrong: gives the probability of a gain -> section 13.6
def loss_probability(build, benefit, years, rate, n, rng):
    factor = sum((1 + rate) ** -year for year in range(1, years + 1))
    return (rng.triangular(*benefit, n) * factor > rng.triangular(*build, n)).mean()


def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


# %% wrong: leaves out the number of runs -> section 13.6
def loss_probability(build, benefit, years, rate, n, rng):
    factor = sum((1 + rate) ** -year for year in range(1, years + 1))
    return (rng.triangular(*benefit, n) * factor < rng.triangular(*build, n)).mean()


def standard_error(p, n):
    return (p * (1 - p)) ** 0.5


# %% wrong: forgets the square root -> section 13.6
def loss_probability(build, benefit, years, rate, n, rng):
    factor = sum((1 + rate) ** -year for year in range(1, years + 1))
    return (rng.triangular(*benefit, n) * factor < rng.triangular(*build, n)).mean()


def standard_error(p, n):
    return p * (1 - p) / n


# %% wrong: draws evenly between minimum and maximum
def loss_probability(build, benefit, years, rate, n, rng):
    factor = sum((1 + rate) ** -year for year in range(1, years + 1))
    benefits = rng.uniform(benefit[0], benefit[2], n)
    return (benefits * factor < rng.uniform(build[0], build[2], n)).mean()


def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


# %% wrong: lets the first benefit come today
def loss_probability(build, benefit, years, rate, n, rng):
    factor = sum((1 + rate) ** -year for year in range(years))
    return (rng.triangular(*benefit, n) * factor < rng.triangular(*build, n)).mean()


def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5


# %% wrong: gives percent
def loss_probability(build, benefit, years, rate, n, rng):
    factor = sum((1 + rate) ** -year for year in range(1, years + 1))
    return 100 * (rng.triangular(*benefit, n) * factor < rng.triangular(*build, n)).mean()


def standard_error(p, n):
    return (p * (1 - p) / n) ** 0.5

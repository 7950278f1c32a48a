# %% right: loops over pairs
def p80_of_sum(means, sds, rho):
    if len(means) != len(sds) or not 0 <= rho <= 1:
        raise ValueError
    variance = 0
    for i in range(len(sds)):
        for j in range(len(sds)):
            variance += sds[i] * sds[j] * (1 if i == j else rho)
    return sum(means) + 0.84 * variance**0.5


# %% right: a matrix
def p80_of_sum(means, sds, rho):
    if len(means) != len(sds) or rho < 0 or rho > 1:
        raise ValueError("does not fit")
    sds = pd.Series(sds, dtype=float).to_numpy()
    tied = np.full((len(sds), len(sds)), rho) + (1 - rho) * np.eye(len(sds))
    return np.sum(means) + 0.84 * np.sqrt(sds @ tied @ sds)


# %% wrong: takes the parts for independent -> section 09.4
def p80_of_sum(means, sds, rho):
    if len(means) != len(sds) or not 0 <= rho <= 1:
        raise ValueError
    return sum(means) + 0.84 * sum([sd**2 for sd in sds]) ** 0.5


# %% wrong: adds the P80s of the parts -> section 09.3
def p80_of_sum(means, sds, rho):
    if len(means) != len(sds) or not 0 <= rho <= 1:
        raise ValueError
    return sum([mean + 0.84 * sd for mean, sd in zip(means, sds)])


# %% wrong: counts each pair once, not twice -> section 09.4
def p80_of_sum(means, sds, rho):
    if len(means) != len(sds) or not 0 <= rho <= 1:
        raise ValueError
    variance = sum([sd**2 for sd in sds])
    for i in range(len(sds)):
        for j in range(i):
            variance += rho * sds[i] * sds[j]
    return sum(means) + 0.84 * variance**0.5


# %% wrong: adds the variance, not its root -> section 09.4
def p80_of_sum(means, sds, rho):
    if len(means) != len(sds) or not 0 <= rho <= 1:
        raise ValueError
    sds = np.array(sds)
    return sum(means) + 0.84 * (rho * sds.sum() ** 2 + (1 - rho) * (sds**2).sum())


# %% wrong: mixes the two spreads by rho, not the variances -> section 09.4
def p80_of_sum(means, sds, rho):
    if len(means) != len(sds) or not 0 <= rho <= 1:
        raise ValueError
    sds = np.array(sds)
    return sum(means) + 0.84 * (rho * sds.sum() + (1 - rho) * (sds**2).sum() ** 0.5)


# %% wrong: lets lists of different length pass
def p80_of_sum(means, sds, rho):
    if not 0 <= rho <= 1:
        raise ValueError
    sds = np.array(sds)
    return sum(means) + 0.84 * (rho * sds.sum() ** 2 + (1 - rho) * (sds**2).sum()) ** 0.5

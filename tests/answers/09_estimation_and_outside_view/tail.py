# %% right: natural logarithms of both
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over_twice > over:
        raise ValueError
    alpha = np.log(over / over_twice) / np.log(2)
    return np.inf if alpha <= 1 else x * alpha / (alpha - 1)


# %% right: sees by the numbers that there is no mean
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over < over_twice:
        raise ValueError("no exponent")
    if over <= 2 * over_twice:
        return float("inf")
    alpha = np.log2(over) - np.log2(over_twice)
    return x + x / (alpha - 1)


# %% right: a difference of logarithms
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over_twice > over:
        raise ValueError
    alpha = (np.log(over) - np.log(over_twice)) / np.log(2)
    return x * alpha / (alpha - 1) if alpha > 1 else np.inf


# %% wrong: takes the natural logarithm -> section 09.6
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over_twice > over:
        raise ValueError
    alpha = np.log(over / over_twice)
    return alpha / (alpha - 1) * x if alpha > 1 else np.inf


# %% wrong: forgets the factor x -> section 09.6
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over_twice > over:
        raise ValueError
    alpha = np.log2(over / over_twice)
    return alpha / (alpha - 1) if alpha > 1 else np.inf


# %% wrong: takes the ratio of the numbers for the exponent -> section 09.6
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over_twice > over:
        raise ValueError
    alpha = over / over_twice
    return alpha / (alpha - 1) * x if alpha > 1 else np.inf


# %% wrong: uses the formula where there is no mean -> section 09.6
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over_twice > over:
        raise ValueError
    alpha = np.log2(over / over_twice)
    return alpha / (alpha - 1) * x if alpha != 1 else np.inf


# %% wrong: answers with the exponent -> section 09.6
def mean_beyond(x, over, over_twice):
    if over_twice <= 0 or over_twice > over:
        raise ValueError
    return np.log2(over / over_twice)


# %% wrong: lets more projects lie beyond 2x than beyond x
def mean_beyond(x, over, over_twice):
    if over_twice <= 0:
        raise ValueError
    alpha = np.log2(max(over, 1) / over_twice)
    return alpha / (alpha - 1) * x if alpha > 1 else np.inf

# %% right: differences of each digit
def judge(validation, test):
    shares = validation.drop(columns="linear").mean()
    name = shares.index[int(np.argmin(shares.to_numpy()))]
    difference = test["linear"].astype(int) - test[name].astype(int)
    gain = difference.mean()
    error = difference.std(ddof=0) / np.sqrt(len(test))
    return [name, 100 * gain, 100 * gain - 196 * error, 100 * gain + 196 * error]


# %% right: a loop over rows
def judge(validation, test):
    best, fewest = None, 10**9
    for name in validation:
        if name != "linear" and sum(validation[name]) < fewest:
            best, fewest = name, sum(validation[name])
    b = c = n = 0
    for old, new in zip(test["linear"], test[best]):
        n += 1
        if old and not new:
            b += 1
        if new and not old:
            c += 1
    error = (b + c - (b - c) ** 2 / n) ** 0.5 / n
    gain = (b - c) / n
    return best, gain * 100, (gain - 1.96 * error) * 100, (gain + 1.96 * error) * 100


# %% wrong: chooses on the test rows -> section 05.5
def judge(validation, test):
    name = min([k for k in test if k != "linear"], key=lambda k: test[k].mean())
    d = test["linear"].astype(int) - test[name].astype(int)
    error = d.std(ddof=0) / np.sqrt(len(d))
    return name, 100 * d.mean(), 100 * (d.mean() - 1.96 * error), 100 * (d.mean() + 1.96 * error)


# %% wrong: takes both readers for independent -> section 05.6
def judge(validation, test):
    name = min([k for k in validation if k != "linear"], key=lambda k: validation[k].mean())
    p, q = test["linear"].mean(), test[name].mean()
    error = np.sqrt((p * (1 - p) + q * (1 - q)) / len(test))
    return name, 100 * (p - q), 100 * (p - q - 1.96 * error), 100 * (p - q + 1.96 * error)


# %% wrong: turns the sign round -> section 05.6
def judge(validation, test):
    name = min([k for k in validation if k != "linear"], key=lambda k: validation[k].mean())
    d = test[name].astype(int) - test["linear"].astype(int)
    error = d.std(ddof=0) / np.sqrt(len(d))
    return name, 100 * d.mean(), 100 * (d.mean() - 1.96 * error), 100 * (d.mean() + 1.96 * error)


# %% wrong: judges on the validation rows too -> section 05.5
def judge(validation, test):
    name = min([k for k in validation if k != "linear"], key=lambda k: validation[k].mean())
    both = pd.concat([validation, test])
    d = both["linear"].astype(int) - both[name].astype(int)
    error = d.std(ddof=0) / np.sqrt(len(d))
    return name, 100 * d.mean(), 100 * (d.mean() - 1.96 * error), 100 * (d.mean() + 1.96 * error)


# %% wrong: judges on the validation rows -> section 05.5
def judge(validation, test):
    name = min([k for k in validation if k != "linear"], key=lambda k: validation[k].mean())
    d = validation["linear"].astype(int) - validation[name].astype(int)
    error = d.std(ddof=0) / np.sqrt(len(d))
    return name, 100 * d.mean(), 100 * (d.mean() - 1.96 * error), 100 * (d.mean() + 1.96 * error)


# %% wrong: chooses among all readers, the linear one too
def judge(validation, test):
    name = min(validation, key=lambda k: validation[k].mean())
    d = test["linear"].astype(int) - test[name].astype(int)
    error = d.std(ddof=0) / np.sqrt(len(d))
    return name, 100 * d.mean(), 100 * (d.mean() - 1.96 * error), 100 * (d.mean() + 1.96 * error)

# %% right: a dictionary of rates by logarithms
def fastest(claims):
    rates = {}
    for name, total, first, last in claims:
        rates[name] = 100 * (np.exp(np.log(1 + total / 100) / (last - first)) - 1)
    if len(rates) == 0:
        raise ValueError("no claim")
    best = max(rates, key=rates.get)
    return best, rates[best]


# %% right: a table
def fastest(claims):
    if not claims:
        raise ValueError("no claim")
    frame = pd.DataFrame(claims, columns=["name", "total", "first", "last"]).set_index("name")
    rate = ((100 + frame["total"]) / 100) ** (1 / (frame["last"] - frame["first"]))
    return [rate.idxmax(), (rate.max() - 1) * 100]


# %% wrong: divides the growth by the years -> section 01.3
def fastest(claims):
    if not claims:
        raise ValueError("no claim")
    rates = {name: total / (last - first) for name, total, first, last in claims}
    best = max(rates, key=rates.get)
    return best, rates[best]


# %% wrong: takes the largest total -> section 01.3
def fastest(claims):
    if not claims:
        raise ValueError("no claim")
    name, total, first, last = max(claims, key=lambda claim: claim[1])
    return name, 100 * ((1 + total / 100) ** (1 / (last - first)) - 1)


# %% wrong: counts the first year too -> section 01.3
def fastest(claims):
    if not claims:
        raise ValueError("no claim")
    rates = {
        name: 100 * ((1 + total / 100) ** (1 / (last - first + 1)) - 1)
        for name, total, first, last in claims
    }
    best = max(rates, key=rates.get)
    return best, rates[best]


# %% wrong: returns a fraction instead of % -> section 01.3
def fastest(claims):
    if not claims:
        raise ValueError("no claim")
    rates = {
        name: (1 + total / 100) ** (1 / (last - first)) - 1 for name, total, first, last in claims
    }
    best = max(rates, key=rates.get)
    return best, rates[best]


# %% wrong: takes the root of the growth, not of 1 + growth -> section 01.3
def fastest(claims):
    if not claims:
        raise ValueError("no claim")
    rates = {}
    for name, total, first, last in claims:
        rates[name] = 100 * ((total / 100) ** (1 / (last - first)) - 1)
    best = max(rates, key=rates.get)
    return best, rates[best]

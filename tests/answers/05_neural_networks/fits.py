# %% right: a loop that keeps the largest
def largest_within(networks, reads_million, price_eur, budget_keur):
    best, most = None, 0
    for name, layers in networks.items():
        size = 0
        for i in range(1, len(layers)):
            size += layers[i - 1] * layers[i] + layers[i]
        keur = size * reads_million * price_eur / 1_000_000
        if keur <= budget_keur + 1e-12 and size > most:
            best, most = name, size
    return best


# %% right: a Series
def largest_within(networks, reads_million, price_eur, budget_keur):
    sizes = {n: int(np.dot(np.array(s[:-1]) + 1, s[1:])) for n, s in networks.items()}
    sizes = pd.Series(sizes, dtype=float)
    sizes = sizes[sizes / 1000 * reads_million * price_eur / 1000 <= budget_keur]
    return None if len(sizes) == 0 else sizes.idxmax()


# %% wrong: counts no biases -> section 05.7
def largest_within(networks, reads_million, price_eur, budget_keur):
    size = {n: sum(a * b for a, b in zip(s, s[1:])) for n, s in networks.items()}
    fit = [n for n in size if size[n] * reads_million * price_eur / 1e6 <= budget_keur]
    return max(fit, key=size.get, default=None)


# %% wrong: counts neurons instead of parameters -> section 05.7
def largest_within(networks, reads_million, price_eur, budget_keur):
    size = {n: sum(s[1:]) for n, s in networks.items()}
    fit = [n for n in size if size[n] * reads_million * price_eur / 1e6 <= budget_keur]
    return max(fit, key=size.get, default=None)


# %% wrong: takes EUR for thousand EUR -> section 05.7
def largest_within(networks, reads_million, price_eur, budget_keur):
    size = {n: sum((a + 1) * b for a, b in zip(s, s[1:])) for n, s in networks.items()}
    fit = [n for n in size if size[n] / 1000 * reads_million * price_eur <= budget_keur]
    return max(fit, key=size.get, default=None)


# %% wrong: takes the largest, whatever it costs
def largest_within(networks, reads_million, price_eur, budget_keur):
    size = {n: sum((a + 1) * b for a, b in zip(s, s[1:])) for n, s in networks.items()}
    return max(size, key=size.get, default=None)

# %% right: the slope set equal to the price, by halving
def labels_to_buy(curve, have, worth_keur, label_eur):
    a, b, c = curve
    low, high = 1e-9, 1e12
    for _ in range(300):
        n = (low * high) ** 0.5
        if 1000 * worth_keur * b * c * n ** (-c - 1) > label_eur:
            low = n
        else:
            high = n
    return max(0, low - have)


# %% right: logarithms
def labels_to_buy(curve, have, worth_keur, label_eur):
    b, c = curve[1:]
    best = np.exp((np.log(worth_keur * 1000) + np.log(b * c / label_eur)) / (1 + c))
    return best - have if best > have else 0


# %% wrong: forgets the labels that are there -> section 03.7
def labels_to_buy(curve, have, worth_keur, label_eur):
    a, b, c = curve
    return (1000 * worth_keur * b * c / label_eur) ** (1 / (c + 1))


# %% wrong: compares thousand EUR with EUR -> section 03.7
def labels_to_buy(curve, have, worth_keur, label_eur):
    a, b, c = curve
    return max((worth_keur * b * c / label_eur) ** (1 / (c + 1)) - have, 0)


# %% wrong: forgets the power in the slope -> section 03.7
def labels_to_buy(curve, have, worth_keur, label_eur):
    a, b, c = curve
    return max((1000 * worth_keur * b / label_eur) ** (1 / (c + 1)) - have, 0)


# %% wrong: buys until all the labels have cost what all their gain is worth -> section 03.7
def labels_to_buy(curve, have, worth_keur, label_eur):
    a, b, c = curve
    best = (1000 * worth_keur * b * c / label_eur) ** (1 / (c + 1))
    if best <= have:
        return 0
    low, high = best, 1e9
    for _ in range(200):
        n = (low + high) / 2
        if 1000 * worth_keur * b * (have**-c - n**-c) > label_eur * (n - have):
            low = n
        else:
            high = n
    return low - have


# %% wrong: a negative number where there are enough
def labels_to_buy(curve, have, worth_keur, label_eur):
    a, b, c = curve
    return (1000 * worth_keur * b * c / label_eur) ** (1 / (c + 1)) - have

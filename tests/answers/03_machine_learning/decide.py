# %% right: a, b and c, and a table of worths
def decide(case):
    e1, e2, e3 = case["error_percent"]
    n1, n2, n3 = case["labels"]
    c = -np.log2((e2 - e3) / (e1 - e2))
    b = (e1 - e2) / (n1**-c - n2**-c)
    worth = {"none": 0}
    for more in (500, 1000, 2000):
        fall = b * (n3**-c - (n3 + more) ** -c)
        worth[str(more)] = fall * case["worth_keur"] - more * case["label_eur"] / 1000
    return max(worth, key=worth.get)


# %% right: pandas, the part above the floor shrinks at each doubling
def decide(case):
    n = np.array(case["labels"], dtype=float)
    error = np.array(case["error_percent"])
    drop = error[:2] - error[1:]
    shrink = drop[1] / drop[0]
    left = drop[1] * shrink / (1 - shrink)  # above the floor today
    more = pd.Series([0, 500, 1000, 2000], index=["none", "500", "1000", "2000"])
    fall = left * (1 - shrink ** np.log2((n[2] + more) / n[2]))
    return (case["worth_keur"] * fall - more * case["label_eur"] / 1000).idxmax()


# %% wrong: always buys most -> section 03.7
def decide(case):
    return "2000"


# %% wrong: draws the last step on as a straight line -> section 03.6
def decide(case):
    n, e = case["labels"], case["error_percent"]
    slope = (e[1] - e[2]) / (n[2] - n[1])
    worth = {"none": 0}
    for more in (500, 1000, 2000):
        fall = min(slope * more, e[2])
        worth[str(more)] = fall * case["worth_keur"] - more * case["label_eur"] / 1000
    return max(worth, key=worth.get)


# %% wrong: stops at the first flat step -> section 03.7
def decide(case):
    e = case["error_percent"]
    return "none" if e[1] - e[2] < 2 else "1000"


# %% wrong: expects the same gain of each doubling -> section 03.6
def decide(case):
    n, e = case["labels"], case["error_percent"]
    worth = {"none": 0}
    for more in (500, 1000, 2000):
        fall = (e[1] - e[2]) * np.log2((n[2] + more) / n[2])
        worth[str(more)] = fall * case["worth_keur"] - more * case["label_eur"] / 1000
    return max(worth, key=worth.get)


# %% wrong: lets the curve fall to zero -> section 03.6
def decide(case):
    n, e = case["labels"], case["error_percent"]
    power = np.log2(e[1] / e[2])
    worth = {"none": 0}
    for more in (500, 1000, 2000):
        fall = e[2] - e[2] * ((n[2] + more) / n[2]) ** -power
        worth[str(more)] = fall * case["worth_keur"] - more * case["label_eur"] / 1000
    return max(worth, key=worth.get)


# %% wrong: counts labels from nothing -> section 03.7
def decide(case):
    n1, n2, _ = case["labels"]
    e1, e2, e3 = case["error_percent"]
    c = -np.log2((e2 - e3) / (e1 - e2))
    b = (e1 - e2) / (n1**-c - n2**-c)
    a = e1 - b * n1**-c
    worth = {}
    for name, n in {"none": 0, "500": 500, "1000": 1000, "2000": 2000}.items():
        fall = e3 - (a + b * max(n, n1) ** -c)
        worth[name] = fall * case["worth_keur"] - n * case["label_eur"] / 1000
    return max(worth, key=worth.get)


# %% wrong: forgets the price, so that the largest is always best
def decide(case):
    n1, n2, n3 = case["labels"]
    e1, e2, e3 = case["error_percent"]
    c = -np.log2((e2 - e3) / (e1 - e2))
    b = (e1 - e2) / (n1**-c - n2**-c)
    offers = {"none": 0, "500": 500, "1000": 1000, "2000": 2000}
    return max(offers, key=lambda name: -b * (n3 + offers[name]) ** -c * case["worth_keur"])


# %% wrong: answers with a number instead of a word
def decide(case):
    return 500


# %% wrong: never buys
def decide(case):
    return "none"

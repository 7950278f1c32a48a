# %% right: a loop over offers and projects
def decide(case):
    best, least = None, np.inf
    for name in ("0", "10", "30", "60"):
        held = case["estimate_keur"] * int(name) / 100
        missing = 0
        for ratio in case["ratios"]:
            missing += max(ratio * case["estimate_keur"] - case["estimate_keur"] - held, 0)
        cost = case["hold_eur"] * held + case["short_eur"] * missing / len(case["ratios"])
        if cost < least:
            best, least = name, cost
    return best


# %% right: pandas, worth by answer
def decide(case):
    over = pd.Series(case["ratios"]) - 1
    offers = pd.Series([0, 0.1, 0.3, 0.6], index=["0", "10", "30", "60"])
    missing = offers.map(lambda held: (over - held).clip(lower=0).mean())
    return (-(case["hold_eur"] * offers + case["short_eur"] * missing)).idxmax()


# %% wrong: asks for 10 % -> section 09.7
def decide(case):
    return "10"


# %% wrong: asks for the mean overrun -> section 09.5
def decide(case):
    share = np.mean(case["ratios"]) - 1
    return str(min([0, 10, 30, 60], key=lambda offer: abs(offer / 100 - share)))


# %% wrong: asks for the P80 whatever it costs -> section 09.7
def decide(case):
    share = np.quantile(case["ratios"], 0.8) - 1
    return str(min([0, 10, 30, 60], key=lambda offer: abs(offer / 100 - share)))


# %% wrong: turns the two prices round -> section 09.7
def decide(case):
    kept = min(case["hold_eur"] / case["short_eur"], 1)
    share = np.quantile(case["ratios"], kept) - 1
    return str(min([0, 10, 30, 60], key=lambda offer: abs(offer / 100 - share)))


# %% wrong: takes the mean project for certain -> section 09.5
def decide(case):
    over = np.mean(case["ratios"]) - 1

    def cost(offer):
        return case["hold_eur"] * offer / 100 + case["short_eur"] * max(over - offer / 100, 0)

    return str(min([0, 10, 30, 60], key=cost))


# %% wrong: leaves out the runaways -> section 09.6
def decide(case):
    ratios = np.array([ratio for ratio in case["ratios"] if ratio < 1.6] or case["ratios"])

    def cost(offer):
        missing = np.maximum(ratios - 1 - offer / 100, 0).mean()
        return case["hold_eur"] * offer / 100 + case["short_eur"] * missing

    return str(min([0, 10, 30, 60], key=cost))


# %% wrong: forgets that money is tied up -> section 09.7
def decide(case):
    ratios = np.array(case["ratios"])
    return str(min([0, 10, 30, 60], key=lambda o: np.maximum(ratios - 1 - o / 100, 0).mean()))


# %% wrong: answers with a number instead of a word
def decide(case):
    return 30

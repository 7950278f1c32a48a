# %% right: a loop that keeps the best
def decide(case):
    best, most = "linear", 0
    for name in ["small", "medium", "large"]:
        net = case["networks"][name]
        size = 0
        for i in range(1, len(net["layers"])):
            size += (net["layers"][i - 1] + 1) * net["layers"][i]
        gain = (case["linear_loss"] - min(net["validation_loss"])) / 0.01 * case["worth_keur"]
        cost = size * case["requests_million"] * case["price_eur"] / 1e6
        if gain - cost > most:
            best, most = name, gain - cost
    return best


# %% right: a table
def decide(case):
    nets = pd.DataFrame(case["networks"]).T
    low = nets["validation_loss"].map(np.min)
    size = nets["layers"].map(lambda s: np.dot(np.array(s[:-1]) + 1, s[1:]))
    worth = 100 * (case["linear_loss"] - low) * case["worth_keur"]
    worth = worth - size / 1000 * case["requests_million"] * case["price_eur"] / 1000
    worth["linear"] = 0
    return worth.astype(float).idxmax()


# %% wrong: believes the training loss -> section 05.5
def decide(case):
    worth = {"linear": 0}
    for name, net in case["networks"].items():
        loss = min(net["training_loss"])
        size = sum((a + 1) * b for a, b in zip(net["layers"], net["layers"][1:]))
        gain = 100 * (case["linear_loss"] - loss) * case["worth_keur"]
        worth[name] = gain - size / 1e6 * case["requests_million"] * case["price_eur"]
    return max(worth, key=worth.get)


# %% wrong: trains to the last epoch -> section 05.5
def decide(case):
    worth = {"linear": 0}
    for name, net in case["networks"].items():
        loss = net["validation_loss"][-1]
        size = sum((a + 1) * b for a, b in zip(net["layers"], net["layers"][1:]))
        gain = 100 * (case["linear_loss"] - loss) * case["worth_keur"]
        worth[name] = gain - size / 1e6 * case["requests_million"] * case["price_eur"]
    return max(worth, key=worth.get)


# %% wrong: stops where the training loss is least -> section 05.5
def decide(case):
    worth = {"linear": 0}
    for name, net in case["networks"].items():
        loss = net["validation_loss"][int(np.argmin(net["training_loss"]))]
        size = sum((a + 1) * b for a, b in zip(net["layers"], net["layers"][1:]))
        gain = 100 * (case["linear_loss"] - loss) * case["worth_keur"]
        worth[name] = gain - size / 1e6 * case["requests_million"] * case["price_eur"]
    return max(worth, key=worth.get)


# %% wrong: counts neurons instead of parameters -> section 05.7
def decide(case):
    worth = {"linear": 0}
    for name, net in case["networks"].items():
        loss = min(net["validation_loss"])
        size = sum(net["layers"][1:])
        gain = 100 * (case["linear_loss"] - loss) * case["worth_keur"]
        worth[name] = gain - size / 1e6 * case["requests_million"] * case["price_eur"]
    return max(worth, key=worth.get)


# %% wrong: forgets what serving costs
def decide(case):
    worth = {"linear": 0}
    for name, net in case["networks"].items():
        loss = min(net["validation_loss"])
        size = sum((a + 1) * b for a, b in zip(net["layers"], net["layers"][1:]))
        gain = 100 * (case["linear_loss"] - loss) * case["worth_keur"]
        worth[name] = gain - 0 * size / 1e6 * case["requests_million"] * case["price_eur"]
    return max(worth, key=worth.get)


# %% wrong: counts neurons, the inputs too
def decide(case):
    worth = {"linear": 0}
    for name, net in case["networks"].items():
        loss = min(net["validation_loss"])
        size = sum(net["layers"])
        gain = 100 * (case["linear_loss"] - loss) * case["worth_keur"]
        worth[name] = gain - size / 1e6 * case["requests_million"] * case["price_eur"]
    return max(worth, key=worth.get)


# %% wrong: takes the largest -> section 05.7
def decide(case):
    return "large"


# %% wrong: takes the lowest training loss
def decide(case):
    nets = case["networks"]
    return min(nets, key=lambda name: min(nets[name]["training_loss"]))


# %% wrong: takes the lowest validation loss -> section 05.8
def decide(case):
    nets = case["networks"]
    return min(nets, key=lambda name: min(nets[name]["validation_loss"]))


# %% wrong: always the linear reader
def decide(case):
    return "linear"


# %% wrong: tells a number instead of a name
def decide(case):
    return 0

# %% right: a loop over images, with one softmax each
def forward(x, net):
    found = []
    for row in x:
        value = row
        for i in range(len(net)):
            weights, bias = net[i]
            value = value @ weights + bias
            if i < len(net) - 1:
                value = np.where(value > 0, value, 0)
        power = np.exp(value - max(value))
        found.append(power / sum(power))
    return found


# %% right: pandas, with the logarithm of the sum
def forward(x, net):
    value = pd.DataFrame(x)
    for place, (weights, bias) in enumerate(net):
        value = pd.DataFrame(value.to_numpy() @ weights + bias)
        if place + 1 < len(net):
            value = value.clip(lower=0)
    value = value.sub(value.max(axis=1), axis=0)
    return np.exp(value.sub(np.log(np.exp(value).sum(axis=1)), axis=0)).to_numpy()


# %% wrong: lets each column sum to 1, not each row -> section 05.2
def forward(x, net):
    for weights, bias in net[:-1]:
        x = np.maximum(x @ weights + bias, 0)
    scores = x @ net[-1][0] + net[-1][1]
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=0)


# %% wrong: lets all images together sum to 1 -> section 05.2
def forward(x, net):
    for weights, bias in net[:-1]:
        x = np.maximum(x @ weights + bias, 0)
    powers = np.exp(x @ net[-1][0] + net[-1][1])
    return powers / powers.sum()


# %% wrong: leaves out the bias -> section 05.2
def forward(x, net):
    for weights, _ in net[:-1]:
        x = np.maximum(x @ weights, 0)
    scores = x @ net[-1][0]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: leaves out the cut at 0 -> section 05.2
def forward(x, net):
    for weights, bias in net:
        x = x @ weights + bias
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: cuts the scores of the last layer too -> section 05.2
def forward(x, net):
    for weights, bias in net:
        x = np.maximum(x @ weights + bias, 0)
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: raises e to a large score as it is, which overflows -> section 05.2
def forward(x, net):
    for weights, bias in net[:-1]:
        x = np.maximum(x @ weights + bias, 0)
    powers = np.exp(x @ net[-1][0] + net[-1][1])
    return powers / powers.sum(axis=1, keepdims=True)


# %% wrong: returns scores, not chances
def forward(x, net):
    for weights, bias in net[:-1]:
        x = np.maximum(x @ weights + bias, 0)
    return x @ net[-1][0] + net[-1][1]

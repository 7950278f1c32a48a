# %% right: pandas, ends of the interval
def compare(rule_right, model_right):
    gain = pd.Series(model_right).astype(int) - pd.Series(rule_right).astype(int)
    half = 1.96 * gain.std(ddof=0) / np.sqrt(len(gain))
    low, high = gain.mean() - half, gain.mean() + half
    return "model" if low > 0 else "rule" if high < 0 else "open"


# %% right: counts of those on which they differ
def compare(rule_right, model_right):
    n = len(rule_right)
    won = sum(1 for r, m in zip(rule_right, model_right) if m and not r)
    lost = sum(1 for r, m in zip(rule_right, model_right) if r and not m)
    mean = (won - lost) / n
    s = ((won + lost) / n - mean**2) ** 0.5
    if abs(mean) <= 1.96 * s / n**0.5:
        return "open"
    return "model" if won > lost else "rule"


# %% wrong: compares two separate intervals
def compare(rule_right, model_right):
    n, r, m = len(rule_right), np.mean(rule_right), np.mean(model_right)
    a, b = (1.96 * (p * (1 - p) / n) ** 0.5 for p in (r, m))
    if m - b > r + a:
        return "model"
    return "rule" if m + b < r - a else "open"


# %% wrong: leaves out that the tickets are the same -> section 04.3
def compare(rule_right, model_right):
    n, r, m = len(rule_right), np.mean(rule_right), np.mean(model_right)
    half = 1.96 * ((r * (1 - r) + m * (1 - m)) / n) ** 0.5
    if m - r > half:
        return "model"
    return "rule" if r - m > half else "open"


# %% wrong: takes the higher share, without a doubt -> section 04.3
def compare(rule_right, model_right):
    won = sum(model_right) - sum(rule_right)
    return "model" if won > 0 else "rule" if won < 0 else "open"


# %% wrong: forgets the root of the number of tickets -> section 04.3
def compare(rule_right, model_right):
    gain = np.array(model_right, dtype=int) - np.array(rule_right, dtype=int)
    half = 1.96 * gain.std()
    if gain.mean() > half:
        return "model"
    return "rule" if gain.mean() < -half else "open"


# %% wrong: mixes up rule and model -> section 04.3
def compare(rule_right, model_right):
    gain = np.array(rule_right, dtype=int) - np.array(model_right, dtype=int)
    half = 1.96 * gain.std() / len(gain) ** 0.5
    if gain.mean() > half:
        return "model"
    return "rule" if gain.mean() < -half else "open"

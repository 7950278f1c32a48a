# student: jonas
# handed in: 2025-03-09 10:05:30
# A day and a half late; half of the tasks, all right.
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("rate must be above -1")
    return sum(c / (1 + rate) ** t for t, c in enumerate(cash_flows))


# %% payback
def discounted_payback(rate, cash_flows):
    s = 0
    for t, c in enumerate(cash_flows):
        d = c / (1 + rate) ** t
        if s + d >= 0:
            return max(t - 1, 0) + (-s / d if t else 0)
        s += d
    return None


# %% evpi
def evpi(npvs):
    a = np.array([*npvs.values(), np.zeros(len(next(iter(npvs.values()))))])
    return a.max(axis=0).mean() - a.mean(axis=1).max()


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    q = 1 - p_good
    a = p_good * good_if_good * value_good + q * (1 - bad_if_bad) * value_bad
    b = p_good * (1 - good_if_good) * value_good + q * bad_if_bad * value_bad
    v = max(a, 0) + max(b, 0) - max(a + b, 0)
    return v, v > price

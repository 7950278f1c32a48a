# student: amina
# handed in: 2025-03-05 18:20:11
# Complete and right, with plain loops; a full business case.
# %% npv
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError("a rate of -1 or less has no meaning")
    value = 0
    factor = 1
    for flow in cash_flows:
        value += flow * factor
        factor /= 1 + rate
    return value


# %% payback
def discounted_payback(rate, cash_flows):
    total = cash_flows[0]
    if total >= 0:
        return 0
    for year in range(1, len(cash_flows)):
        flow = cash_flows[year] / (1 + rate) ** year
        if total + flow >= 0:
            missing = -total
            return year - 1 + missing / flow
        total += flow
    return None


# %% gates
def gated_npv(project):
    rate = project["rate"]
    value = project["value"]
    stages = project["stages"]
    for i in range(len(stages) - 1, -1, -1):
        cost, probability = stages[i]
        if value < 0:
            value = 0
        value = probability * value / (1 + rate) - cost
    return value


# %% loss
def loss_probability(build, benefit, years, rate, n, rng):
    costs = rng.triangular(build[0], build[1], build[2], n)
    benefits = rng.triangular(benefit[0], benefit[1], benefit[2], n)
    losses = 0
    for cost, gain in zip(costs, benefits):
        value = -cost
        for year in range(1, years + 1):
            value += gain / (1 + rate) ** year
        if value < 0:
            losses += 1
    return losses / n


def standard_error(p, n):
    return np.sqrt(p * (1 - p)) / np.sqrt(n)


# %% tornado
def tornado_order(value, assumptions):
    middle = {name: three[1] for name, three in assumptions.items()}
    bars = []
    for name in assumptions:
        low = dict(middle)
        high = dict(middle)
        low[name] = assumptions[name][0]
        high[name] = assumptions[name][2]
        bars.append((abs(value(high) - value(low)), name))
    bars.sort(reverse=True)
    return [name for _, name in bars]


# %% evpi
def evpi(npvs):
    projects = list(npvs.values())
    runs = len(projects[0])
    known = 0
    for i in range(runs):
        known += max([0] + [project[i] for project in projects])
    now = max([0] + [sum(project) / runs for project in projects])
    return known / runs - now


# %% pilot
def pilot(p_good, value_good, value_bad, good_if_good, bad_if_bad, price):
    says_good = p_good * good_if_good + (1 - p_good) * (1 - bad_if_bad)
    says_bad = 1 - says_good
    worth = 0
    if says_good > 0:
        p = p_good * good_if_good / says_good
        worth += says_good * max(0, p * value_good + (1 - p) * value_bad)
    if says_bad > 0:
        p = p_good * (1 - good_if_good) / says_bad
        worth += says_bad * max(0, p * value_good + (1 - p) * value_bad)
    evsi = worth - max(0, p_good * value_good + (1 - p_good) * value_bad)
    return evsi, evsi > price


# %% decide
def decide(case):
    growth = 1 + case["rate"]
    mean = (case["low"] + case["likely"] + case["high"]) / 3 - case["running"]
    flows = 0
    for year in range(1, case["years"] + 1):
        flows += mean / growth**year

    def best(chance):
        everything = chance * flows - case["prototype"] - case["rest"]
        gate = chance * max(flows - case["rest"], 0) / growth ** case["wait"] - case["prototype"]
        if everything > gate and everything > 0:
            return everything, "all"
        if gate > 0:
            return gate, "gate"
        return 0, "no"

    p = case["p_works"]
    good = p * case["good_if_works"] + (1 - p) * (1 - case["bad_if_fails"])
    pilot = good * best(p * case["good_if_works"] / good)[0] - case["pilot_price"]
    pilot += (1 - good) * best(p * (1 - case["good_if_works"]) / (1 - good))[0]
    now, answer = best(p)
    return "pilot" if pilot > now else answer


# %% brief
# **Please do not approve Damage Check yet. Please approve 8 thousand for a count.**
#
# If all goes as planned, the cameras leave us 100 thousand better off in today's money. I would not
# rely on it. The plan takes the likely number everywhere, and the risks lean to one side. When we
# draw the numbers from their ranges and stop after a failed prototype, we lose 9 thousand on
# average. Eight results in ten lie between a loss of 100 and a gain of 106. In 57 of 100 cases we
# lose money. To commit the whole 300 now is worse: minus 74.
#
# One number decides: what the cameras save in a year. At 90 thousand we end at minus 190, at 240
# we end at plus 205. Nobody has measured it.
#
# So let Ines Duarte count damaged parcels at one gate for four weeks. It costs 8 and is worth up to
# 15, as it points the right way 85 times in 100. If the count says "good", you decide on 60 for the
# prototype. If it says "bad", we stop and have spent 8.
#
# You may hear of a return of 48 %. That is four years of the likely plan, not discounted. Please do
# not use it.

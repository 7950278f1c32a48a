# student: oksana
# handed in: 2025-03-04 09:30:00
# Her second attempt: three tasks, in forms of their own.
# %% npv
from functools import reduce


def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError(rate)
    return reduce(lambda later, flow: flow + later / (1 + rate), list(cash_flows)[::-1], 0)


# %% gates
def gated_npv(project):
    return reduce(
        lambda worth, stage: stage[1] * max(worth, 0) / (1 + project["rate"]) - stage[0],
        project["stages"][::-1],
        project["value"],
    )


# %% loss
def loss_probability(build, benefit, years, rate, n, rng):
    draws = np.column_stack([rng.triangular(*build, n), rng.triangular(*benefit, n)])
    weights = np.array([-1, sum((1 + rate) ** -(t + 1) for t in range(years))])
    return pd.Series(draws @ weights).lt(0).mean()


def standard_error(p, n):
    return np.std([1] * round(p * 1000) + [0] * round((1 - p) * 1000)) / n**0.5


# %% brief
# Do not build it. Count first.

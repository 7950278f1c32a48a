# %% right: scans for changes of sign and bisects
def irr_roots(cash_flows):
    flows = np.array(cash_flows, dtype=float)
    if len(flows) == 0 or not flows.any():
        raise ValueError("no flow")

    def value(rate):
        return sum(flow / (1 + rate) ** year for year, flow in enumerate(flows))

    grid = np.linspace(-0.9, 10, 4001) + 1e-7
    values = value(grid)
    found = []
    for left, right, a, b in zip(grid[:-1], grid[1:], values[:-1], values[1:]):
        if a * b < 0:
            for _ in range(60):
                middle = (left + right) / 2
                if value(middle) * a > 0:
                    left = middle
                else:
                    right = middle
            found.append((left + right) / 2)
    return found


# %% right: SciPy's root finder, returned as a tuple
from scipy.optimize import brentq


def irr_roots(cash_flows):
    if not any(cash_flows):
        raise ValueError("only zeros")
    value = np.polynomial.Polynomial(list(cash_flows))  # in x = 1 / (1 + rate)
    xs = np.linspace(1 / 11, 10, 20_011)
    signs = np.sign(value(xs))
    places = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    return tuple(sorted(1 / brentq(value, xs[i], xs[i + 1], xtol=1e-14) - 1 for i in places))


# %% right: roots of the polynomial in the discount factor, as an array
def irr_roots(cash_flows):
    flows = np.trim_zeros(np.array(cash_flows, dtype=float))
    if not len(flows):
        raise ValueError("nothing flows")
    factors = np.polynomial.polynomial.polyroots(flows) if len(flows) > 1 else np.array([])
    real = factors[abs(np.imag(factors)) < 1e-8].real
    rates = 1 / real[real > 0] - 1
    return np.sort(rates[(rates > -0.9) & (rates < 10)])


# %% wrong: stops at the first rate -> section 13.3
def irr_roots(cash_flows):
    if not np.any(cash_flows):
        raise ValueError
    growth = np.roots(cash_flows)
    rates = growth[np.isreal(growth)].real - 1
    return sorted(rates[(rates > -0.9) & (rates < 10)])[:1]


# %% wrong: trusts numpy-financial, which returns one rate
import numpy_financial as npf


def irr_roots(cash_flows):
    if not np.any(cash_flows):
        raise ValueError
    rate = npf.irr(cash_flows)
    return [] if np.isnan(rate) else [rate]


# %% wrong: gives growth factors (1.1) where rates (0.1) are wanted -> section 13.3
def irr_roots(cash_flows):
    if not np.any(cash_flows):
        raise ValueError
    growth = np.roots(cash_flows)
    growth = growth[np.isreal(growth)].real
    return sorted(growth[(growth > 0.1) & (growth < 11)])


# %% wrong: keeps solutions that are not real numbers -> section 13.3
def irr_roots(cash_flows):
    if not np.any(cash_flows):
        raise ValueError
    rates = np.roots(cash_flows).real - 1
    return sorted(rates[(rates > -0.9) & (rates < 10)])


# %% wrong: keeps rates outside of the interval -> section 13.3
def irr_roots(cash_flows):
    if not np.any(cash_flows):
        raise ValueError
    growth = np.roots(cash_flows)
    return sorted(growth[np.isreal(growth)].real - 1)


# %% wrong: looks for positive rates only
def irr_roots(cash_flows):
    if not np.any(cash_flows):
        raise ValueError
    growth = np.roots(cash_flows)
    rates = growth[np.isreal(growth)].real - 1
    return sorted(rates[(rates > 0) & (rates < 10)])


# %% wrong: lets flows that are all 0 pass
def irr_roots(cash_flows):
    growth = np.roots(cash_flows)
    rates = growth[np.isreal(growth)].real - 1
    return sorted(rates[(rates > -0.9) & (rates < 10)])


# %% wrong: returns the worked value
def irr_roots(cash_flows):
    return [0.1, 0.2]

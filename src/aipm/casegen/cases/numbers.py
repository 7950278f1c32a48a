"""Plain numbers for cases: what a manager would see on paper, rounded."""

import numpy as np


def between(rng: np.random.Generator, low: float, high: float, digits: int = 0) -> float | int:
    """Draw evenly between two limits; a whole number if `digits` is 0."""
    value = round(float(rng.uniform(low, high)), digits)
    return int(value) if digits == 0 else value


def near(rng: np.random.Generator, value: float, spread: float, digits: int = 0) -> float | int:
    """Draw within a relative `spread` of a value, rounded."""
    return between(rng, value * (1 - spread), value * (1 + spread), digits)

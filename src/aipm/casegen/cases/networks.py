"""Lesson 05: which network to run, and where to stop its training, for a serving budget."""

import numpy as np

from aipm.casegen.cases.numbers import between, near

_SIZES = {"small": (8, 20), "medium": (24, 44), "large": (48, 90)}


def draw(rng: np.random.Generator) -> dict:
    """Draw three trained networks with their loss by epoch, a baseline and the prices."""
    inputs, classes = between(rng, 12, 60), between(rng, 2, 6)
    base = float(rng.uniform(0.45, 0.80))
    worth, requests = between(rng, 2, 12, 1), between(rng, 1, 12, 1)
    epochs = np.arange(1, 11)
    networks = {}
    for place, (name, (low, high)) in enumerate(_SIZES.items()):
        hidden = between(rng, low, high)
        fit = base * (0.75 - 0.16 * place) * rng.uniform(0.9, 1.1)
        training = fit + (base - fit) * np.exp(-epochs / rng.uniform(2, 4)) - 0.012 * place * epochs
        over = rng.uniform(0.004, 0.03) * (1 + place) * np.maximum(epochs - rng.integers(2, 8), 0)
        validation = training + rng.uniform(0.02, 0.12) + 0.012 * place * epochs + over
        networks[name] = {
            "layers": [inputs, hidden, hidden // 2, classes],
            "training_loss": [round(float(max(v, 0.01)), 3) for v in training],
            "validation_loss": [round(float(v), 3) for v in validation],
        }
    # Near the price at which the medium network is worth what serving it costs.
    gain = 100 * max(base - min(networks["medium"]["validation_loss"]), 0.02) * worth
    weights = (inputs + 1) * 34 + 35 * 17 + 18 * classes
    return {
        "networks": networks,
        "linear_loss": round(base, 3),
        "worth_keur": worth,
        "requests_million": requests,
        "price_eur": near(rng, gain * 1_000 / (weights / 1_000 * requests), 0.9, 1),
    }

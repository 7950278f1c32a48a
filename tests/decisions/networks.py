"""Lesson 05."""

from itertools import pairwise

from . import by

MARGIN = 0.5


def weights(layers, bias=1):
    """Parameters of a network of dense layers."""
    return sum((a + bias) * b for a, b in pairwise(layers))


def values(case, loss=lambda net: min(net["validation_loss"]), count=weights, price=1.0):
    """Thousand EUR a year of each network, and of the linear baseline."""
    worth = {"linear": 0.0}
    for name, net in case["networks"].items():
        gain = 100 * (case["linear_loss"] - loss(net)) * case["worth_keur"]
        uses = count(net["layers"]) / 1_000 * case["requests_million"]
        worth[name] = gain - price * uses * case["price_eur"] / 1_000
    return worth


NAIVE = {
    "takes the largest": lambda case: "large",
    "takes the lowest training loss": lambda case: min(
        case["networks"], key=lambda name: min(case["networks"][name]["training_loss"])
    ),
    "takes the lowest validation loss": lambda case: min(
        case["networks"], key=lambda name: min(case["networks"][name]["validation_loss"])
    ),
}
SLIPS = {
    "believes the training loss": by(lambda c: values(c, lambda net: min(net["training_loss"]))),
    "trains to the last epoch": by(lambda c: values(c, lambda net: net["validation_loss"][-1])),
    "stops where the training loss is least": by(
        lambda c: values(
            c,
            lambda net: net["validation_loss"][
                net["training_loss"].index(min(net["training_loss"]))
            ],
        )
    ),
    "counts neurons instead of weights": by(
        lambda c: values(c, count=lambda layers: sum(layers[1:]))
    ),
    "forgets what serving costs": by(lambda c: values(c, price=0)),
}

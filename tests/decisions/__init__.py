"""What decision tasks are about: who wins how often, and what rules and slips capture.

Each module holds the worth of every action in a case, as the hidden test of the exercise has it.
"""

from collections import Counter


def best(case, values):
    """Return the action that is worth most."""
    table = values(case)
    return max(table, key=table.get)


def shares(cases, values):
    """Return in which share of the cases each action is the best."""
    wins = Counter(best(case, values) for case in cases)
    return {action: wins[action] / len(cases) for action in values(cases[0])}


def worth(policy, cases, values):
    """Return what the decisions of a policy are worth."""
    return sum(values(case)[policy(case)] for case in cases)


def captured(policy, cases, values, naive):
    """Return the share of the value between the best naive rule and the best that can be known."""
    always = [lambda case, action=action: action for action in values(cases[0])]
    zero = max(worth(rule, cases, values) for rule in [*naive.values(), *always])
    most = sum(max(values(case).values()) for case in cases)
    return (worth(policy, cases, values) - zero) / (most - zero)


def by(values):
    """Return the policy that believes a (wrong) table of values."""
    return lambda case: best(case, values)


def changed(values, **change):
    """Return the policy that sees some entries of a case as others; each change is a function."""
    return lambda case: best({**case, **{key: f(case) for key, f in change.items()}}, values)


def stake(cases, values):
    """Return what a choice by lot loses against the best that can be known."""
    tables = [list(values(case).values()) for case in cases]
    return sum(max(table) - sum(table) / len(table) for table in tables)

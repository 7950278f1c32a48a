"""Lesson 08."""

from . import by

MARGIN = 0.8


def _chance(team, hours):
    have = team["hours_now"] + hours
    return min(max((have - team["need_low"]) / (team["need_high"] - team["need_low"]), 0.0), 1.0)


def values(case, before=True, speed=True):
    """Thousand EUR of giving the block to one team, or a third to each."""

    def gain(team, hours):
        if speed:
            hours = min(hours, team["days_left"] * team["hours_a_day"])
        return team["worth_keur"] * (_chance(team, hours) - before * _chance(team, 0))

    worth = {name: gain(team, case["block_hours"]) for name, team in case["teams"].items()}
    worth["equal"] = sum(gain(team, case["block_hours"] / 3) for team in case["teams"].values())
    return worth


def _most(key):
    return lambda case: max(case["teams"], key=lambda name: key(case["teams"][name]))


NAIVE = {
    "gives equal shares": lambda case: "equal",
    "serves whoever stands first": lambda case: "prediction",
    "serves the loudest": _most(lambda team: team["worth_keur"]),
    "serves the nearest deadline": _most(lambda team: -team["days_left"]),
    "serves whoever lacks most": _most(lambda team: team["need_high"] - team["hours_now"]),
}
SLIPS = {
    "values the chance, not what it gains": by(lambda c: values(c, before=False)),
    "forgets how fast a team can use hours": by(lambda c: values(c, speed=False)),
    "never shares": by(lambda c: {k: v for k, v in values(c).items() if k != "equal"}),
    "takes the middle of the need for certain": by(
        lambda c: values(
            {
                **c,
                "teams": {
                    name: {
                        **t,
                        "need_low": (t["need_low"] + t["need_high"]) / 2,
                        "need_high": (t["need_low"] + t["need_high"]) / 2 + 1e-6,
                    }
                    for name, t in c["teams"].items()
                },
            }
        )
    ),
}

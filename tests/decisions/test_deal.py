import json

import numpy as np
import pytest

from aipm.casegen.cases import deal

from . import shares


def draw(rng):
    return {
        "price": round(float(rng.uniform(0, 30)), 1),
        "worth": round(float(rng.normal(26, 20)), 1),
    }


def values(case):
    gain = case["worth"] - case["price"]
    return {"buy": gain, "rent": 0.4 * gain + 8, "no": 0.0}


def test_each_action_is_the_best_as_often_as_asked():
    natural = [draw(np.random.default_rng(n)) for n in range(400)]
    assert min(shares(natural, values).values()) < 0.2, "nothing to do for deal here"
    cases = deal(draw, values, n=200, seed=1, shares=(0.25, 0.4))
    assert all(0.25 <= share <= 0.4 for share in shares(cases, values).values())
    assert len(cases) == 200


def test_shares_hold_for_few_cases_and_many_seeds():
    for seed in range(20):
        cases = deal(draw, values, n=20, seed=seed, shares=(0.25, 0.4))
        assert all(0.25 <= share <= 0.4 for share in shares(cases, values).values())


def test_the_best_leads_by_the_margin():
    cases = deal(draw, values, n=60, seed=2, shares=(0.2, 0.5), margin=4)
    for case in cases:
        second, first = sorted(values(case).values())[-2:]
        assert first - second >= 4


def test_the_same_seed_deals_the_same_cases_and_another_seed_others():
    first, again, other = (deal(draw, values, n=30, seed=s, shares=(0.2, 0.5)) for s in (3, 3, 4))
    assert first == again
    assert first != other


def test_more_cases_begin_with_the_same_ones_while_shares_are_free():
    assert (
        deal(draw, values, n=9, seed=3, shares=(0, 1))
        == (deal(draw, values, n=20, seed=3, shares=(0, 1))[:9])
    )


def test_actions_may_differ_from_case_to_case_while_shares_are_free():
    def jobs(case):
        return {f"job {n}": float(n) for n in range(1, 3 + int(case["price"]) % 3)}

    assert len(deal(draw, jobs, n=12, seed=1, shares=(0, 1))) == 12


def test_an_action_that_is_never_the_best_is_named_with_how_often_the_others_are():
    def hopeless(case):
        return values(case) | {"rent": -99.0}

    with pytest.raises(ValueError, match=r"of 40 cases after [\d,]+ draws.*'rent' 0") as caught:
        deal(draw, hopeless, n=40, seed=1, shares=(0.2, 0.45))
    assert "'buy'" in str(caught.value)


def test_shares_that_no_cases_can_have_are_refused():
    with pytest.raises(ValueError, match="3 actions cannot each be the best"):
        deal(draw, values, n=40, seed=1, shares=(0.4, 0.5))
    with pytest.raises(ValueError, match="3 actions cannot each be the best"):
        deal(draw, values, n=40, seed=1, shares=(0.0, 0.3))


def test_a_tie_is_no_case():
    def even(case):
        return {"buy": 1.0, "no": 1.0}

    with pytest.raises(ValueError, match="only 0 of 5"):
        deal(draw, even, n=5, seed=1, shares=(0, 1))


def test_cases_that_no_message_could_show_are_refused():
    with pytest.raises(ValueError, match="more than plain numbers"):
        deal(lambda rng: {"price": rng.uniform()} | {"worth": np.float64(1)}, values, n=5, seed=1)


def test_dealt_cases_are_plain_data():
    cases = deal(draw, values, n=5, seed=1, shares=(0, 1))
    assert json.loads(json.dumps(cases)) == cases
    assert [eval(repr(case)) for case in cases] == cases

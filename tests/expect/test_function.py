import sys
import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aipm.expect._call as implementation
from aipm import expect

SLIPS = {
    "discounts the first cash flow -> section 13.2": lambda rate, flows: (
        reference(rate, flows) / (1 + rate)
    ),
    "does not discount -> section 13.1": lambda rate, flows: sum(flows),
}
CASES = [(0.1, [-100, 60, 60]), (0.0, []), (-1.0, [1.0])]


def reference(rate, flows):
    if rate <= -1:
        raise ValueError("no meaning")
    return sum(flow / (1 + rate) ** t for t, flow in enumerate(flows))


def draw(rng):
    return rng.uniform(0.01, 0.3), list(rng.normal(0, 100, 5))


def ask(f, **kwargs):
    kwargs = {"cases": CASES, "random": draw, "slips": SLIPS} | kwargs
    expect.function(f, reference=reference, **kwargs)


def refused(f, **kwargs) -> str:
    with pytest.raises(expect.Unmet) as caught:
        ask(f, **kwargs)
    return str(caught.value)


def test_the_reference_passes():
    ask(reference)


def test_another_algorithm_passes():
    def npv(rate, flows):
        if rate <= -1:
            raise ValueError
        return np.polyval(flows[::-1], 1 / (1 + rate)) if flows else np.float64(0)

    ask(npv)


def test_a_constant_fails():
    assert "npv(0.1, [-100, 60, 60])" in refused(lambda rate, flows: 4.13).replace(
        "<lambda>", "npv"
    )


def test_a_slip_is_named_from_results_alone():
    def npv(rate, flows):
        if rate <= -1:
            raise ValueError
        return sum(flow / (1 + rate) ** t for t, flow in enumerate(flows, start=1))

    message = refused(npv)
    assert "discounts the first cash flow. Reread section 13.2" in message
    assert "2 of the 33 calls in this test came out right" in message


def test_a_slip_is_not_named_where_it_explains_only_one_case():
    def npv(rate, flows):
        return sum(flows) if len(flows) == 3 else 17.0

    assert "It looks as if" not in refused(npv)


@given(st.floats(0.01, 0.5), st.lists(st.integers(-100, 100), min_size=2, max_size=6))
@settings(max_examples=30)
def test_the_message_never_shows_the_wanted_value(rate, flows):
    wanted = reference(rate, flows)
    with pytest.raises(expect.Unmet) as caught:
        expect.function(lambda r, f: wanted + 12345.678, reference=reference, cases=[(rate, flows)])
    shown = str(caught.value).split(": your answer", 1)[1]
    assert f"{wanted:.4g}" not in shown or abs(wanted) < 10


def test_an_unwritten_function_is_told_so():
    def npv(rate, flows):
        raise NotImplementedError()

    assert "not written yet" in refused(npv)


def test_an_exception_is_told_with_the_learners_line():
    def npv(rate, flows):
        return 1 / 0 if flows else 0.0

    message = refused(npv, cases=CASES[:1])
    assert "ZeroDivisionError" in message
    assert "1 / 0" in message


def test_a_missing_exception_is_told():
    def npv(rate, flows):
        return 0.0

    message = refused(npv, cases=[(-1.0, [1.0])], random=None)
    assert "ValueError is wanted, but it returned 0" in message


def test_another_exception_than_the_wanted_is_told():
    def npv(rate, flows):
        return flows[99]

    assert "ValueError is wanted" in refused(npv, cases=[(-1.0, [1.0])], random=None)


def test_changing_an_argument_is_told():
    def npv(rate, flows):
        result = reference(rate, flows)
        flows.append(0)
        return result

    assert "changed its arguments" in refused(npv)


def test_changing_a_table_is_told():
    def total(table):
        result = float(table["x"].sum())
        table["x"] = 0
        return result

    with pytest.raises(expect.Unmet, match="changed its arguments"):
        expect.function(
            total,
            reference=lambda table: float(table["x"].sum()),
            cases=[(pd.DataFrame({"x": [1.0, 2.0]}),)],
        )


def test_an_endless_loop_is_stopped(monkeypatch):
    monkeypatch.setattr(implementation, "CALL_LIMIT", 0.2)

    def npv(rate, flows):
        while True:
            pass

    assert "loop never end" in refused(npv)


def test_leaving_the_interpreter_is_a_failure_not_an_end():
    assert "SystemExit" in refused(lambda rate, flows: sys.exit(0))


def test_prints_and_warnings_are_silenced(capsys):
    def npv(rate, flows):
        print("noise")
        print("noise", file=sys.stderr)
        warnings.warn("noise", stacklevel=1)
        np.log(np.array([0.0, -1.0]))
        return reference(rate, flows)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ask(npv)
    assert capsys.readouterr() == ("", "")


def test_a_generator_counts_as_a_sequence():
    expect.function(
        lambda n: (i * i for i in range(n)),
        reference=lambda n: [i * i for i in range(n)],
        cases=[(3,), (0,)],
    )


def test_a_random_generator_is_given_afresh_to_each_side():
    def mean(rng, n):
        return float(rng.normal(size=n).mean())

    expect.function(mean, reference=mean, cases=[(np.random.default_rng(5), 10)])


def test_random_inputs_are_the_same_each_time():
    seen = []

    def watch(rng):
        seen.append(draw(rng))
        return seen[-1]

    ask(reference, random=watch, n=5)
    ask(reference, random=watch, n=5)
    assert seen[:5] == seen[5:]


def test_what_is_no_function_is_told():
    with pytest.raises(expect.Unmet, match="A function is wanted"):
        expect.function(3.5, reference=reference, cases=CASES)


def test_no_inputs_is_the_authors_error():
    with pytest.raises(ValueError, match="needs cases"):
        expect.function(reference, reference=reference)


def test_wrong_number_of_parameters_is_told_as_an_error_of_the_call():
    message = refused(lambda rate: 0.0)
    assert "TypeError" in message

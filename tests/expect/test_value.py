import math
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aipm import expect

numbers = st.floats(allow_nan=False, allow_infinity=False, width=32)


def refused(*args, **kwargs) -> str:
    with pytest.raises(expect.Unmet) as caught:
        expect.value(*args, of="f(x)", **kwargs)
    return str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [0.5, np.float64(0.5), np.float32(0.5), np.array(0.5), Fraction(1, 2), Decimal("0.5")],
)
def test_a_number_passes_in_any_numeric_form(answer):
    expect.value(answer, 0.5, of="f(x)")


@pytest.mark.parametrize(
    "answer",
    [
        [1, 2, 3],
        (1, 2, 3),
        np.array([1, 2, 3]),
        np.array([1.0, 2.0, 3.0]),
        pd.Series([1, 2, 3]),
        pd.Series([1, 2, 3], index=list("abc")),
        pd.Index([1, 2, 3]),
        range(1, 4),
        pd.array([1, 2, 3], dtype="Int64"),
    ],
)
def test_a_sequence_passes_in_any_form(answer):
    expect.value(answer, [1, 2, 3], of="f(x)")


@given(st.lists(numbers, max_size=6))
def test_every_form_of_the_same_numbers_passes(items):
    for form in (list, tuple, np.array, pd.Series):
        expect.value(form(items) if items else [], items, of="f(x)")


@given(st.lists(numbers, min_size=1, max_size=6), st.data())
def test_one_wrong_item_fails(items, data):
    place = data.draw(st.integers(0, len(items) - 1))
    wrong = list(items)
    wrong[place] = wrong[place] * 1.5 + 1
    refused(wrong, items)


@given(numbers.filter(lambda x: abs(x) > 1e-3), st.sampled_from([1e-5, 1e-4, 0.01, 0.5]))
def test_a_number_off_by_more_than_the_tolerance_fails(wanted, share):
    refused(wanted * (1 + share), wanted)


@pytest.mark.parametrize("answer", [True, "0.5", [0.5], None, {"a": 0.5}, 0.5 + 1j])
def test_what_is_no_real_number_is_refused_as_one(answer):
    assert "number" in refused(answer, 0.5)


def test_none_asks_whether_the_function_returns():
    assert "return" in refused(None, 0.5)


def test_nan_equals_only_nan():
    expect.value(math.nan, math.nan, of="f(x)")
    assert "NaN" in refused(math.nan, 1.0)
    assert "NaN" in refused(1.0, math.nan)


def test_infinity_equals_only_itself():
    expect.value(np.inf, math.inf, of="f(x)")
    assert "infinite" in refused(math.inf, 1.0)
    assert "infinite" in refused(1.0, math.inf)
    assert refused(-math.inf, math.inf)


def test_a_truth_value_is_not_one_or_zero():
    expect.value(np.True_, True, of="f(x)")
    assert "True or False" in refused(1, True)
    assert refused(False, True)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (80.0, "100 times too large"),
        (0.008, "100 times too small"),
        (-0.8, "wrong sign"),
        (0.88, "about 10 % too high"),
        (0.72, "about 10 % too low"),
        (1.6, "about 100 % too high"),
        (2.0, "about 150 % too high"),
        (9.0, "far too high"),
        (0.80001, "slightly too high"),
    ],
)
def test_the_message_says_how_a_number_is_off(answer, says):
    assert says in refused(answer, 0.8)


def test_order_counts_only_where_it_is_asked_for():
    expect.value([3, 1, 2], [1, 2, 3], of="f(x)", ordered=False)
    assert "wrong order" in refused([3, 1, 2], [1, 2, 3])
    assert "lacks 1 item" in refused([1, 1, 2], [1, 2, 3], ordered=False)


def test_length_is_told_before_values():
    assert "has 2 items, where 3 are wanted" in refused([9, 9], [1, 2, 3])


def test_a_wrong_item_is_told_by_position():
    assert "position 2" in refused([1, 2, 4], [1, 2, 3])


def test_text_is_not_a_sequence_of_letters():
    assert "where a list" in refused("abc", ["a", "b", "c"])


def test_capitals_and_spaces_are_told_apart_from_wrong_words():
    assert "capitals" in refused("Must ", "must")
    assert "not the right text" in refused("should", "must")


def test_a_mapping_passes_as_dict_and_as_series():
    expect.value({"a": 1, "b": 2.0}, {"b": 2, "a": 1}, of="f(x)")
    expect.value(pd.Series({"a": 1, "b": 2}), {"b": 2, "a": 1}, of="f(x)")
    expect.value({"a": 1, "b": 2}, pd.Series({"a": 1, "b": 2}), of="f(x)")


def test_a_mapping_names_the_wrong_entry():
    assert "no entry for 'b'" in refused({"a": 1}, {"a": 1, "b": 2})
    assert "does not belong" in refused({"a": 1, "c": 1}, {"a": 1})
    assert "wrong for 'a'" in refused({"a": 2}, {"a": 1})
    assert "is a list ([1]), where a dictionary" in refused([1], {"a": 1})


def test_the_order_of_a_mapping_is_free():
    expect.value({"b": 1, "a": 2}, pd.Series({"a": 2, "b": 1}), of="f(x)")


def test_a_set_passes_as_set_or_list_without_repeats():
    for answer in ({1, 2}, [2, 1], (1, 2), np.array([2, 1]), frozenset({1, 2})):
        expect.value(answer, {1, 2}, of="f(x)")
    assert "more than once" in refused([1, 2, 2], {1, 2})
    assert "lacks 1 item" in refused({1}, {1, 2})
    assert "1 item that does not belong" in refused({1, 2, 3}, {1, 2})
    assert "2 items that do not belong" in refused({1, 2, 3, 4}, {1, 2})


def test_missing_values_are_compared():
    for missing in (pd.NA, pd.NaT, pd.Series([1, pd.NA], dtype="Int64"), [pd.NaT, 1]):
        expect.value(missing, missing, of="f(x)")
    assert "missing value" in refused(pd.NA, 1.0)
    assert "missing value" in refused(pd.NaT, pd.Timestamp("2025-01-06"))
    assert "where a missing value is wanted" in refused(1.0, pd.NA)


@pytest.mark.parametrize("unit", [*"YMWDhms", "ms", "us", "ns", "ps", "fs", "as"])
def test_times_of_every_unit_are_compared(unit):
    for kind in ("datetime64", "timedelta64"):
        times = np.array([3, 4], dtype=f"{kind}[{unit}]")
        expect.value(times, times, of="f(x)")
        if len(unit) == 1 or unit[0] in "mun":  # less than a nanosecond is no difference
            assert "position 0" in refused(times + 1, times)


def test_a_long_wrong_list_takes_no_longer_for_each_item():
    def seconds(count):
        start = time.process_time()
        refused([2.0 * n for n in range(count)], [float(n) for n in range(count)])
        return time.process_time() - start

    assert seconds(8000) < 40 * max(seconds(1000), 0.01)


def test_nested_answers_are_compared_item_by_item():
    expect.value([(1, "a"), (2, "b")], [[1, "a"], [2, "b"]], of="f(x)")
    assert "position 1" in refused([(1, "a"), (2, "c")], [[1, "a"], [2, "b"]])


def test_a_slip_is_named_with_its_section():
    slips = {"discounts the first cash flow -> section 13.2": 3.76}
    message = refused(3.76, 4.13, slips=slips)
    assert "your answer discounts the first cash flow. Reread section 13.2" in message
    assert "It looks as if" not in refused(3.99, 4.13, slips=slips)


def test_a_slip_in_another_form_is_the_authors_error():
    with pytest.raises(ValueError, match="must read"):
        expect.value(1, 2, of="f(x)", slips={"wrong": 1})


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1, "number"),
        (np.int64(1), "number"),
        ("a", "text"),
        (True, "true or false"),
        ([1], "sequence"),
        (pd.Series([1]), "sequence"),
        (pd.Series([1]), "mapping"),
        (pd.DataFrame(), "table"),
        (len, "function"),
        ({}, "mapping"),
        (set(), "set"),
    ],
)
def test_type_knows_its_kinds(value, kind):
    expect.type(value, kind, of="x")


def test_type_refuses_another_kind_and_an_unknown_one():
    with pytest.raises(expect.Unmet, match="should be a number, but it is text"):
        expect.type("1", "number", of="x")
    with pytest.raises(ValueError, match="none of"):
        expect.type(1, "integer", of="x")


def test_shape_of_length_and_of_rows_and_columns():
    expect.shape([1, 2], 2, of="x")
    expect.shape(pd.DataFrame({"a": [1, 2]}), (2, 1), of="x")
    with pytest.raises(expect.Unmet, match="holds 2"):
        expect.shape([1, 2], 3, of="x")
    with pytest.raises(expect.Unmet, match="2 rows by 2 columns, but it is 2 by 1"):
        expect.shape(pd.DataFrame({"a": [1, 2]}), (2, 2), of="x")
    with pytest.raises(expect.Unmet, match="should hold 3 items"):
        expect.shape(5, 3, of="x")


WANTED = pd.DataFrame({"depot": ["Alderby", "Corran"], "late": [0.1, 0.2]})


def test_a_table_passes_with_other_column_order_row_order_and_index():
    expect.frame(WANTED[["late", "depot"]], WANTED, of="t")
    expect.frame(WANTED.iloc[::-1], WANTED, of="t", key="depot")
    expect.frame(WANTED.set_index("depot"), WANTED, of="t", key="depot")
    expect.frame(WANTED.set_axis([7, 9]), WANTED, of="t")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (WANTED.rename(columns={"late": "rate"}), "no column 'late'"),
        (WANTED.assign(extra=1), "not asked for"),
        (WANTED.head(1), "has 1 row, where 2 are wanted"),
        (WANTED.iloc[::-1], "differs in column"),
        (WANTED.assign(late=[0.1, 0.3]), "column 'late'"),
        ([1, 2], "DataFrame"),
    ],
)
def test_a_wrong_table_is_told_how(answer, says):
    with pytest.raises(expect.Unmet) as caught:
        expect.frame(answer, WANTED, of="t")
    assert says in str(caught.value)


def test_a_table_with_a_known_slip_is_named():
    slip = WANTED.assign(late=[10.0, 20.0])
    with pytest.raises(expect.Unmet, match=r"percentages\. Reread section 02\.1"):
        expect.frame(slip, WANTED, of="t", slips={"gives percentages -> section 02.1": slip})


def test_unmet_shows_its_message_instead_of_a_traceback():
    assert expect.Unmet("say this")._render_traceback_() == ["say this"]
    assert issubclass(expect.Unmet, AssertionError)

"""What goes over the wall comes back equal; what cannot is named; nonsense is nonsense."""

import collections
import contextlib
import datetime as dt
import decimal
import fractions
import math
import random
import struct
import zoneinfo

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from hypothesis.extra import pandas as hpd

from aipm.runner.codec import CannotCross, Codec
from aipm.runner.wire import Broken


def codec() -> Codec:
    return Codec(lambda number, info: ("handle", number, info))


def loads(frame: bytes):
    (text,) = struct.unpack_from("<I", frame)
    return codec().loads(frame[8 : 8 + text], memoryview(frame)[8 + text :])


def across(value):
    return loads(codec().dumps(value))


def same(a, b) -> bool:
    """Equal in value, type, dtype, index, order and missing values."""
    if type(a) is not type(b):
        return False
    if isinstance(a, pd.DataFrame):
        pd.testing.assert_frame_equal(a, b, check_exact=True, check_freq=True)
        return a.columns.equals(b.columns)
    if isinstance(a, pd.Series):
        pd.testing.assert_series_equal(a, b, check_exact=True, check_freq=True)
        return True
    if isinstance(a, pd.Index):
        pd.testing.assert_index_equal(a, b, exact=True, check_exact=True)
        return getattr(a, "freq", None) == getattr(b, "freq", None)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and all(map(same, a.flat, b.flat))
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, dict):
        return len(a) == len(b) and all(
            same(k, m) and same(v, w) for (k, v), (m, w) in zip(a.items(), b.items(), strict=True)
        )
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float):
        return struct.pack("d", a) == struct.pack("d", b) or (math.isnan(a) and math.isnan(b))
    if a is pd.NA or a is pd.NaT:
        return b is a
    return a == b


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=-(2**200), max_value=2**200),
    st.floats(),
    st.text(),
    st.binary(),
    st.complex_numbers(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.sampled_from([dt.UTC, zoneinfo.ZoneInfo("Europe/Lisbon")])),
    st.times(),
    st.timedeltas(),
    st.decimals(allow_nan=False),
    st.fractions(),
    st.sampled_from([pd.NA, pd.NaT, ..., range(3), range(9, 0, -2), slice(1, None), b""]),
)
keys = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.tuples(st.integers()))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
        st.sets(keys, max_size=4),
        st.frozensets(keys, max_size=4),
    ),
    max_leaves=20,
)
dtypes = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="="),
    hnp.unsigned_integer_dtypes(endianness="="),
    hnp.floating_dtypes(endianness="=", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="=", sizes=(64, 128)),
    hnp.datetime64_dtypes(endianness="="),
    hnp.timedelta64_dtypes(endianness="="),
    hnp.unicode_string_dtypes(endianness="="),
    hnp.byte_string_dtypes(endianness="="),
)


@given(values)
@settings(max_examples=120, deadline=None)
def test_python_values_come_back_equal(value):
    assert same(across(value), value)


@given(hnp.arrays(dtypes, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)))
@settings(max_examples=120, deadline=None)
def test_arrays_come_back_with_dtype_and_shape(array):
    assert same(across(array), array)
    if array.size:
        assert same(across(array.flat[0]), array.flat[0])


INDEXES = [
    pd.RangeIndex(2, 8, 2),
    pd.Index([3, 1, 2], name="n"),
    pd.Index(["b", "a", "c"]),
    pd.Index([1.5, np.nan, 2]),
    pd.Index([None, "x", 3], dtype=object),
    pd.date_range("2025-01-06", periods=3, freq="D", name="day"),
    pd.date_range("2025-03-30", periods=3, freq="h", tz="Europe/Berlin", unit="ms"),
    pd.to_datetime(["2025-01-01", None, "2024-01-01"], utc=True),
    pd.timedelta_range("1h", periods=3, unit="s"),
    pd.period_range("2025-01", periods=3, freq="M"),
    pd.period_range("2025Q1", periods=3, freq="Q-MAR"),
    pd.interval_range(0, 3, closed="left"),
    pd.CategoricalIndex(["b", "a", "b"], categories=["b", "a", "c"], ordered=True),
    pd.MultiIndex.from_product([["a"], [1, 2, 3]], names=["x", None]),
    pd.MultiIndex.from_arrays([["a", "a", "b"], pd.date_range("2025", periods=3)]),
    pd.Index([True, False, True]),
    pd.Index([1, 2, 3], dtype="Int8"),
]


@pytest.mark.parametrize("index", INDEXES, ids=lambda i: f"{type(i).__name__}-{i.dtype}")
def test_every_kind_of_index_comes_back(index):
    assert same(across(index), index)
    assert same(across(index[:0]), index[:0])
    assert same(across(pd.Series(range(len(index)), index=index, name=("a", 1))).index, index)
    frame = pd.DataFrame(index=index)
    assert same(across(frame), frame)
    assert same(across(frame.T), frame.T)


COLUMNS = {
    "text": pd.Series(["a", None, "c"]),
    "string": pd.Series(["a", None, "c"], dtype="string"),
    "Int64": pd.Series([1, None, 3], dtype="Int64"),
    "UInt8": pd.Series([1, None, 3], dtype="UInt8"),
    "Float32": pd.Series([1.5, None, 3], dtype="Float32"),
    "boolean": pd.Series([True, None, False], dtype="boolean"),
    "category": pd.Series(pd.Categorical(["x", None, "y"], categories=["y", "x"], ordered=True)),
    "interval categories": pd.cut(pd.Series([1, 5, 9]), 3),
    "time": pd.Series(pd.to_datetime(["2025-01-01", None, "1999-12-31"])),
    "seconds": pd.Series(pd.to_datetime(["2025-01-01", None, "1999-12-31"])).astype("M8[s]"),
    "zone": pd.Series(pd.to_datetime(["2025-01-01", None, "1999-12-31"])).dt.tz_localize(
        "America/New_York"
    ),
    "offset": pd.Series(pd.to_datetime(["2025-01-01T00:00+02:00", None, "1999-12-31T00:00+02:00"])),
    "delta": pd.Series(pd.to_timedelta(["1h", None, "2D"])).astype("m8[ms]"),
    "period": pd.Series(pd.period_range("2025", periods=3, freq="W-SUN")),
    "mixed": pd.Series([1, "a", None], dtype=object),
    "lists": pd.Series([[1], [], [2, 3]]),
    "bytes": np.array([b"a", b"bc", b""]),
    "float": np.array([1.0, np.nan, -0.0]),
    "small": np.array([1, 2, 3], dtype="int8"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_every_kind_of_column_comes_back(name):
    series = pd.Series(COLUMNS[name], name=name)
    assert same(across(series), series)
    frame = pd.DataFrame({name: series, "n": [1, 2, 3]}, index=[5, 5, 1])
    assert same(across(frame), frame)
    assert same(across(frame[:0]), frame[:0])


@given(
    hpd.data_frames(
        [
            hpd.column("i", dtype=int),
            hpd.column("f", dtype=float),
            hpd.column("b", dtype=bool),
            hpd.column("o", elements=st.one_of(st.none(), st.integers(0, 9)), dtype=object),
        ],
        index=hpd.range_indexes(max_size=6),
    )
)
@settings(max_examples=40, deadline=None)
def test_frames_come_back_with_dtypes_index_and_order(frame):
    assert same(across(frame), frame)
    twice = pd.concat([frame, frame], axis=1)  # names that occur twice
    assert same(across(twice), twice)


def test_single_values_of_pandas_come_back():
    for value in (
        pd.Timestamp("2025-01-06 10:11:12.123456789"),
        pd.Timestamp("2025-01-06", tz="Asia/Tokyo").as_unit("s"),
        pd.Timedelta("3h"),
        pd.Period("2025-01", "M"),
        pd.Interval(1, 2.5, "both"),
        np.datetime64("2025-01", "M"),
        np.datetime64("NaT"),
        np.timedelta64(3, "25s"),
    ):
        assert same(across(value), value) or pd.isna(value)


def test_generators_go_on_where_they_were():
    rng = np.random.default_rng(3)
    rng.normal(size=5)
    assert across(rng).normal() == rng.normal()
    legacy, plain = np.random.RandomState(4), random.Random(5)
    assert across(legacy).normal() == legacy.normal()
    assert across(plain).random() == plain.random()


def test_subclasses_cross_as_what_they_are_underneath():
    pair = collections.namedtuple("pair", "a b")(1, 2)
    assert across(pair) == (1, 2)
    assert across(collections.Counter("aab")) == {"a": 2, "b": 1}
    assert across(collections.deque([1, 2])) == [1, 2]
    assert across({1: 2}.items()) == [(1, 2)]
    assert type(across(np.matrix([[1, 2]]))) is np.ndarray
    assert across(decimal.Decimal("1.50")) == decimal.Decimal("1.50")
    assert across(fractions.Fraction(1, 3)) == fractions.Fraction(1, 3)


def test_axes_come_back_with_what_tests_ask_for():
    fig, ax = plt.subplots()
    ax.bar(["a", "b"], [1, 2])
    ax.plot([0, 1], [3, 4], label="line")
    ax.scatter([0, 1], [5, 6])
    ax.set(title="T", xlabel="X", ylabel="Y", yscale="log")
    ax.set_title("left", loc="left")
    ax.legend()
    fig.canvas.draw()
    copy = across(ax)
    assert (copy.get_title(), copy.get_title("left")) == ("T", "left")
    assert (copy.get_xlabel(), copy.get_ylabel(), copy.get_yscale()) == ("X", "Y", "log")
    assert [patch.get_height() for patch in copy.containers[0]] == [1, 2]
    assert [label.get_text() for label in copy.get_xticklabels()] == ["a", "b"]
    assert copy.get_lines()[0].get_ydata().tolist() == [3, 4]
    assert copy.collections[0].get_offsets().tolist() == [[0, 5], [1, 6]]
    assert copy.get_legend().get_texts()[0].get_text() == "line"
    assert len(across(fig).axes) == 1
    fig, ax = plt.subplots()
    ax.barh(["a"], [3])
    assert across(ax).containers[0].orientation == "horizontal"
    plt.close("all")


def test_what_has_no_form_is_a_handle_or_is_named():
    tag, _, info = across(math.sqrt)
    assert (tag, info["name"], info["callable"]) == ("handle", "sqrt", True)
    strict = Codec(lambda *_: None, export=callable)
    with pytest.raises(CannotCross, match="type object"):
        strict.dumps(object())
    with pytest.raises(CannotCross, match="an array of type"):
        codec().dumps(np.zeros(2, dtype=[("a", int)]))
    with pytest.raises(CannotCross, match="a column of type Sparse"):
        codec().dumps(pd.Series(pd.arrays.SparseArray([0, 1])))


def test_what_is_too_large_or_too_deep_is_named():
    loop: list = []
    loop.append(loop)
    doubling: list = []
    for _ in range(40):
        doubling = [doubling, doubling]
    for value, word in (
        (loop, "deeply"),
        (doubling, "many"),
        (10**100_000, "digits"),
        (np.zeros(10**8), "large"),
        ("x" * 30_000_000, "large"),
    ):
        with pytest.raises(CannotCross, match=word):
            codec().dumps(value)


class Liar:
    """Says that it is a number."""

    __class__ = float

    def __float__(self):
        return 1.0


def test_an_object_that_lies_about_its_type_is_a_handle():
    assert across(Liar())[0] == "handle"


SAMPLES = [
    [1, "a", None, 2.5, {"k": (1, {2})}],
    pd.DataFrame({"a": ["x", None], "t": pd.date_range("2025", periods=2, tz="UTC")}),
    pd.Series(pd.Categorical(["u", "v"])),
    np.arange(6).reshape(2, 3),
    np.random.default_rng(1),
    pd.period_range("2025", periods=3, freq="M"),
    print,
]


@given(st.sampled_from(SAMPLES), st.randoms(use_true_random=False), st.integers(1, 8))
@settings(max_examples=300, deadline=2000)
def test_a_spoilt_frame_is_a_value_or_broken_and_nothing_else(value, rng, changes):
    frame = bytearray(codec().dumps(value))
    (text,) = struct.unpack_from("<I", frame)
    for _ in range(changes):
        place = rng.randrange(8, len(frame))
        frame[place] = rng.choice(b'[]{}",0123456789-eINfDSaxt' + bytes([rng.randrange(256)]))
    with contextlib.suppress(Broken):
        codec().loads(bytes(frame[8 : 8 + text]), memoryview(bytes(frame))[8 + text :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '["?"]',
        "[[1]]",
        '["d",[[["l",[]],1]]]',
        '["a","O",[1],[0,8]]',
        '["a","i4,i4",[1],[0,8]]',
        '["a","<f8",[-1],[0,8]]',
        '["a","<f8",[99999999999,0],[0,0]]',
        '["a","<f8",[1],[0,1e9]]',
        '["range",0,9007199254740991,1]',
        '["RI",0,9007199254740991,1,null]',
        '["T",0,"ns","dateutil//etc/passwd"]',
        '["T",0,"ns","../../etc/passwd"]',
        '["I","0x' + "f" * 40_000 + '"]',
        '["dec","' + "9" * 40_000 + '"]',
        '["own",1]',
        '["h",1,{}]',
        "[" * 100_000,
        "123456789012345678901234567890",
        '["ES","pyarrow","nan",[]]',
        '["ES","python","nan",[1]]',
        '["D",["l",[]],["l",[]],[1]]',
        '["G",["d",[["bit_generator","__class__"]]]]',
    ],
)
def test_hostile_texts_are_broken(text):
    with pytest.raises(Broken):
        codec().loads(text.encode(), memoryview(b"12345678"))

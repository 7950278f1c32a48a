"""The form in which values cross the wall: JSON with tags, and raw buffers. Nothing is unpickled.

The decoder reads what an answer's process sent, so it trusts nothing: it calls no code by name,
bounds what it builds, and turns whatever is malformed into :class:`~aipm.runner.wire.Broken`.

What has no form of its own (a function, an estimator, an iterator) crosses as a handle: the object
stays where it is, and the other side gets a stand-in whose calls cross in turn.
"""

import collections
import datetime as dt
import decimal
import enum
import fractions
import json
import math
import random
import re
import zoneinfo
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from aipm.runner import drawing, wire
from aipm.runner.wire import Broken

DEEPEST = 60
MOST_NODES = 1_000_000
MOST_ITEMS = 1 << 24  # of a range, or along one axis of an array: they cost more than their bytes
MOST_BITS = 1 << 17
MOST_WORDS = 400  # characters of what a handle says about itself

_DTYPE = re.compile(r"[<>|=][biufcSUmM]\d{1,8}(\[\d{0,6}[a-zA-Zμ]{1,2}\])?")
_UNITS = ("s", "ms", "us", "ns")
_ZONE = re.compile(r"(?!dateutil/)[A-Za-z][A-Za-z0-9_+\-]*(/[A-Za-z0-9_+\-]+)*")
#: What stands in JSON as it is.
_PLAIN = frozenset((str, bool, type(None)))
#: What is read from JSON as it is; an integer may be too large, and is looked at.
_READY = frozenset((str, bool, float, type(None)))
_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
_VIEWS = (type({}.keys()), type({}.values()), type({}.items()), collections.deque)


class CannotCross(TypeError):
    """A value that has no form for the wall; the message names its type."""


class Codec:
    """Encodes and decodes the values of one conversation.

    Parameters
    ----------
    stand_in : callable
        ``stand_in(number, info)`` makes what stands here for an object of the other side.
    export : callable or None
        Whether an object without a form may stay here and be handled from the other side; None
        stands for any object.
    """

    def __init__(
        self,
        stand_in: Callable[[int, dict[str, Any]], Any],
        export: Callable[[Any], bool] | None = None,
    ) -> None:
        self._stand_in = stand_in
        self._may_stay = export
        self.kept: dict[int, Any] = {}
        self._count = 0

    def dumps(self, value: Any) -> bytes:
        """Return a frame.

        Raises
        ------
        CannotCross
            If the value, or something in it, has no form, or is too large or too deep.
        """
        encoder = _Encoder(self._keep)
        tree = encoder.encode(value, 0)
        try:
            text = json.dumps(tree, allow_nan=False, separators=(",", ":"))
            return wire.pack(text.encode("utf-8", "surrogatepass"), encoder.buffers)
        except (ValueError, RecursionError):
            raise CannotCross("a value that is too large to be passed on") from None

    def loads(self, text: bytes, raw: memoryview) -> Any:
        """Return the value in a frame.

        Raises
        ------
        Broken
            If it is malformed, or larger than a value may be.
        """
        try:
            tree = json.loads(text.decode("utf-8", "surrogatepass"))
            return _Decoder(raw, self._stand_in, self.kept).decode(tree, 0)
        except Broken:
            raise
        except Exception as error:  # whatever pandas and NumPy say to nonsense
            raise Broken(f"{type(error).__name__}: {error}") from None

    def _keep(self, value: Any) -> int:
        if self._may_stay is not None and not self._may_stay(value):
            raise CannotCross(f"an object of type {type(value).__name__}")
        self._count += 1
        self.kept[self._count] = value
        return self._count


class _Encoder:
    def __init__(self, keep: Callable[[Any], int]) -> None:
        self._keep = keep
        self.buffers: list[bytes] = []
        self._size = self._nodes = 0

    def encode(self, v: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > DEEPEST:
            raise CannotCross("a value that is nested too deeply")
        if self._nodes > MOST_NODES:
            raise CannotCross("a value with too many items")
        kind = type(v)
        if v is None or kind is bool or kind is str:
            return v
        if kind is int:
            return self._int(v)
        if kind is float:
            return v if math.isfinite(v) else ["f", repr(v)]
        if kind is list or kind is tuple:
            return ["l" if kind is list else "t", self._items(v, depth + 1)]
        if kind is dict:
            keys, items = self._items(v, depth + 1), self._items(v.values(), depth + 1)
            return ["d", list(zip(keys, items, strict=True))]
        try:
            return self._other(v, kind, depth)
        except CannotCross:
            raise
        except RecursionError:
            raise CannotCross("a value that is nested too deeply") from None
        except Exception:  # a class that behaves in its own way
            return self._handle(v)

    def _items(self, values: Iterable, depth: int) -> list:
        """Encode several values; words, the most of them, without a call each."""
        found: list[Any] = []
        for v in values:
            if type(v) in _PLAIN:
                self._nodes += 1
                found.append(v)
            else:
                found.append(self.encode(v, depth))
        if self._nodes > MOST_NODES:
            raise CannotCross("a value with too many items")
        return found

    def _int(self, v: int) -> Any:
        if -(2**53) < v < 2**53:
            return v
        if v.bit_length() > MOST_BITS:
            raise CannotCross("an integer with too many digits")
        return ["I", hex(v)]

    def _other(self, v: Any, kind: type, depth: int) -> Any:
        def e(item: Any) -> Any:
            return self.encode(item, depth + 1)

        if v is pd.NA or v is pd.NaT or v is Ellipsis or v is NotImplemented:
            return ["one", repr(v)]
        number = getattr(kind, "_wall_number", None)
        if number is not None:
            return ["own", v._wall_number]
        if v.__class__ is not kind:  # isinstance would believe it
            return self._handle(v)
        if isinstance(v, np.ndarray):
            return self._array(v, e)
        if isinstance(v, np.generic):
            if v.dtype.kind not in "biufcSUmM":
                return self._handle(v)
            if isinstance(v, (np.str_, np.bytes_)):  # an empty one has no size, hence no buffer
                text = isinstance(v, np.str_)
                return ["nu", "".join(v)] if text else ["nb", self._buffer(bytes(v))]
            return ["n", v.dtype.str, self._buffer(v.tobytes())]
        if kind.__module__.startswith("pandas") or isinstance(v, (pd.DataFrame, pd.Series)):
            return self._pandas(v, e)
        return self._python(v, kind, e)

    def _array(self, v: np.ndarray, e: Callable) -> Any:
        if isinstance(v, np.ma.MaskedArray):
            return ["ma", e(np.asarray(v.data)), e(np.ma.getmaskarray(v))]
        v = np.asarray(v)
        if v.dtype.kind == "O":
            return ["ao", list(v.shape), [e(item) for item in v.ravel().tolist()]]
        if v.dtype.kind not in "biufcSUmM":
            raise CannotCross(f"an array of type {v.dtype}")
        self._room(v.nbytes)
        return ["a", v.dtype.str, list(v.shape), self._buffer(v.tobytes())]

    def _pandas(self, v: Any, e: Callable) -> Any:
        if isinstance(v, pd.DataFrame):
            columns = [e(v.iloc[:, place].array) for place in range(v.shape[1])]
            return ["D", e(v.columns), e(v.index), columns]
        if isinstance(v, pd.Series):
            return ["S", e(v.array), e(v.index), e(v.name)]
        if isinstance(v, pd.MultiIndex):
            codes = [e(np.asarray(code)) for code in v.codes]
            return ["MI", [e(x) for x in v.levels], codes, [e(name) for name in v.names]]
        if isinstance(v, pd.RangeIndex):
            return ["RI", self._int(v.start), self._int(v.stop), self._int(v.step), e(v.name)]
        if isinstance(v, pd.Index):
            return ["IX", e(v.array), e(v.name), getattr(v, "freqstr", None)]
        if isinstance(v, pd.Timestamp):
            return ["T", int(v.asm8.view("i8")), v.unit, self._zone(v.tz)]
        if isinstance(v, pd.Timedelta):
            return ["TD", int(v.asm8.view("i8")), v.unit]
        if isinstance(v, pd.Period):
            return ["P", v.ordinal, v.freqstr]
        if isinstance(v, pd.Interval):
            return ["IV", e(v.left), e(v.right), v.closed]
        if isinstance(v, pd.api.extensions.ExtensionArray):
            return self._extension(v, e)
        return self._handle(v)

    def _extension(self, v: Any, e: Callable) -> Any:
        if isinstance(v, pd.Categorical):
            return ["EC", e(np.asarray(v.codes)), e(v.categories), bool(v.ordered)]
        if isinstance(v, pd.arrays.DatetimeArray):
            return ["ET", e(v.asi8), v.unit, self._zone(v.tz)]
        if isinstance(v, pd.arrays.TimedeltaArray):
            return ["ED", e(v.asi8), v.unit]
        if isinstance(v, pd.arrays.PeriodArray):
            return ["EP", e(v.asi8), str(v.dtype).removeprefix("period[").removesuffix("]")]
        if isinstance(v, pd.arrays.IntervalArray):
            return ["EI", e(v.left), e(v.right), v.closed]
        if isinstance(v.dtype, pd.StringDtype):
            missing = "NA" if v.dtype.na_value is pd.NA else "nan"
            gone = pd.isna(v)
            texts = [None if no else str(t) for t, no in zip(v.tolist(), gone, strict=True)]
            return ["ES", v.dtype.storage, missing, texts]
        if isinstance(v, pd.arrays.NumpyExtensionArray):
            return e(v.to_numpy())
        if isinstance(v, (pd.arrays.IntegerArray, pd.arrays.FloatingArray, pd.arrays.BooleanArray)):
            return ["EM", e(v._data), e(v._mask)]
        raise CannotCross(f"a column of type {v.dtype}")

    def _python(self, v: Any, kind: type, e: Callable) -> Any:
        if isinstance(v, enum.Enum) and not isinstance(v, (int, float, str)):
            return self._handle(v)
        # Subclasses (a named tuple, a Counter, an IntEnum) cross as what they are underneath.
        if isinstance(v, int):
            return self._int(int.__int__(v))
        if isinstance(v, float):
            return self.encode(float.__float__(v), 0)
        if isinstance(v, str):
            return str.__str__(v) if kind is str else "".join(str.__iter__(v))
        if isinstance(v, complex):
            return ["c", e(v.real), e(v.imag)]
        if isinstance(v, (bytes, bytearray)):
            return ["b", self._buffer(bytes(v))]
        if isinstance(v, dict):
            return ["d", [[e(key), e(item)] for key, item in dict.items(v)]]
        for form, tag in ((list, "l"), (tuple, "t"), (set, "s"), (frozenset, "z")):
            if isinstance(v, form):
                return [tag, [e(item) for item in form.__iter__(v)]]
        if kind in _VIEWS:
            return ["l", [e(item) for item in v]]
        if kind is range or kind is slice:
            return [kind.__name__, e(v.start), e(v.stop), e(v.step)]
        if isinstance(v, dt.datetime):
            return ["dt", v.replace(tzinfo=None).isoformat(), v.fold, self._zone(v.tzinfo)]
        if isinstance(v, dt.date):
            return ["date", v.isoformat()]
        if isinstance(v, dt.time) and v.tzinfo is None:
            return ["time", v.isoformat()]
        if isinstance(v, dt.timedelta):
            return ["delta", v.days, v.seconds, v.microseconds]
        if isinstance(v, decimal.Decimal):
            return ["dec", str(v)]
        if isinstance(v, fractions.Fraction):
            return ["frac", e(v.numerator), e(v.denominator)]
        if isinstance(v, np.random.Generator):
            return ["G", e(v.bit_generator.state)]
        if isinstance(v, np.random.RandomState):
            return ["GL", e(v.get_state())]
        if kind is random.Random:
            return ["GP", e(v.getstate())]
        if kind.__module__.startswith("matplotlib"):
            from matplotlib.axes import Axes
            from matplotlib.figure import Figure

            if isinstance(v, Axes):
                return ["ax", e(drawing.describe(v))]
            if isinstance(v, Figure) and len(v.axes) <= drawing.MOST_AXES:
                return ["fig", [e(drawing.describe(ax)) for ax in v.axes]]
        return self._handle(v)

    def _buffer(self, data: bytes) -> list[int]:
        self._room(len(data))
        at, self._size = self._size, self._size + len(data)
        self.buffers.append(data)
        return [at, len(data)]

    def _room(self, size: int) -> None:
        if self._size + size > wire.MOST_RAW:
            raise CannotCross("a value that is too large to be passed on")

    @staticmethod
    def _zone(zone: Any) -> Any:
        if zone is None:
            return None
        if type(zone) is dt.timezone:
            return zone.utcoffset(None).total_seconds()
        if type(zone) is zoneinfo.ZoneInfo and zone.key and _ZONE.fullmatch(zone.key):
            return zone.key
        raise CannotCross(f"a time zone of type {type(zone).__name__}")

    def _handle(self, v: Any) -> Any:
        kind = type(v)
        try:
            shown = repr(v)[:MOST_WORDS]
        except BaseException:
            shown = f"an object of type {kind.__name__}"
        name = getattr(v, "__name__", None) if callable(v) else None
        info = {
            "name": (name if type(name) is str else kind.__name__)[:MOST_WORDS],
            "type": kind.__name__[:MOST_WORDS],
            "repr": shown,
            "callable": callable(v),
            "iterator": hasattr(kind, "__next__"),
        }
        return ["h", self._keep(v), info]


class _Decoder:
    def __init__(self, raw: memoryview, stand_in: Callable, kept: Mapping[int, Any]) -> None:
        self._raw, self._stand_in, self._kept = raw, stand_in, kept
        self._nodes = 0

    def decode(self, tree: Any, depth: int) -> Any:
        self._nodes += 1
        if depth > DEEPEST + 2 or self._nodes > MOST_NODES:
            raise Broken("too deep or too many")
        if not isinstance(tree, list):
            if isinstance(tree, dict):
                raise Broken("an object where a value is wanted")
            if isinstance(tree, int) and not isinstance(tree, bool) and abs(tree) >= 2**53:
                raise Broken("an integer that is too large")
            return tree
        tag, *rest = tree
        reader = _READERS.get(tag) if isinstance(tag, str) else None
        if reader is None:
            raise Broken("an unknown tag")
        return reader(self, lambda item: self.decode(item, depth + 1), *rest)

    def _items(self, d: Callable, items: Iterable) -> list:
        """Decode several values; words and fractions, the most of them, without a call each."""
        found: list[Any] = []
        for item in items:
            if type(item) in _READY:
                self._nodes += 1
                found.append(item)
            else:
                found.append(d(item))
        if self._nodes > MOST_NODES:
            raise Broken("too deep or too many")
        return found

    # Each reader gets the decoder of its parts, and the parts.

    def _one(self, d, name):
        return {"<NA>": pd.NA, "NaT": pd.NaT, "Ellipsis": ..., "NotImplemented": NotImplemented}[
            name
        ]

    def _own(self, d, number):
        return self._kept[number]

    def _int(self, d, digits):
        if len(digits) > MOST_BITS // 4 + 4:
            raise Broken("an integer that is too large")
        return int(digits, 16)

    def _float(self, d, text):
        return {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}[text]

    def _array(self, d, dtype, shape, place):
        dtype, shape = _dtype(dtype), _shape(shape)
        if not dtype.itemsize:
            return np.zeros(shape, dtype)
        return np.frombuffer(self._bytes(place), dtype).reshape(shape).copy()

    def _objects(self, d, shape, items):
        array = np.empty(len(items), object)
        for place, item in enumerate(items):
            array[place] = d(item)
        return array.reshape(_shape(shape))

    def _masked(self, d, data, mask):
        return np.ma.array(d(data), mask=d(mask))

    def _scalar(self, d, dtype, place):
        return np.frombuffer(self._bytes(place), _dtype(dtype), count=1)[0]

    def _words(self, d, text):
        return np.str_(text)

    def _short_bytes(self, d, place):
        return np.bytes_(bytes(self._bytes(place)))

    def _frame(self, d, columns, index, arrays):
        columns, index, arrays = d(columns), d(index), [d(array) for array in arrays]
        if not isinstance(columns, pd.Index) or len(columns) != len(arrays):
            raise Broken("a frame without its columns")
        frame = pd.DataFrame(
            {n: pd.Series(a, index=index, dtype=_as_is(a)) for n, a in enumerate(arrays)},
            index=index,
        )
        frame.columns = columns
        return frame

    def _series(self, d, values, index, name):
        values = d(values)
        return pd.Series(values, index=d(index), name=d(name), dtype=_as_is(values))

    def _levels(self, d, levels, codes, names):
        return pd.MultiIndex(
            levels=[d(x) for x in levels],
            codes=[d(x) for x in codes],
            names=[d(x) for x in names],
        )

    def _range_index(self, d, start, stop, step, name):
        return pd.RangeIndex(_range(d(start), d(stop), d(step)), name=d(name))

    def _index(self, d, values, name, freq):
        values = d(values)
        index = pd.Index(values, name=d(name), dtype=_as_is(values))
        if isinstance(freq, str) and isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex)):
            index.freq = freq
        return index

    def _timestamp(self, d, ticks, unit, zone):
        plain = pd.Timestamp(np.datetime64(int(ticks), _unit(unit)))
        return plain if zone is None else plain.tz_localize("UTC").tz_convert(_zone(zone))

    def _timedelta(self, d, ticks, unit):
        return pd.Timedelta(np.timedelta64(int(ticks), _unit(unit)))

    def _period(self, d, ordinal, freq):
        return pd.Period(ordinal=int(ordinal), freq=str(freq))

    def _interval(self, d, left, right, closed):
        return pd.Interval(d(left), d(right), closed)

    def _categorical(self, d, codes, categories, ordered):
        return pd.Categorical.from_codes(d(codes), d(categories), ordered=bool(ordered))

    def _times(self, d, ticks, unit, zone):
        times = pd.DatetimeIndex(d(ticks).view(f"M8[{_unit(unit)}]"))
        if zone is not None:
            times = times.tz_localize("UTC").tz_convert(_zone(zone))
        return times.array

    def _deltas(self, d, ticks, unit):
        return pd.TimedeltaIndex(d(ticks).view(f"m8[{_unit(unit)}]")).array

    def _periods(self, d, ordinals, freq):
        return pd.PeriodIndex.from_ordinals(d(ordinals), freq=str(freq)).array

    def _intervals(self, d, left, right, closed):
        return pd.arrays.IntervalArray.from_arrays(d(left), d(right), closed=closed)

    def _texts(self, d, storage, missing, texts):
        if storage != "python" or not all(text is None or type(text) is str for text in texts):
            raise Broken("no texts")
        dtype = pd.StringDtype("python", na_value=pd.NA if missing == "NA" else np.nan)
        return pd.array(texts, dtype=dtype)

    def _nullable(self, d, data, mask):
        data, mask = d(data), d(mask)
        form = {
            "b": pd.arrays.BooleanArray,
            "i": pd.arrays.IntegerArray,
            "u": pd.arrays.IntegerArray,
            "f": pd.arrays.FloatingArray,
        }[data.dtype.kind]
        return form(data, mask)

    def _complex(self, d, real, imaginary):
        return complex(d(real), d(imaginary))

    def _raw_bytes(self, d, place):
        return bytes(self._bytes(place))

    def _dict(self, d, pairs):
        pairs = [(key, item) for key, item in pairs]
        keys = self._items(d, [key for key, _ in pairs])
        return dict(zip(keys, self._items(d, [item for _, item in pairs]), strict=True))

    def _list(self, d, items):
        return self._items(d, items)

    def _tuple(self, d, items):
        return tuple(self._items(d, items))

    def _set(self, d, items):
        return {d(item) for item in items}

    def _frozen(self, d, items):
        return frozenset([d(item) for item in items])

    def _a_range(self, d, start, stop, step):
        return _range(d(start), d(stop), d(step))

    def _slice(self, d, start, stop, step):
        return slice(d(start), d(stop), d(step))

    def _datetime(self, d, text, fold, zone):
        moment = dt.datetime.fromisoformat(text).replace(fold=int(fold))
        return moment if zone is None else moment.replace(tzinfo=_zone(zone))

    def _date(self, d, text):
        return dt.date.fromisoformat(text)

    def _time(self, d, text):
        return dt.time.fromisoformat(text)

    def _timespan(self, d, days, seconds, microseconds):
        return dt.timedelta(days, seconds, microseconds)

    def _decimal(self, d, text):
        if len(text) > MOST_BITS // 4:
            raise Broken("a number that is too long")
        return decimal.Decimal(text)

    def _fraction(self, d, numerator, denominator):
        return fractions.Fraction(d(numerator), d(denominator))

    def _generator(self, d, state):
        state = d(state)
        if state["bit_generator"] not in _GENERATORS:
            raise Broken("an unknown generator")
        bits = getattr(np.random, state["bit_generator"])()
        bits.state = state
        return np.random.Generator(bits)

    def _legacy(self, d, state):
        generator = np.random.RandomState()
        generator.set_state(d(state))
        return generator

    def _python_random(self, d, state):
        generator = random.Random()
        generator.setstate(d(state))
        return generator

    def _axes(self, d, description):
        return drawing.draw(d(description))

    def _figure(self, d, descriptions):
        return drawing.figure([d(x) for x in descriptions])

    def _handle(self, d, number, info):
        known = {key: str(info[key])[:MOST_WORDS] for key in ("name", "type", "repr")}
        known |= {key: info[key] is True for key in ("callable", "iterator")}
        return self._stand_in(int(number), known)

    def _bytes(self, place: Any) -> memoryview:
        at, size = place
        if not (type(at) is type(size) is int and at >= 0 and 0 <= size <= len(self._raw) - at):
            raise Broken("a buffer that is not there")
        return self._raw[at : at + size]


_READERS: dict[str, Callable] = {
    "one": _Decoder._one,
    "own": _Decoder._own,
    "I": _Decoder._int,
    "f": _Decoder._float,
    "a": _Decoder._array,
    "ao": _Decoder._objects,
    "ma": _Decoder._masked,
    "n": _Decoder._scalar,
    "nu": _Decoder._words,
    "nb": _Decoder._short_bytes,
    "D": _Decoder._frame,
    "S": _Decoder._series,
    "MI": _Decoder._levels,
    "RI": _Decoder._range_index,
    "IX": _Decoder._index,
    "T": _Decoder._timestamp,
    "TD": _Decoder._timedelta,
    "P": _Decoder._period,
    "IV": _Decoder._interval,
    "EC": _Decoder._categorical,
    "ET": _Decoder._times,
    "ED": _Decoder._deltas,
    "EP": _Decoder._periods,
    "EI": _Decoder._intervals,
    "ES": _Decoder._texts,
    "EM": _Decoder._nullable,
    "c": _Decoder._complex,
    "b": _Decoder._raw_bytes,
    "d": _Decoder._dict,
    "l": _Decoder._list,
    "t": _Decoder._tuple,
    "s": _Decoder._set,
    "z": _Decoder._frozen,
    "range": _Decoder._a_range,
    "slice": _Decoder._slice,
    "dt": _Decoder._datetime,
    "date": _Decoder._date,
    "time": _Decoder._time,
    "delta": _Decoder._timespan,
    "dec": _Decoder._decimal,
    "frac": _Decoder._fraction,
    "G": _Decoder._generator,
    "GL": _Decoder._legacy,
    "GP": _Decoder._python_random,
    "ax": _Decoder._axes,
    "fig": _Decoder._figure,
    "h": _Decoder._handle,
}


def _dtype(text: Any) -> np.dtype:
    if not _DTYPE.fullmatch(text):
        raise Broken("an unknown dtype")
    return np.dtype(text)


def _as_is(values: Any) -> Any:
    """Return the dtype that keeps pandas from guessing a better one."""
    return object if isinstance(values, np.ndarray) and values.dtype == object else None


def _shape(shape: Any) -> tuple[int, ...]:
    if not all(type(size) is int and 0 <= size <= MOST_ITEMS for size in shape):
        raise Broken("an array that is too long")
    if math.prod(shape) > wire.MOST_RAW:
        raise Broken("an array that is too long")
    return tuple(shape)


def _range(start: Any, stop: Any, step: Any) -> range:
    found = range(start, stop, step)
    if max(abs(found.stop - found.start), 1) // abs(found.step) > MOST_ITEMS:
        raise Broken("a range that is too long")
    return found


def _unit(unit: Any) -> str:
    if unit not in _UNITS:
        raise Broken("an unknown unit of time")
    return unit


def _zone(zone: Any) -> dt.tzinfo:
    if isinstance(zone, str):
        if not _ZONE.fullmatch(zone):
            raise Broken("an unknown time zone")
        return zoneinfo.ZoneInfo(zone)
    return dt.timezone(dt.timedelta(seconds=zone))

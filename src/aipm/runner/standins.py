"""What stands on the tests' side for the answers: calls cross the wall, and nothing else does.

A stand-in has no more of the learner's object than its name. Its ``==`` says whether it is the same
stand-in, its attributes are asked for one by one, and its calls bring back plain values.
"""

import linecache
import socket
import sys
import types
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from aipm.expect import _call
from aipm.runner import drawing, wire
from aipm.runner.codec import CannotCross, Codec
from aipm.runner.wire import Broken

#: How long a reply may take before the box is looked at.
PATIENCE = 0.4
#: Work that a request may take beyond its limit: starting, encoding, and being told to stop.
GRACE = 2.5
ATTRIBUTE_SECONDS = 5.0
DEEPEST_CALLS = 30


class BoxDied(Exception):
    """The process that runs the answers is gone; the message says why."""


class OutOfTime(BaseException):
    """A cell has used up its time; no test may swallow it."""


class Peer:
    """A box, as the tests' side sees it.

    Parameters
    ----------
    talk : socket
        To the worker: the learner's, which may say anything.
    keeper : socket
        To its keeper: ours.
    alive : callable
        Called now and then while a reply is waited for; raises where nobody waits any more.
    """

    def __init__(
        self, talk: socket.socket, keeper: socket.socket, alive: Callable[[], None]
    ) -> None:
        self._talk, self._keeper, self._alive = talk, keeper, alive
        self._codec = Codec(self._stand_in, export=callable)
        self._depth = 0
        #: Why it is gone; empty while it lives.
        self.dead = ""
        #: Seconds that a request may take: what is left of the cell's.
        self.left: Callable[[], float] = lambda: 30.0
        self.crossings = 0

    def run(self, source: str, number: int, names: Sequence[str]) -> dict[str, Any]:
        """Run a cell in the box.

        Raises
        ------
        BoxDied
            If the box did not survive it.
        """
        reply = self._ask(["run", source, number, list(names)], self.left())
        if not isinstance(reply, dict) or not isinstance(reply.get("names"), dict):
            self._end("it sent nonsense")
        return reply

    def call(self, number: int, args: tuple, kwargs: dict) -> Any:
        """Call a function in the box once, as code of a test does."""
        quiet = _is_quiet()
        limit = min(self.left(), _call.CALL_LIMIT) if quiet else self.left()
        (reply,) = self._calls(number, [(args, kwargs)], limit, limit, quiet, False)
        return self._finish(reply, args, limit, quiet)

    def call_all(self, number: int, inputs: Sequence[tuple], seconds: float, budget: float) -> list:
        """Call a function with each of several tuples of arguments, in one message.

        Returns
        -------
        list of (value, error, arguments afterwards)
            Like :func:`aipm.expect._call.run_all`, it may end early.
        """
        budget = min(budget, self.left())
        cases = [(tuple(arguments), {}) for arguments in inputs]
        replies = self._calls(number, cases, seconds, budget, True, True)
        results = []
        for reply, arguments in zip(replies, inputs, strict=False):
            try:
                # expect keeps to itself what such a call prints, here as in one process.
                value = self._finish(reply | {"stdout": None, "stderr": None}, (), seconds, True)
            except (Exception, SystemExit, _call.TooSlow) as error:
                results.append((None, error, arguments))
                continue
            results.append((value, None, _afterwards(reply, arguments)))
        return results

    def attribute(self, number: int, name: str) -> Any:
        """Return an attribute of an object that stayed in the box."""
        return self._finish(self._ask(["get", number, name], ATTRIBUTE_SECONDS), (), 0, True)

    def items(self, number: int) -> tuple[list, bool]:
        """Return the next items of an iterator in the box, and whether these were the last."""
        limit = min(self.left(), _call.CALL_LIMIT)
        reply = self._ask(["next", number, limit], limit)
        items, last = self._finish(reply, (), limit, True)
        return list(items), bool(last)

    def close(self) -> dict[str, Any]:
        """End the box; return what it used."""
        self._talk.close()
        return self._farewell()

    # ------------------------------------------------------------ the conversation

    def _calls(
        self,
        number: int,
        cases: list,
        seconds: float,
        budget: float,
        silent: bool,
        drain: bool,
    ) -> list[dict]:
        if self._depth == 0:
            self._codec.kept.clear()
        message = ["calls", number, cases, seconds, budget, silent, drain, np.geterr()]
        try:
            replies = self._ask(message, min(budget, seconds * len(cases)))
        except BoxDied:
            if "too long" not in self.dead:
                raise
            return [{"error": {"slow": True}}]
        if (
            not isinstance(replies, list)
            or not 1 <= len(replies) <= len(cases)
            or not all(isinstance(reply, dict) for reply in replies)
        ):
            self._end("it sent nonsense")
        return replies

    def _ask(self, message: list, seconds: float) -> Any:
        if self.dead:
            raise BoxDied(self.dead)
        self.crossings += 1
        frame = self._codec.dumps(message)
        finished = False
        try:
            self._talk.settimeout(seconds + GRACE)
            self._talk.sendall(frame)
            while True:
                self._wait(seconds)
                reply = self._codec.loads(*wire.receive(self._talk))
                if not (isinstance(reply, list) and reply[:1] == ["back"]):
                    finished = True
                    return reply
                self._talk.sendall(self._called_back(*reply[1:]))
        except TimeoutError:
            self._end("it took too long", ours=True)
        except (EOFError, OSError):
            self._end("its process ended")
        except (Broken, ValueError, TypeError) as error:
            self._end(f"it sent nonsense ({error})", ours=True)
        finally:
            if not finished and not self.dead:  # stopped in the middle: nobody knows where
                self.dead = "it was interrupted"
        raise AssertionError("unreachable")

    def _wait(self, seconds: float) -> None:
        """Return when the worker says something; end it where it has worked for too long."""
        begun: float | None = None
        while not wire.readable(self._talk, seconds=PATIENCE):
            self._alive()
            self._keeper.sendall(b"u")
            use = self._from_keeper()
            if "ended" in use:
                self._end(use["ended"], farewell=use)
            if begun is None:
                begun = use["work"]
            if use["work"] - begun > seconds + GRACE:
                self._end("it took too long", ours=True)

    def _called_back(self, number: int, args: Any, kwargs: Any) -> bytes:
        """Call the test's own function for the answer."""
        self._depth += 1
        try:
            if self._depth > DEEPEST_CALLS:
                raise RecursionError("calls from both sides are nested too deeply")
            value = self._codec.kept[number](*args, **kwargs)
            return self._codec.dumps(["returned", value, None])
        except (BoxDied, Broken):
            raise
        except Exception as error:
            kinds = [kind.__name__ for kind in type(error).__mro__]
            return self._codec.dumps(["returned", None, {"kinds": kinds, "text": str(error)}])
        finally:
            self._depth -= 1

    def _finish(self, reply: dict, args: tuple, limit: float, quiet: bool) -> Any:
        """Do here what the call did there: print, change arguments, raise or return."""
        if not isinstance(reply, dict):
            self._end("it sent nonsense", ours=True)
        for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
            if isinstance(reply.get(name), str):
                stream.write(reply[name])
        error = reply.get("error")
        if error is None:
            for before, after in zip(args, _afterwards(reply, args), strict=True):
                if after is not before:
                    _change(before, after)
            return reply.get("value")
        if not isinstance(error, dict):
            self._end("it sent nonsense", ours=True)
        if error.get("slow"):
            raise _call.TooSlow if quiet else OutOfTime(f"stopped after {limit:g} seconds")
        _raise(error)

    # ------------------------------------------------------------ the end

    def _end(self, reason: str, *, ours: bool = False, farewell: dict | None = None) -> None:
        """Note why the box is gone, end it, and raise."""
        told = farewell or self._farewell()
        self.dead = reason if ours or not told.get("ended") else told["ended"]
        raise BoxDied(self.dead)

    def _farewell(self) -> dict[str, Any]:
        try:
            self._keeper.sendall(b"k")
            while True:
                said = self._from_keeper()
                if "ended" in said:
                    return said
        except OSError:
            return {"ended": ""}

    def _from_keeper(self) -> dict[str, Any]:
        try:
            return wire.receive_json(self._keeper)
        except (EOFError, OSError):
            return {"ended": "its keeper ended"}

    def _stand_in(self, number: int, info: dict[str, Any]) -> Any:
        base = Function if info["callable"] else Iterator if info["iterator"] else Object
        kind = types.new_class(info["type"], (base,))
        kind._wall_number, kind._peer, kind._info = number, self, info
        made = object.__new__(kind)
        if base is Function:
            made.__name__ = made.__qualname__ = info["name"]
        return made


class Object:
    """Something that stayed in the box."""

    _wall_number: int
    _peer: Peer
    _info: dict[str, Any]

    def __repr__(self) -> str:
        return self._info["repr"]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._peer.attribute(self._wall_number, name)

    def __copy__(self) -> "Object":
        return self

    def __deepcopy__(self, memo: dict) -> "Object":
        return self

    def __reduce__(self) -> Any:
        raise TypeError("it stays in its box")


class Function(Object):
    """A function, a class or a callable object in the box."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._peer.call(self._wall_number, args, kwargs)

    def call_all(self, inputs: Sequence[tuple], seconds: float, budget: float) -> list:
        """Ask all at once; see :meth:`Peer.call_all`."""
        return self._peer.call_all(self._wall_number, inputs, seconds, budget)


class Iterator(Object):
    """An iterator in the box; its items come in chunks."""

    def __iter__(self) -> "Iterator":
        return self

    def __next__(self) -> Any:
        waiting = self.__dict__.setdefault("waiting", [])
        if not waiting and not self.__dict__.get("ended"):
            items, self.__dict__["ended"] = self._peer.items(self._wall_number)
            waiting += items
        if not waiting:
            raise StopIteration
        return waiting.pop(0)


class Missing:
    """What stands for a name whose answer cell ended its box, or whose value cannot cross."""

    def __init__(self, name: str, why: str, kind: type[Exception] = BoxDied) -> None:
        self.__name__ = self.__qualname__ = name
        self._why, self._kind = why, kind

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise self._kind(self._why)

    def call_all(self, inputs: Sequence[tuple], seconds: float, budget: float) -> list:
        """Like a :class:`Function`'s; raises."""
        self._refuse()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise self._kind(self._why)

    def __deepcopy__(self, memo: dict) -> "Missing":
        return self

    def _refuse(self, *_: Any) -> Any:
        raise self._kind(self._why)

    __repr__ = __eq__ = __len__ = __iter__ = __getitem__ = __float__ = __bool__ = _refuse
    __hash__ = object.__hash__


def _is_quiet() -> bool:
    """Whether the test has switched off warnings, as expect does around a call."""
    first = warnings.filters[0] if warnings.filters else None
    return bool(first) and first[0] == "ignore" and first[1] is None and first[2] is Warning


def _afterwards(reply: dict, args: Sequence) -> Sequence:
    after = reply.get("after")
    if isinstance(after, (list, tuple)) and len(after) == 2:
        changed = after[0]
        if isinstance(changed, (list, tuple)) and len(changed) == len(args):
            return changed
    return args


def _change(before: Any, after: Any) -> None:
    """Make what the answer did to an argument visible to the test, in place."""
    if isinstance(before, np.random.Generator) and isinstance(after, np.random.Generator):
        before.bit_generator.state = after.bit_generator.state
    elif hasattr(before, "get_xlim") and hasattr(after, "get_xlim"):
        drawing.draw(drawing.describe(after), before)
    elif type(before) is not type(after):
        return
    elif isinstance(before, list):
        before[:] = after
    elif isinstance(before, (dict, set)):
        before.clear()
        before.update(after)
    elif isinstance(before, np.ndarray) and before.shape == after.shape:
        before[...] = after
    elif isinstance(before, (pd.DataFrame, pd.Series)):
        before._update_inplace(after)


def _known() -> dict[str, type[Exception]]:
    import builtins

    kinds = [
        *vars(builtins).values(),
        *vars(np.exceptions).values(),
        *vars(pd.errors).values(),
        np.linalg.LinAlgError,
    ]
    return {k.__name__: k for k in kinds if isinstance(k, type) and issubclass(k, Exception)}


_KNOWN = _known()


def _raise(told: dict[str, Any]) -> None:
    """Raise the answer's exception as the nearest kind that is known here.

    Its traceback ends in the learner's line, which expect shows.
    """
    kinds = [str(kind) for kind in told.get("kinds") or ["Exception"]]
    text, line = str(told.get("text")), str(told.get("line"))
    if kinds[0] in ("SystemExit", "KeyboardInterrupt", "GeneratorExit"):
        error: BaseException = SystemExit(text)
    elif kinds[0] == CannotCross.__name__:
        error = CannotCross(f"the answer is {text}, which cannot be marked")
    else:
        base = next((_KNOWN[kind] for kind in kinds if kind in _KNOWN), Exception)
        error = _exception(kinds[0], base, told.get("arguments"), text)
    name = f"<answer {abs(hash(line))}>"
    linecache.cache[name] = (len(line), None, [line + "\n"], name)
    exec(compile("raise error", name, "exec"), {"error": error})


def _exception(name: str, base: type[Exception], arguments: Any, text: str) -> Exception:
    kind = base if base.__name__ == name else type(name, (base,), {})
    try:
        error = kind(*arguments) if isinstance(arguments, list) else kind(text)
        if str(error) == text:
            return error
    except Exception:
        pass
    shown = type(name, (base,), {"__init__": lambda self: None, "__str__": lambda self: text})
    try:
        return shown()
    except Exception:
        return RuntimeError(text)

"""What no answer can change is done once for a class, in the servers, before they are forked.

Set-ups and most tests begin with imports, functions, and the table or the cases that they take. A
server runs these first lines once and keeps what they bind; the process of a submission binds it
and goes on behind them. Only what cannot be told from lines that run anew is run so: imports of
what is loaded, functions, plain values, and calls of :data:`_CALLS`; and it is used only where each
name that these lines look up, directly or in a function that they call, still has the same value.
"""

import ast
import builtins
import contextlib
import dis
import gc
import linecache
import sys
import types
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aipm.runner import alarm
from aipm.runner.shell import UNBOUND, Begun, Compiled, Outputs, Session
from aipm.runner.standins import Missing

#: Exercises that are remembered.
MOST = 8
#: What first lines may call, by module and name: they bring the same whenever they are called.
_CALLS = {("aipm.data", "load"), ("aipm.casegen.cases", "deal")}
#: What a function does that binds names outside of itself, or imports.
_ELSEWHERE = ("STORE_GLOBAL", "DELETE_GLOBAL", "STORE_NAME", "IMPORT_NAME", "IMPORT_STAR")
#: Values that nobody can change.
_FIXED = (types.ModuleType, types.FunctionType, int, float, str, bytes, bool, type(None))


class _OutOfTime(BaseException):
    """The lines take longer than a cell may."""


class _Stop(Exception):
    """From here on a cell is run for each submission."""


class Ahead:
    """Runs first lines in a session that is to be forked.

    Parameters
    ----------
    session : Session
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple, dict[int, Begun] | None] = {}

    def see_to(
        self,
        ours: Mapping[int, Mapping[str, Any]],
        seconds: float,
        answered: Iterable[str] = (),
    ) -> None:
        """Make the session ready for a submission.

        Parameters
        ----------
        ours : mapping from number to cell
            The cells that are no answers, with kind and source: see :class:`aipm.runner.Step`.
        seconds : float
            Of computing, that all first lines together may take.
        answered : iterable of str
            What the answers define for the tests.
        """
        for cell in ours.values():
            if cell["kind"] == "test":
                self._session.prepare(cell["source"])
        key = tuple((number, cell["source"]) for number, cell in ours.items())
        if key not in self._known:
            # Of an exercise that comes but once the lines are run where they are needed.
            while len(self._known) >= MOST:
                del self._known[next(iter(self._known))]
            self._known[key] = None
        elif self._known[key] is None:
            nobody = {name: Missing(name, "no answer") for name in answered}
            self._known[key] = self._begin(ours, seconds, nobody)
            gc.freeze()
        self._session.begun = self._known[key] or {}

    def _begin(
        self, ours: Mapping[int, Mapping[str, Any]], seconds: float, nobody: Mapping[str, Any]
    ) -> dict[int, Begun]:
        def stop(_signal: int, _frame: Any) -> None:
            raise _OutOfTime

        found: dict[int, Begun] = {}
        disarm = alarm.after(seconds, 1.0, stop, timer="VIRTUAL")
        try:
            for number, cell in ours.items():
                self._session.outputs = Outputs()
                # What happens, or is shown, is so again for each submission.
                with _whatever_happens(), self._session.captured():
                    lines = _Lines(cell, self._session.names)
                    lines.run()
                    lines.play(nobody)
                    if not self._session.outputs.items:
                        found[number] = lines.begun()
        except _OutOfTime:
            return {}
        finally:
            disarm()
            self._session.clear()
        return found


@contextlib.contextmanager
def _whatever_happens() -> Iterator[None]:
    try:
        yield
    except _OutOfTime:
        raise
    except BaseException:
        pass


class _Lines:
    """The lines of a cell, run as far as they may be.

    Parameters
    ----------
    cell : mapping
        Kind and source.
    names : dict
        What they look up, and where they bind.
    """

    def __init__(self, cell: Mapping[str, Any], names: dict[str, Any]) -> None:
        self._source, self._names = cell["source"], names
        self._rest = ast.parse(self._source).body
        self._read: dict[str, Any] = {}
        self._bound: dict[str, Any] = {}
        self._followed: set[str] = set()
        # A message may quote a line of a set-up, and none of a test.
        self._is_test = cell["kind"] == "test"
        self._place = "<cell>"
        if not self._is_test:
            self._place = f"<set-up {zlib.crc32(self._source.encode()):08x}>"
            lines = self._source.splitlines(keepends=True)
            linecache.cache[self._place] = len(self._source), None, lines, self._place

    def begun(self) -> Begun:
        """Return what has been done, and the code of the other lines."""
        rest = Compiled.of(self._rest, self._place)
        return Begun(self._source, self._read, self._bound, rest)

    def run(self) -> None:
        """Run the first lines."""
        with contextlib.suppress(_Stop):
            while self._rest:
                binds = self._may_run(self._rest[0])
                line = ast.Module(self._rest[:1], [])
                exec(compile(line, self._place, "exec"), self._names)
                self._bound |= {name: self._names[name] for name in binds}
                del self._rest[0]

    def play(self, nobody: Mapping[str, Any]) -> None:
        """Let expect play the author's rules, so that it knows for all how they fare."""
        match self._rest:
            case [ast.Expr(ast.Call(ast.Attribute(ast.Name("expect"), "decision"), args, words))]:
                handed = [*args, *(word.value for word in words)]
                if not self._is_test or not all(map(_is_name, handed)):
                    return
                kept = dict(self._read)
                try:
                    for node in handed:
                        if isinstance(node, ast.Name) and node.id not in nobody:
                            self._played(self._names.get(node.id))
                except _Stop:
                    self._read = kept
                    return
                with contextlib.suppress(Exception):
                    eval(Compiled.of(self._rest).shown, {**self._names, **nobody})

    # ------------------------------------------------------------ what may be run

    def _may_run(self, line: ast.stmt) -> tuple[str, ...]:
        """Return the names that a line binds; raises _Stop if it may do anything else."""
        match line:
            case ast.Import(aliases):
                for alias in aliases:
                    self._loaded(alias.name)
                return tuple(alias.asname or alias.name.split(".")[0] for alias in aliases)
            case ast.ImportFrom(str(module), aliases, 0) if module != "__future__":
                self._loaded(module)
                names = tuple(alias.asname or alias.name for alias in aliases)
                if "*" not in names:
                    return names
            case ast.FunctionDef(name=name, decorator_list=[], returns=None):
                self._arguments(line.args)
                return (name,)
            case ast.Assign([ast.Name(name)], value):
                self._value(value)
                return (name,)
        raise _Stop

    def _loaded(self, module: str) -> None:
        # What is loaded only now might start threads, and takes memory for good.
        if module not in sys.modules and module.split(".")[0] != "aipm":
            raise _Stop

    def _arguments(self, arguments: ast.arguments) -> None:
        several = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        if any(argument.annotation for argument in several):
            raise _Stop
        for default in (*arguments.defaults, *arguments.kw_defaults):
            if default is not None:
                self._value(default)

    def _value(self, value: ast.expr) -> None:
        """Note what an expression looks up; raises _Stop if it may do anything else."""
        match value:
            case ast.Constant() | ast.UnaryOp(ast.USub(), ast.Constant()):
                pass
            case ast.Name(name):
                self._look_up(name)
            case ast.Lambda(arguments):
                self._arguments(arguments)
            case ast.Tuple(items) | ast.List(items) | ast.Set(items):
                for item in items:
                    self._value(item)
            case ast.Dict(keys, values):
                for item in (*keys, *values):
                    if item is None:
                        raise _Stop
                    self._value(item)
            case ast.Call(function, arguments, words):
                self._called(function)
                for item in (*arguments, *(word.value for word in words)):
                    self._value(item)
                    for node in ast.walk(item):
                        if isinstance(node, ast.Lambda):
                            raise _Stop
                        if isinstance(node, ast.Name):
                            self._played(self._names.get(node.id))
            case _:
                raise _Stop

    def _called(self, function: ast.expr) -> None:
        match function:
            case ast.Name(name):
                called = self._look_up(name)
            case ast.Attribute(ast.Name(name), attribute):
                called = getattr(self._look_up(name), attribute, None)
            case _:
                raise _Stop
        if (getattr(called, "__module__", ""), getattr(called, "__name__", "")) not in _CALLS:
            raise _Stop

    def _look_up(self, name: str) -> Any:
        """Return the value of a name, and note it; raises _Stop where it may change unseen."""
        if name in self._bound:  # by the lines just before, which run again where these do
            return self._bound[name]
        value = self._names.get(name, UNBOUND)
        if value is UNBOUND and not hasattr(builtins, name):
            raise _Stop
        if value is not UNBOUND and type(value) not in _FIXED:
            raise _Stop
        self._read[name] = value
        return value

    def _played(self, value: Any) -> None:
        """Note what a function of these cells, or each of several, looks up when it is called."""
        if isinstance(value, (dict, list, tuple)):
            for item in value.values() if isinstance(value, dict) else value:
                self._played(item)
        if not isinstance(value, types.FunctionType) or value.__globals__ is not self._names:
            return
        if value.__closure__:
            raise _Stop
        seen = []
        for instruction in _instructions(value.__code__):
            if instruction.opname in _ELSEWHERE:
                raise _Stop
            if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                seen.append(instruction.argval)
        for name in seen:
            if name not in self._followed:
                self._followed.add(name)
                self._played(self._look_up(name))


def _instructions(code: types.CodeType) -> Iterator[dis.Instruction]:
    yield from dis.get_instructions(code)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _instructions(constant)


def _is_name(node: ast.expr) -> bool:
    return isinstance(node, (ast.Name, ast.Constant))

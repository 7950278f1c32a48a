"""What no answer can change is done once for a class, in the servers, before they are forked.

Set-ups and most tests begin with imports, functions, and the tables or cases that they take. A
server runs these first lines once and keeps what they bind; the process of a submission binds it
and goes on behind them. It does so only where each name that the lines read means what it meant
then: where an answer has taken one of these names, the lines run anew.
"""

import ast
import contextlib
import gc
import linecache
import symtable
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aipm.runner import alarm
from aipm.runner.shell import UNBOUND, Begun, Compiled, Session
from aipm.runner.standins import Missing

#: Exercises that are remembered.
MOST = 8


class _OutOfTime(BaseException):
    """The lines take longer than a cell may."""


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
        names = self._session.names
        disarm = alarm.after(seconds, 1.0, stop, timer="VIRTUAL")
        try:
            with self._session.captured():
                for number, cell in ours.items():
                    with _whatever_happens():  # it happens again where it is shown
                        first, rest = _split(cell["source"])
                        # Only of a set-up may a message quote a line.
                        place = "<cell>" if cell["kind"] == "test" else _place(cell["source"])
                        found[number] = _begun(cell["source"], first, rest, names, place)
                        if cell["kind"] == "test" and _only_hands_over(rest):
                            # What expect keeps of a test's cases is then kept for everybody.
                            eval(found[number].rest.shown, {**names, **nobody})
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


def _split(source: str) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """Return the first lines of a cell, which bind names and do nothing else, and the others."""
    body = ast.parse(source).body
    count = next((number for number, line in enumerate(body) if not _binds(line)), len(body))
    return body[:count], body[count:]


def _place(source: str) -> str:
    """Return a name for a cell by which tracebacks find its lines."""
    place = f"<set-up {zlib.crc32(source.encode()):08x}>"
    linecache.cache[place] = len(source), None, source.splitlines(keepends=True), place
    return place


def _begun(
    source: str, first: list[ast.stmt], rest: list[ast.stmt], names: dict[str, Any], place: str
) -> Begun:
    """Run the first lines of a cell among these names."""
    lines = ast.Module(first, [])
    table = symtable.symtable(ast.unparse(lines), "<cell>", "exec")
    read = {name: names.get(name, UNBOUND) for name in _reads(table)}
    exec(compile(lines, place, "exec"), names)
    bound = {name: names[name] for line in first for name in _binds(line)}
    return Begun(source, read, bound, Compiled.of(rest, place))


def _binds(line: ast.stmt) -> tuple[str, ...]:
    """Return the names that a line binds; none if it may do anything else."""
    match line:
        case ast.Import(aliases) | ast.ImportFrom(names=aliases):
            names = tuple(alias.asname or alias.name.split(".")[0] for alias in aliases)
            return () if "*" in names else names
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.Assign([ast.Name(name)]):
            return (name,)
    return ()


def _reads(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the names that lines look up at the top level, their functions' lookups among them."""
    top = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (top or symbol.is_global()):
            yield symbol.get_name()
    for inner in table.get_children():
        yield from _reads(inner)


def _only_hands_over(rest: list[ast.stmt]) -> bool:
    """Whether lines are one call of expect with names and constants."""
    match rest:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name("expect")), args, words))]:
            values = [*args, *(word.value for word in words)]
            return all(isinstance(value, (ast.Name, ast.Constant)) for value in values)
    return False

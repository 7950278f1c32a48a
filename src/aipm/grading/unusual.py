"""What an answer uses that no task needs: not forbidden, and worth a look by a person.

The box contains what an answer does, and a task is marked by what the answer gives. But who reaches
for the frames of the caller, or overrides equality, has tried something, even in vain.
"""

import ast
import re
from collections.abc import Iterator

#: Modules that an answer may well import: the course's own stack, and what computes.
STACK = frozenset(
    {
        *("aipm", "matplotlib", "networkx", "numpy", "numpy_financial", "pandas", "scipy"),
        "sklearn",
    }
)
COMPUTES = frozenset(
    {
        *("abc", "bisect", "calendar", "cmath", "collections", "copy", "dataclasses", "datetime"),
        *("decimal", "enum", "fractions", "functools", "heapq", "itertools", "json", "math"),
        *("numbers", "operator", "pprint", "random", "re", "statistics", "string", "textwrap"),
        *("time", "typing", "warnings", "zoneinfo"),
    }
)
#: Of this package, what lessons import.
OURS = frozenset({"aipm.data", "aipm.plotting", "aipm.selfcheck", "aipm.expect"})
#: Names that change or escape the notebook they stand in.
ESCAPES = frozenset(
    {
        *("breakpoint", "compile", "delattr", "eval", "exec", "exit", "get_ipython", "globals"),
        *("input", "locals", "open", "quit", "setattr", "vars"),
    }
)
#: Special names that a learner may write.
HARMLESS = frozenset({"__doc__", "__init__", "__name__", "__repr__", "__str__"})
_SPECIAL = re.compile(r"__\w+__")
_COMMAND = re.compile(r"^\s*(!|%(?!matplotlib\b))\S+", re.MULTILINE)


def names(source: str) -> list[str]:
    """Return what an answer's source uses beyond the tasks' needs, each once."""
    command = _COMMAND.search(source)
    if command:
        return [command.group().strip()]
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []  # its run says why
    modules: set[str] = set()
    return list(dict.fromkeys(found for node in ast.walk(tree) for found in _of(node, modules)))


def _of(node: ast.AST, modules: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        modules.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        yield from (alias.name for alias in node.names if not _is_usual(alias.name))
    elif isinstance(node, ast.ImportFrom) and node.module:
        modules.update(alias.asname or alias.name for alias in node.names)
        if not _is_usual(node.module):
            yield node.module
    elif isinstance(node, ast.Name):
        if node.id in ESCAPES or _is_special(node.id):
            yield node.id
        elif node.id == "expect" and isinstance(node.ctx, ast.Store):
            yield "a name expect of its own"
    elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        if _is_special(node.name):
            yield node.name
        elif node.name == "expect":
            yield "a name expect of its own"
    elif isinstance(node, ast.Attribute):
        if _is_special(node.attr):
            yield node.attr
        elif isinstance(node.ctx, ast.Store) and _root(node) in {*modules, "np", "pd", "plt"}:
            yield f"{ast.unparse(node)} = ..."
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from (word for word in _SPECIAL.findall(node.value) if _is_special(word))


def _is_usual(module: str) -> bool:
    first = module.split(".")[0]
    if first == "aipm":
        return module == first or module in OURS
    return first in STACK or first in COMPUTES


def _is_special(name: str) -> bool:
    return bool(_SPECIAL.fullmatch(name)) and name not in HARMLESS


def _root(node: ast.Attribute) -> str:
    inner: ast.AST = node
    while isinstance(inner, ast.Attribute):
        inner = inner.value
    return inner.id if isinstance(inner, ast.Name) else ""

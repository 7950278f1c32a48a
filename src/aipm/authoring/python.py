"""The Python that a reader has been taught, and what a lesson's visible code uses beyond it.

roadmap.yml lists what lesson 00 teaches, and for each lesson what it adds. A list holds names of
constructs (``for loop``, ``slice``, ``lambda``, see :data:`CONSTRUCTS`), of functions (``len()``,
``np.maximum()``) and of methods or attributes (``.groupby``). The course's own helpers need none.
"""

import ast
from collections.abc import Iterator

from nbformat.notebooknode import NotebookNode

from aipm.authoring.lesson import folded
from aipm.authoring.roadmap import Lesson, Roadmap

#: What syntax is called. An assignment, a call and an expression statement need no name.
CONSTRUCTS = {
    ast.JoinedStr: "f-string",
    ast.List: "list",
    ast.Dict: "dictionary",
    ast.Tuple: "tuple",
    ast.Set: "set",
    ast.Slice: "slice",
    ast.ListComp: "list comprehension",
    ast.DictComp: "dict comprehension",
    ast.SetComp: "set comprehension",
    ast.GeneratorExp: "generator expression",
    ast.For: "for loop",
    ast.While: "while loop",
    ast.Break: "break",
    ast.Continue: "continue",
    ast.Pass: "pass",
    ast.If: "if",
    ast.IfExp: "conditional expression",
    ast.FunctionDef: "function",
    ast.Return: "return",
    ast.Lambda: "lambda",
    ast.ClassDef: "class",
    ast.Raise: "raise",
    ast.Try: "try",
    ast.With: "with",
    ast.Assert: "assert",
    ast.Starred: "star argument",
    ast.AugAssign: "augmented assignment",
    ast.NamedExpr: "walrus",
    ast.Yield: "yield",
    ast.Global: "global",
    ast.Delete: "del",
    ast.Match: "match",
    ast.AnnAssign: "type hint",
}
OPERATORS = {
    ast.And: "and",
    ast.Or: "or",
    ast.Not: "not",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.Invert: "~",
    ast.In: "in",
    ast.NotIn: "in",
    ast.Is: "is",
    ast.IsNot: "is",
    ast.Mod: "%",
    ast.FloorDiv: "//",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "bit shift",
    ast.RShift: "bit shift",
}
#: Modules whose functions the reader of lesson 00 has met as the course's own tools.
OURS = "aipm"
#: Names that a notebook always has.
ALWAYS = {"display()"}


def problems(roadmap: Roadmap, lesson: Lesson, nb: NotebookNode) -> list[str]:
    """Return what visible code uses beyond what was taught, and what is listed in vain."""
    taught = {name for x in roadmap.lessons if x.warm_up for name in x.python}
    known = taught | set(lesson.python)
    beyond: dict[str, list[str]] = {}
    used = set()
    for cell, names in by_cell(nb):
        used |= names
        for name in sorted(names - known):
            beyond.setdefault(name, []).append(cell)
    found = [
        f"{lesson.notebook}, cell{'s' if len(cells) > 1 else ''} {', '.join(cells)}: '{name}' was "
        "not taught; hide it, do without, or explain it and list it under 'python'"
        for name, cells in sorted(beyond.items())
    ]
    listed_twice = set() if lesson.warm_up else taught & set(lesson.python)
    return [
        *found,
        *(
            f"{lesson.notebook}: '{name}' is listed under 'python', but no visible cell uses it"
            for name in lesson.python
            if name not in used
        ),
        *(
            f"{lesson.notebook}: '{name}' is listed under 'python', but lesson 00 teaches it"
            for name in sorted(listed_twice)
        ),
    ]


def by_cell(nb: NotebookNode) -> Iterator[tuple[str, set[str]]]:
    """Yield each visible code cell with what it uses; the set-up is plumbing."""
    modules: dict[str, str] = {}
    trees = {cell.id: ast.parse(cell.source) for cell in nb.cells if cell.cell_type == "code"}
    # Defined anywhere: lesson 00 shows on purpose what happens before a name is there.
    own = {name for tree in trees.values() for name in _defined(tree)}
    for cell in nb.cells:
        if cell.id in trees:
            _imports(trees[cell.id], modules)
            if not folded(cell) and cell.id != "setup":
                yield cell.id, _uses(trees[cell.id], modules, own) - ALWAYS


def _defined(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ExceptHandler) and node.name:
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg


def _imports(tree: ast.AST, modules: dict[str, str]) -> None:
    """Note what each imported name is: ``np`` is numpy, ``triang`` is scipy.stats.triang."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                modules[name.asname or name.name.split(".")[0]] = name.name
        elif isinstance(node, ast.ImportFrom):
            for name in node.names:
                modules[name.asname or name.name] = f"{node.module}.{name.name}"


def _uses(tree: ast.AST, modules: dict[str, str], own: set[str]) -> set[str]:
    names, inside = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            inside.add(id(node.value))
    # In an annotation or a target a tuple is unpacking, which reads otherwise than a value.
    targets = {
        id(part)
        for node in ast.walk(tree)
        for target in _targets(node)
        for part in ast.walk(target)
        if isinstance(part, ast.Tuple)
    }
    indices = {id(node.slice) for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple):
            if id(node) in targets:
                names.add("unpacking")
            elif id(node) not in indices:
                names.add("tuple")
            continue
        names |= _construct(node)
        if isinstance(node, ast.Attribute) and id(node) not in inside:
            names |= _attribute(node, modules)
        elif isinstance(node, ast.Attribute):
            names |= _attribute(node, modules) if _root(node) not in modules else set()
        elif isinstance(node, ast.Name) and id(node) not in inside:
            names |= _name(node.id, modules, own)
    return names


def _targets(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Assign):
        return list(node.targets)
    return [node.target] if isinstance(node, ast.For | ast.comprehension) else []


def _construct(node: ast.AST) -> set[str]:
    names = {CONSTRUCTS[type(node)]} if type(node) in CONSTRUCTS else set()
    if isinstance(node, ast.BinOp | ast.UnaryOp | ast.BoolOp):
        names |= {OPERATORS[type(node.op)]} if type(node.op) in OPERATORS else set()
    elif isinstance(node, ast.Compare):
        names |= {OPERATORS[type(op)] for op in node.ops if type(op) in OPERATORS}
        if len(node.ops) > 1:
            names.add("chained comparison")
    elif isinstance(node, ast.FunctionDef):
        if node.args.defaults or node.args.kw_defaults:
            names.add("default argument")
        if node.args.vararg or node.args.kwarg:
            names.add("star argument")
        if node.decorator_list:
            names.add("decorator")
    elif isinstance(node, ast.Call) and any(word.arg is None for word in node.keywords):
        names.add("star argument")
    return names


def _attribute(node: ast.Attribute, modules: dict[str, str]) -> set[str]:
    """Name ``frame.mean`` as ``.mean``, and ``np.maximum`` as it stands."""
    root = _root(node)
    if root not in modules:
        return {f".{node.attr}"}
    return set() if modules[root].split(".")[0] == OURS else {f"{ast.unparse(node)}()"}


def _name(name: str, modules: dict[str, str], own: set[str]) -> set[str]:
    if name in modules:
        # `triang` was imported by itself; `np` alone is no use of it.
        imported = "." in modules[name] and modules[name].split(".")[0] != OURS
        return {f"{name}()"} if imported and name not in ("plt",) else set()
    return set() if name in own or name.startswith("_") else {f"{name}()"}


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""

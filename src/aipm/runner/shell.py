"""A session that runs cells as a kernel does, and keeps what they show as a notebook's outputs."""

import ast
import contextlib
import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

#: Characters of text, and of pictures, that one cell may show.
MOST_TEXT = 200_000
MOST_PICTURES = 4_000_000
#: Stands for the value of a name that has none.
UNBOUND = object()
#: What is kept of what a cell displays. HTML is not: feedback would show it as it is.
KINDS = ("text/plain", "image/png")


@dataclass
class Outputs:
    """What a cell shows, in order, up to a limit."""

    items: list[dict[str, Any]] = field(default_factory=list)
    text: int = 0
    pictures: int = 0
    cut: bool = False

    def stream(self, name: str, text: str) -> None:
        """Add printed text."""
        room = MOST_TEXT - self.text
        self.text += len(text)
        if len(text) > room:
            text = text[: max(room, 0)]
            if not self.cut:
                text += "\n… (more was printed)\n"
            self.cut = True
        if not text:
            return
        last = self.items[-1] if self.items else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})

    def shown(self, kind: str, data: dict[str, Any], metadata: dict[str, Any], **more: Any) -> None:
        """Add a value or a picture that the cell shows."""
        kept = {key: data[key] for key in KINDS if isinstance(data.get(key), (str, bytes))}
        if "text/plain" in kept:
            kept["text/plain"] = kept["text/plain"][: max(MOST_TEXT - self.text, 0)]
            self.text += len(kept["text/plain"])
        if "image/png" in kept:
            if isinstance(kept["image/png"], bytes):
                import base64

                kept["image/png"] = base64.b64encode(kept["image/png"]).decode()
            self.pictures += len(kept["image/png"])
            if self.pictures > MOST_PICTURES:
                del kept["image/png"]
        self.items.append({"output_type": kind, "data": kept, "metadata": {}, **more})

    def error(self, name: str, text: str, traceback: list[str]) -> None:
        """Add an error."""
        kept = [str(line)[:MOST_TEXT] for line in traceback[:100]]
        self.items.append(
            {
                "output_type": "error",
                "ename": name[:200],
                "evalue": text[:MOST_TEXT],
                "traceback": kept,
            }
        )


class Stream(io.TextIOBase):
    """stdout or stderr of a cell."""

    def __init__(self, name: str, outputs: Outputs) -> None:
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self._outputs.stream(self._name, str(text))
        return len(text)


@dataclass(frozen=True)
class Compiled:
    """Plain Python, ready to run: the lines, and the value that the last one shows."""

    lines: CodeType
    shown: CodeType

    @classmethod
    def of(cls, body: Sequence[ast.stmt], place: str = "<cell>") -> "Compiled":
        """Compile statements of a cell; tracebacks call it by its place."""
        *lines, last = body or [ast.Pass()]
        if not isinstance(last, ast.Expr):
            lines, last = [*lines, last], ast.Expr(ast.Constant(None))
        module, shown = ast.Module(lines, []), ast.Expression(last.value)
        for tree in (module, shown):
            ast.fix_missing_locations(tree)
        return cls(compile(module, place, "exec"), compile(shown, place, "eval"))


@dataclass(frozen=True)
class Begun:
    """A cell whose first lines have been run.

    Parameters
    ----------
    source : str
        Of the whole cell.
    read, bound : mapping from name to object
        What the lines found, :data:`UNBOUND` where nothing, and what they left.
    rest : Compiled
        The other lines.
    """

    source: str
    read: Mapping[str, Any]
    bound: Mapping[str, Any]
    rest: Compiled

    def holds(self, source: str, names: Mapping[str, Any]) -> bool:
        """Whether the first lines would do the same among these names."""
        return source == self.source and all(
            names.get(name, UNBOUND) is value for name, value in self.read.items()
        )


class Session:
    """IPython without a kernel. Made once in a warm server and inherited by each fork.

    Parameters
    ----------
    tracebacks : bool
        Whether a cell that fails shows where. A test's traceback would show the test, and to
        format one takes longer than to run one.
    """

    def __init__(self, *, tracebacks: bool) -> None:
        from IPython.core.displayhook import DisplayHook
        from IPython.core.displaypub import DisplayPublisher
        from IPython.core.history import HistoryManager
        from IPython.core.interactiveshell import InteractiveShell

        HistoryManager.enabled = False
        session = self

        class Hook(DisplayHook):
            def write_output_prompt(self) -> None:
                pass

            def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
                session.outputs.shown(
                    "execute_result", format_dict, {}, execution_count=session.number
                )

            def quiet(self) -> bool:
                return self.semicolon_at_end_of_expression(session.source)

            def log_output(self, format_dict: dict) -> None:
                pass

            def finish_displayhook(self) -> None:
                self._is_active = False

        class Publisher(DisplayPublisher):
            def publish(self, data: dict, metadata: dict | None = None, **_: Any) -> None:
                session.outputs.shown("display_data", data, {})

            def clear_output(self, wait: bool = False) -> None:
                session.outputs.items.clear()

        InteractiveShell.displayhook_class.default_value = Hook
        InteractiveShell.display_pub_class.default_value = Publisher
        self.outputs = Outputs()
        self.number, self.source = 0, ""
        self.shell = shell = InteractiveShell.instance(colors="nocolor")
        shell.enable_gui = lambda gui=None: None
        shell.system = shell.system_piped
        shell.ask_exit = _exit
        if tracebacks:
            shell._showtraceback = self._failed
        else:
            shell.showtraceback = lambda *_, **__: None
            shell.showsyntaxerror = lambda *_, **__: None
        self._compiled: dict[str, Compiled] = {}
        #: Cells that are half done, by number: see :mod:`aipm.runner.ahead`.
        self.begun: Mapping[int, Begun] = {}
        self._methods: dict[str, Any] = {}
        self._own: dict[str, Any] = {}
        self._steps: list[tuple[Any, str, Any]] = []
        self.run("1", 0)  # what is made at the first cell is made now
        self.clear()
        manager = shell.input_transformer_manager
        self._methods = {k: v for k, v in vars(type(shell)).items() if callable(v)}
        self._own = {k: v for k, v in vars(shell).items() if k in self._methods}
        self._steps = [
            *((manager, name, list(steps)) for name, steps in vars(manager).items() if steps),
            *((shell, name, []) for name in ("ast_transformers", "input_transformers_post")),
            (shell, "input_transformer_manager", manager),
        ]

    def _put_back(self) -> None:
        """Undo what an earlier cell did to the shell itself, which would cost the later ones."""
        kind = type(self.shell)
        for name, method in self._methods.items():
            if vars(kind).get(name) is not method:
                setattr(kind, name, method)
            if name in self._own:
                vars(self.shell)[name] = self._own[name]
            else:
                vars(self.shell).pop(name, None)
        for owner, name, steps in self._steps:
            setattr(owner, name, list(steps) if isinstance(steps, list) else steps)

    @property
    def names(self) -> dict[str, Any]:
        """The names that cells have defined."""
        return self.shell.user_ns

    def prepare(self, source: str) -> None:
        """Compile a cell of plain Python that a fork will run; what is no Python waits for then."""
        if source in self._compiled:
            return
        with contextlib.suppress(SyntaxError, ValueError):
            self._compiled[source] = Compiled.of(ast.parse(source).body)

    def clear(self) -> None:
        """Forget all names that cells have defined."""
        self.shell.reset(new_session=False)

    def run(self, source: str, number: int) -> tuple[list[dict[str, Any]], BaseException | None]:
        """Run one cell.

        Parameters
        ----------
        source : str
        number : int
            The execution count, from 1.

        Returns
        -------
        outputs : list of dict
            As nbformat has them.
        error : exception or None
            What stopped the cell.
        """
        self.outputs, self.number, self.source = Outputs(), number, source
        self._put_back()
        self.shell.execution_count = number
        with self.captured():
            try:
                begun = self.begun.get(number)
                if begun and begun.holds(source, self.names):
                    self.names.update(begun.bound)
                    self._run_compiled(begun.rest)
                    error = None
                elif source in self._compiled:
                    self._run_compiled(self._compiled[source])
                    error = None
                else:
                    result = self.shell.run_cell(source, store_history=False)
                    error = result.error_before_exec or result.error_in_exec
            except BaseException as raised:
                error = raised
        shown = any(item["output_type"] == "error" for item in self.outputs.items)
        if error is not None and not shown:
            name, text = type(error).__name__, _text(error)
            self.outputs.error(name, text, [f"{name}: {text}" if text else name])
        return self.outputs.items, error

    def _run_compiled(self, code: Compiled) -> None:
        with self.shell.display_trap:
            exec(code.lines, self.names)
            sys.displayhook(eval(code.shown, self.names))

    @contextlib.contextmanager
    def captured(self) -> Iterator[None]:
        """Keep what is printed, in `outputs`."""
        with (
            contextlib.redirect_stdout(Stream("stdout", self.outputs)),
            contextlib.redirect_stderr(Stream("stderr", self.outputs)),
        ):
            yield

    def _failed(self, kind: type, error: BaseException, lines: list[str]) -> None:
        self.outputs.error(kind.__name__, _text(error), list(lines))


def _exit() -> None:
    # In a kernel, exit() lets the cell go on and the kernel end a moment later: a race.
    raise SystemExit("exit() was called")


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return "an error without a text"

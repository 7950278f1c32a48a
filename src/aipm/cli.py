"""The command ``aipm``: what a learner, an author and an instructor do with the course."""

import os
import socket
import subprocess
import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from aipm.errors import UserError
from aipm.root import course_root

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Become an AI project manager: learn, check your work; author and grade the course.",
)
out = Console()
err = Console(stderr=True)

Lesson = Annotated[str, typer.Argument(help="A lesson: 13, roi or 13_roi.")]


def main() -> None:
    """Run the command; a person's mistake is told in a line, without a traceback."""
    try:
        app()
    except UserError as error:
        err.print(f"aipm: {error}", markup=False, highlight=False, soft_wrap=True)
        raise SystemExit(1) from None


@app.command()
def learn(
    port: Annotated[int | None, typer.Option(help="The port to serve on.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Open the course in JupyterLab on its start page."""
    root = course_root()
    command = [sys.executable, "-m", "jupyterlab", "--ServerApp.ip=127.0.0.1"]
    if port is not None:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise UserError(
                    f"port {port} is in use; name another with --port, or none to let one be found"
                ) from None
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # the user of a container is often root; we serve loopback
    # Binder, where the repository is the home folder, finds the same settings by itself.
    paths = [str(root / ".jupyter"), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    environment = os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths))}
    command.append("course/00_start_here.ipynb")
    raise typer.Exit(subprocess.run(command, cwd=root, env=environment).returncode)


@app.command()
def progress() -> None:
    """Show the best result of each exercise that was checked on this machine."""
    from aipm import selfcheck

    table = Table("exercise", "best result", "last checked")
    for row in selfcheck.progress_rows(course_root()):
        table.add_row(*row)
    out.print(table)


@app.command()
def build(
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail if something is out of date.")
    ] = False,
) -> None:
    """Write what is derived: exercises, headers, navigation, README's table, environment.yml."""
    from aipm.authoring.build import build as build_course

    changed = build_course(course_root(), check=check)
    for path in changed:
        out.print(path, markup=False, highlight=False, soft_wrap=True)
    if not check:
        out.print(f"{len(changed)} files written" if changed else "everything is up to date")
    elif changed:
        raise UserError(f"{len(changed)} files are out of date; run 'aipm build' and commit")


if __name__ == "__main__":
    main()

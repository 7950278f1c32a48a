"""A copy of the course served by ``aipm learn``, and a headless Chromium to walk through it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

TOKEN = "a-token-for-the-tests"
#: No call home: only the server on this machine is to be asked.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COURSE = ("course", "data", "solutions", "exercises", ".jupyter", "nbgrader_config.py")


@dataclass(frozen=True)
class Site:
    """A running server and the folder that it serves."""

    url: str
    folder: Path

    def at(self, path: str) -> str:
        return f"{self.url}/{path}{'&' if '?' in path else '?'}token={TOKEN}"


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    for name in COURSE:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copyfile(source, folder / name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {
        "JUPYTER_TOKEN": TOKEN,
        # Nobody's own settings, workspaces or extensions.
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "IPYTHONDIR": str(home / "ipython"),
    }
    log = (home / "server.log").open("w+")
    server = subprocess.Popen(
        [sys.executable, "-m", "aipm.cli", "learn", "--no-browser", f"--port={port}"],
        cwd=folder,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{url}/api/status?token={TOKEN}", server, home / "server.log")
        yield Site(url, folder)
    finally:
        _stop(server, url)
        log.close()


def _stop(server: subprocess.Popen, url: str) -> None:
    """Let the server end its kernels; a signal to the command would leave both behind."""
    request = urllib.request.Request(f"{url}/api/shutdown?token={TOKEN}", method="POST")
    try:
        urllib.request.urlopen(request, timeout=20).close()
        server.wait(30)
    except (urllib.error.URLError, TimeoutError, subprocess.TimeoutExpired):
        os.killpg(server.pid, signal.SIGKILL)


def _wait(url: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.25)
    pytest.fail(f"the server did not come up:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: Playwright keeps an event loop running while it lives."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no chromium on PATH")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh profile that records every request that leaves this machine."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000})
    context.set_default_timeout(30_000)
    context.outside = []

    def note(request) -> None:
        if not request.url.startswith((site.url, "data:", "blob:", "ws://127.0.0.1")):
            context.outside.append(request.url)

    context.on("request", note)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def look(page: Page, tmp_path: Path):
    """Keep a picture of the page beside the test's files, for a person to look at."""

    def take(name: str) -> None:
        page.screenshot(path=tmp_path / f"{name}.png")

    return take

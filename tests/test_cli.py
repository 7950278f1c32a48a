"""A person's mistake is told in one line and ends with a non-zero status; nothing is written."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest


def aipm(*arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "aipm.cli", *arguments], cwd=cwd, capture_output=True, text=True
    )


def refused(*arguments: str, cwd: Path) -> str:
    done = aipm(*arguments, cwd=cwd)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_build_check_on_the_course_is_clean(root):
    done = aipm("build", "--check", cwd=root)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_port_in_use_is_told(root):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        message = refused("learn", "--port", str(port), "--no-browser", cwd=root)
    assert f"port {port} is in use" in message


def test_progress_lists_the_exercises(root):
    assert "ROI before any code" in aipm("progress", cwd=root).stdout


@pytest.mark.parametrize("command", ["grade", "release", "report", "check"])
def test_an_unknown_lesson_is_told_with_those_that_there_are(root, command):
    assert "no lesson '99'; the lessons are: 00_start_here, " in refused(command, "99", cwd=root)


@pytest.mark.parametrize("command", ["grade", "report"])
def test_a_class_without_submissions_is_told(root, tmp_path, command):
    for name in ("nbgrader_config.py", "solutions"):
        source = root / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    message = refused(command, "00", "--course", str(tmp_path), cwd=root)
    assert "nothing is submitted" in message or "does not know it" in message


@pytest.mark.slow
def test_learn_serves_the_start_page_on_loopback(root, tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "aipm.cli", "learn", "--port", str(port), "--no-browser"],
        cwd=root / "course",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        printed = ""
        for line in server.stdout:
            printed += line
            if "/lab/tree/course/00_start_here.ipynb?token=" in line:
                break
        assert f"http://127.0.0.1:{port}/lab/tree/course/00_start_here.ipynb?token=" in printed
        # The address is printed a moment before the port is open.
        for _ in range(100):
            with contextlib.suppress(urllib.error.URLError):
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=30) as answer:
                    assert answer.status == 200
                break
            time.sleep(0.2)
        else:
            pytest.fail("nothing listens on the printed address")
    finally:
        server.terminate()
        server.wait(timeout=30)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "Jupyter goes on after aipm has ended"

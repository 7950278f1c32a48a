"""One lock: what pip installs, what conda and Binder install, and what runs here are the same."""

import importlib.metadata
import re
import shutil
import subprocess
import sys

import pytest
import yaml
from packaging.requirements import Requirement

LINE = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z,]+\])?==[^\s;]+( ; .+)?$")


@pytest.fixture(scope="module")
def lock(root) -> list[str]:
    return (root / "requirements.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def pyproject(root) -> dict:
    import tomllib

    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_lock_holds_exact_versions_and_nothing_else(lock):
    assert len(lock) > 100
    assert [line for line in lock if not LINE.match(line)] == []


def test_environment_yml_installs_the_lock(root, lock):
    environment = yaml.safe_load((root / "environment.yml").read_text(encoding="utf-8"))
    assert environment["dependencies"][-1] == {"pip": lock}


def test_what_is_installed_here_is_the_lock(lock):
    wrong = []
    for line in lock:
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate():
            continue
        found = importlib.metadata.version(requirement.name)
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{line}, but {found} is installed")
    assert wrong == []


def test_the_lock_meets_the_packages_ranges(lock, pyproject):
    pins = {Requirement(line).name.lower(): Requirement(line) for line in lock}
    project = pyproject["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    for requirement in map(Requirement, asked):
        (pin,) = pins[requirement.name.lower()].specifier
        assert requirement.specifier.contains(pin.version), f"{pin} against {requirement}"


def test_no_file_names_a_package_index(root):
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    hosts = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs|--(extra-)?index-url")
    found = [
        path
        for path in tracked
        if path.endswith((".txt", ".toml", ".yml", ".cfg", ".md", "Makefile", "run", "postBuild"))
        and hosts.search((root / path).read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.slow
def test_repo2docker_reads_the_repository_as_meant(root, tmp_path):
    """Binder builds a conda environment with our Python and runs postBuild.

    The pins are copied before the sources, so that a commit does not rebuild the environment.
    """
    copy = tmp_path / "course"
    copy.mkdir()
    for name in ("environment.yml", "requirements.txt", "postBuild", "pyproject.toml"):
        shutil.copy2(root / name, copy)
    done = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(copy)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    printed = done.stdout + done.stderr
    assert done.returncode == 0, printed[-2000:]
    assert "Building conda environment for python=3.12" in printed
    pins = printed.index("COPY --chown=0:0 src/environment.yml")
    assert "env update" in printed
    sources = re.search(r"COPY --chown=\S+ src/ \$\{REPO_DIR\}/", printed)
    assert sources, "the sources are not copied at all"
    assert pins < sources.start(), "the environment is built from the sources"
    assert "requirements.txt" not in printed
    assert "chmod +x postBuild" in printed

"""Attacks around the answer cells: files, names, metadata. One submission's failure is its own."""

import json
import os
from pathlib import Path

import nbformat
import pytest
import toy

from aipm.grading import Course, GradingError, grade, set_up
from aipm.grading.course import differences
from aipm.submission import Reader, Unreadable

STEM = f"{toy.NAME}.ipynb"

#: What no parser should be asked to read, and what is said of it.
FILES = {
    "no JSON": (b"{ this", "not JSON"),
    "empty": (b"", "the file is empty"),
    "no text": (b"\xff\xfe\x00\x80", "not UTF-8"),
    "a nest": (b"[" * 3_000_000, "nested too deeply"),
    "a number": (b'{"nbformat": 4, "cells": [' + b"7" * 6000 + b"]}", "too many digits"),
    "huge": (b" " * 20_000_001, "larger than 20 MB"),
    "a list": (b"[]", "no notebook"),
    "no cells": (b'{"nbformat": 4, "cells": 3}', "no list of cells"),
    "memory": (b'{"nbformat": 4, "cells": [' + b"[]," * 6_000_000 + b"[]]}", None),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_none_is_its_own_failure(tmp_path, name):
    content, reason = FILES[name]
    bad, good = tmp_path / "bad.ipynb", tmp_path / "good.ipynb"
    bad.write_bytes(content)
    good.write_text('{"nbformat": 4, "cells": []}')
    with Reader() as reader:
        if reason is None:  # large, but within the limits or not: both are answers
            try:
                reader.read(bad)
            except Unreadable as error:
                assert "memory" in str(error)
        else:
            with pytest.raises(Unreadable, match=reason):
                reader.read(bad)
        assert reader.read(good) == {"cells": []}


def test_a_folder_a_pipe_and_a_link_to_nowhere_are_no_notebooks(tmp_path):
    (tmp_path / "folder.ipynb").mkdir()
    (tmp_path / "link.ipynb").symlink_to("/nowhere")
    with Reader() as reader:
        for name in ("folder.ipynb", "link.ipynb"):
            with pytest.raises(Unreadable, match="cannot be opened"):
                reader.read(tmp_path / name)


def test_of_a_submission_only_answers_count(tmp_path, released):
    notebook = json.loads(nbformat.writes(toy.fill(released, **toy.RIGHT)))
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
        if "-test-" in cell["id"]:
            cell["source"] = ["pa", "ss", 7]
        if cell["id"] == "double":
            cell["metadata"]["nbgrader"]["grade_id"] = "DOUBLE"
            cell["source"] = list(cell["source"])
    notebook["cells"] += [None, 3, {"cell_type": ["code"]}, {"source": {"a": 1}}]
    path = tmp_path / STEM
    path.write_text(json.dumps(notebook))
    from aipm.grading import sanitise

    with Reader() as reader:
        rebuilt, _ = sanitise.sanitise(released, reader.read(path))
    assert [c.source for c in rebuilt.cells] == [
        c.source for c in toy.fill(released, **toy.RIGHT).cells
    ]
    assert all("tags" not in cell.metadata for cell in rebuilt.cells)


def submit(folder: Path, student: str, notebook, name: str = STEM) -> Path:
    path = folder / "submitted" / student / toy.LESSON / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


@pytest.mark.slow
def test_a_class_with_every_kind_of_trouble(toy_course, released):
    right = toy.fill(released, **toy.RIGHT)
    submit(toy_course, "ann", right)
    submit(toy_course, "a*", right)
    submit(toy_course, "dan", right).write_bytes(FILES["a nest"][0])
    older = submit(toy_course, "eve", released)
    newer = submit(toy_course, "eve", right, "toy (1).ipynb")
    os.utime(older, (1, 1))
    os.utime(newer, (2, 2))
    forged = toy.fill(released, **{**toy.RIGHT, "double": "raise SystemExit"})
    submit(toy_course, "fay", forged)
    script = "<script>alert(1)</script>"
    submit(toy_course, "gil", toy.fill(released, **{**toy.RIGHT, "brief": script}))
    students = {student.id: student for student in grade(toy_course, toy.LESSON).students}
    assert {name: s.score for name, s in students.items() if s.graded} == {
        "ann": 5,
        "eve": 5,
        "fay": 2,
        "gil": 5,
    }
    assert "is no id for a student" in students["a*"].findings[0].text
    assert "the newest counts, toy (1).ipynb" in students["eve"].findings[0].text
    assert "Answer cell double fails: SystemExit" in students["fay"].findings[0].text
    page = toy_course / "feedback" / "gil" / toy.LESSON / "toy.html"
    assert "<script" not in page.read_text()


def test_an_older_export_does_not_replace_a_newer_attempt(toy_course, released, tmp_path):
    def export(name: str, time: str, notebook) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        path = folder / f"{toy.LESSON}_ann_attempt_2025-03-{time}_{toy.NAME}.ipynb"
        nbformat.write(notebook, path)
        return folder

    course = Course(toy_course)
    course.release(toy.LESSON)
    course.collect(toy.LESSON, export("new", "05-10-00-00", toy.fill(released, **toy.RIGHT)))
    stamp = toy_course / "submitted" / "ann" / toy.LESSON / "timestamp.txt"
    left = course.collect(toy.LESSON, export("old", "01-10-00-00", released))
    assert "a newer attempt is there" in left[0]
    assert stamp.read_text() == "2025-03-05 10:00:00"
    answer = (stamp.parent / STEM).read_text()
    assert "return 2 * x" in answer


def test_ids_that_are_paths_or_patterns_are_left_out(toy_course, released, tmp_path):
    export = tmp_path / "export"
    export.mkdir()
    for student, again in (("..", ""), ("a*", ""), ("b[1]", ""), ("ann", " (1)")):
        name = f"{toy.LESSON}_{student}_attempt_2025-03-01-10-00-00_{toy.NAME}{again}.ipynb"
        nbformat.write(released, export / name)
    course = Course(toy_course)
    course.release(toy.LESSON)
    with pytest.raises(GradingError, match="the course itself lies in this folder"):
        course.collect(toy.LESSON, tmp_path)
    assert len(course.collect(toy.LESSON, export)) == 3
    assert [p.name for p in (toy_course / "submitted").iterdir()] == ["ann"]
    assert (toy_course / "submitted" / "ann" / toy.LESSON / STEM).is_file()


def test_what_a_class_has_of_its_own_stays_and_is_told(toy_course, tmp_path):
    folder = tmp_path / "class"
    set_up(folder, toy_course, toy.LESSON)
    config, source = folder / "nbgrader_config.py", folder / "solutions" / toy.LESSON / STEM
    config.write_text(config.read_text() + "\n# a late penalty of ours\n")
    source.write_text(source.read_text().replace("return 2 * x", "return x * 2"))
    kept = config.read_bytes(), source.read_bytes()
    course = set_up(folder, toy_course, toy.LESSON)
    assert (config.read_bytes(), source.read_bytes()) == kept
    told = differences(course, toy_course, toy.LESSON)
    assert len(told) == 2
    assert "the class's own version is used" in told[1] and "mv '" in told[1]


def test_a_release_replaces_nobodys_work(toy_course, released):
    course = Course(toy_course)
    course.release(toy.LESSON)
    path = course.folder("release", toy.LESSON) / STEM
    nbformat.write(toy.fill(released, **toy.RIGHT), path)
    work = path.read_bytes()
    with pytest.raises(GradingError, match="somebody has worked in it"):
        course.release(toy.LESSON)
    assert path.read_bytes() == work
    course.release(toy.LESSON, keep_both=True)
    assert path.read_bytes() != work
    assert (path.parent / "toy-mine1.ipynb").read_bytes() == work


def test_a_refused_release_leaves_what_was_released(toy_course):
    course = Course(toy_course)
    course.release(toy.LESSON)
    path = course.folder("release", toy.LESSON) / STEM
    before = path.read_bytes()
    source = course.folder("source", toy.LESSON) / STEM
    source.write_text("{")
    with pytest.raises(GradingError):
        course.release(toy.LESSON)
    assert path.read_bytes() == before

"""Text that is written from the roadmap: headers, navigation, task headings, README's table."""

import os
import re
from pathlib import Path

from aipm.authoring.generated import checksum, edited, refusal
from aipm.authoring.glossary import PAGE as GLOSSARY
from aipm.authoring.roadmap import PATH, Lesson, Roadmap, Task
from aipm.errors import UserError

#: Where the generated table of README begins and ends.
README_MARKS = ("<!-- roadmap: written by aipm build -->", "<!-- end of roadmap {} -->")
README_END = "<!-- end of roadmap ?([0-9a-f]{8}|{}|) ?-->"
PYTHON = "3.12"
START = "lab/tree/course/00_start_here.ipynb"


def lesson_header(roadmap: Roadmap, lesson: Lesson) -> str:
    """Return the first cell of a lesson."""
    needs = [_link(other, other.notebook, lesson.notebook) for other in _needed(roadmap, lesson)]
    lines = [
        f"# {lesson.id} {lesson.title}",
        "",
        f"*{_part(roadmap, lesson)}. {_minutes(lesson, 'lesson')} to read and run, then "
        f"{_minutes(lesson, 'exercise')} for the exercise: the first number if you are in "
        "practice, the second if you are rusty.*",
        "",
        f"**Before this lesson:** {', '.join(needs) if needs else 'nothing'}.",
    ]
    return "\n".join(lines)


def lesson_objectives(lesson: Lesson) -> str:
    """Return the cell with the objectives, which stands after the story."""
    lines = ["**After this lesson you can:**", ""]
    return "\n".join([*lines, *[f"- {text}." for text in lesson.objectives.values()]])


def lesson_navigation(roadmap: Roadmap, lesson: Lesson) -> str:
    """Return the last cell of a lesson."""
    exercise = os.path.relpath(lesson.exercise, lesson.notebook.parent)
    points = f"{lesson.autograded} points are graded by tests"
    if lesson.by_hand:
        points += f", {lesson.by_hand} by a person"
    lines = [f"**Now try it yourself:** [exercise {lesson.id}]({exercise}). {points}."]
    later = [other for other in roadmap.built if other.id > lesson.id]
    if later:
        lines += ["", f"**Next lesson:** {_link(later[0], later[0].notebook, lesson.notebook)}."]
    words = os.path.relpath(GLOSSARY, lesson.notebook.parent)
    lines += ["", f"**Words in bold:** the [glossary]({words}) has them all, with an example each."]
    return "\n".join(lines)


def exercise_header(lesson: Lesson) -> str:
    """Return the first cell of an exercise."""
    source = os.path.relpath(lesson.notebook, lesson.exercise.parent)
    section = f"section {lesson.id}.2"
    lines = [
        f"# Exercise {lesson.id}: {lesson.title}",
        "",
        f"*{_minutes(lesson, 'exercise')}. "
        f"{_points(lesson.autograded)} by tests"
        + (f", {_points(lesson.by_hand)} by a person" if lesson.by_hand else "")
        + f". It belongs to lesson [{lesson.id} {lesson.title}]({source}).*",
        "",
        "How it works:",
        "",
        "- Write your answer where it says `# YOUR CODE HERE`, and delete the line "
        "`raise NotImplementedError()`.",
        "- Run the test cell below each task. It checks the worked example and names the usual "
        "slips. **Hidden tests follow when your work is graded**: the first line of their cell "
        "says what they look at, and each rule that they check is in the prompt or the lesson.",
        "- Tasks are independent. A wrong task costs its own points only.",
        "- Only the answer cells are graded; code cells that you add are not run then. So an "
        "answer cell must hold all that it needs besides the set-up.",
        "- A function must not change its arguments. Return the result; a printed one does not "
        "count.",
        f"- Feedback such as *{section}* names a section of the lesson.",
        "- Before you hand in: *Kernel*, *Restart Kernel and Run All Cells*, then *Validate*.",
    ]
    return "\n".join(lines)


def task_heading(number: int, task: Task) -> str:
    """Return the heading of a task's prompt."""
    by = ", marked by a person" if task.manual else ""
    return f"## Task {number}: {task.title} ({_points(task.points)}{by})"


def launch_link(roadmap: Roadmap) -> str:
    """Return the address that opens the start page on Binder."""
    repository = roadmap.repository.removeprefix("https://github.com/")
    return f"https://mybinder.org/v2/gh/{repository}/HEAD?urlpath={START}"


def readme_table(roadmap: Roadmap) -> str:
    """Return README's table of all lessons; those without notebooks are named as planned."""
    rows = [
        f"[Open the course on Binder]({launch_link(roadmap)}), without installing anything.",
        "",
        "| | lesson | what you learn | minutes |",
        "|---|---|---|---|",
    ]
    part = None
    for lesson in roadmap.lessons:
        if lesson.part != part:
            part = lesson.part
            rows.append(f"| | **{_part(roadmap, lesson)}** | | |")
        if lesson.planned:
            title, minutes = lesson.title, "planned"
        else:
            title = f"[{lesson.title}]({lesson.notebook.as_posix()})"
            minutes = (
                f"{_span(lesson, 'lesson')} + "
                f"[{_span(lesson, 'exercise')}]({lesson.exercise.as_posix()})"
            )
        rows.append(f"| {lesson.id} | {title} | {lesson.summary} | {minutes} |")
    return "\n".join(rows)


def readme(text: str, roadmap: Roadmap, *, undo: bool = False) -> str:
    """Return README with its table written anew.

    Raises
    ------
    UserError
        If the marks are missing, or if somebody edited the table and `undo` is not set.
    """
    begin, end = README_MARKS
    found = re.findall(rf"(?s){begin}\n(.*?)\n?{README_END}", text)
    if len(found) != 1 or text.count(begin) != 1:
        raise UserError(f"README.md: needs the lines '{begin}' and '{end}', once each, in order")
    ((old, written),) = found
    new = readme_table(roadmap)
    if old and old != new and edited(old, written) and not undo:
        raise UserError(refusal("README.md, its table", "it", f"edit {PATH} instead"))
    before, after = text.split(begin)[0], re.split(README_END, text)[-1]
    return f"{before}{begin}\n{new}\n{end.format(checksum(new))}{after}"


def environment(requirements: str) -> str:
    """Return environment.yml, for conda and Binder, with the pins of requirements.txt.

    The pins are copied rather than referred to: a local reference would make Binder copy the
    sources before it installs, and every commit would rebuild the environment.
    """
    pins = [line for line in requirements.splitlines() if line and not line.startswith("#")]
    lines = [
        "# Written by aipm build from requirements.txt. The package itself: postBuild.",
        "name: aipm",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        f"  - python={PYTHON}",
        "  - pip",
        "  - pip:",
        *[f'      - "{pin}"' for pin in pins],
    ]
    return "\n".join(lines) + "\n"


def _part(roadmap: Roadmap, lesson: Lesson) -> str:
    return f"Part {roadmap.parts.index(lesson.part)}: {lesson.part}"


def _needed(roadmap: Roadmap, lesson: Lesson) -> list[Lesson]:
    return [other for other in roadmap.built if other.id in lesson.prerequisites]


def _link(lesson: Lesson, target: Path, page: Path) -> str:
    return f"[{lesson.id} {lesson.title}]({os.path.relpath(target, page.parent)})"


def _minutes(lesson: Lesson, what: str) -> str:
    low, high = lesson.minutes[what]
    return f"{low} to {high} minutes"


def _span(lesson: Lesson, what: str) -> str:
    low, high = lesson.minutes[what]
    return f"{low}–{high}"


def _points(n: int) -> str:
    return f"{n} point" if n == 1 else f"{n} points"

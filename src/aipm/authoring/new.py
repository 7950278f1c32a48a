"""A first draft of a lesson and its exercise: the form is there, and everything runs.

What stands in the draft is a tiny subject of its own, so that each part shows what belongs there;
the author replaces all of it.
"""

from pathlib import Path

from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from aipm.authoring import notebook, roadmap
from aipm.authoring.roadmap import Lesson
from aipm.errors import UserError

#: Tasks of a draft: ids, each worth as much as the others.
TASKS = ("first", "second", "third", "fourth", "fifth")
POINTS = 4
#: What goes wrong in each idea's place, for the messages of the tests.
_SECTIONS = {task: number for number, task in enumerate(TASKS[:4], start=2)}


def write(root: Path, name: str) -> list[Path]:
    """Write the draft of a planned lesson, its exercise and its entry in the roadmap.

    Parameters
    ----------
    root : Path
        The course.
    name : str
        Id or slug of a lesson that the roadmap plans.

    Returns
    -------
    list of Path
        What was written, relative to `root`.

    Raises
    ------
    UserError
        If no such lesson is planned, it has no date, or one of the files is there already.
    """
    index = roadmap.load(root)
    planned = [lesson for lesson in index.lessons if lesson.planned]
    lesson = next((x for x in planned if name in (x.id, x.slug, x.name)), None)
    if lesson is None:
        known = ", ".join(x.name for x in planned) or "none"
        raise UserError(f"no lesson '{name}' is planned; planned are: {known}")
    if lesson.date is None:
        raise UserError(f"{roadmap.PATH}, lesson {lesson.id}: give its 'date' first")
    there = [path for path in (lesson.notebook, lesson.solution) if (root / path).exists()]
    if there:
        raise UserError(f"{there[0]}: is there already")
    text = (root / roadmap.PATH).read_text(encoding="utf-8")
    entry = _with_entry(text, lesson)
    for path, nb in ((lesson.notebook, _lesson(lesson)), (lesson.solution, _solution(lesson))):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(
            notebook.dumps(notebook.normalise(nb, str(path))), encoding="utf-8"
        )
    (root / roadmap.PATH).write_text(entry, encoding="utf-8")
    return [lesson.notebook, lesson.solution, roadmap.PATH]


def _with_entry(text: str, lesson: Lesson) -> str:
    """Return the roadmap with what a lesson that is there has and a planned one has not."""
    lines = text.split("\n")
    start = next(n for n, x in enumerate(lines) if x.strip() in (f'- id: "{lesson.id}"',))
    topics = next(n for n in range(start, len(lines)) if lines[n].startswith("    topics:"))
    listed = f"[{', '.join(lesson.topics)}]"
    new = [] if lesson.exists else ['    exists: "What Kestrel has by then"']
    new += ["    minutes: {lesson: 0, exercise: 0}", "    objectives:"]
    new += [
        f'      - {{id: {lesson.id}-{task}, text: "Do what task {task} asks"}}' for task in TASKS
    ]
    new += ["    tasks:"]
    new += [
        f'      - {{id: {task}, title: "Task {task}", points: {POINTS}, '
        f"objectives: [{lesson.id}-{task}], topics: {listed}}}"
        for task in TASKS
    ]
    new += [
        f'    manual: {{id: brief, title: "A page for an executive", points: 5, '
        f"objectives: [{lesson.id}-{TASKS[0]}], topics: {listed}}}"
    ]
    return "\n".join([*lines[: topics + 1], *new, *lines[topics + 1 :]])


def _lesson(lesson: Lesson) -> NotebookNode:
    day = f"{lesson.date:%A} {lesson.date.day} {lesson.date:%B %Y}"
    number = lesson.id
    cells = [
        _text("header", ""),
        _text(
            "opening",
            f"## {number}.1 The question on the desk\n\nIt is {day}. Somebody at Kestrel must "
            "decide something today, and somebody else disagrees. Say who, what and why, in a "
            "hundred words.",
        ),
        _text("objectives", ""),
        _code(
            "setup",
            "import ipywidgets as widgets\nimport matplotlib.pyplot as plt\nimport numpy as np\n"
            "import pandas as pd\nfrom IPython.display import Markdown\n\n"
            "from aipm.plotting import explore, show, table\n\n"
            f'plt.style.use("aipm.course")\nSEED = {int(number)}',
        ),
    ]
    for place in range(2, 6):
        cells += _idea(number, place)
    return new_notebook(cells=[*cells, *_end(number)])


def _idea(number: str, place: int) -> list[NotebookNode]:
    """One idea: guess, show with code, read a row aloud, draw."""
    name = f"idea-{place}"
    cells = [
        _text(
            f"{name}-text",
            f"## {number}.{place} One idea\n\nThe sponsor's question in one line. What the reader "
            "needs to know before the code.",
        )
    ]
    if place in (2, 4):
        cells += [
            _text(
                f"{name}-predict",
                "**Predict, then run.** What will the last value be? Write your guess in place of "
                "the dots.",
            ),
            _code(f"{name}-guess", f"my_guess_{place} = ...  # a number"),
        ]
    cells += [
        _code(
            name,
            f"values = [{place} * row for row in [1, 2, 3]]\nlast = values[2]\n"
            f'print(f"The last value is {{last:.0f}}")',
        ),
        _drawing(
            f"{name}-table",
            f"# Table: what idea {place} gives\n"
            f'table(pd.Series(values, name="value"), "What idea {place} gives", decimals=0)',
        ),
        _text(f"{name}-read", 'Row "2" reads: the third value is the largest.'),
        _drawing(
            f"{name}-figure",
            f"# Figure: the values of idea {place} rise\n"
            "fig, ax = plt.subplots()\n"
            "ax.plot([0, 1, 2], values)\n"
            'ax.set_title(f"The last value is {last:.0f}")\n'
            'ax.set_xlabel("Row")\n'
            'ax.set_ylabel("Value (unit)")\n'
            'show(fig, alt=f"Line of three values that rise to {last:.0f} at the last row.")',
        ),
    ]
    if place in (3, 5):
        right = 3 if place == 3 else 1
        cells.append(
            _text(
                f"{name}-question",
                "**Quick question.** Which option do people really choose, and which is right?\n\n"
                "1. An option.\n2. Another.\n3. A third.\n\n<details><summary>Answer</summary>\n\n"
                f"**{right}.** Why it is right. *Each wrong option*: the belief that leads there, "
                "and what breaks it.\n</details>",
            )
        )
    return cells


def _end(number: str) -> list[NotebookNode]:
    return [
        _text(
            "two-ways-text",
            f"## {number}.6 Two ways to do it\n\nA careful colleague does it another way, and it "
            "looks right. Then a limit case.",
        ),
        _code(
            "limit-case",
            "def other_way(values):\n"
            '    """Return what the colleague computes."""\n'
            "    return sum(values) / len(values)\n\n\n"
            "print(other_way([0, 0, 0]))",
        ),
        _text("two-ways-read", "What the check shows, and the check to keep."),
        _drawing(
            "explore",
            "# Figure: what happens when the factor moves\n"
            "def draw(factor):\n"
            '    """Return the figure for a factor, and its text alternative."""\n'
            "    fig, ax = plt.subplots()\n"
            "    ax.plot([0, 1, 2], [factor * value for value in values])\n"
            '    ax.set_title(f"With the factor {factor} the last value is {factor * last:.0f}")\n'
            '    return fig, f"Line that rises to {factor * last:.0f} when the factor is {factor}."'
            "\n\n\n"
            "explore(draw, factor=widgets.IntSlider(value=2, min=1, max=5))",
        ),
        _drawing(
            "doubtful",
            "# Table: where the advice flips\n"
            'doubt = pd.Series({"factor 1": last, "factor 2": 2 * last}, name="last value")\n'
            'table(doubt, "Where the advice flips")',
        ),
        _text("say-text", f"## {number}.7 What to say"),
        _drawing(
            "conclusion",
            "# What to say, written from the last model\n"
            'Markdown(f"**What to say:** it ends at {last:.0f} and flips at {2 * last:.0f}.")',
        ),
        _text(
            "further",
            f"## {number}.8 Going further\n\nWhat the exercise does not need.",
        ),
        _text(
            "reading",
            f"## {number}.9 Further reading\n\nReal references, each checked.",
        ),
        _text("navigation", ""),
    ]


def _solution(lesson: Lesson) -> NotebookNode:
    cells = [
        _text("header", ""),
        _code("setup", "import numpy as np\nimport pandas as pd\n\nfrom aipm import data, expect"),
    ]
    cells[-1].metadata["nbgrader"] = _marks("setup", locked=True)
    for task in TASKS:
        cells += _task(lesson.id, task)
    brief = _text(
        "brief",
        "### BEGIN SOLUTION\n**Full marks:** a whole answer.\n\n**Half marks:** a whole answer.\n\n"
        "**No marks:** a whole answer.\n### END SOLUTION",
    )
    brief.metadata["nbgrader"] = _marks("brief", grade=True, solution=True, points=5)
    check = _code("check", f'from aipm.selfcheck import check\n\ncheck("{lesson.name}")')
    check.metadata["nbgrader"] = _marks("check", locked=True)
    return new_notebook(
        cells=[
            *cells,
            _text(
                "brief-prompt",
                "## x\n\nWrite to whom, in how many words.\n\n"
                "| criterion | nothing | half | full |\n|---|---|---|---|\n"
                "| **What is judged.** (5 points) | 0: what is missing | 2: what is there | "
                "5: what makes it useful |",
            ),
            brief,
            _text("check-prompt", "## Check your work\n\nRestart the kernel, run all, look here."),
            check,
        ]
    )


def _task(number: str, task: str) -> list[NotebookNode]:
    section = f"section {number}.{_SECTIONS.get(task, 6)}"
    prompt = _text(
        f"{task}-prompt",
        f"## x\n\nWrite `{task}(values)`: what it returns, its unit and rounding ({section}).\n\n"
        "- `values` is a list of numbers. An empty list gives 0.\n\n"
        f"Example: `{task}([1, 2, 3])` is 6.",
    )
    answer = _code(
        task,
        f'def {task}(values):\n    """Return the sum of the values."""\n'
        "    ### BEGIN SOLUTION\n    return float(sum(values))\n    ### END SOLUTION",
    )
    answer.metadata["nbgrader"] = _marks(task, solution=True)
    shown = _code(
        f"{task}-test-example",
        f'expect.type({task}([1, 2, 3]), "number", of="{task}([1, 2, 3])")\n'
        f'expect.value({task}([1, 2, 3]), 6, of="{task}([1, 2, 3])", '
        f'slips={{"takes the mean -> {section}": 2}})',
    )
    shown.metadata["nbgrader"] = _marks(shown.id, grade=True, locked=True, points=1)
    hidden = _code(
        f"{task}-test-hidden",
        "# Hidden tests: an empty list, one number, negative ones.\n"
        "### BEGIN HIDDEN TESTS\n"
        f"expect.function({task}, reference=lambda values: float(sum(values)), "
        "cases=[([],), ([4],), ([-1, 3],)], "
        f'slips={{"takes the mean -> {section}": lambda v: sum(v) / len(v) if v else 0}})\n'
        "### END HIDDEN TESTS",
    )
    hidden.metadata["nbgrader"] = _marks(hidden.id, grade=True, locked=True, points=POINTS - 1)
    return [prompt, answer, shown, hidden]


def _marks(name: str, **changes: object) -> dict:
    marks = {"grade": False, "locked": False, "solution": False, "task": False}
    return {"grade_id": name, "schema_version": 3, **marks, **changes}


def _text(name: str, source: str) -> NotebookNode:
    return new_markdown_cell(source, id=name)


def _code(name: str, source: str) -> NotebookNode:
    return new_code_cell(source, id=name)


def _drawing(name: str, source: str) -> NotebookNode:
    cell = _code(name, source)
    cell.metadata["jupyter"] = {"source_hidden": True}
    return cell

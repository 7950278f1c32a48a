"""What an instructor wants to know about a class: one HTML file without network, and a CSV."""

import base64
import csv
import re
from collections import Counter
from datetime import datetime
from html import escape
from io import BytesIO, StringIO
from pathlib import Path
from statistics import median

from matplotlib import style
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from aipm.grading.pipeline import ClassResult, Student

#: How aipm.expect words the diagnosis of a known slip.
DIAGNOSIS = re.compile(
    r"It looks as if your answer (?P<does>.+?)\. Reread section (?P<section>[\d.]+)\."
)
#: Not every slip fits on a page; the most frequent ones tell what to teach again.
MOST_SLIPS = 10

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #222; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; } .lead { color: #555; margin-top: .2rem; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: #555; padding-bottom: .4rem; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd;
  vertical-align: top; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
thead th { border-bottom: 2px solid #666; }
"""


def write(result: ClassResult, folder: Path) -> tuple[Path, Path]:
    """Write the report and the table of a class.

    Parameters
    ----------
    result : ClassResult
    folder : Path
        Made if it does not exist.

    Returns
    -------
    (Path, Path)
        The HTML file and the CSV file, named after the exercise.
    """
    folder.mkdir(parents=True, exist_ok=True)
    page, table = folder / f"{result.assignment}.html", folder / f"{result.assignment}.csv"
    page.write_text(html(result), encoding="utf-8")
    table.write_text(to_csv(result), encoding="utf-8", newline="")
    return page, table


def to_csv(result: ClassResult) -> str:
    """Return one row for each student: points by task, flags, findings."""
    tasks = list(_tasks(result))
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        [
            *("student", "graded", "score", "max_score", "late_penalty", "needs_manual_grade"),
            *("late", *tasks, "findings"),
        ]
    )
    for student in result.students:
        points, waiting = _points(student), _waiting(student)
        writer.writerow(
            [
                student.id,
                "yes" if student.graded else "no",
                f"{student.score:g}",
                f"{student.max_score:g}",
                f"{student.late_penalty:g}",
                "yes" if _needs_a_person(student) else "no",
                "yes" if student.seconds_late > 0 else "no",
                *("" if task in waiting or not points else f"{points[task]:g}" for task in tasks),
                " ".join(f"{finding.kind}: {finding.text}" for finding in student.findings),
            ]
        )
    return text.getvalue()


def slips(result: ClassResult) -> Counter[tuple[str, str]]:
    """Return how many students show each known slip: (what the answer does, section)."""
    counts: Counter[tuple[str, str]] = Counter()
    for student in result.students:
        messages = " ".join(cell.message for cell in student.cells.values())
        counts.update({(m["does"], m["section"]) for m in DIAGNOSIS.finditer(messages)})
    return counts


def html(result: ClassResult) -> str:
    """Return the report of a class as one HTML page."""
    graded = [student for student in result.students if student.graded]
    waiting = sum(_needs_a_person(student) for student in graded)
    lead = (
        f"{len(result.students)} submissions, {len(graded)} graded, "
        f"{waiting} waiting for a person to read the manual task"
    )
    if result.due:
        lead += f"; due {_time(result.due)}"
    with style.context("aipm.course"):
        figures = _figures(result, graded)
    parts = [f"<h1>{escape(result.assignment)}</h1><p class='lead'>{escape(lead)}.</p>"]
    parts += figures
    parts += ["<h2>Late, missing, unusual</h2>", _findings(result)]
    parts += ["<h2>Students</h2>", _students(result)]
    return (
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{escape(result.assignment)}: class report</title><style>{_STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>\n"
    )


def _figures(result: ClassResult, graded: list[Student]) -> list[str]:
    parts = []
    if graded:
        # A manual task that nobody has read yet must not look like points that were lost.
        waiting = set().union(*map(_waiting, graded))
        parts += ["<h2>Scores</h2>", _picture(*_scores(graded, waiting))]
        parts += ["<h2>Points by task</h2>", _picture(*_by_task(result, waiting))]
    found = sorted(slips(result).items(), key=lambda item: (-item[1], item[0][1], item[0][0]))
    if found:
        parts += [
            "<h2>What was not understood</h2>",
            "<p>How many students gave an answer that shows a known slip, and the section of the "
            "lesson that treats it.</p>",
            _picture(*_by_slip(found[:MOST_SLIPS])),
        ]
    return parts


def _tasks(result: ClassResult) -> dict[str, float]:
    """The tasks in the notebook's order, with their points."""
    for student in result.students:
        if student.cells:
            tasks: dict[str, float] = {}
            for cell in student.cells.values():
                tasks[cell.task] = tasks.get(cell.task, 0) + cell.max_score
            return tasks
    return {}


def _points(student: Student) -> dict[str, float]:
    points: dict[str, float] = {}
    for cell in student.cells.values():
        points[cell.task] = points.get(cell.task, 0) + cell.score
    return points


def _waiting(student: Student) -> set[str]:
    """The tasks that have no points yet because only a person can tell."""
    return {
        c.task
        for c in student.cells.values()
        if c.needs_manual and c.auto_score is None and not c.marked
    }


def _needs_a_person(student: Student) -> bool:
    return not student.graded or any(cell.needs_manual for cell in student.cells.values())


def _scores(graded: list[Student], waiting: set[str]) -> tuple[Figure, str]:
    decided = [[c for c in s.cells.values() if c.task not in waiting] for s in graded]
    scores = sorted(sum(cell.score for cell in cells) for cells in decided)
    top = max(sum(cell.max_score for cell in cells) for cells in decided)
    middle = median(scores)
    low = sum(score < top / 2 for score in scores)
    fig = Figure(figsize=(8, 3.2))
    ax = fig.subplots()
    step = max(1, round(top / 12))
    edges = [edge - 0.5 for edge in range(0, round(top) + step + 1, step)]
    counts, _, _ = ax.hist(scores, bins=edges, edgecolor="white")
    ax.set_ylim(0, 1.25 * max(counts))
    ax.axvline(middle, color="C1")
    ax.annotate(f" median {middle:g}", (middle, 1.2 * max(counts)), color="C1", va="top")
    title = f"{low} of {len(scores)} students have less than half of {top:g} points"
    what = "without the tasks that wait for a person, " if waiting else ""
    ax.set(title=title, xlabel=f"Points ({what}of {top:g})", ylabel="Students")
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    alt = (
        f"Histogram of {len(scores)} scores from {scores[0]:g} to {scores[-1]:g} of {top:g} "
        f"points; median {middle:g}; {low} below half."
    )
    return fig, alt


def _by_task(result: ClassResult, waiting: set[str]) -> tuple[Figure, str]:
    shares = {}
    for task, most in _tasks(result).items():
        got = [_points(student)[task] for student in result.students if student.cells]
        if task not in waiting:
            shares[f"{task} ({most:g})"] = 100 * sum(got) / len(got) / most
    names, values = list(shares), list(shares.values())
    worst = min(names, key=shares.__getitem__)
    fig = Figure(figsize=(8, 1.2 + 0.4 * len(names)))
    ax = fig.subplots()
    bars = ax.barh(names, values, color=["C1" if name == worst else "C0" for name in names])
    ax.bar_label(bars, [f"{value:.0f} %" for value in values], padding=4)
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    title = f"The hardest task was {worst.split(' ')[0]}"
    ax.set(title=title, xlabel="Mean share of the points (%)", ylabel="Task (points)")
    ax.set_xlim(0, 110)
    listed = ", ".join(f"{name.split(' ')[0]} {value:.0f} %" for name, value in shares.items())
    return fig, f"Bar chart of the mean share of points by task: {listed}."


def _by_slip(found: list[tuple[tuple[str, str], int]]) -> tuple[Figure, str]:
    names = [f"{does} ({section})" for (does, section), _ in found]
    counts = [count for _, count in found]
    fig = Figure(figsize=(8, 1.2 + 0.4 * len(names)))
    ax = fig.subplots()
    ax.bar_label(ax.barh(names, counts), padding=4)
    ax.invert_yaxis()
    ax.grid(axis="y", visible=False)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    # Long names on the left: a title over the axes alone would not fit.
    section = found[0][0][1]
    fig.suptitle(
        f"Teach section {section} again: it was the most frequent slip",
        fontsize=14,
        fontweight="bold",
        x=0.01,
        ha="left",
    )
    ax.set_xlabel("Students")
    listed = "; ".join(f"{name}: {number}" for name, number in zip(names, counts, strict=True))
    return fig, f"Bar chart of the most frequent slips by number of students: {listed}."


def _picture(fig: Figure, alt: str) -> str:
    png = BytesIO()
    fig.savefig(png, format="png")
    data = base64.b64encode(png.getvalue()).decode("ascii")
    return f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}">'


def _findings(result: ClassResult) -> str:
    rows = [
        (student.id, finding.kind, finding.text)
        for student in result.students
        for finding in student.findings
    ]
    rows += [(student, "not handed in", "Known to the gradebook.") for student in result.absent]
    if not rows:
        return "<p>Nothing: all on time and in order.</p>"
    return _table(["Student", "What", "Detail"], rows, "What a person should look at.")


def _students(result: ClassResult) -> str:
    tasks = _tasks(result)
    rows = []
    for student in result.students:
        points, waiting = _points(student), _waiting(student)
        cells = ["waits" if task in waiting else f"{points[task]:g}" for task in points]
        total = f"{student.score - student.late_penalty:g}" if student.graded else "not graded"
        rows.append((student.id, total, *(cells or [""] * len(tasks))))
    heads = ["Student", "Score", *(f"{task} ({most:g})" for task, most in tasks.items())]
    return _table(heads, rows, "Points so far, by task.", numbers=range(1, len(heads)))


def _table(heads: list[str], rows: list[tuple], caption: str, numbers: range = range(0)) -> str:
    def line(tag: str, values: list[str] | tuple) -> str:
        cells = (
            f"<{tag}{' class=n' if number in numbers else ''}>{escape(str(value))}</{tag}>"
            for number, value in enumerate(values)
        )
        return f"<tr>{''.join(cells)}</tr>"

    return (
        f"<table><caption>{escape(caption)}</caption><thead>{line('th', heads)}</thead>"
        f"<tbody>{''.join(line('td', row) for row in rows)}</tbody></table>"
    )


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"

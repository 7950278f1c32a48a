"""course/roadmap.yml: the one index of lessons, objectives, guide topics and tasks.

This module gives the index as objects and checks that it is consistent in itself;
:mod:`aipm.authoring.audit` compares it with the notebooks.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from aipm.errors import Problems, UserError

PATH = Path("course") / "roadmap.yml"

_ID = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
#: From practised to rusty; a single number stands for "not yet estimated", and build replaces it.
_MINUTES = {
    "anyOf": [
        {"type": "integer"},
        {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2},
    ]
}
_TEXTS = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
_TASK = {
    "type": "object",
    "required": ["id", "title", "points", "objectives", "topics"],
    "additionalProperties": False,
    "properties": {
        "id": _ID,
        "title": {"type": "string"},
        "points": {"type": "integer", "minimum": 1},
        "objectives": _TEXTS | {"minItems": 1},
        "topics": _TEXTS,
    },
}
SCHEMA = {
    "type": "object",
    "required": ["title", "repository", "parts", "topics", "lessons"],
    "additionalProperties": False,
    "properties": {
        "title": {"type": "string"},
        "repository": {"type": "string"},
        "parts": {"type": "array", "items": {"type": "string"}},
        "topics": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["text"],
                "additionalProperties": False,
                "properties": {"text": {"type": "string"}, "manual": {"const": True}},
            },
        },
        "lessons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "slug", "title", "part", "summary", "prerequisites", "topics"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^[0-9]{2}$"},
                    "slug": {"type": "string", "pattern": "^[a-z0-9]+(_[a-z0-9]+)*$"},
                    "title": {"type": "string"},
                    "part": {"type": "string"},
                    "summary": {"type": "string"},
                    "warm_up": {"const": True},
                    "date": {"type": "string", "format": "date"},
                    "exists": {"type": "string"},
                    "python": _TEXTS,
                    "prerequisites": _TEXTS,
                    "topics": _TEXTS,
                    "minutes": {
                        "type": "object",
                        "required": ["lesson", "exercise"],
                        "additionalProperties": False,
                        "properties": {
                            "lesson": _MINUTES,
                            "exercise": _MINUTES,
                        },
                    },
                    "objectives": {
                        "type": "array",
                        "minItems": 1,
                        "items": {
                            "type": "object",
                            "required": ["id", "text"],
                            "additionalProperties": False,
                            "properties": {"id": _ID, "text": {"type": "string"}},
                        },
                    },
                    "tasks": {"type": "array", "minItems": 1, "items": _TASK},
                    "manual": _TASK,
                },
                # A lesson is planned, or it is there with all that belongs to it.
                "dependentRequired": {
                    "objectives": ["minutes", "tasks", "date", "exists"],
                    "tasks": ["minutes", "objectives"],
                    "minutes": ["objectives", "tasks"],
                    "manual": ["tasks"],
                },
            },
        },
    },
}


@dataclass(frozen=True)
class Task:
    """One task of an exercise; `manual` where a person marks it."""

    id: str
    title: str
    points: int
    objectives: tuple[str, ...]
    topics: tuple[str, ...]
    manual: bool = False


@dataclass(frozen=True)
class Lesson:
    """One lesson with its exercise; `planned` while it has no notebooks yet.

    `date` is the day of the story on which the lesson plays, `exists` what Kestrel has by then,
    `python` what the lesson's visible code may use beyond what earlier lessons taught.
    """

    id: str
    slug: str
    title: str
    part: str
    summary: str
    prerequisites: tuple[str, ...]
    topics: tuple[str, ...]
    planned: bool
    warm_up: bool
    date: date | None
    exists: str
    python: tuple[str, ...]
    minutes: dict[str, tuple[int, int]]
    objectives: dict[str, str]
    tasks: tuple[Task, ...]

    @property
    def name(self) -> str:
        """Folder of the exercise and stem of the lesson: ``13_roi``."""
        return f"{self.id}_{self.slug}"

    @property
    def notebook(self) -> Path:
        """The lesson, relative to the course's root."""
        return Path("course") / f"{self.name}.ipynb"

    @property
    def solution(self) -> Path:
        """The source of the exercise, relative to the course's root."""
        return Path("solutions") / self.name / f"{self.slug}.ipynb"

    @property
    def exercise(self) -> Path:
        """The derived exercise, relative to the course's root."""
        return Path("exercises") / self.name / f"{self.slug}.ipynb"

    @property
    def autograded(self) -> int:
        """Points that tests give."""
        return sum(task.points for task in self.tasks if not task.manual)

    @property
    def by_hand(self) -> int:
        """Points that a person gives."""
        return sum(task.points for task in self.tasks if task.manual)


@dataclass(frozen=True)
class Roadmap:
    """The whole index."""

    title: str
    repository: str
    parts: tuple[str, ...]
    topics: dict[str, dict[str, Any]]
    lessons: tuple[Lesson, ...]

    @property
    def built(self) -> tuple[Lesson, ...]:
        """Lessons that have notebooks."""
        return tuple(lesson for lesson in self.lessons if not lesson.planned)

    def lesson(self, name: str) -> Lesson:
        """Return the built lesson called `name`: an id (``13``), a slug or both (``13_roi``).

        Raises
        ------
        UserError
            If there is none; the message lists those that there are.
        """
        for lesson in self.built:
            if name in (lesson.id, lesson.slug, lesson.name):
                return lesson
        known = ", ".join(lesson.name for lesson in self.built)
        raise UserError(f"there is no lesson '{name}'; the lessons are: {known}")


def with_minutes(roadmap: Roadmap, minutes: dict[str, dict[str, tuple[int, int]]]) -> Roadmap:
    """Return the roadmap with the minutes of some lessons, given by id, replaced."""
    lessons = (
        replace(lesson, minutes=minutes[lesson.id]) if lesson.id in minutes else lesson
        for lesson in roadmap.lessons
    )
    return replace(roadmap, lessons=tuple(lessons))


def write_minutes(text: str, minutes: dict[str, dict[str, tuple[int, int]]]) -> str:
    """Return the text of the roadmap with minutes written into it.

    Only a line of the form ``minutes: {lesson: [90, 150], exercise: [95, 215]}`` is written, in
    the entry of its lesson; all else, comments included, stays as it is.
    """
    for name, parts in minutes.items():
        line = ", ".join(f"{what}: [{low}, {high}]" for what, (low, high) in parts.items())
        entry = rf"(?ms)(^ *- id: \"?{name}\"?\n(?:(?!^  - id:).)*?^ *minutes: ){{[^}}\n]*}}"
        text = re.sub(entry, rf"\g<1>{{{line}}}", text, count=1)
    return text


def wrong_minutes(text: str, roadmap: Roadmap) -> list[str]:
    """Return the lessons whose minutes could not be written into a text, a line each."""
    entries = {entry["id"]: entry for entry in yaml.safe_load(text)["lessons"]}
    return [
        f"{PATH}, lesson {lesson.id}: write 'minutes: {{lesson: {list(lesson.minutes['lesson'])}, "
        f"exercise: {list(lesson.minutes['exercise'])}}}' in one line, by words, lines and points"
        for lesson in roadmap.built
        if _minutes_of(entries[lesson.id]) != lesson.minutes
    ]


def _minutes_of(entry: dict) -> dict[str, tuple[int, int]]:
    return {
        what: (value, value) if isinstance(value, int) else tuple(value)
        for what, value in entry.get("minutes", {}).items()
    }


def load(root: Path) -> Roadmap:
    """Read and check the index.

    Parameters
    ----------
    root : Path
        The course.

    Raises
    ------
    UserError
        If the file is missing, is not YAML, has another structure, or contradicts itself.
    """
    path = root / PATH
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UserError(f"{path}: missing; run this inside a checkout of the course") from None
    except yaml.YAMLError as error:
        raise UserError(f"{PATH}: not YAML ({' '.join(str(error).split())})") from None
    import jsonschema  # takes a second, and `aipm --help` comes by here

    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    found = sorted(validator.iter_errors(content), key=str)
    if found:
        raise Problems([f"{PATH}, {_place(content, e.absolute_path)}: {e.message}" for e in found])
    roadmap = Roadmap(
        title=content["title"],
        repository=content["repository"],
        parts=tuple(content["parts"]),
        topics=content["topics"],
        lessons=tuple(_lesson(entry) for entry in content["lessons"]),
    )
    problems = [f"{PATH}, {problem}" for problem in _contradictions(roadmap)]
    if problems:
        raise Problems(problems)
    return roadmap


def _lesson(entry: dict) -> Lesson:
    tasks = [_task(task) for task in entry.get("tasks", [])]
    if "manual" in entry:
        tasks.append(_task(entry["manual"], manual=True))
    return Lesson(
        id=entry["id"],
        slug=entry["slug"],
        title=entry["title"],
        part=entry["part"],
        summary=entry["summary"],
        prerequisites=tuple(entry["prerequisites"]),
        topics=tuple(entry["topics"]),
        planned="objectives" not in entry,
        warm_up=entry.get("warm_up", False),
        date=date.fromisoformat(entry["date"]) if "date" in entry else None,
        exists=entry.get("exists", ""),
        python=tuple(entry.get("python", ())),
        minutes=_minutes_of(entry),
        objectives={o["id"]: o["text"] for o in entry.get("objectives", [])},
        tasks=tuple(tasks),
    )


def _task(entry: dict, manual: bool = False) -> Task:
    return Task(
        id=entry["id"],
        title=entry["title"],
        points=entry["points"],
        objectives=tuple(entry["objectives"]),
        topics=tuple(entry["topics"]),
        manual=manual,
    )


def _place(content: Any, path: Any) -> str:
    """Return a place in the file as a person names it: ``lesson 13, tasks, entry 2``."""
    words, node = [], content
    for step in path:
        node = node[step]
        if isinstance(step, int):
            name = node.get("id") if isinstance(node, dict) else None
            words[-1:] = [
                f"{words[-1].removesuffix('s')} {name}"
                if name
                else f"{words[-1]}, entry {step + 1}"
            ]
        else:
            words.append(str(step))
    return ", ".join(words) or "top level"


def _contradictions(roadmap: Roadmap) -> list[str]:
    problems = []
    ids = [lesson.id for lesson in roadmap.lessons]
    if ids != sorted(set(ids)):
        problems.append("lessons: ids must be unique and ascend")
    dated = [lesson for lesson in roadmap.lessons if lesson.date is not None]
    problems += [
        f"lesson {later.id}: plays on {later.date}, before lesson {earlier.id} ({earlier.date})"
        for earlier, later in pairwise(dated)
        if later.date < earlier.date
    ]
    covered = {topic for lesson in roadmap.lessons for topic in lesson.topics}
    problems += [
        f"topic {topic}: no lesson names it" for topic in roadmap.topics if topic not in covered
    ]
    for lesson in roadmap.lessons:
        where = f"lesson {lesson.id}"
        if lesson.part not in roadmap.parts:
            problems.append(f"{where}: part '{lesson.part}' is none of the parts")
        problems += [
            f"{where}: prerequisite '{other}' is no earlier lesson"
            for other in lesson.prerequisites
            if other not in ids or other >= lesson.id
        ]
        problems += [
            f"{where}: topic '{topic}' is none of the topics"
            for topic in lesson.topics
            if topic not in roadmap.topics
        ]
        if not lesson.planned:
            problems += _task_contradictions(roadmap, lesson, where)
    return problems


def _task_contradictions(roadmap: Roadmap, lesson: Lesson, where: str) -> list[str]:
    problems = []
    names = [task.id for task in lesson.tasks]
    problems += [f"{where}: two tasks are called '{n}'" for n in names if names.count(n) > 1]
    assessed = {objective for task in lesson.tasks for objective in task.objectives}
    problems += [
        f"{where}: no task assesses objective '{o}'" for o in lesson.objectives if o not in assessed
    ]
    problems += [
        f"{where}: a task names objective '{o}', which the lesson does not have"
        for o in sorted(assessed - lesson.objectives.keys())
    ]
    problems += [
        f"{where}: objective id '{o}' must start with '{lesson.id}-'"
        for o in lesson.objectives
        if not re.match(rf"{lesson.id}-", o)
    ]
    by_test = {topic for task in lesson.tasks if not task.manual for topic in task.topics}
    by_hand = {topic for task in lesson.tasks if task.manual for topic in task.topics}
    for topic in lesson.topics:
        if topic not in by_test and not (
            topic in by_hand and roadmap.topics.get(topic, {}).get("manual")
        ):
            problems.append(f"{where}: no autograded task assesses topic {topic}")
    problems += [
        f"{where}: a task names topic {topic}, which the lesson does not have"
        for topic in sorted((by_test | by_hand) - set(lesson.topics))
    ]
    if not lesson.warm_up and (lesson.autograded, lesson.by_hand) != (20, 5):
        problems.append(
            f"{where}: {lesson.autograded} autograded and {lesson.by_hand} manual points; every "
            "exercise has 20 and 5"
        )
    return problems

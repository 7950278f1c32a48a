"""Read a YAML file of the course that has one list of entries a lesson, and check its form."""

from pathlib import Path
from typing import Any

import jsonschema
import yaml

from aipm.errors import Problems, UserError


def load(root: Path, path: Path, schema: dict) -> dict[str, list[dict[str, Any]]]:
    """Return the entries by lesson; none where there is no such file.

    Raises
    ------
    UserError
        If the file has another form; one line for each mistake.
    """
    if not (root / path).exists():
        return {}
    try:
        content = yaml.safe_load((root / path).read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise UserError(f"{path}: not YAML ({' '.join(str(error).split())})") from None
    found = sorted(jsonschema.Draft202012Validator(schema).iter_errors(content), key=str)
    if found:
        raise Problems(
            [f"{path}, {', '.join(map(str, e.path)) or 'top'}: {e.message}" for e in found]
        )
    return content

"""nbgrader's log, kept for the reason of a failure instead of printed."""

import logging
import re


class NbgraderLog(logging.Handler):
    """Collects errors; give its ``logger`` to nbgrader's classes."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)
        self.errors: list[str] = []
        self.logger = logging.Logger("nbgrader", level=logging.WARNING)
        self.logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.errors.append(record.getMessage())

    def reason(self) -> str | None:
        """Return why nbgrader failed, in one line; None if it logged no error.

        The last line of a traceback says it best; failing that, the first error's first line.
        """
        for error in self.errors:
            if "Traceback" in error:
                last = error.strip().splitlines()[-1]
                return re.sub(r"^[\w.]*(Error|Exception): ", "", last)
        return self.errors[0].strip().splitlines()[0] if self.errors else None

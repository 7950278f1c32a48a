"""Errors that a person can mend: one line that names the file, the place and the way out."""


class UserError(Exception):
    """A mistake in what a person gave; shown as one line, never as a traceback."""


class Problems(UserError):
    """Several mistakes found in one pass, so that nobody mends them one run at a time.

    Parameters
    ----------
    problems : list of str
        One line each.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))

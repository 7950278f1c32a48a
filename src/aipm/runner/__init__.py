"""Runs answers on one side of a wall and tests on the other; the only way an answer is ever run.

::

    supervisor ── starts ──> answers' server (in a box) ── forks ──> keeper ──> worker: the answers
        │                                                              │          │
        └────── starts ──> tests' server ── forks ──> set-up, tests ── watches ── calls by value
"""

from aipm.runner.box import Limits
from aipm.runner.pool import WORKERS, run_many
from aipm.runner.supervisor import Ran, Runner, RunnerError, Step

__all__ = ["WORKERS", "Limits", "Ran", "Runner", "RunnerError", "Step", "run_many"]

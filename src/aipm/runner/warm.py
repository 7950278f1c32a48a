"""What both warm servers do before they fork: import what exercises use, on one thread."""

import contextlib
import gc
import importlib
import os

#: Read before NumPy is imported; a fork must not inherit threads, and two submissions share cores.
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # nbgrader sets this too; the check cell of an exercise does nothing when it is set.
    "NBGRADER_EXECUTION": "autograde",
    "PYTHONDONTWRITEBYTECODE": "1",
}
STACK = (
    "matplotlib.pyplot",
    "numpy",
    "pandas",
    "scipy.optimize",
    "scipy.stats",
    "aipm.data",
    "aipm.expect",
    "aipm.plotting",
    "networkx",
)


def imports(*more: str) -> None:
    """Import the stack, and more, and do once what is slow the first time."""
    gc.disable()  # all of it stays
    for name in (*STACK, *more):
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    import matplotlib.pyplot as plt
    import numpy as np

    fig, ax = plt.subplots()
    ax.bar(["a"], [1])
    fig.canvas.draw()
    plt.close("all")
    np.random.default_rng(0).normal()
    gc.enable()
    gc.collect()


def one_thread() -> None:
    """Make sure that a fork takes everything along."""
    with contextlib.suppress(FileNotFoundError):  # no /proc
        threads = len(os.listdir("/proc/self/task"))
        if threads != 1:
            raise RuntimeError(f"{threads} threads before a fork")


def forked() -> None:
    """In a fresh fork: luck of its own."""
    import random

    import numpy as np

    seed = int.from_bytes(os.urandom(4), "little")
    random.seed(seed)
    np.random.seed(seed)


def close_all_but(*kept: int) -> None:
    """Close every file that a fork inherited, but for these and the three standard ones."""
    start = 3
    for number in sorted(kept):
        os.closerange(start, number)
        start = number + 1
    os.closerange(start, 4096)


def silence() -> None:
    """Read from and write to nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    os.close(null)

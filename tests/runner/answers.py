"""Run one answer to a task `f`, beside an honest answer to a task `g`."""

from dataclasses import dataclass

from aipm.runner import Limits, Ran, Runner, Step

SETUP = "import numpy as np\nimport pandas as pd\nfrom aipm import expect"
#: The test of either task: the function must double.
DOUBLES = "expect.function({name}, reference=lambda x: 2 * x, cases=[(1,), (7,), (-2,)])"
HONEST = "def g(x):\n    return 2 * x"


@dataclass
class Outcome:
    """What became of it."""

    ran: Ran

    def message(self, cell: str) -> str:
        """The error of a cell, or an empty text."""
        errors = [o for o in self.ran.outputs[cell] if o["output_type"] == "error"]
        return f"{errors[-1]['ename']}: {errors[-1]['evalue']}" if errors else ""

    def printed(self, cell: str, name: str = "stdout") -> str:
        """What a cell prints."""
        outputs = self.ran.outputs[cell]
        return "".join(o["text"] for o in outputs if o.get("name") == name)

    @property
    def passed(self) -> set[str]:
        """The test cells that show neither an error nor a warning."""
        return {
            cell
            for cell, outputs in self.ran.outputs.items()
            if "-test" in cell
            and not any(o["output_type"] == "error" or o.get("name") == "stderr" for o in outputs)
        }


@dataclass
class Trial:
    """Runs answers in one runner."""

    runner: Runner
    limits: Limits

    def __call__(self, answer: str, *tests: str, names: tuple[str, ...] = ("f",)) -> Outcome:
        """Run an answer to `f` with tests (by default: it doubles), then the honest `g`."""
        tests = tests or (DOUBLES.format(name="f"),)
        steps = [
            Step("setup", "setup", SETUP),
            Step("f", "answer", answer, "f", names),
            *(Step(f"f-test-{n}", "test", test, "f") for n, test in enumerate(tests, 1)),
            Step("g", "answer", HONEST, "g", ("g",)),
            Step("g-test-1", "test", DOUBLES.format(name="g"), "g"),
        ]
        return Outcome(self.runner.run(steps, limits=self.limits))

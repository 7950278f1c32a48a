"""Attacks inside answer cells: no point unearned, no honest mark lost, nothing left behind."""

import textwrap

import pytest

from aipm import marking
from aipm.grading import unusual

from .harness import TASK

RIGHT = """
def npv(rate, cash_flows):
    if rate <= -1:
        raise ValueError
    return sum(flow / (1 + rate) ** year for year, flow in enumerate(cash_flows))
"""

#: Of these, what only gives a wrong value, or raises where it is called.
ORDINARY = ("raises what it should not", "names of the tests", "interrupts")

#: Each would earn points, or show a test, if answers and tests shared a process.
UNEARNED = {
    "patched expect": """
import aipm.expect, aipm.expect._function, aipm.expect._compare
for name in ("function", "value", "type", "shape", "axes", "text", "decision"):
    setattr(aipm.expect, name, lambda *a, **k: None)
aipm.expect._compare.difference = lambda *a, **k: None
expect = aipm.expect
npv = lambda *a: 0""",
    "expect of its own": """
class expect:
    def __getattr__(self, name): return lambda *a, **k: None
expect = expect()
npv = lambda *a: 0""",
    "patched builtins": """
import builtins
builtins.abs = builtins.max = lambda *a: 0
builtins.isinstance = lambda *a: True
builtins.__import__ = lambda *a, **k: None
npv = lambda *a: 0""",
    "patched NumPy": """
import numpy, math
numpy.allclose = numpy.isclose = math.isclose = lambda *a, **k: True
numpy.asarray = lambda *a, **k: 0
npv = lambda *a: 0""",
    "import hook": """
import sys
class Hook:
    def find_spec(self, name, path=None, target=None):
        raise SystemExit
sys.meta_path.insert(0, Hook())
sys.modules["aipm.expect"] = None
npv = lambda *a: 0""",
    "input transformer": """
shell = get_ipython()
shell.input_transformers_cleanup.append(lambda lines: ["pass"])
shell.ast_transformers.append(type("T", (), {"visit": lambda self, node: node})())
npv = lambda *a: 0""",
    "patched shell": """
shell = get_ipython()
shell.run_cell = shell.run_code = shell.run_ast_nodes = lambda *a, **k: None
shell.__class__.run_cell = lambda *a, **k: None
npv = lambda *a: 0""",
    "kernel": """
shell = get_ipython()
kernel = getattr(shell, "kernel", shell)
kernel._aborting = True
kernel.execute_request = kernel.do_execute = None
npv = lambda *a: 0""",
    "frames": """
import sys
def npv(*a):
    frame = sys._getframe()
    while frame:
        for name, value in {**frame.f_globals, **frame.f_locals}.items():
            if name in ("reference", "_npv", "wanted"):
                return value(*a) if callable(value) else value
        frame = frame.f_back""",
    "garbage collector": """
import gc, types
def npv(*a):
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__name__ == "_npv":
            return thing(*a)""",
    "tracing": """
import sys
seen = []
def trace(frame, event, arg):
    if "reference" in frame.f_locals: seen.append(frame.f_locals["reference"])
    return trace
sys.settrace(trace); sys.setprofile(trace)
npv = lambda *a: seen[-1](*a)""",
    "ctypes": """
import ctypes
def npv(*a):
    ctypes.pythonapi.PyErr_SetNone(ctypes.py_object(StopIteration))
    return 0""",
    "always equal": """
class Same(float):
    def __eq__(self, other): return True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *a: 0.0
    __float__ = lambda self: Same()
    __hash__ = float.__hash__
npv = lambda *a: Same(1)""",
    "number by name": """
class number:
    def __eq__(self, other): return True
    def __float__(self): return 0.0
npv = lambda *a: number()""",
    "lies about its class": """
class Liar:
    __class__ = float
    def __eq__(self, other): return True
    def __float__(self): return 0.0
    def __abs__(self): return 0
npv = lambda *a: Liar()""",
    "array that converts itself": """
class Any:
    def __array__(self, *a, **k): return 0
    def __array_ufunc__(self, *a, **k): return True
    def __eq__(self, other): return True
    dtype, shape, ndim, __len__ = float, (), 0, lambda self: 0
npv = lambda *a: Any()""",
    "Series that lies": """
import pandas as pd
class S(pd.Series):
    def __eq__(self, other): return True
    def to_dict(self): return {}
npv = lambda *a: S([1])""",
    "changes while it crosses": """
class Flow(list):
    turn = 0
    def __iter__(self):
        Flow.turn += 1
        return iter([Flow.turn] * Flow.turn)
    def __len__(self): return Flow.turn
npv = lambda *a: Flow()""",
    "pickles itself": """
class P:
    def __reduce__(self):
        import os
        return os.system, ("touch /tmp/pickled",)
    __reduce_ex__ = lambda self, n: self.__reduce__()
npv = lambda *a: P()""",
    "codec of its own": """
import aipm.runner.codec as codec, aipm.runner.answers as answers
codec.Codec.dumps = lambda self, value: b"x" * 64
npv = lambda *a: 0""",
    "forged reply": """
import os, socket, struct
def npv(*a):
    text = b'[{"value":4.132231404958678}]'
    for number in range(3, 64):
        try: os.write(number, struct.pack("<II", len(text), 0) + text)
        except OSError: pass
    return 0""",
    "forged replies from a thread": """
import os, struct, threading, time
def flood():
    text = b'[{"value":0}]'
    while True:
        for number in range(3, 16):
            try: os.write(number, struct.pack("<II", len(text), 0) + text)
            except OSError: pass
        time.sleep(0.001)
threading.Thread(target=flood, daemon=True).start()
npv = lambda *a: 0""",
    "huge announced frame": """
import os, struct
def npv(*a):
    for number in range(3, 64):
        try: os.write(number, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))
        except OSError: pass
    return 0""",
    "back door for callbacks": """
import aipm.runner.answers as answers
def npv(*a):
    import gc
    worker = next(o for o in gc.get_objects() if isinstance(o, answers.Worker))
    for number in range(1, 20):
        try: return worker._ask_back(number, a, {})
        except Exception: pass
    return 0""",
    "reads the tests": """
import glob, os
found = []
for folder in ("/", "/srv", "/home", "/root", "/proc", "..", os.environ.get("AIPM_DATA", ".")):
    for base, folders, files in os.walk(folder):
        if base.count("/") > 9 or "site-packages" in base or base.startswith("/usr"):
            folders.clear()
            continue
        found += [os.path.join(base, f) for f in files if f.endswith(".ipynb")]
print([open(f).read() for f in found][:3])
npv = lambda *a: len(found)""",
    "linecache and inspect": """
import linecache, inspect, sys
def npv(*a):
    print({k: v[2] for k, v in linecache.cache.items() if "test" in k})
    print([inspect.getsource(f) for f in list(vars(sys.modules["__main__"]).values())
           if inspect.isfunction(f)])
    return 0""",
    "slow equality": """
import time
class Slow(str):
    def __eq__(self, other): time.sleep(60)
    __hash__ = str.__hash__
npv = lambda *a: Slow("x")""",
    "raises what it should not": """
class Unmet(AssertionError): pass
def npv(*a): raise Unmet("This test is passed.")""",
    "exception that lies": """
class E(Exception):
    __class__ = ValueError
    def __str__(self): raise KeyError
    args = property(lambda self: 1 / 0)
def npv(*a): raise E""",
    "exits with success": """
import sys
def npv(*a): sys.exit(0)""",
    "no tracebacks": """
import sys, traceback
sys.excepthook = traceback.print_exc = traceback.extract_tb = lambda *a, **k: None
get_ipython().showtraceback = lambda *a, **k: None
def npv(*a): raise RuntimeError""",
    "warnings as weapons": """
import warnings
warnings.simplefilter("error")
warnings.warn = lambda *a, **k: 1 / 0
npv = lambda *a: 0""",
    "names of the tests": """
_npv = _npv_slips = reference = wanted = lambda *a: 0
def npv(*a): return 0""",
    "exits at import": "raise SystemExit",
    "interrupts": "raise KeyboardInterrupt",
}


@pytest.mark.parametrize("name", UNEARNED)
def test_no_point_is_unearned_and_no_honest_mark_lost(attack, name):
    caught = attack(UNEARNED[name])
    assert caught.points == 0
    assert caught.honest
    assert caught.messages
    # What was tried is told to the instructor.
    fails = marking.failure(caught.ran.outputs[TASK])
    assert unusual.names(UNEARNED[name]) or caught.ran.died or fails or name in ORDINARY


#: Each takes all that it can get.
GREEDY = {
    "memory": "x = bytearray(3 << 30)",
    "memory, touched": "x = b'x' * (2 << 30)",
    "memory by and by": "x = []\nwhile True: x.append(bytearray(1 << 22))",
    "memory over children": """
import os, time
for _ in range(8):
    if os.fork() == 0:
        x = b"x" * (200 << 20)
        time.sleep(60)
time.sleep(60)""",
    "memory that is shared": """
import mmap, os
maps = []
while True:
    m = mmap.mmap(-1, 1 << 26); m.write(b"x" * (1 << 26)); maps.append(m)""",
    "memory in files": """
import os
for n in range(4000):
    with open(f"/dev/shm/{n}" if n % 2 else f"f{n}", "wb") as f: f.write(b"x" * (1 << 20))""",
    "memory without a limit": """
import os
while True: os.write(os.memfd_create("m"), b"x" * (1 << 20))""",
    "fork bomb": """
import os
while True:
    try: os.fork()
    except OSError: pass""",
    "threads": """
import threading, time
while True: threading.Thread(target=time.sleep, args=(60,)).start()""",
    "open files": "import os\nx = []\nwhile True: x.append(os.open('/dev/null', 0))",
    "a file without end": "f = open('f', 'wb')\nwhile True: f.write(b'x' * (1 << 20))",
    "output without end": "while True: print('x' * 100_000)",
    "errors without end": "import sys\nwhile True: print('x' * 100_000, file=sys.stderr)",
    "pictures without end": """
from IPython.display import display
while True: display({"text/plain": "x" * 10**6}, raw=True)""",
    "computing": "while True: pass",
    "computing in C": "x = 10 ** 10 ** 9",
    "a pattern without end": "import re\nre.match('(a+)+$', 'a' * 60 + 'b')",
    "sleeping": "import time\nwhile True: time.sleep(60)",
    "a stop that is swallowed": """
import signal
signal.setitimer = lambda *a: None
for s in range(1, 65):
    try: signal.signal(s, signal.SIG_IGN)
    except (OSError, ValueError): pass
while True:
    try:
        while True: pass
    except BaseException: pass""",
    "recursion": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()",
    "a crash": "import ctypes\nctypes.string_at(1)",
    "an end": "import os\nos._exit(0)",
    "signals to all": """
import os, signal
for pid in [-1, 0, os.getppid(), *range(1, 400)]:
    try: os.kill(pid, signal.SIGKILL)
    except OSError: pass
os.kill(os.getpid(), signal.SIGKILL)
while True: pass""",
    "a daemon": """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        while True: time.sleep(1)
    os._exit(0)
os._exit(0)""",
    "closed files": "import os\nos.closerange(0, 256)\nwhile True: pass",
    "locked memory": """
import ctypes
ctypes.CDLL(None).mlockall(3)
x = b"x" * (2 << 30)""",
}


@pytest.mark.parametrize("name", GREEDY)
def test_what_is_greedy_costs_its_own_task(attack, name):
    caught = attack(GREEDY[name])
    assert caught.points == 0
    assert caught.honest
    caught = attack("def npv(*a):\n" + textwrap.indent(GREEDY[name].strip(), "    "))
    assert caught.points == 0
    assert caught.honest


#: What a value may be made of.
VALUES = {
    "cyclic": "x = []; x.append(x); npv = lambda *a: x",
    "deep": """
x = []
for _ in range(100_000): x = [x]
npv = lambda *a: x""",
    "doubling": """
x = []
for _ in range(60): x = [x, x]
npv = lambda *a: x""",
    "giant text": "npv = lambda *a: 'x' * 10**9",
    "giant array": "import numpy as np\nnpv = lambda *a: np.zeros(10**9)",
    "giant number": "npv = lambda *a: 1 << 10**8",
    "giant range": "npv = lambda *a: range(10**15)",
    "giant index": "import pandas as pd\nnpv = lambda *a: pd.RangeIndex(10**15)",
    "many empty rows": "import numpy as np\nnpv = lambda *a: np.zeros((10**15, 0))",
    "endless iterator": "import itertools\nnpv = lambda *a: itertools.count()",
    "slow iterator": """
import time
def npv(*a):
    while True:
        time.sleep(0.2)
        yield 1""",
    "giant decimal": "from decimal import Decimal\nnpv = lambda *a: Decimal('1e999999999')",
    "not a number": "npv = lambda *a: float('nan')",
    "object array of itself": """
import numpy as np
x = np.empty(1, object); x[0] = x
npv = lambda *a: x""",
    "zone by path": """
import pandas as pd, dateutil.tz
npv = lambda *a: pd.Timestamp("2025", tz=dateutil.tz.gettz("/usr/share/zoneinfo/UTC"))""",
    "module": "import os\nnpv = lambda *a: os",
    "code": "npv = lambda *a: (lambda: 0).__code__",
    "socket": "import socket\nnpv = lambda *a: socket.socketpair()",
    "repr that fails": """
class R:
    def __repr__(self): raise SystemExit
npv = lambda *a: R()""",
    "name that is no text": """
class N:
    __name__ = property(lambda self: 1 / 0)
    def __call__(self): pass
npv = lambda *a: N()""",
    "surrogates": "npv = lambda *a: '\\ud800' * 100",
    "figure": "import matplotlib.pyplot as plt\nnpv = lambda *a: plt.subplots()[1]",
}


@pytest.mark.parametrize("name", VALUES)
def test_a_strange_value_is_a_wrong_one(attack, name):
    caught = attack(VALUES[name])
    assert caught.points == 0
    assert caught.honest
    assert caught.messages


def test_an_earlier_answer_that_spoils_everything_spoils_its_own_process_only(attack):
    spoil = """
import sys, builtins, pandas, numpy
numpy.random.default_rng = pandas.DataFrame = builtins.sum = None
builtins.print = builtins.len = None
for name in list(sys.modules):
    if name.startswith("aipm"): del sys.modules[name]"""
    caught = attack("npv = None", first=spoil)
    assert caught.points == 0
    # The honest answer shares its process with the spoilt one: the learner's own loss, as in a
    # kernel. Whoever comes next has a process of their own.
    assert attack(RIGHT).points == attack.exercise.tasks[TASK].points


def test_the_same_answers_honest_have_their_points(attack):
    caught = attack(RIGHT)
    assert (caught.points, caught.honest) == (attack.exercise.tasks[TASK].points, True)

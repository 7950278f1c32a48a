"""What the course cannot do on Windows, taken away; also from the processes that it starts.

Found by Python at its start where this folder is on the path.
"""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

MISSING = {
    os: ("fork", "setsid", "killpg", "WNOHANG", "O_DIRECTORY"),
    signal: ("setitimer", "ITIMER_PROF", "ITIMER_VIRTUAL", "SIGPROF", "SIGVTALRM", "SIGALRM"),
    socket: ("send_fds", "recv_fds"),
}
_start = subprocess.Popen.__init__


def start(self, *args, env=None, **more):
    assert not more.get("pass_fds") and not more.get("start_new_session")
    env = dict(os.environ if env is None else env)
    here = str(Path(__file__).parent)
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [here, env.get("PYTHONPATH", "")]))
    _start(self, *args, env=env, **more)


for module, names in MISSING.items():
    for name in names:
        delattr(module, name)
sys.modules["resource"] = None
subprocess.Popen.__init__ = start

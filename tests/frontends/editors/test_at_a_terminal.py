"""The server where a person, and no editor, has started it."""

import os
import pty
import signal
import subprocess
import sys
import threading
from pathlib import Path
from queue import Queue

from tests.frontends.editors.client import LIMITS
from tests.running.watching import Watch, end, get, wait


def test_it_ends_at_once_where_a_person_has_started_it(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "flake8_graph_me", "server"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        lines: Queue[str] = Queue()
        reader = threading.Thread(target=lambda: [*map(lines.put, started.stderr or ())])
        reader.start()
        try:
            waiting = get(lines, Watch(started.pid, LIMITS))
            started.send_signal(signal.SIGINT)
            wait(started, LIMITS)
        finally:
            end(started)
        reader.join()
        out, err = started.stdout.read(), [lines.get() for _ in range(lines.qsize())]
    os.close(ours)
    os.close(theirs)
    assert waiting == "waiting for an editor on standard input; Ctrl-C ends it\n"
    assert (started.returncode, out, err) == (130, "", ["interrupted\n"])

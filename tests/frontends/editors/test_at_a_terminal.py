"""The server where a person, and no editor, has started it."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path


def test_it_ends_at_once_where_a_person_has_started_it(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "flake8_graph_me", "server"],
        cwd=tmp_path,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # What is typed at the terminal is meant for this process.
        start_new_session=True,
    ) as started:
        assert started.stderr is not None
        waiting = started.stderr.readline()
        started.send_signal(signal.SIGINT)
        out, err = started.communicate()
    os.close(ours)
    os.close(theirs)
    assert waiting == "waiting for an editor on standard input; Ctrl-C ends it\n"
    assert (started.returncode, out, err) == (130, "", "interrupted\n")

"""What is shown while a run goes on is as clean as what it prints."""

import io

from flake8_graph_me.frontends.progress import PATIENCE_SECONDS, Progress
from tests.frontends.outputs.hostile import APP, check_clean


def test_progress() -> None:
    stream = io.StringIO()
    times = iter((0.0, PATIENCE_SECONDS + 1, PATIENCE_SECONDS + 1))
    with Progress(stream, clock=lambda: next(times)) as progress:
        progress.say(f"\x1b[2J\n{APP}")
    check_clean(stream.getvalue().replace("\r", "\n"))
    assert r"\x1b[2J\n[redacted]" in stream.getvalue()

"""curl, as a command that a program runs.

Source: the manual of curl 8, and the Python documentation of subprocess, os and asyncio. A command
with an option that is not named here is not looked at.
"""

from flake8_graph_me.terms.results import Operation
from flake8_graph_me.terms.rows import Call, Sink

OPTIONS = (
    "url --url",
    "method -X --request",
    "headers -H --header",
    "body -d --data --data-raw --data-binary --json",
)
"""Options with a value that says what is sent."""
OTHERS = (
    *("-s", "-S", "-f", "-L", "-i", "-v", "-k", "-g", "-N", "-#"),
    *("--silent", "--show-error", "--fail", "--location", "--include", "--verbose", "--insecure"),
    *("--compressed", "-o=", "--output=", "-m=", "--max-time=", "--retry=", "--connect-timeout="),
    *("-A=", "--user-agent=", "-w=", "--write-out="),
)
"""Options that change nothing of that; with a sign of equality those that take a value."""
IN_SEQUENCE = ("run", "check_output", "check_call", "call", "Popen")
LINES = ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput")
SENT = Sink(tuple((name, (name,)) for name in ("url", "method", "headers", "body")))

CURL_ROWS: tuple[Call, ...] = (
    Call("command.curl", (*OPTIONS, *OTHERS), sink=SENT),
    *(Call(f"subprocess.{name}", (), Operation("run-command")) for name in IN_SEQUENCE),
    *(Call(name, (), Operation("run-command-line")) for name in LINES),
    Call("asyncio.create_subprocess_exec", (), Operation("run-command-of-arguments")),
    Call("asyncio.create_subprocess_shell", (), Operation("run-command-line")),
)

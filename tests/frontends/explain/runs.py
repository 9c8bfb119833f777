"""Runs of ``explain`` that are refused, and how the others end."""

from tests.support.command_runner import Runner

CHECK = "\nTo find such requests in a program: flake8-graph-me check PATH\n"
"""How the explanation of an error that has to do with ``/me`` ends."""


def refusal(run: Runner, *arguments: str, stdin: bytes = b"") -> str:
    """The one line in which arguments or input are refused."""
    code, out, err = run("explain", *arguments, stdin=stdin)
    assert (code, out) == (2, "")
    assert err.startswith("flake8-graph-me: error: ")
    assert err.count("\n") == 1
    assert len(err) < 300
    return err

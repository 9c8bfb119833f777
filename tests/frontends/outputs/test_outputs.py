"""No output shows a token or a raw control character. The outputs are listed from the parsers, so a
new sub-command, option or format is tried as well, or fails here.
"""

import argparse
import contextlib
import io
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest

from flake8_graph_me.frontends.command import command
from tests.frontends.outputs.hostile import (
    APP,
    FORGED,
    GRAPH,
    HOSTILE,
    OPAQUE,
    SHORT,
    SOURCE,
    USER,
    check_clean,
)
from tests.frontends.outputs.schemas import CHECKS

Done = tuple[int, str, str]
SERVER = "server"


def run(*arguments: str, stdin: bytes = b"") -> Done:
    """Exit code, output and errors of the command."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in "oe")
    given = io.TextIOWrapper(io.BytesIO(stdin))
    with (
        mock.patch.multiple(sys, stdout=out, stderr=err, stdin=given),
        contextlib.suppress(SystemExit),
    ):
        code = -1
        code = command.main(arguments)
    texts = []
    for stream in (out, err):
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        texts.append(stream.buffer.getvalue().decode())
    return code, *texts  # type: ignore[return-value]  # there are two


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each sub-command, as its help shows it."""
    _, shown, _ = run("--help")
    listed = shown.partition("commands:\n")[2].partition("\n\n")[0].splitlines()
    found: dict[str, argparse.ArgumentParser] = {}
    for name in (line.split()[0] for line in listed):

        def note(self: argparse.ArgumentParser, *_: object, name: str = name) -> None:
            found[name] = self

        with mock.patch.object(argparse.ArgumentParser, "print_help", note):
            run(name, "--help")
        assert name in found
    return found


PARSERS = parsers()
ACTIONS = [
    (name, action)
    for name, parser in PARSERS.items()
    for action in parser._actions  # noqa: SLF001 - the only list of them
]
FORMATS = [
    (name, choice)
    for name, action in ACTIONS
    if "--output-format" in action.option_strings
    for choice in action.choices or ()
]
VALUES = [
    (name, action.option_strings[-1] if action.option_strings else "")
    for name, action in ACTIONS
    if action.nargs != 0
]
FLAGS = [(name, action.option_strings[-1]) for name, action in ACTIONS if action.nargs == 0]


def every_run() -> Iterator[tuple[str, ...]]:
    for name, choice in FORMATS:
        given = ("--output-format", choice)
        if name == "check":
            noqa = ("--diff", "--add-noqa"), ("--remove-unused-noqa",)
            for more in ((), ("--statistics",), ("--diff",), ("--diff", "--unsafe-fixes"), *noqa):
                yield (name, "--isolated", "--no-cache", *given, *more)
            yield (name, "--isolated", *given, "--upn=o'brien@contoso.com", "--diff")
            yield (name, "--isolated", *given, "--upn=a@b.c", "--fix", "--unsafe-fixes")
            yield (name, "--isolated", *given, "--extend-select=GME006,GME901", "--jobs=2")
        elif name == "explain":
            for text in (APP, f"GET /me/{APP}", f"/me/\x1b[2J\u202e\n{FORGED}?t={APP}", "GME004"):
                yield (name, *given, text)
            yield (name, *given, f"GET {GRAPH}/me/{APP}")
            yield (name, *given, f"Bearer {OPAQUE}")
        elif name == "token":
            for text in ("GET /me/messages", f"GET /me/{APP}", "GET /me/\x1b[2J"):
                yield (name, *given, "--call", text)
        elif name == "requests":
            for more in ((), ("--by=endpoint",), ("--jobs=2",), ("-",), ("plain.py:17",)):
                yield (name, "--isolated", *given, *more)
        elif name == "permissions":
            for more in ((), ("--assume=delegated",), ("--against=-",)):
                yield (name, "--isolated", *given, *more)
        else:
            pytest.fail(f"there is no run of {name}")


def test_there_are_sub_commands_and_formats() -> None:
    assert {SERVER, "docs", *(name for name, _ in FORMATS)} == set(PARSERS)


@pytest.mark.parametrize("arguments", list(every_run()))
@pytest.mark.usefixtures("folder")
def test_every_format(arguments: tuple[str, ...]) -> None:
    for stdin in (APP, USER, f"Bearer {OPAQUE}"):
        code, out, err = run(*arguments, stdin=stdin.encode())
        assert code in {0, 1, 2}
        assert out or err
        check_clean(out, err)
        if arguments[0] == "check" and "--diff" not in arguments:
            CHECKS.get(arguments[arguments.index("--output-format") + 1], str)(out)
        elif "json" in arguments and out and "--diff" not in arguments:
            json.loads(out)
        if arguments[0] == "check":
            break


@pytest.mark.parametrize(("name", "option"), VALUES)
@pytest.mark.parametrize("value", [APP, f"Bearer {OPAQUE}", f"x\x1b[2J\u202e\n{FORGED}"])
@pytest.mark.usefixtures("folder")
def test_every_option_with_a_value_that_does_not_belong_there(
    name: str, option: str, value: str
) -> None:
    given = (f"{option}={value}",) if option else (value,)
    check_clean(*run(name, *given, stdin=APP.encode())[1:])
    check_clean(*run(name, *given, value, stdin=b"x")[1:])


@pytest.mark.parametrize(("name", "option"), FLAGS)
@pytest.mark.usefixtures("folder")
def test_every_option_without_a_value(name: str, option: str) -> None:
    if name == SERVER or option == "--show-secrets":
        pytest.skip("it has a test of its own")
    more = ("--no-cache",) if name == "check" and option != "--no-cache" else ()
    check_clean(*run(name, option, *more, stdin=APP.encode())[1:])
    check_clean(*run(name, f"{option}={APP}", stdin=APP.encode())[1:])


@pytest.mark.parametrize("arguments", [(APP,), (f"x\x1b{APP}",), ("--x",), (f"--{APP}",)])
def test_what_is_no_sub_command(arguments: tuple[str, ...]) -> None:
    check_clean(*run(*arguments)[1:])


@pytest.mark.parametrize(
    "text", [f'{{"error": "{APP}"}}', f"InvalidAuthenticationToken {APP}\x1b[2J", APP, ""]
)
def test_error_answers(text: str) -> None:
    check_clean(*run("explain", "--error", stdin=text.encode())[1:])


@pytest.mark.parametrize("key", ["select", "per-file-ignores", "graph-me-upn", "graph-me-hosts"])
@pytest.mark.usefixtures("folder")
def test_configuration_files(key: str) -> None:
    Path("setup.cfg").write_text(f"[flake8]\n{key} = {APP} \x1b[2J\u202e{OPAQUE}\n")
    for line in (run("check"), run("check", "--config=setup.cfg")):
        check_clean(*(each.replace(OPAQUE, "") for each in line[1:]))


@pytest.mark.usefixtures("folder")
def test_a_message_is_one_line() -> None:
    _, shown, _ = run("check", "--isolated", "--no-cache")
    _, listed, _ = run("check", "--isolated", "--no-cache", "--output-format=json")
    found = json.loads(listed)
    assert len(shown.splitlines()) == len(found)
    assert all(each["message"].isprintable() for each in found)
    if os.name == "posix":
        named = {each["path"].replace("[redacted]", f"{SHORT}.py") for each in found}
        names = {"./plain.py", "./plain.ipynb", "./broken.ipynb"}
        assert named == {*names, f"./{HOSTILE}", f"./broken{HOSTILE}"}
    assert r"me\udc80" in shown or r"x\udc80\u2028" in shown
    assert r"\x1b[2J\u202e" in shown


@pytest.mark.parametrize("more", [("--diff",), ("--output-format=full",)])
@pytest.mark.usefixtures("folder")
def test_secrets_on_request(more: tuple[str, ...]) -> None:
    arguments = ("check", "--isolated", "--no-cache", "--upn=a@b.c", "plain.py", *more)
    code, out, err = run(*arguments)
    check_clean(out, err)
    assert "[redacted]" in out
    shown = run(*arguments, "--show-secrets")
    assert shown[0] == code
    assert f'"{APP}"' in shown[1]
    messages = [line for line in shown[1].splitlines() if line.startswith(("GME", "  = help"))]
    check_clean(*messages, shown[2])
    told = "the diff is redacted and not meant for git apply; --show-secrets prints it whole\n"
    assert (told in err) is ("--diff" in more)
    assert told not in shown[2]


@pytest.mark.usefixtures("folder")
def test_the_result_of_a_fix_is_exact() -> None:
    out = run("check", "--isolated", "--fix", "--upn=a@b.c", "-", stdin=SOURCE.encode())[1]
    lines = zip(SOURCE.splitlines(), out.splitlines(), strict=True)
    assert out != SOURCE
    assert all(new in (old, re.sub(r"/me\b", "/users/a@b.c", old)) for old, new in lines)

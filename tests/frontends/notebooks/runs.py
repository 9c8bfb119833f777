"""Runs of the command over notebooks."""

import io
import re
import sys
from unittest import mock

import pytest

from flake8_graph_me.frontends.command import command

UPN = "--upn=a@b.c"
FOUND = "cell 5:2:18: GME001 GET '/me/messages' needs a signed-in user but carries an app-only"
SOURCE = "acquire_token_for_client, cell 4, line 3"


def check(
    captured: pytest.CaptureFixture[bytes], *arguments: str, stdin: bytes = b""
) -> tuple[int, str, str]:
    """Exit code, output and errors of one run, without the line that sums up."""
    with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))):
        code = command.main(("check", "--isolated", *arguments))
    sys.stdout.flush()
    sys.stderr.flush()
    out, err = captured.readouterr()
    return code, out.decode(), re.sub(r"(?m)^[0-9]+ finding(?!.* fixed$).*\n", "", err.decode())

"""The command ``token``: its input, its output and its exit codes."""

import datetime as dt
import getpass
import json
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from flake8_graph_me.frontends.command import token_command
from flake8_graph_me.frontends.reports.token_report import Report, text
from flake8_graph_me.graph import token_verdicts
from flake8_graph_me.graph.endpoints import Endpoint, Permitted
from flake8_graph_me.graph.schemes import PERSONAL, WORK
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.reading import read
from flake8_graph_me.tokens.refusals import LARGEST_INPUT, Unreadable
from tests.support.made_tokens import CLIENT, EXPIRES, TENANT, app_only, delegated, signed
from tests.support.token_runs import refused, run, run_alone

OWN, USERS = signed(app_only()), signed(delegated(roles=["Boss"]))
AT_ME = ("--call", "GET /me/messages")
MAIL = Permitted("Mail.Read", ("Mail.Read",))
TEXT = f"""\
kind         app-only (an application's own)
because      its idtyp claim is app
audience     https://graph.microsoft.com (Microsoft Graph)
expires      2096-10-02 07:06:40 UTC (in 4 days)
permissions  Mail.Read (application)
tenant       {TENANT}
application  {CLIENT}
version      1.0
signature    not verified: only Graph can do that
"""


@pytest.fixture(autouse=True)
def _endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for Microsoft's data."""

    def endpoint(method: str, path: str) -> Endpoint:
        twin = path.replace("/me/", "/users/{user}/") if path.startswith("/me") else None
        return Endpoint(method, path, twin, True, MAIL, None, "here")

    monkeypatch.setattr(token_verdicts, "endpoint", endpoint)
    monkeypatch.setattr(token_verdicts, "delegated", lambda *_: {WORK: MAIL, PERSONAL: MAIL})


class TestOutput:
    """The same for people and for programs."""

    def test_as_text(self) -> None:
        token = read(OWN)
        assert isinstance(token, AccessToken)
        now = dt.datetime.fromtimestamp(EXPIRES - 4 * 86400, dt.UTC)
        assert text(Report(token, (), now, None)) == TEXT

    @pytest.mark.parametrize(
        ("seconds", "relative"),
        [
            (0, "now"),
            (1, "in 1 second"),
            (-59, "59 seconds ago"),
            (3599, "in 59 minutes"),
            (3600, "in 1 hour"),
            (-172_800, "2 days ago"),
        ],
    )
    def test_relative_time(self, seconds: int, relative: str) -> None:
        token = read(OWN)
        assert isinstance(token, AccessToken)
        now = dt.datetime.fromtimestamp(EXPIRES - seconds, dt.UTC)
        assert f"UTC ({relative})\n" in text(Report(token, (), now, None))

    def test_of_a_user_has_no_name(self) -> None:
        for arguments in ((), ("--output-format", "json")):
            code, out, err = run(*arguments, stdin=USERS)
            assert (code, err) == (0, "")
            assert "delegated" in out
            assert "User.Read" in out
            assert "Boss" in out
            assert "dele" not in out.replace("delegated", "")
            assert "ance" not in out

    def test_as_json(self) -> None:
        code, out, err = run("--output-format=json", *AT_ME, stdin=OWN)
        assert (code, err) == (1, "")
        shown = json.loads(out)
        assert shown.pop("expires_in") > 0
        assert shown.pop("call") == {
            "method": "GET",
            "path": "/me/messages",
            "can": False,
            "reasons": ["'/me/messages' needs a signed-in user, but this token is app-only"],
            "remedy": "use '/users/{user}/messages', for which the token has Mail.Read",
            "twin": "/users/{user}/messages",
            "permissions": ["Mail.Read"],
        }
        assert shown == {
            "kind": "app-only",
            "why": "its idtyp claim is app",
            "audience": ["https://graph.microsoft.com"],
            "for_graph": True,
            "expires": "2096-10-02T07:06:40Z",
            "not_before": "2023-11-14T22:13:20Z",
            "scopes": [],
            "roles": ["Mail.Read"],
            "tenant": TENANT,
            "application": CLIENT,
            "version": "1.0",
            "signature_verified": False,
            "problems": [],
            "unusable_claims": [],
        }

    def test_of_problems(self) -> None:
        bad = signed(
            app_only(
                exp=1, nbf=EXPIRES, roles=None, tid=5, aud="https://microsoftgraph.chinacloudapi.cn"
            )
        )
        code, out, _ = run(stdin=bad)
        assert code == 0
        assert out.count("problem: ") == 5
        assert "claims are malformed and ignored: tid" in out
        assert "valid from   2096" in out
        assert "likely Microsoft Graph" in out
        shown = json.loads(run("--output-format=json", stdin=bad)[1])
        slugs = [problem["slug"] for problem in shown["problems"]]
        assert slugs == ["expired", "early", "uncertain-audience", "no-roles"]
        assert (shown["for_graph"], shown["unusable_claims"]) == (None, ["tid"])


class TestCalls:
    """With --call the exit code says whether the token can make it."""

    @pytest.mark.parametrize(
        ("token", "asked", "code", "answer"),
        [
            (OWN, "GET /me/messages", 1, "no"),
            (OWN, "GET /users/a@b.c/messages", 0, "yes"),
            (signed(app_only(roles=["Files.Read"])), "GET /users/a/messages", 1, "no"),
            (signed(app_only(exp=1)), "GET /users/a/messages", 1, "no"),
            (USERS, "GET /me/messages", 0, "yes"),
            (signed(delegated(exp=1)), "GET /me/messages", 1, "no"),
            (signed(app_only(idtyp="x")), "GET /me/messages", 0, "perhaps"),
        ],
    )
    def test_are_judged(self, token: str, asked: str, code: int, answer: str) -> None:
        done = run("--call", asked, stdin=token)
        assert done[0] == code
        assert f"\n{asked}: {answer}\n" in done[1]

    def test_that_are_none(self) -> None:
        assert "--call takes a method and a path" in refused(run("--call", "me", stdin=OWN))
        assert refused(run("--call", stdin=OWN)).startswith("the value of --call is missing")


class TestSources:
    """A file, standard input or an environment variable."""

    def test_standard_input(self) -> None:
        assert run(stdin=OWN)[0] == run("-", stdin=OWN)[0] == 0
        assert refused(run()) == Unreadable.EMPTY.value

    def test_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "token.txt"
        path.write_text(OWN, encoding="utf-16")
        assert "app-only" in run(str(path))[1]

    def test_a_pipe_of_the_shell(self) -> None:
        """``<(…)`` names a pipe, which is a file without a size."""
        reader, writer = os.pipe()
        os.write(writer, OWN.encode())
        os.close(writer)
        try:
            assert run(f"/dev/fd/{reader}")[0] == 0
        finally:
            os.close(reader)

    def test_a_pipe_that_is_longer_than_one_read(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        writer = threading.Thread(target=pipe.write_bytes, args=(b" " * 99_999 + OWN.encode(),))
        writer.start()
        assert run(str(pipe)) == run(stdin=OWN.encode())
        writer.join()

    def test_an_environment_variable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TOKEN", f"Bearer {OWN}")
        assert "app-only" in run("--env", "TOKEN")[1]
        monkeypatch.setenv("TOKEN", "")
        assert refused(run("--env", "TOKEN")) == (
            "the environment variable given with --env is empty"
        )
        monkeypatch.setenv("TOKEN", "\udcff")
        assert refused(run("--env", "TOKEN")) == Unreadable.NOT_TEXT.value
        monkeypatch.delenv("TOKEN")
        for name in ("TOKEN", "", "A=B", "A\0B"):
            assert "is not set" in refused(run("--env", name))

    def test_a_terminal_does_not_show_what_is_typed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        prompts: list[str] = []

        def typed(prompt: str) -> str:
            prompts.append(prompt)
            if len(prompts) > 1:
                raise EOFError
            return OWN

        monkeypatch.setattr(getpass, "getpass", typed)
        assert run(typed=True)[0] == 0
        assert refused(run(typed=True)) == Unreadable.EMPTY.value

    def test_no_standard_input(self) -> None:
        assert refused(run(stdin=None)).startswith("there is no standard input")


class TestUnreadable:
    """One line and exit code 2."""

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", Unreadable.EMPTY),
            (b"\x7fELF\x02\x01\x01\xff\xfe", Unreadable.NOT_TEXT),
            (b"x" * (LARGEST_INPUT + 1), Unreadable.TOO_LARGE),
            (b"[" * LARGEST_INPUT, Unreadable.BROKEN_JSON),
            (b"password", Unreadable.NONE),
        ],
    )
    def test_content(self, tmp_path: Path, data: bytes, reason: Unreadable) -> None:
        path = tmp_path / "file"
        path.write_bytes(data)
        assert refused(run(str(path))) == refused(run(stdin=data)) == reason.value
        assert refused(run_alone(str(path))) == refused(run_alone(stdin=data)) == reason.value

    def test_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "folder").mkdir()
        for name in ("missing", "folder", "n" * 5000, "nul\0byte"):
            line = refused(run(str(tmp_path / name)))
            assert line.startswith("the token cannot be read: ")
            assert name not in line
        locked = tmp_path / "locked"
        locked.write_text(OWN)
        locked.chmod(stat.S_IWUSR)
        if not os.access(locked, os.R_OK):
            assert "Permission denied" in refused(run(str(locked)))

        def deny(path: Path, *_: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", deny)
        assert "Permission denied; pass it on" in refused(run(str(locked)))

    def test_a_huge_file_is_not_read_to_its_end(self) -> None:
        started = time.thread_time()
        assert refused(run("/dev/zero")) == Unreadable.TOO_LARGE.value
        assert time.thread_time() - started < 5

    def test_a_silent_pipe(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        monkeypatch.setattr(token_command, "MAX_WAIT_SECONDS", 0.05)
        assert "it was not complete after 0.05 seconds; pass" in refused(run(str(pipe)))
        # Whoever writes at last lets the thread go that was left waiting.
        pipe.write_bytes(b"")

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            (("a", "b"), "more than one FILE"),
            (("--frob",), "an option that does not exist"),
            (("--output-format", "xml"), "the value of --output-format"),
            (("--env",), "the value of --env"),
            (("--help=x",), "the value of -h/--help"),
            (("a", "--env", "b"), "cannot be combined"),
        ],
    )
    def test_arguments(self, arguments: tuple[str, ...], told: str) -> None:
        assert told in refused(run(*arguments))

    def test_help(self) -> None:
        with pytest.raises(SystemExit) as done:
            run("--help")
        assert done.value.code == 0


def test_the_real_command(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"access_token": OWN}))
    code, out, err = run_alone(str(path))
    assert (code, err) == (0, "")
    assert out.startswith("kind         app-only")
    assert run_alone("--env", "T", environment={"T": USERS})[0] == 0

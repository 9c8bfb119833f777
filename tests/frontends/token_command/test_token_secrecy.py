"""The token is never shown: not in output, not in refusals, not when something breaks."""

import errno
import json
import os
import re
import traceback

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_graph_me.frontends.command import command, token_command
from flake8_graph_me.frontends.usage import UsageError
from flake8_graph_me.tokens import reading
from flake8_graph_me.tokens.refusals import Unreadable
from tests.support.made_tokens import app_only, delegated, id_token, signed
from tests.support.token_runs import leaks, refused, run, run_alone

UNHURRIED = settings(deadline=None)
TOKEN = signed(app_only())
OPAQUE = "EwB4A8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ=="
REASONS = {reason.value for reason in Unreadable}
DEVELOPING = (("-X", "dev"), ("-X", "dev", "-X", "tracemalloc"), ("-v",))
HELP = ("-h", "--help")
# Of what was passed, none of these lines has anything.
REPEATS_NOTHING = re.compile(
    r"the arguments are not understood; see --help"
    r"|there is more than one FILE, or an option that does not exist; .*"
    r"|FILE and --env cannot be combined"
    r"|the value of (?:FILE|--env|--call|--output-format|-h/--help) is missing or not allowed"
    r"|--call takes a method and a path or URL of Microsoft Graph, as in 'GET /me/messages'"
    r"|the environment variable given with --env is (?:not set|empty)"
    r"|the token cannot be read: (?:no such file|"
    + "|".join(re.escape(os.strerror(number)) for number in errno.errorcode)
    + r"); pass it on standard input, in a file, or with --env NAME"
)
BREAKS = """
from flake8_graph_me.tokens import reading
def broken(token):
    kept = token
    {}
reading.claims_of = broken
"""


@st.composite
def nearly_tokens(draw: st.DrawFn) -> str:
    """A token in which a piece was replaced."""
    token = draw(st.sampled_from([TOKEN, signed(delegated()), signed(id_token())]))
    at = draw(st.integers(0, len(token)))
    piece = draw(st.text(max_size=4) | st.sampled_from([".", "..", "=", token]))
    return token[:at] + piece + token[at + draw(st.integers(0, 9)) :]


class TestOfAnything:
    """Whatever is read, it ends in an answer or in one of the known lines."""

    @UNHURRIED
    @given(st.binary(max_size=300) | st.text(max_size=300))
    def test_that_is_no_token(self, stdin: bytes | str) -> None:
        data = stdin if isinstance(stdin, bytes) else stdin.encode(errors="surrogatepass")
        assert refused(run(stdin=data)) in REASONS

    @UNHURRIED
    @given(nearly_tokens(), st.sampled_from(["{}", "Bearer {}", '{{"access_token": "{}"}}']))
    def test_that_is_nearly_a_token(self, token: str, frame: str) -> None:
        stdin = frame.format(token).encode(errors="surrogatepass")
        done = run("--call=GET /users/a/messages", "--output-format=json", stdin=stdin)
        if done[0] == 2:
            assert refused(done) in REASONS
        else:
            assert done[2] == ""
            assert isinstance(json.loads(done[1]), dict)
        # A replaced piece may be text that is not the token's, so the parts of the sound one count.
        assert not list(leaks(TOKEN, done[1] + done[2]))

    @UNHURRIED
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        ["aud", "exp", "nbf", "idtyp", "scp", "roles", "oid", "sub", "tid"]
                    )
                    | st.text(max_size=3),
                    inner,
                    max_size=8,
                )
            ),
        )
    )
    def test_that_claims(self, claims: object) -> None:
        token = signed(claims if isinstance(claims, dict) else {"aud": claims, "exp": claims})
        code, out, err = run("--call=GET /me/messages", stdin=token)
        assert code in {0, 1, 2}
        assert (err == "") is (code != 2)
        assert not list(leaks(token, out + err))

    @UNHURRIED
    @given(st.lists(st.text(max_size=40), max_size=4))
    def test_that_is_an_argument(self, arguments: list[str]) -> None:
        done = run(*(each for each in arguments if not each.startswith(HELP)), stdin=TOKEN)
        if done[0] == 2:
            assert REPEATS_NOTHING.fullmatch(refused(done))


class TestArguments:
    """No argument is repeated, for it could be a token."""

    @pytest.mark.parametrize("secret", [TOKEN, OPAQUE, TOKEN.partition(".")[0]])
    @pytest.mark.parametrize(
        "around",
        [
            ("{}",),
            ("Bearer {}",),
            ("-", "{}"),
            ("--{}",),
            ("-{}",),
            ("--env", "{}"),
            ("--env={}",),
            ("--call", "{}"),
            ("--output-format", "{}"),
            ("--output-format={}",),
            ("--help={}",),
            ("--", "{}"),
            ("/tmp/{}",),
        ],
    )
    def test_are_not_repeated(self, secret: str, around: tuple[str, ...]) -> None:
        line = refused(run(*(each.format(secret) for each in around)))
        assert not list(leaks(secret, line))

    def test_that_are_tokens_are_told(self) -> None:
        for argument in (TOKEN, f"Bearer {TOKEN}", f"--env={TOKEN}"):
            assert refused(run(argument)).startswith("a token must not be an argument")

    @pytest.mark.parametrize("secret", [TOKEN, OPAQUE])
    def test_in_place_of_the_sub_command(
        self, secret: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert command.main([secret]) == 2
        assert not list(leaks(secret, capsys.readouterr().err))


class TestRuns:
    """Neither Python's own diagnostics nor ours show it."""

    @pytest.mark.parametrize("python", DEVELOPING)
    @pytest.mark.parametrize("stdin", [TOKEN, TOKEN[:-9], OPAQUE, f'{{"access_token":"{TOKEN}"'])
    def test_with_diagnostics(self, python: tuple[str, ...], stdin: str) -> None:
        code, out, err = run_alone(
            stdin=stdin, python=python, environment={"PYTHONFAULTHANDLER": "1"}
        )
        assert code in {0, 2}
        assert not list(leaks(TOKEN, out + err))
        assert not list(leaks(OPAQUE, out + err))

    @pytest.mark.parametrize(
        ("breaks", "code", "told"),
        [
            ("raise RuntimeError(kept)", 2, "internal error: RuntimeError at <string>:"),
            ("raise ValueError(kept) from KeyError(kept)", 2, "internal error: ValueError"),
            ("raise OSError(5, kept, kept)", 2, "internal error: OSError"),
            ("raise MemoryError(kept)", 2, "internal error: MemoryError"),
            ("raise KeyboardInterrupt(kept)", 130, "interrupted"),
            ("import os; os.abort()", -6, "Fatal Python error: Aborted"),
        ],
    )
    def test_with_an_internal_error(self, breaks: str, code: int, told: str) -> None:
        done = run_alone(
            stdin=TOKEN,
            python=("-X", "dev"),
            environment={"PYTHONFAULTHANDLER": "1"},
            before=BREAKS.format(breaks),
        )
        assert done[0] == code
        assert told in done[2]
        assert not list(leaks(TOKEN, done[1] + done[2]))

    def test_with_a_warning(self) -> None:
        warns = BREAKS.format("import warnings; warnings.warn('strange'); return {}")
        done = run_alone(stdin=TOKEN, python=("-X", "dev"), before=warns)
        assert done[0] == 0
        assert not list(leaks(TOKEN, done[1] + done[2]))


def test_no_traceback_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what a debugger or a report of crashes would make of the exception."""

    def broken(token: str) -> None:
        raise jwt.PyJWTError(token)

    monkeypatch.setattr(reading, "claims_of", broken)
    monkeypatch.setattr(token_command, "_material", lambda _: TOKEN.encode())
    with pytest.raises(UsageError) as caught:
        token_command.main([], prog="p")
    shown = "".join(traceback.format_exception(caught.value))
    assert "internal error: PyJWTError" in shown
    assert not list(leaks(TOKEN, shown))
    assert caught.value.__context__ is None


def test_nothing_is_kept_of_it() -> None:
    for claims in (app_only(), delegated()):
        token = signed(claims)
        assert not list(leaks(token, repr(reading.read(token))))
        assert not list(leaks(token, repr(reading.hard_coded(token))))

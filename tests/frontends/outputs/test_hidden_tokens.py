"""Which characters of a source are hidden when its lines are shown."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.frontends.reports.hidden_tokens import filled, named
from flake8_graph_me.tokens.reading import hard_coded
from tests.support.made_tokens import app_only, delegated, signed
from tests.support.token_runs import leaks

TOKEN = signed(app_only())
OPAQUE = "EwB4A8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ=="
A, B, C = TOKEN[:50], TOKEN[50:200], TOKEN[200:]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (f'x = "{A}" "{B}{C}"\n', 'x = "[redacted]" "[redacted]"\n'),
        (f'x = (\n  "{A}"  # one\n  "{B}"\n\n  "{C}")\n', None),
        (f'x = "{A}" + ("{B}" + \'{C}\')\n', None),
        (
            f'x = "Bearer " "{A}" r"{B}" f"{C}"\n',
            'x = "Bearer " "[redacted]" r"[redacted]" f"[redacted]"\n',
        ),
        (f'y = 1\rx = ("{A}" +\r "{B}" \'{C}\')\r', None),
        (f'x = b"{A}" \\\n  b"{B}{C}"\n', None),
        (f'x = """{A}\n{B}\n{C}"""\n', None),
        (f'x = "{A}\\\n{B}{C}"\n', None),
        (f'x = "\\x{ord(A[0]):02x}{A[1:]}" "{B}{C}"\n', None),
        (f'x = f"{{y}}{A}{B}{C}"\n', 'x = f"{y}[redacted]"\n'),
        (
            f'f("/me/messages?t=" + "{A}" "{B}{C}")\n',
            'f("/me/messages?t=" + "[redacted]" "[redacted]")\n',
        ),
        (f"# {TOKEN}\nx = '", "# [redacted]\nx = '"),
        (f"x = 'Bearer ' 'EwB4' '{OPAQUE[4:]}'\r\n", "x = 'Bearer ' '[redacted]' '[redacted]'\r\n"),
        (f"y = 1\rx = 'Bearer ' '{OPAQUE}'\r", "y = 1\rx = 'Bearer ' '[redacted]'\r"),
        (
            f'x = \'{{"access_token": "{A}{B}{C}", "refresh_token": "{OPAQUE}"}}\'',
            "x = '[redacted]'",
        ),
        (f'x = {{"access_token": "{A}{B}{C}"}}', 'x = {"access_token": "[redacted]"}'),
    ],
)
def test_tokens_are_hidden_in_their_places(source: str, shown: str | None) -> None:
    hidden = filled(source)
    assert not list(leaks(TOKEN, hidden))
    assert not list(leaks(OPAQUE, hidden))
    assert len(hidden) == len(source)
    assert [len(line) for line in hidden.splitlines()] == [len(x) for x in source.splitlines()]
    if shown is not None:
        assert named(hidden) == shown


@pytest.mark.parametrize(
    "source",
    [
        'auth = {"Authorization": "Bearer " + application.get_the_token_of_the_application()}\n',
        'auth = "Bearer %s" % settings.the_token_of_the_application_itself\n',
        'x = ["eyJhbGciOiJSUzI1NiJ9", "a.b"]\n',
        "from eyJabcdefghijk import things_of_the_application\n",
        f'x = ["{A}", "{B}", "{C}"]\n'.replace(".", "_"),
    ],
)
def test_nothing_else_is_hidden(source: str) -> None:
    assert filled(source) == source


@given(
    st.sampled_from([TOKEN, signed(delegated())]),
    st.lists(st.integers(4, 500), max_size=4),
    st.sampled_from(['" "', '"\n  "', '" + "', '" f"', '" # c\n"', '") + ("']),
    st.sampled_from(["", "Bearer ", "Authorization: Bearer "]),
)
def test_whatever_is_a_hard_coded_token_is_hidden(
    token: str, cuts: list[int], between: str, before: str
) -> None:
    assert hard_coded(before + token) is not None
    edges = [0, *sorted(cuts), len(token)]
    pieces = [token[start:end] for start, end in pairwise(edges)]
    source = f'x = ("{before}{between.join(pieces)}")\n'
    assert not list(leaks(token, filled(source)))


@given(st.text(st.sampled_from("eyJ.'\"\\\n\r(+)#f{}x Bearer") | st.characters()))
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(filled(f"{text}Bearer ")) == len(text) + 7

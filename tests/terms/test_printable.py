"""What may be shown: nothing that controls a terminal, and no token."""

import base64
import json
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.terms.printable import (
    HIDDEN,
    SHORTEST_OPAQUE,
    escaped_source,
    printable,
    token_ranges,
)
from tests.support.made_tokens import app_only, signed
from tests.support.token_runs import leaks

TOKEN = signed(app_only())
HEADER, PAYLOAD, SIGNATURE = TOKEN.split(".")
SPACED = base64.urlsafe_b64encode(b'{ "alg": "none" }').decode().rstrip("=")
OPAQUE = "EwB4A8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ=="


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nGME001 b", r"a\nGME001 b"),
        ("a\x1b[2J\x07\x7f\x9b", r"a\x1b[2J\x07\x7f\x9b"),
        ("/me\udc80x", r"/me\udc80x"),
        ("\u2028\u2029\x85", r"\u2028\u2029\x85"),
        (
            "\u202a\u202e\u2066\u2069\u200e\u200f\u061c",
            r"\u202a\u202e\u2066\u2069\u200e\u200f\u061c",
        ),
        ("\u200b\u200d\ufeff\xad\u3164\ufe0f", r"\u200b\u200d\ufeff\xad\u3164\ufe0f"),
        ("\U000e0041\ue000", r"\U000e0041\ue000"),
        ("\t\xa0", r"\t\xa0"),
        ("é 日本 \\ ' 😀", "é 日本 \\ ' 😀"),
    ],
)
def test_what_is_not_printable_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(st.characters(categories=["C", "L", "M", "N", "P", "S", "Z"])))
def test_any_text_becomes_one_printable_line(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert shown.encode().decode() == shown
    assert printable(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "GET '/v1.0/me/{}/x' needs",
        "https://h/?t={}&x=1",
        "abc{}",
        "Documents.{}",
        "t=%20{}, and.",
        'x = "{}"  # {}',
    ],
)
@pytest.mark.parametrize(
    "token",
    [
        TOKEN,
        f"{SPACED}.{PAYLOAD}.{SIGNATURE}",
        f"{HEADER}..{PAYLOAD}.{PAYLOAD}.{SIGNATURE}",
        f"{HEADER}.{PAYLOAD}",
        f"{HEADER}.{PAYLOAD}.",
    ],
    ids=["signed", "white space", "encrypted", "cut off", "without signature"],
)
def test_tokens_are_hidden(text: str, token: str) -> None:
    if text.startswith("abc") and not token.startswith("eyJ"):
        pytest.skip("only JSON without white space is told inside of a word")
    shown = printable(text.format(token, token))
    assert not list(leaks(token, shown))
    # The dot before a signature that is not there stays.
    whole = text.format(HIDDEN, HIDDEN)
    assert shown in (whole, whole.replace(HIDDEN, f"{HIDDEN}."))


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer  ", "BEARER\t", "Bearer%20", "Bearer: "])
def test_opaque_tokens_are_hidden_behind_the_scheme(scheme: str) -> None:
    assert printable(f"'{scheme}{OPAQUE}' x") == printable(f"'{scheme}{HIDDEN}' x")
    short = "a" * (SHORTEST_OPAQUE - 1)
    assert printable(f"Bearer {short}") == f"Bearer {short}"


@pytest.mark.parametrize(
    "text",
    [
        "flake8_graph_me.frontends.command.check_command",
        "https://graph.microsoft.com/v1.0/users/adele.vance@contoso.com/messages",
        "eyJ.eyJ.x and eyJhbGciOiJSUzI1NiJ9 alone",
        "Catalogue.Directory.Internal and exceptions.IntegrityError.something",
        '"Bearer " + credentials.application.token_of_the_application()',
        'f"Bearer {credentials.application.token_of_the_application}"',
        "Bearer realm",
    ],
)
def test_nothing_else_is_hidden(text: str) -> None:
    assert printable(text) == text


def test_lines_of_source_keep_what_does_no_harm() -> None:
    line = "\tx = '日\u3000本\xa0❤\ufe0f\ue000'"
    assert escaped_source(line) == line
    for character in map(chr, range(0x3000)):
        shown = escaped_source(f"a{character}b")
        controls = unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}
        assert (shown != f"a{character}b") is (controls and character != "\t")


@pytest.mark.parametrize(
    "text",
    ["eyJaaaaaaa", "eyJaaaaaaa.", "eI.", "eIabcdefgh", "Bearer ", "e", "bearer %20", "eyJ.", "."],
)
def test_long_texts_cost_little(text: str) -> None:
    program = (
        "from flake8_graph_me.terms.printable import token_ranges\n"
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (20, 20))\n"
        f"list(token_ranges({text!r} * 100_000))"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_ranges_are_in_order_and_whole() -> None:
    text = f"{TOKEN} {json.dumps({'a': TOKEN})} Bearer {OPAQUE}"
    found = [text[start:end] for start, end in token_ranges(text)]
    assert found == [TOKEN, TOKEN, OPAQUE]

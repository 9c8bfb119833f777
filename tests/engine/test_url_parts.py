"""URL parts agree with the standard library, and holes stay in place."""

from urllib.parse import urljoin, urlsplit, urlunsplit

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_graph_me.engine.domain.texts import compact, known
from flake8_graph_me.engine.domain.url_parts import (
    EMPTY,
    PARTS,
    host_in,
    parted,
    put_together,
    with_host,
)
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.engine.operations.text.urls import url_joined
from flake8_graph_me.terms.text import Hole, Literal, Piece

WORDS = st.text("abX1.-~", min_size=1, max_size=4)
ANY = st.text("ab:/?#@[];%= \n\u00e9", max_size=12)
NETLOCS = st.builds(
    "{}{}{}".format, st.sampled_from(("", "a@", "a:b@")), WORDS, st.sampled_from(("", ":8443"))
)

BITS = ("/", "//", "///", "me", "a", "?", "#", ";", ".", "..", "b.c", "users/", "x=1", "&", ":8443")
BASES = ("", "https:", "HTTPS:", "http:", "mailto:", "https://a/", "HTTPS://a/", "https://a", "/a/")


def text_of(*parts: str | int) -> Text:
    """A text of words and holes, which are numbers."""
    pieces: list[Piece] = [Hole(p) if isinstance(p, int) else Literal(p) for p in parts]
    return Text(compact(pieces))


def filled(text: Text | None, word: str) -> str:
    """The characters with a word in each hole."""
    assert text is not None
    return "".join(p.text if isinstance(p, Literal) else word for p in text.pieces)


@given(ANY | st.builds("{}://{}{}".format, st.sampled_from(("https", "HTTP")), NETLOCS, ANY))
def test_parts_are_those_of_the_standard_library(url: str) -> None:
    parts = parted(text_of(url))
    if parts is None:
        # What it refuses, or takes something out of.
        assert "\n" in url or url.startswith(" ") or "[" in url or "]" in url
        return
    seen = urlsplit(url)
    assert [known(parts[name]) for name in PARTS] == list(seen)
    host = host_in(parts["netloc"])
    assert host is not None
    assert (known(host) or None) == seen.hostname
    whole = put_together(parts)
    if seen.netloc:
        assert whole is not None
        assert known(whole) == urlunsplit(seen)


@given(st.sampled_from(("", "a@", "a:b@")), WORDS, st.sampled_from(("", ":8443")))
def test_a_new_host_leaves_the_rest(user: str, host: str, port: str) -> None:
    made = with_host(text_of(user + host + port), text_of("x.com"))
    assert made is not None
    assert known(made) == f"{user}x.com{port}"


@given(WORDS, WORDS, WORDS, st.sampled_from(("", "x=1")))
def test_holes_stay_in_their_parts(host: str, name: str, word: str, query: str) -> None:
    url = text_of(f"https://{host}", 1, "/", name, 2, "/me?", 3, query)
    parts = parted(url)
    assert parts is not None
    assert [filled(parts[part], word) for part in PARTS] == list(urlsplit(filled(url, word)))
    assert filled(put_together(parts), word) == filled(url, word)


@settings(max_examples=300)
@given(
    st.sampled_from(BASES),
    st.lists(st.sampled_from(BITS) | st.just(1), max_size=3),
    st.lists(st.sampled_from((*BITS, *BASES)) | st.just(2), min_size=1, max_size=5),
    st.sampled_from(("w", "me", "k1")),
)
def test_what_is_joined_with_holes_is_what_python_joins_without(
    root: str, base: list[str | int], reference: list[str | int], word: str
) -> None:
    first, second = text_of(root, *base), text_of(*reference)
    joined = url_joined(first, second)
    if joined is None or not {1, 2} & {*base, *reference}:
        # Nothing is claimed, or Python itself is asked.
        return
    assert filled(joined, word) == urljoin(filled(first, word), filled(second, word))


def test_a_hole_in_front_holds_all_before_the_path() -> None:
    parts = parted(text_of(1, "/me?x"))
    assert parts is not None
    assert [piece for piece in parts["path"].pieces if isinstance(piece, Literal)] == [
        Literal("/me")
    ]
    keys = {piece.key for name in PARTS[:3] for piece in parts[name].pieces if type(piece) is Hole}
    assert len(keys | {1}) == 4


def test_a_hole_behind_the_host_may_hold_the_slash() -> None:
    made = put_together({"scheme": text_of("https"), "netloc": text_of("x"), "path": text_of(1)})
    assert made is not None
    assert made.pieces[-1] not in (Hole(1), Literal("/"))
    assert filled(made, "a") == "https://x/a"


def test_what_httpx_does_with_a_host() -> None:
    for netloc in ("a@x:8443", "x", "x:8443"):
        url = httpx.URL(f"https://{netloc}/a").copy_with(host="y")
        own = with_host(text_of(netloc), text_of("y"))
        assert own is not None
        assert str(url) == f"https://{known(own)}/a"
    assert with_host(text_of("[::1]"), EMPTY) is None

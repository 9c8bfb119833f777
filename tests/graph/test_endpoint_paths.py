"""A path has one answer however it is spelled, and any text has an answer."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.graph.endpoint_paths import target
from flake8_graph_me.graph.endpoints import Endpoint, endpoint
from tests.support.me_pairs import me_pairs

BASES = (
    "",
    "/",
    "v1.0/",
    "/beta/",
    "https://graph.microsoft.com/v1.0/",
    "https://graph.microsoft.com/v1.0//",
    "HTTPS://GRAPH.MICROSOFT.US/V1.0/",
    "https://graph.microsoft.com/",
    "graph.microsoft.com/v1.0/",
    "https://gateway.example.com/",
    "{…}/",
    "{…}/v1.0/",
    " /",
)
ENDS = ("", "/", "?$top=1", "/?$filter=a eq 'b/c'", "#part", " ")
PATHS = sorted({path for _, path in me_pairs()})
NAMES = ("me", "users", "education", "messages", "drive", "items", "special", "calendar")
FORMS = ("{…}", "{}", "root:", "microsoft.graph.x", "graph.", "$value", "delta()", "users('x')")
MARKS = ("{", "}", "(", ")", "'", ":", "/", "%", "%2f", "%7b", "?", "#", "=", ",", "(a=1,b='2')")
PARTS = st.sampled_from(NAMES + FORMS + MARKS)
TEXTS = (
    st.text() | st.lists(PARTS).map("/".join) | st.lists(PARTS | st.text(max_size=3)).map("".join)
)


def verdict(found: Endpoint) -> tuple[object, ...]:
    """All but the words of the path."""
    return found.app_only, found.application, found.note, found.source


@given(st.sampled_from(["GET", "POST", "request to", ""]), TEXTS)
def test_any_text_has_an_answer(method: str, path: str) -> None:
    found = endpoint(method, path)
    assert found.path.startswith("/")
    assert found.app_only in (True, False, None)
    assert bool(found.source)
    if found.app_only is not True:
        assert found.application.permissions == ()


@pytest.mark.parametrize(
    "part", ["/", "(", "{", "x/", "microsoft.graph.x/", "root:/", "%", "'", "{}"]
)
def test_long_texts_have_an_answer(part: str) -> None:
    assert endpoint("GET", "/me/" + part * 100_000).app_only in (True, None)


@given(TEXTS)
def test_reading_the_shown_path_changes_nothing(path: str) -> None:
    read = target(path)
    if not re.match(
        r"/(v1\.0|beta|graph\.microsoft\.|microsoftgraph\.|dod-|\{)", read.shown.lower()
    ):
        assert target(read.shown) == read


@given(
    st.sampled_from(me_pairs()),
    st.sampled_from(BASES),
    st.sampled_from(ENDS),
    st.sampled_from([str.upper, str.title, str.swapcase, str]),
    st.sampled_from(["{…}", "{id}", "AAMkAD", "a b", "%C3%A4"]),
)
def test_spellings_of_a_path_have_one_answer(
    pair: tuple[str, str], base: str, end: str, case: Callable[[str], str], value: str
) -> None:
    method, path = pair
    plain = endpoint(method, path)
    names = re.split(r"(\{\})", path.removeprefix("/"))
    spelt = "".join(value if name == "{}" else case(name) for name in names)
    found = endpoint(method, f"{base}{spelt}{end}")
    # Without a row of its own a path may go on with a name there, which not any text can be.
    has_row = plain.source.startswith((f"{method} /", "learn."))
    if "=" not in path and (has_row or "{" in value):
        assert verdict(found) == verdict(plain)
    assert found.twin is None or found.twin.startswith("/users/{user}")


@given(st.sampled_from(PATHS))
def test_percent_encoding_says_the_same(path: str) -> None:
    spelt = "/".join(quote(name, safe="{}") for name in path.split("/"))
    everything = "/".join(
        name
        if name in ("me", "{}") or "(" in name
        else "".join(f"%{ord(each):02x}" for each in name)
        for name in path.split("/")
    )
    for other in (spelt, everything):
        assert verdict(endpoint("GET", other)) == verdict(endpoint("GET", path))


@given(
    st.sampled_from(PATHS), st.sampled_from(["users/{}", "users('x')", "users/me", "users/a@b.c"])
)
def test_a_user_by_name_has_the_answer_of_me(path: str, user: str) -> None:
    spelt = f"/{user}{path.removeprefix('/me')}"
    assert verdict(endpoint("GET", spelt)) == verdict(endpoint("GET", path))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/me/messages('id')", "/me/messages/{id}"),
        ("/me/messages(id='x')/attachments", "/me/messages/{id}/attachments"),
        ("/me/messages/delta()", "/me/messages/delta"),
        ("/me/messages/microsoft.graph.delta()", "/me/messages/delta"),
        ("/me/memberOf/microsoft.graph.group", "/me/memberOf"),
        ("/me/memberOf/graph.group/$count", "/me/memberOf"),
        ("/me/photo/$value", "/me/photo"),
        ("/me/manager/$ref", "/me/manager"),
        ("/me/photos/48x48/$value", "/me/photos/{id}"),
        ("/me/calendar/events", "/me/calendar/events"),
        ("/me/drive/root/search(q='a, b')", "/me/drive/root/search(q={…})"),
        ("/me/drive/root/search(q='a/b')", "/me/drive/root/search(q={…})"),
        (
            "/me/reminderView(endDateTime='b', startDateTime='a')",
            "/me/reminderView(startDateTime={a},endDateTime={b})",
        ),
        ("/me/drive/root:/a.txt:/content", "/me/drive/root:/some/folder/b c.txt:/content"),
        ("/me/drive/root:/a.txt:/content", "/me/drive/root:/{…}:/content"),
        ("/me/drive/root:{…}:/content", "/me/drive/root:/{…}:/content"),
        ("/me/drive/root:/a.txt", "/me/drive/root:/a/b"),
        ("/me/drive/root:/a:/children", "/me/drive/items/{id}/children"),
        ("/me/drive/items/{id}:/a/b.txt:/copy", "/me/drive/items/{id}/copy"),
        ("/me/drive/special/approot:/a.txt:/createLink", "/me/drive/items/{id}/createLink"),
        ("/drives/{id}/root:/a/b.txt:/content", "/drives/{id}/items/{id}/content"),
        ("/sites/{id}/drive/root:/a:/children", "/sites/{id}/drive/items/{id}/children"),
        ("/sites/contoso.sharepoint.com:/sites/hr", "/sites/{id}"),
        ("/sites/root:/sites/hr", "/sites/{id}"),
        ("/sites/{host}:/{path}", "/sites/{id}"),
        ("/sites/h:/sites/hr:/lists/{list}/items", "/sites/{id}/lists/{id}/items"),
        ("/sites/h:/teams/a:/drive/root:/b/c:/children", "/sites/{id}/drive/items/{id}/children"),
        ("/sites/{id}/drives/b!1/root/children", "/drives/b!1/items/{id}/children"),
        ("/groups/{id}/drive/special/music/children", "/groups/{id}/drive/items/{id}/children"),
    ],
)
def test_forms_of_one_path(one: str, other: str) -> None:
    for method in ("GET", "POST"):
        assert verdict(endpoint(method, one)) == verdict(endpoint(method, other))


@pytest.mark.parametrize(
    ("path", "shown", "twin"),
    [
        ("https://graph.microsoft.com/v1.0/me?$select=id", "/me", "/users/{user}"),
        ("me/Messages/{…}/", "/me/Messages/{…}", "/users/{user}/Messages/{…}"),
        ("/v1.0//me/messages", "/me/messages", "/users/{user}/messages"),
        ("/users/Me/events", "/users/Me/events", "/users/{user}/events"),
        ("/users('a@b.c')/events", "/users('a@b.c')/events", "/users/{user}/events"),
        ("/education/me/user", "/education/me/user", "/education/users/{user}/user"),
        ("{…}/me/{a/b}", "/me/{…}", "/users/{user}/{…}"),
        ("/groups/{id}", "/groups/{id}", None),
        ("https://gmail.googleapis.com/gmail/v1/users/me/messages", None, None),
        ("/me/messages \n?$top=1", "/me/messages", "/users/{user}/messages"),
        ("/me/messages\r/ /", "/me/messages", "/users/{user}/messages"),
        ("", "/", None),
    ],
)
def test_what_is_shown(path: str, shown: str | None, twin: str | None) -> None:
    read = target(path)
    assert read.twin == twin
    assert shown in (read.shown, None)

"""Whether a token can make a call, for endpoints with different knowledge."""

import pytest

from flake8_graph_me.graph import token_verdicts
from flake8_graph_me.graph.endpoints import Endpoint, Permitted
from flake8_graph_me.graph.schemes import PERSONAL, WORK, Scheme
from flake8_graph_me.graph.token_verdicts import CallVerdict, verdict
from flake8_graph_me.graph.written_calls import WrittenCall, call
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.problems import Problem
from flake8_graph_me.tokens.reading import read
from tests.support.made_tokens import GRAPH_ID, Claims, app_only, delegated, signed

NOTE = "use calendar/getSchedule"
KNOWN: dict[str, tuple[bool | None, tuple[str, ...], str | None]] = {
    "mail": (True, ("Mail.ReadBasic.All", "Mail.Read", "Mail.ReadWrite"), None),
    "closed": (False, (), None),
    "nowhere": (None, (), None),
    "meetings": (False, (), NOTE),
    "policy": (True, ("Online.Read",), "an access policy is needed as well"),
    "unheard": (None, (), None),
}
SCOPES: dict[str, tuple[str, ...]] = {
    "mail": ("Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite"),
    "meetings": ("Calendars.Read.Shared",),
    "policy": ("Online.Read",),
}


@pytest.fixture(autouse=True)
def _endpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in for Microsoft's data."""

    def endpoint(method: str, path: str) -> Endpoint:
        app_only, permissions, note = KNOWN[name := path.rpartition("/")[2]]
        twin = None if name == "nowhere" else f"/users/{{user}}/{name}"
        return Endpoint(method, path, twin, app_only, permitted(permissions), note, "here")

    def delegated(method: str, path: str) -> dict[Scheme, Permitted]:
        del method
        work = permitted(SCOPES.get(path.rpartition("/")[2], ()))
        return {WORK: work, PERSONAL: permitted(("Mail.Read",))}

    monkeypatch.setattr(token_verdicts, "endpoint", endpoint)
    monkeypatch.setattr(token_verdicts, "delegated", delegated)
    monkeypatch.setattr(token_verdicts, "nearest", lambda *_, **__: "the nearest row says so")


def permitted(names: tuple[str, ...]) -> Permitted:
    return Permitted(names[0] if names else None, names)


def judged(claims: Claims, text: str, *problems: Problem) -> CallVerdict:
    token, asked = read(signed(claims)), call(text)
    assert isinstance(token, AccessToken)
    assert asked is not None
    return verdict(token, asked, problems)


class TestAppOnly:
    """An application's token never does at ``/me``."""

    @pytest.mark.parametrize(
        ("path", "role", "remedy"),
        [
            ("me/mail", "Mail.Read", "use '/users/{user}/mail', for which the token has Mail.Read"),
            ("me/mail", "Files.Read.All", "application permission Mail.ReadBasic.All; the"),
            ("me/closed", "Mail.Read", "delegated flow"),
            ("me/nowhere", "Mail.Read", "delegated flow"),
            ("me/meetings", "Mail.Read", NOTE),
            ("me/unheard", "Mail.Read", "the data do not say which application permission"),
        ],
    )
    def test_at_me(self, path: str, role: str, remedy: str) -> None:
        found = judged(app_only(roles=[role]), f"GET /{path}")
        assert found.can is False
        assert "needs a signed-in user" in found.reasons[0]
        assert remedy in (found.remedy or "")

    @pytest.mark.parametrize(
        ("path", "roles", "can", "told"),
        [
            ("mail", ["Mail.Read"], True, "the token has Mail.Read,"),
            ("mail", ["A", "Mail.Read", "Mail.ReadBasic.All"], True, "has Mail.ReadBasic.All,"),
            ("policy", ["Online.ReadWrite"], True, "the token has Online.ReadWrite,"),
            ("mail", ["Files.Read.All"], False, "it needs Mail.ReadBasic.All: have an admin"),
            ("mail", None, False, "it needs Mail.ReadBasic.All: have an administrator grant"),
            ("closed", ["Mail.Read"], False, "accepts delegated permissions only"),
            ("meetings", ["Mail.Read"], False, NOTE),
            ("policy", ["Online.Read"], True, "an access policy is needed as well"),
            ("policy", ["Mail.Read"], False, "an access policy is needed as well"),
            ("unheard", ["Mail.Read"], None, "the data do not say"),
            ("unheard", ["Mail.Read"], None, "the nearest row says so"),
            ("unheard", None, False, "no application permission at all"),
        ],
    )
    def test_elsewhere(
        self, path: str, roles: list[str] | None, can: bool | None, told: str
    ) -> None:
        found = judged(app_only(roles=roles), f"GET /users/a@b.c/{path}")
        assert found.can is can
        assert told in " ".join((*found.reasons, found.remedy or ""))


class TestOthers:
    """A user's token is judged by its scopes where the data say which are needed."""

    @pytest.mark.parametrize(
        ("path", "scopes", "can", "told"),
        [
            ("/me/mail", ["Mail.Read"], True, "the token has Mail.Read, which covers the call"),
            ("/users/a/mail", ["User.Read", "Mail.ReadWrite"], True, "Mail.ReadWrite"),
            ("/me/mail", ["User.Read"], False, "it needs Mail.ReadBasic: get a new token"),
            ("/me/meetings", ["Calendars.ReadWrite.Shared"], True, "Calendars.ReadWrite.Shared"),
            ("/me/meetings", ["Calendars.Read"], False, "it needs Calendars.Read.Shared"),
            ("/me/policy", ["Online.ReadWrite"], True, "Online.ReadWrite"),
            ("/me/unheard", ["Mail.Read"], None, "do not say which delegated permission"),
        ],
    )
    def test_delegated(self, path: str, scopes: list[str], can: bool | None, told: str) -> None:
        found = judged(delegated(scp=" ".join(scopes)), f"GET {path}")
        assert found.can is can
        assert told in " ".join((*found.reasons, found.remedy or ""))

    def test_delegated_without_scopes(self) -> None:
        assert judged(delegated(scp=None), "GET /me/mail").can is False

    def test_a_personal_account_has_permissions_of_its_own(self) -> None:
        personal = "9188040d-6c67-4c5b-b112-36a304b66dad"
        assert judged(delegated(scp="Mail.ReadBasic", tid=personal), "GET /me/mail").can is False
        assert judged(delegated(scp="Mail.Read", tid=personal), "GET /me/mail").can is True
        assert judged(delegated(scp="Mail.ReadBasic"), "GET /me/mail").can is True
        # Without a tenant either may be meant.
        assert judged(delegated(scp="Mail.Read", tid=None), "GET /me/unheard").can is True

    @pytest.mark.parametrize("path", ["/me/mail", "/users/a/mail"])
    def test_unknown(self, path: str) -> None:
        assert judged(app_only(idtyp="new"), f"GET {path}").can is None


class TestProblems:
    """What bars every call bars this one."""

    def test_bar_what_would_do(self) -> None:
        found = judged(app_only(), "GET /users/a/mail", Problem.EXPIRED)
        assert found == CallVerdict(False, (Problem.EXPIRED.value,))
        assert judged(delegated(), "GET /me/mail", Problem.EARLY).can is False

    def test_do_not_hide_what_else_is_wrong(self) -> None:
        found = judged(app_only(), "GET /me/mail", Problem.EXPIRED)
        assert found.reasons[0] == Problem.EXPIRED.value
        assert "signed-in user" in found.reasons[1]
        assert found.twin == "/users/{user}/mail"

    def test_that_are_none(self) -> None:
        assert judged(app_only(), "GET /users/a/mail", Problem.UNCERTAIN_AUDIENCE).can is True

    def test_of_another_cloud(self) -> None:
        path = "https://graph.microsoft.us/v1.0/users/a/mail"
        assert "a different cloud" in judged(app_only(), f"GET {path}").reasons[0]
        assert judged(app_only(aud=GRAPH_ID), f"GET {path}").can is True
        assert judged(app_only(aud="https://graph.microsoft.us/"), f"GET {path}").can is True
        assert judged(app_only(aud="api://own"), f"GET {path}").can is True


@pytest.mark.parametrize(
    ("text", "path", "at_me"),
    [
        ("GET /me", "/me", True),
        ("get  /ME/Messages?$top=1#x", "/ME/Messages", True),
        ("POST https://graph.microsoft.com/v1.0/me/sendMail", "/me/sendMail", True),
        ("GET https://Graph.Microsoft.com/beta//me/", "/me", True),
        ("GET /v1.0/me/messages", "/me/messages", True),
        ("GET /users/me/messages", "/users/me/messages", True),
        ("GET /education/me/classes", "/education/me/classes", True),
        ("GET /users/{id}/messages", "/users/{id}/messages", False),
        ("GET /me/drive/root:/a b:/content", "/me/drive/root:/a b:/content", True),
        ("/me", "/me", True),
        ("https://graph.microsoft.com/v1.0/me/messages?$top=1", "/me/messages", True),
        ("GET /groups/me", "/groups/me", False),
        ("GET /meetings", "/meetings", False),
    ],
)
def test_a_call_as_people_write_it(text: str, path: str, at_me: bool) -> None:
    found = call(text)
    assert found is not None
    assert (found.path, found.at_me) == (path, at_me)
    assert found.method.isupper()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "GET",
        "me",
        "FETCH /me",
        "OPTIONS /me",
        "GET me/messages",
        "GET /",
        "GET /v1.0",
        "GET https://example.com/me",
        "GET https://[/me",
        "GET https:///me",
        "GET ftp://graph.microsoft.com/me",
        "GET //graph.example.com/me",
        "GET /me\n",
        "GET /me\x1b[31m",
        "GET /" + "a" * 3000,
    ],
)
def test_what_is_no_call(text: str) -> None:
    assert call(text) is None


def test_a_call_is_a_value() -> None:
    assert call("GET /me?$top=1") == WrittenCall("GET", "/me", "/me?$top=1", None, at_me=True)
    assert call("/me") == call("GET /me")

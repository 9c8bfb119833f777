"""``apply_fixes``: the text with the fixes that may be applied to it, and nothing else changed."""

from pathlib import Path

import pytest

import flake8_graph_me
from flake8_graph_me import Options, apply_fixes, check_source

WRONG = """\
import msal, requests\r
app = msal.ConfidentialClientApplication("id", client_credential="secret")\r
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]\r
auth = {"Authorization": f"Bearer {token}"}\f\r
requests.get("https://graph.microsoft.com/v1.0/me", headers=auth)\r
requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=auth)\r
"""
UPN = Options(upn="adele@contoso.com")


def test_safe_fixes_change_nothing_else() -> None:
    found = check_source(WRONG, "app.py", options=UPN)
    expected = WRONG.replace("/v1.0/me", "/v1.0/users/adele@contoso.com")
    assert apply_fixes(WRONG, found, path="app.py") == expected
    assert apply_fixes(WRONG, found, path=Path("app.py")) == expected
    assert check_source(expected, "app.py", options=UPN) == ()


def test_only_the_fixes_that_are_asked_for() -> None:
    named = WRONG.replace("auth =", 'upn = "a@b.c"\r\nauth =')
    found = check_source(named, "app.py", options=Options())
    assert apply_fixes(named, found, path="app.py") == named
    assert "/users/{upn}/messages" in apply_fixes(named, found, path="app.py", unsafe=True)


def test_fixes_for_display_are_never_applied() -> None:
    found = check_source(WRONG, "app.py", options=Options())
    assert len(found) == 2
    assert apply_fixes(WRONG, found, path="app.py", unsafe=True) == WRONG


def test_fixes_of_another_file_are_left_out() -> None:
    found = check_source(WRONG, "app.py", options=UPN)
    assert apply_fixes(WRONG, found, path="other.py") == WRONG
    assert apply_fixes("", (), path="other.py") == ""


def test_a_text_that_was_not_checked_is_refused() -> None:
    found = check_source(WRONG, "app.py", options=UPN)
    with pytest.raises(ValueError, match="outside the text"):
        apply_fixes("import msal\n", found, path="app.py")
    with pytest.raises(TypeError, match="must be text"):
        apply_fixes(WRONG, found, path=b"app.py")  # type: ignore[arg-type]  # what is refused


def test_every_public_name_is_there() -> None:
    for name in flake8_graph_me.__all__:
        assert getattr(flake8_graph_me, name).__module__.startswith("flake8_graph_me.")
    with pytest.raises(AttributeError, match="no attribute 'fixes_of'"):
        flake8_graph_me.fixes_of  # noqa: B018  # what is refused

"""When the message of GME001 names a delegated flow as the other way."""

import pytest

import flake8_graph_me
from flake8_graph_me.terms.options import Options

PROGRAM = """
import msal
import requests
app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
def headers():
    token = app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
    return {"Authorization": "Bearer " + token["access_token"]}
def profile():
    return requests.get("https://graph.microsoft.com/v1.0/me", headers=headers())
"""
SAID = "; use '/users/<upn>' with application permission User.Read.All, or use a delegated flow"
SIGN_IN = "app.acquire_token_by_auth_code_flow(flow, answer)"


def message(more: str) -> str:
    (found,) = flake8_graph_me.check_source(PROGRAM + more, "app.py", options=Options())
    assert found.code == "GME001"
    return found.message


@pytest.mark.parametrize(
    "more",
    [
        f"def callback(flow, answer):\n {SIGN_IN}\n return profile()\n",
        f"def callback(flow, answer):\n me = profile()\n return me, {SIGN_IN}\n",
        f"def callback(flow, answer):\n {SIGN_IN}\n return page()\ndef page(): return profile()\n",
        f"class Pages:\n def callback(self, flow, answer):\n  {SIGN_IN}\n  return profile()\n",
    ],
)
def test_a_function_on_the_way_signs_in(more: str) -> None:
    assert message(more).endswith(SAID)


@pytest.mark.parametrize(
    "more",
    [
        "",
        "profile()\n",
        f"def callback(flow, answer): return {SIGN_IN}\n",
        f"def callback(flow, answer): return {SIGN_IN}\ndef page(): return profile()\n",
        # The code that leads to the request is that of the module.
        "app.initiate_auth_code_flow(['User.Read'])\nprofile()\n",
        # The sign-in is in a function that the one on the way calls.
        (
            f"def end(flow, answer): return {SIGN_IN}\n"
            "def callback(flow, answer):\n return end(flow, answer), profile()\n"
        ),
        # A user, but no sign-in.
        (
            "def page(assertion):\n"
            " app.acquire_token_on_behalf_of(assertion, ['User.Read'])\n return profile()\n"
        ),
        # A class with a method of that name.
        (
            "class Flows:\n def initiate_auth_code_flow(self): return {}\n"
            "def page():\n Flows().initiate_auth_code_flow()\n return profile()\n"
        ),
    ],
)
def test_no_function_on_the_way_does(more: str) -> None:
    assert message(more).endswith(SAID.removesuffix(", or use a delegated flow"))

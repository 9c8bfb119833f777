"""A program full of tokens and control characters, and what no output may show of it."""

import unicodedata

from tests.support.made_tokens import app_only, delegated, signed
from tests.support.token_runs import leaks

APP, USER = signed(app_only()), signed(delegated())
SHORT = signed({"aud": "x"})
OPAQUE = "EwB4A8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ=="
SECRETS = (APP, USER, SHORT, OPAQUE)
FORGED = "GME001 forged"
HALF = len(APP) // 2
GRAPH = "https://graph.microsoft.com/v1.0"
SOURCE = f"""\
import msal
import requests

app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
auth = {{"Authorization": "Bearer " + token}}
SPLIT = (
    "{APP[:HALF]}"
    "{APP[HALF:]}"
)
LINES = '''{APP[:HALF]}
{APP[HALF:]}'''
ADDED = "{USER[:HALF]}" + "{USER[HALF:]}"
ESCAPED = "{USER[:9]}\\x{ord(USER[9]):02x}{USER[10:]}"
requests.get("{GRAPH}/me/messages", headers=auth)  # Bearer {OPAQUE} \u202e\u200b
requests.get("{GRAPH}/me/messages", headers=auth, params={{"a": "{APP}"}})
requests.get("{GRAPH}/me/{APP}/x", headers=auth)
requests.get("{GRAPH}/me\\udc80x/\\u2028\\n{FORGED}/\\x1b[2J\\u202e\\u2066", headers=auth)
requests.get("{GRAPH}/me/x\\udc80\\u2028\\n{FORGED}\\x1b[2J\\u202e\\u2066", headers=auth)
\x0crequests.request("GE\\udc80\\x1bT\\n{FORGED}", "{GRAPH}/me", headers=auth)
app.acquire_token_for_client(["User.Read\\udc80\\n{FORGED}", "{APP}"])
requests.get("{GRAPH}/me", headers={{"Authorization": "Bearer {APP}"}})
"""
HOSTILE = f"a\n{FORGED}\x1b[2J\u202e\u2028\x7f{SHORT}.py"
ALLOWED = {"\n", "\t"}
CONTROLLING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def check_clean(*texts: str) -> None:
    """No part of a token, and nothing that controls how a text is shown."""
    for text in texts:
        for secret in SECRETS:
            assert not list(leaks(secret, text)), text
        odd = {each for each in text if unicodedata.category(each) in CONTROLLING} - ALLOWED
        assert not odd, text
        for line in text.splitlines():
            assert not line.startswith(FORGED)

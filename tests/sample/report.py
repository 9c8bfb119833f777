"""The weekly report on a mailbox, started by a scheduler with nobody at the keyboard.

The application signs in as itself. It then has no user for whom ``/me`` could stand, so Microsoft
Graph refuses the requests marked GME001. Those marked ok are right, among them one to ``/me``
with the token of the user who set the report up.
"""

import os
from typing import Any

import msal
import requests

GRAPH = "https://graph.microsoft.com/v1.0"

app = msal.ConfidentialClientApplication(
    os.environ["CLIENT_ID"],
    client_credential=os.environ["CLIENT_SECRET"],
    authority=os.environ["AUTHORITY"],
)


def own_headers() -> dict[str, str]:
    """The application as itself: the client credentials flow."""
    result = app.acquire_token_for_client(scopes=["https://graph.microsoft.com/.default"])
    return {"Authorization": "Bearer " + result["access_token"]}


def owner_headers() -> dict[str, str]:
    """The user who signed in when the report was set up."""
    result = app.acquire_token_by_refresh_token(os.environ["REFRESH_TOKEN"], scopes=["User.Read"])
    return {"Authorization": "Bearer " + result["access_token"]}


def get(path: str, headers: dict[str, str]) -> dict[str, Any]:
    """What Graph answers; a refusal is printed and counts as an empty answer."""
    answer = requests.get(GRAPH + path, headers=headers, timeout=30)
    if not answer.ok:
        print(f"GET {path} refused: {answer.json()['error']['message']}")
        return {}
    body: dict[str, Any] = answer.json()
    return body


def main() -> None:
    """Gather the report, print it, send it."""
    headers = own_headers()
    owner = get("/me", owner_headers())  # ok
    groups = requests.get(
        "https://graph.microsoft.com/v1.0/me/memberOf",  # GME001
        headers=headers,
        timeout=30,
    )
    names = [group["displayName"] for group in groups.json().get("value", ())]
    unread = get("/me/messages?$filter=isRead eq false&$top=10", headers)  # GME001
    events = get(f"/users/{owner['userPrincipalName']}/events", headers)  # ok
    lines = [
        f"{owner['displayName']} is in {', '.join(names) or 'no group that could be read'}.",
        f"Unread: {len(unread.get('value', ()))}. Events: {len(events.get('value', ()))}.",
    ]
    print("\n".join(lines))
    sent = requests.post(
        f"{GRAPH}/me/sendMail",  # GME001
        headers=headers,
        json={"message": {"subject": "Weekly report", "body": {"content": "\n".join(lines)}}},
        timeout=30,
    )
    print("sent" if sent.ok else f"not sent: {sent.json()['error']['message']}")


if __name__ == "__main__":
    main()

"""Requests that need no permission of their own, in each output and in merged reports."""

import json
from pathlib import Path

import pytest

from tests.frontends.permission_runs.runs import PROGRAM, Runner
from tests.frontends.permission_runs.test_permissions_command import FORMATS

SENT = f"""{PROGRAM.partition("requests.get")[0]}
requests.get(GRAPH + "/$metadata")
requests.post(GRAPH + "/subscriptions", headers=own, json={{"resource": "/users"}})
requests.post(GRAPH + "/$batch", headers=own, json={{"requests": [
    {{"id": "1", "method": "GET", "url": "/groups"}}]}})
"""
PATHS = ["/$metadata", "/subscriptions", "/$batch"]
NAME = "sent.py"


@pytest.fixture(autouse=True)
def _program(run: Runner) -> None:
    del run
    Path(NAME).write_text(SENT)


def test_they_are_determined(run: Runner) -> None:
    found = run.json(NAME)
    assert [each["path"] for each in found["none_needed"]] == PATHS
    assert (found["determined"], found["requests"]) == (5, 5)
    assert [each["name"] for each in found["application"]] == ["Group.Read.All", "User.Read.All"]


def test_reports_keep_them(run: Runner) -> None:
    whole = run.json(NAME)
    Path("r.json").write_text(json.dumps(whole))
    assert run.json("--merge", "r.json") == whole
    del whole["none_needed"]
    Path("r.json").write_text(json.dumps(whole))
    assert run.json("--merge", "r.json")["requests"] == 2


@pytest.mark.parametrize("chosen", FORMATS)
def test_no_output_calls_them_missing(run: Runner, chosen: str) -> None:
    done = run(f"--output-format={chosen}", NAME)
    assert "not in it" not in done.out + done.err
    if chosen in ("text", "html"):
        assert "No permission needed" in done.out
        assert "a batch takes the permissions of the requests in it" in done.out


def test_with_them_what_is_unused_is_known(run: Runner) -> None:
    printed = json.loads(run("--output-format=manifest", NAME).out)
    more = {"id": "810c84a8-4a9e-49e6-bf7d-12d183f40d01", "type": "Role"}
    printed["requiredResourceAccess"][0]["resourceAccess"].append(more)
    done = run(
        "--output-format=json", "--against=-", "--strict", NAME, stdin=json.dumps(printed).encode()
    )
    assert done.code == 1
    assert [each["name"] for each in done.json["unused"]] == ["Mail.Read"]


def test_a_batch_of_which_not_all_is_known_is_undetermined(run: Runner) -> None:
    Path(NAME).write_text(SENT.replace("}]})", "}, *sys.argv]})"))
    found = run.json(NAME)
    (only,) = found["undetermined"]
    assert (only["path"], only["reason"]) == ("/$batch", "not all requests in the batch are known")


@pytest.mark.parametrize("chosen", ["az", "terraform", "bicep"])
def test_what_needs_none_leaves_nothing_out(run: Runner, chosen: str) -> None:
    begin = PROGRAM.partition("user = ")[0]
    Path("open.py").write_text(f'{begin}requests.get(GRAPH + "/$metadata", headers=own)\n')
    out = run(f"--output-format={chosen}", "open.py").out
    assert "1 of 1 request determined" in out
    assert "no permission is needed" in out


@pytest.mark.parametrize("chosen", ["az", "terraform", "bicep"])
def test_what_is_left_out_is_not_taken_for_nothing(run: Runner, chosen: str) -> None:
    """A request that cannot work, or whose identity is not known, may need a permission."""
    Path("wrong.py").write_text(
        "import msal\nimport requests\n"
        'app = msal.ConfidentialClientApplication("id", client_credential="secret")\n'
        'token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])\n'
        'HEADERS = {"Authorization": f"Bearer {token[\'access_token\']}"}\n'
        'requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=HEADERS)\n'
    )
    out = run(f"--output-format={chosen}", "wrong.py").out
    assert "0 of 1 request determined" in out
    assert "no permission could be determined" in out
    assert "no permission is needed" not in out

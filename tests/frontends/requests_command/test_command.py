"""How ``requests`` finds files, narrows to lines, prints, and ends."""

import json
from pathlib import Path

import pytest

from tests.frontends.notebooks.made_notebooks import MAIL, notebook
from tests.frontends.requests_command.listing import SETUP, objects, rows, write
from tests.support.command_runner import Runner

KEYS = [
    *("method", "path", "query", "client", "identity", "why", "verdict", "file", "line", "column"),
    "evidence",
]
TWO = """
def messages(user_id):
    return requests.get(
        f"{GRAPH}/users/{user_id}/messages?$top=10", headers=HEADERS
    )

requests.get(GRAPH + "/me", headers=HEADERS)
"""
SHOWN = """\
app.py
  10:12  GET /users/{user_id}/messages?$top=10  app-only
      requests.get: acquire_token_for_client, line 6
  14:1  GET /me  app-only  GME001
      requests.get: acquire_token_for_client, line 6

2 requests to Microsoft Graph in 1 file (1 file read)
"""
HELPER = """\
import requests
GRAPH = "https://graph.microsoft.com/v1.0"

def get(path, token):
    return requests.get(GRAPH + path, headers={"Authorization": "Bearer " + token})
"""
CALLER = """\
from helper import get
import msal
app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
get("/groups", token)
get(
    "/me",
    token,
)
"""


def test_text(run: Runner) -> None:
    write(TWO)
    assert run("requests", "--isolated", "app.py") == (0, SHOWN, "")


def test_text_by_endpoint(run: Runner) -> None:
    write(TWO)
    write('requests.get(f"{GRAPH}/users/{upn}/messages", headers=HEADERS)\n', "other.py")
    code, out, err = run("requests", "--isolated", "--by=endpoint", "app.py", "other.py")
    assert (code, err) == (0, "")
    assert out.startswith(
        "GET /me\n"
        "  app.py:14:1  app-only  GME001\n"
        "      requests.get: acquire_token_for_client, line 6\n"
        "\n"
        "GET /users/{user_id}/messages\n"
        "  app.py:10:12  ?$top=10  app-only\n"
    )
    assert "\n  other.py:8:1  app-only\n" in out
    assert out.endswith("3 requests to Microsoft Graph in 2 files (2 files read)\n")


def test_json(run: Runner) -> None:
    write(TWO)
    first, second = objects(run, "app.py")
    assert list(first) == list(second) == KEYS
    evidence = first.pop("evidence")
    assert first == {
        "method": "GET",
        "path": "/users/{user_id}/messages",
        "query": "$top=10",
        "client": "requests.get",
        "identity": "app-only",
        "why": "acquire_token_for_client, line 6",
        "verdict": None,
        "file": "app.py",
        "line": 10,
        "column": 12,
    }
    assert evidence[0] == {
        "path": "app.py",
        "line": 6,
        "column": 9,
        "end_line": 6,
        "end_column": 79,
        "message": "an app-only token comes from acquire_token_for_client",
    }
    assert [each["message"] for each in evidence[-3:]] == [
        "the path contains '/users'",
        "the path is part of this value",
        "the request is sent",
    ]


@pytest.mark.parametrize("line", ["app.py:10", "app.py:11", "app.py:12:5"])
def test_one_line(run: Runner, line: str) -> None:
    write(TWO)
    assert rows(run, line) == [("GET", "/users/{user_id}/messages", "app-only")]


def test_a_line_of_a_call_that_leads_to_a_request(run: Runner) -> None:
    Path("helper.py").write_text(HELPER)
    Path("caller.py").write_text(CALLER)
    assert [path for _, path, _ in rows(run, "caller.py:5")] == ["/groups"]
    assert [path for _, path, _ in rows(run, "caller.py:7")] == ["/me"]
    assert [path for _, path, _ in rows(run, ".", "helper.py:5")] == ["/groups", "/me"]


def test_a_line_without_a_request(run: Runner) -> None:
    write(TWO)
    code, out, err = run("requests", "--isolated", "app.py:1")
    assert (code, out, err) == (0, "no request to Microsoft Graph at app.py:1\n", "")


def test_a_file_whose_name_ends_like_a_line(run: Runner) -> None:
    write(TWO, "app.py:1")
    assert len(rows(run, "app.py:1")) == 2


@pytest.mark.parametrize("by", ["file", "endpoint"])
def test_nothing(run: Runner, by: str) -> None:
    Path("plain.py").write_text("print('graph')\n")
    said = "no request to Microsoft Graph in 1 file\n"
    assert run("requests", "--isolated", f"--by={by}") == (0, said, "")
    assert objects(run) == []


def test_a_helper_and_its_callers_are_listed_once(run: Runner) -> None:
    Path("helper.py").write_text(HELPER)
    Path("caller.py").write_text(CALLER)
    Path("second.py").write_text(CALLER)
    assert rows(run, "helper.py") == [("GET", "/{path}", "unknown")]
    found = objects(run, ".")
    assert [(each["file"], each["line"], each["path"], each["verdict"]) for each in found] == [
        ("./helper.py", 5, "/groups", None),
        ("./helper.py", 5, "/me", "GME001"),
    ]
    assert found == objects(run, ".", "--jobs=2")
    assert {each["path"] for each in found[0]["evidence"]} == {"./helper.py", "./caller.py"}


def test_the_text_says_why_an_app_only_request_is_not_reported(run: Runner) -> None:
    write(
        'def fetch(path):\n    return requests.get(f"{GRAPH}/{path}", headers=HEADERS)\n'
        'requests.get(f"{GRAPH}/users/{upn}/messages", headers=HEADERS)\n'
    )
    code, out, _ = run("requests", "--isolated", "app.py")
    assert code == 0
    open_path = "its path is not known here: what calls it may be in other files\n"
    assert out.count(open_path) == 1
    assert out.index("GET /{path}") < out.index(open_path) < out.index("GET /users/")
    Path("unsigned.py").write_text(HELPER)
    assert open_path not in run("requests", "--isolated", "unsigned.py")[1]
    paths = ", ".join(f'"n{number}": "/me/n{number}"' for number in range(20))
    call = 'requests.get(GRAPH + paths[os.environ["NAME"]], headers=HEADERS)'
    write(f"import os\npaths = {{{paths}}}\n{call}\n", "cut.py")
    out = run("requests", "--isolated", "cut.py")[1]
    assert "cut off by the bound MAX_ALTERNATIVES" in out
    assert open_path not in out


def test_the_text_says_which_call_leads_to_a_helper(run: Runner) -> None:
    Path("helper.py").write_text(HELPER)
    Path("caller.py").write_text(CALLER)
    code, out, _ = run("requests", "--isolated", "caller.py")
    assert code == 0
    assert (
        "helper.py\n"
        "  5:12  GET /groups  app-only\n"
        "      requests.get: acquire_token_for_client, line 4\n"
        "      called at caller.py:5:1\n"
    ) in out


def test_folders_excludes_and_configuration(run: Runner) -> None:
    for name in ("a.py", "sub/b.py", "left/c.py", "sub/d.txt"):
        write("requests.get(f'{GRAPH}/groups', headers=HEADERS)\n", name)
    found = {each["file"] for each in objects(run)}
    assert found == {"./a.py", "./sub/b.py", "./left/c.py"}
    assert {each["file"] for each in objects(run, "--exclude=left,sub")} == {"./a.py"}
    Path(".flake8").write_text("[flake8]\nexclude = left\n")
    code, out, _ = run("requests", "--output-format=json")
    assert code == 0
    assert {each["file"] for each in json.loads(out)} == {"./a.py", "./sub/b.py"}


def test_options_from_pyproject(run: Runner) -> None:
    code = "import requests\nrequests.get('https://gateway.contoso.com/v1.0/groups')\n"
    Path("app.py").write_text(code)
    Path("pyproject.toml").write_text("[tool.flake8-graph-me]\nhosts = ['gateway.contoso.com']\n")
    code_of_exit, out, _ = run("requests", "app.py")
    assert code_of_exit == 0
    assert "GET /groups  no token" in out


def test_notebooks(run: Runner) -> None:
    Path("mail.ipynb").write_text(MAIL)
    (found,) = objects(run)
    assert list(found) == [*KEYS[:8], "cell", *KEYS[8:]]
    assert (found["file"], found["cell"], found["line"]) == ("./mail.ipynb", 5, 2)
    assert found["why"] == "acquire_token_for_client, cell 4, line 3"
    assert {each["cell"] for each in found["evidence"]} == {4, 5}
    _, out, _ = run("requests", "--isolated", "mail.ipynb:cell 5:2")
    assert "mail.ipynb\n  cell 5:2:5  GET /me/messages  app-only  GME001\n" in out
    assert rows(run, "mail.ipynb:cell 5:1") == []


def test_a_notebook_in_another_language(run: Runner) -> None:
    Path("r.ipynb").write_text(notebook("library(AzureGraph)", language="R"))
    code, out, err = run("requests", "--isolated", "r.ipynb")
    assert (code, out) == (0, "no request to Microsoft Graph in 1 file\n")
    assert err == "not checked: r.ipynb is a notebook in R\n"


def test_standard_input(run: Runner) -> None:
    source = (SETUP + TWO).encode()
    code, out, err = run("requests", "--isolated", "-", stdin=source)
    assert (code, out, err) == (0, SHOWN.replace("app.py", "stdin"), "")
    _, out, _ = run("requests", "--isolated", "--stdin-display-name=x.py", "-", stdin=source)
    assert out.startswith("x.py\n")


def test_files_that_cannot_be_read_or_analysed(run: Runner) -> None:
    write(TWO)
    Path("broken.py").write_text("import msal\ndef graph(:\n")
    Path("bytes.py").write_bytes(b"\xff\xfe graph")
    code, out, err = run("requests", "--isolated", "app.py", "broken.py", "bytes.py", "none.py")
    assert code == 2
    assert "2 requests to Microsoft Graph in 1 file (4 files read)" in out
    lines = err.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["broken.py", "bytes.py", "none.py"]
    assert "line 2" in lines[0]
    assert "none.py: the file cannot be read: No such file or directory" in lines


@pytest.mark.parametrize(
    "arguments",
    [
        ("--by=line",),
        ("--output-format=sarif",),
        ("--output-file=app.py",),
        ("--hosts=https://x/y",),
        ("--requests=http.call(x",),
        ("--jobs=many",),
        ("--select=GME001",),
        ("--fix",),
        ("--extend-select=GME123",),
    ],
)
def test_bad_input(run: Runner, arguments: tuple[str, ...]) -> None:
    code, out, err = run("requests", "--isolated", *arguments, "app.py")
    assert (code, out) == (2, "")
    assert err.startswith("flake8-graph-me: error: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("format_", ["text", "json"])
def test_an_output_file(run: Runner, format_: str) -> None:
    write(TWO)
    given = ("requests", "--isolated", f"--output-format={format_}", "app.py")
    shown = run(*given)[1]
    assert run(*given, "--output-file=out.txt") == (0, "", "")
    assert Path("out.txt").read_text() == shown


def test_no_output_file_in_a_folder_that_there_is_not(run: Runner) -> None:
    write(TWO)
    code, out, err = run("requests", "--isolated", "--output-file=none/x.txt", "app.py")
    assert (code, out) == (2, "")
    assert "--output-file: there is no folder 'none'" in err

"""The page for whoever approves permissions."""

import base64
import hashlib
import html
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flake8_graph_me.frontends.permission_runs import page
from flake8_graph_me.frontends.permission_runs.permission_report import PermissionReport
from flake8_graph_me.graph.permission_sets.comparison import compared
from flake8_graph_me.graph.permission_sets.holdings import Holdings
from flake8_graph_me.graph.permission_sets.minimal_permissions import minimal_permissions
from flake8_graph_me.terms.findings import EvidenceStep
from flake8_graph_me.terms.identity import Identity
from tests.frontends.outputs.hostile import APP, check_clean
from tests.graph.permission_sets.made_requests import graph_request, place

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{"
UNCLOSED = {"meta", "input", "br"}
CHROMIUM = shutil.which("chromium")


def report() -> PermissionReport:
    step = EvidenceStep(place(4, f"{ATTACK}.py"), f"acquired by {ATTACK}")
    made = [
        graph_request(f"GET /users/{{{ATTACK}}}/messages", why=ATTACK, evidence=(step,), line=1),
        graph_request(f"GET /users/{ATTACK}", path=f"{ATTACK}.py", line=2),
        graph_request("GET /me/messages", line=3),
        graph_request("GET /me/messages", Identity.DELEGATED, line=4),
        graph_request("GET /groups", Identity.UNKNOWN, why=ATTACK, line=5),
        graph_request(f"GET /unheardOf/{ATTACK}", line=6),
        graph_request(f"GET /users/x/messages/{APP}", line=7),
        graph_request("GET /users/\x1b[2J\u202e", line=8),
    ]
    found = minimal_permissions(made)
    return PermissionReport(found, None, compared(found, Holdings(frozenset(), frozenset())))


TEXT = page.document(report())


class Reader(HTMLParser):
    """The tags that are open at each point, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += (name for name, _ in attrs)
        if tag not in UNCLOSED:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def test_each_element_is_closed_and_none_comes_from_the_code() -> None:
    found = Reader(TEXT)
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert not any(name.startswith("on") for name in found.attributes)
    assert not {"src", "href", "action", "style"} & set(found.attributes)


def test_what_the_code_says_is_shown_as_text() -> None:
    shown = html.unescape(TEXT)
    assert TEXT.count(html.escape("<script>alert(1)</script>")) > 5
    assert shown.count("<script>alert(1)</script>") == TEXT.count("&lt;script&gt;alert(1)")


def test_it_shows_no_token_and_no_control_character() -> None:
    check_clean(TEXT)
    assert "[redacted]" in TEXT


def test_its_policy_lets_nothing_in_but_its_own_style_and_script() -> None:
    policy = html.unescape(re.findall(r'Security-Policy" content="(.*?)"', TEXT)[0])
    (style,) = re.findall(r"<style>(.*?)</style>", TEXT, re.DOTALL)
    (script,) = re.findall(r"<script>(.*?)</script>", TEXT, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(each.encode()).digest()) for each in (style, script)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0].decode()}'; "
        f"script-src 'sha256-{hashes[1].decode()}'"
    )
    assert "http://" not in TEXT
    assert "https://" not in TEXT


def test_it_has_the_permissions_with_their_requests_and_evidence() -> None:
    for words in ("Mail.Read", "User.Read.All", "810c84a8-4a9e-49e6-bf7d-12d183f40d01"):
        assert words in TEXT
    assert html.escape(f"acquired by {ATTACK}") in TEXT
    assert "RBAC for Applications in Exchange Online" in TEXT
    assert "missing: Mail.Read (Role, " in TEXT
    assert "2026-08-07" in TEXT


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
def test_a_browser_runs_its_script_and_no_other(tmp_path: Path) -> None:
    assert CHROMIUM is not None
    file = tmp_path / "page.html"
    file.write_text(TEXT, encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'u'}")
    done = subprocess.run(
        [CHROMIUM, *options, "--dump-dom", file.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    )
    shown = done.stdout.decode()
    # The script fills it in, and shows the filters.
    assert re.search(r"<output[^>]*>8 requests shown</output>", shown)
    assert re.search(r'<form role="search">', shown)

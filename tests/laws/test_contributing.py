"""CONTRIBUTING.md says what is so: its generated parts, its example, the paths and rows it names.

Must not know its prose.
"""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_graph_me.api import check_source
from flake8_graph_me.fixes.application import apply
from flake8_graph_me.gates.signs import Sign, held
from flake8_graph_me.terms.findings import Applicability
from flake8_graph_me.terms.options import Options
from tests.documents import contributing
from tests.documents.bounds import BoundError, bounds_in
from tests.documents.parts import ROOT, block, generated
from tests.inspection.engine_trace import Trace, traced
from tests.inspection.show_knowledge import on_line
from tests.specification.engine.printing import show

PAGE = contributing.CONTRIBUTING.read_text(encoding="utf-8")
PROGRAM = block(PAGE, "example")
USER = "adele@contoso.com"
UNKNOWN_FLAG = ("mail", "get", "headers")
TAUGHT_ROWS = {
    "FOR_CLIENT = Labelled(": "knowledge/credentials/msal.py",
    'Call(f"{APP}.acquire_token_for_client"': "knowledge/credentials/msal.py",
    'Call(f"{CONTEXT}.acquire_token_with_client_certificate"': "knowledge/credentials/adal.py",
    "MAX_ELEMENTS = ": "engine/expressions/comprehension.py",
}
"""How lines of the page begin that stand in a file of the package as well."""
ELSEWHERE = {
    "permissions/new/permissions.json",
    "permissions/new/provisioningInfo.json",
    "permissions/permissions-descriptions.json",
    "users/",
}
"""What looks like a path of this repository and is none."""


def test_generated_parts_are_up_to_date() -> None:
    update = "run python -m tests.documents.readme --update"
    assert generated(PAGE, contributing.PARTS) == PAGE, update


@pytest.fixture(scope="module")
def trace(tmp_path_factory: pytest.TempPathFactory) -> Trace:
    """The check of the example, with the values on the line where the token is used."""
    path = tmp_path_factory.mktemp("example") / contributing.EXAMPLE
    path.write_text(PROGRAM, encoding="utf-8")
    line = contributing.line_of(PROGRAM, contributing.TOKEN)
    return traced(str(path), lambda module: on_line(module, line), Options(upn=USER))


@pytest.mark.parametrize(
    ("text", "without", "signs"),
    [
        ('"/me/messages"', '"/them"', {Sign.OWNER}),
        ("import msal", "msal = None", {Sign.PACKAGE}),
        ("acquire_token_for_client", "ask", {Sign.ASKING, Sign.METHOD, Sign.NAME}),
        ("acquire_token_on_behalf_of", "ask", set()),
        ("import requests", "requests = None", {Sign.SENDER}),
    ],
)
def test_the_gates_see_these_signs(text: str, without: str, signs: set[Sign]) -> None:
    shown = set(re.findall(r"`([A-Z]+)`", PAGE.partition("| sign |")[2].partition("\n\n")[0]))
    assert {sign.name for sign in held(PROGRAM, ast.parse(PROGRAM))} == shown
    changed = PROGRAM.replace(text, without).replace("Credential", "Application")
    left = held(changed, ast.parse(changed))
    assert signs == set(held(PROGRAM, ast.parse(PROGRAM))) - left


def test_the_token_has_these_alternatives(trace: Trace) -> None:
    values = {each.calls: each.variables["token"] for each in trace.evaluated}
    assert show(values["get", "headers"]) == "app-only?"
    assert show(values[UNKNOWN_FLAG]) == "app-only? or delegated?"
    conditions = {show(((own, atom),)): set(own) for own, atom in values[UNKNOWN_FLAG]}
    assert conditions == {"delegated?": {1, -2}, "app-only?": {-1}}


def test_the_flag_leaves_two_of_four_pairs() -> None:
    known = block(PAGE, "known of the request")
    assert known.count("  GET ") == 3
    assert known.count(" verdict: PROVEN, which GME001 reports") == 1
    assert "GET /me/messages as app-only if" not in known


def test_it_is_found_and_mended_as_said(trace: Trace) -> None:
    (finding,) = trace.findings
    *_, last = PROGRAM.splitlines()
    assert finding.code == "GME001"
    assert finding.message.startswith("GET '/me/messages' needs a signed-in user")
    assert finding.place.span.start.line == len(PROGRAM.splitlines())
    assert last[finding.place.span.start.column :].startswith('"/me/messages"')
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.SAFE
    mended = apply(PROGRAM, finding.fix.edits)
    assert mended == PROGRAM.replace(last, last.replace("/me/", f"/users/{USER}/"))


def test_a_shared_text_is_reported_where_it_is_used() -> None:
    shared = PROGRAM.replace('"/me/messages"', "ME").replace(
        "GRAPH =", 'ME = "/me/messages"\nGRAPH ='
    )
    (finding,) = check_source(shared, contributing.EXAMPLE, options=Options(upn=USER))
    *_, last = shared.splitlines()
    assert last[finding.place.span.start.column :].startswith("ME,")
    assert finding.fix is None


@pytest.mark.parametrize(("beginning", "path"), TAUGHT_ROWS.items())
def test_rows_that_are_shown_are_those_of_the_package(beginning: str, path: str) -> None:
    (line,) = {each.strip() for each in PAGE.splitlines() if each.strip().startswith(beginning)}
    assert line in (ROOT / "flake8_graph_me" / path).read_text(encoding="utf-8")


def test_paths_that_are_named_exist() -> None:
    assert [path for path in _paths() if not _exists(path)] == []


def _exists(path: str) -> bool:
    """Whether there is such a path at the top, or one that ends so in the package or the tests."""
    trees = (ROOT / "flake8_graph_me", ROOT / "tests")
    return (ROOT / path).exists() or any(
        True for tree in trees for _ in tree.rglob(path.strip("/"))
    )


def _paths() -> Iterator[str]:
    prose = re.sub(r"^( *)(`{3,}).*?^\1\2$", "", PAGE, flags=re.DOTALL | re.MULTILINE)
    for word in re.findall(r"`([^`\s]+)`", prose):
        if re.fullmatch(r"[\w./]+(?:\.(?:py|md|json|toml)|/)", word) and word not in ELSEWHERE:
            yield word


def test_modules_that_are_run_exist() -> None:
    found = set(re.findall(r"python -m ([\w.]+)", PAGE))
    assert "tests.inspection.show_knowledge" in found
    assert [name for name in sorted(found) if importlib.util.find_spec(name) is None] == []


def test_links_within_the_page_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors


class TestBounds:
    """The table of bounds, on modules that stand nowhere."""

    PLACE = Path("flake8_graph_me/engine/statements/loops.py")

    def test_a_bound_has_to_say_what_happens_past_it(self) -> None:
        for docstring in ("", '"""How many."""\n', '"""Past it all is lost."""\n'):
            with pytest.raises(BoundError, match="MAX_ROUNDS"):
                list(bounds_in(f"MAX_ROUNDS = 2\n{docstring}", self.PLACE))

    def test_a_docstring_makes_a_bound(self) -> None:
        source = (
            'UNKNOWN_ROUNDS = 1 + 1\n"""How many\nrounds. Past it none are ``run``.\n"""\nA = 3\n'
        )
        (bound,) = bounds_in(source, self.PLACE)
        assert (bound.name, bound.what, bound.past) == (
            "UNKNOWN_ROUNDS",
            "How many rounds.",
            "none are ``run``.",
        )
        assert bound.module == "engine/statements/loops.py"

    def test_what_is_no_number_is_no_bound(self) -> None:
        assert (
            list(bounds_in('MAX_NAME = "a"\nMAX_TABLE = {1: 2}\nmax_size = 3\n', self.PLACE)) == []
        )

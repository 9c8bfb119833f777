"""Checks the rows: each is used by a case, passes the gates, and is true of its library."""

import ast
import importlib
import tomllib
import types
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.gates import signs, words
from flake8_graph_me.knowledge.clients.office365 import by_callback
from flake8_graph_me.knowledge.credentials.msal import silently
from flake8_graph_me.knowledge.frameworks.applications import bound
from flake8_graph_me.knowledge.plain_clients.pycurl import SAID_METHODS
from flake8_graph_me.knowledge.tables import TABLES, all_rows
from flake8_graph_me.knowledge.templates import of_environment, of_source
from flake8_graph_me.pipeline import known
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.lookup import Rows
from flake8_graph_me.terms.results import Decided, Either, Equipped, Labelled, Made, Result
from flake8_graph_me.terms.rows import (
    Call,
    Decorator,
    ForTests,
    Parameter,
    RecordMaker,
    Row,
    Source,
    Type,
)
from tests.laws.row_names import NOT_IN_THE_LIBRARY, NOT_INSTALLED, PACKAGES
from tests.specification.judging import written
from tests.specification.library import graph_cases
from tests.specification.marks import program

ROOT = Path(__file__).parents[2]
NO_TOKENS = (bound, of_environment, of_source, silently, *SAID_METHODS.values())
"""Predicates of rows that give no token of an application, whatever they are asked."""
OF_ANY_RECEIVER = "*."
EVERYTHING = ".*"


def names() -> Iterator[tuple[str, Row]]:
    """Every name of every row."""
    for row in (row for table in TABLES for row in table):
        for name in (row.name, *row.also):
            yield name, row


class Recording(Rows):
    """The rows, and the names that were found among them."""

    found: set[str] = set()  # noqa: RUF012  # shared by the copies that options make

    def call(self, name: str) -> Call | None:
        row = super().call(name)
        self._note(name, row)
        return row

    def type(self, name: str) -> Type | None:
        row = super().type(name)
        self._note(name, row)
        return row

    def record(self, name: str) -> RecordMaker | None:
        row = super().record(name)
        self._note(name, row)
        return row

    def decorator(self, name: str) -> Decorator | None:
        row = super().decorator(name)
        self._note(name if name in self.decorators or row is None else row.name, row)
        return row

    def source(self, name: str) -> Source | None:
        row = super().source(name)
        self._note(name, row)
        return row

    def parameter(self, name: str) -> Parameter | None:
        row = super().parameter(name)
        self._note(f"*.({name})", row)
        return row

    def for_tests(self, function: str) -> ForTests | None:
        row = super().for_tests(function)
        self._note("" if row is None else row.name, row)
        return row

    def method(self, type_name: str, method: str) -> Call | None:
        self._note(f"{type_name}.{method}", self.calls.get(f"{type_name}.{method}"))
        return super().method(type_name, method)

    def _note(self, name: str, row: Row | None) -> None:
        if row is not None:
            self.found.add(name)


@pytest.fixture(scope="module")
def hit() -> set[str]:
    """The names that the checks of all cases look up."""
    every = all_rows()
    rows = Recording(**{each.name: getattr(every, each.name) for each in fields(every)})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "all_rows", lambda: rows)
        for case in graph_cases():
            with written(program(case)) as folder:
                for name, source in program(case).items():
                    # A program that gets no token of its own would not be looked at.
                    options = case.settings.options
                    api.check_source(source, str(folder / name), options=options, gates=False)
    return rows.found


def test_a_case_hits_every_row(hit: set[str]) -> None:
    missed = [name for name, _ in names() if name not in hit]
    assert not missed


@dataclass(frozen=True)
class Given:
    """The arguments of one call, for a predicate."""

    texts: Mapping[str, str]

    def given(self, path: str) -> bool | None:
        return path in self.texts

    def flag(self, path: str) -> bool | None:
        return path in self.texts

    def text(self, path: str) -> str | None:
        return self.texts.get(path)

    def type(self, path: str) -> str | None:
        return None

    def environment(self, name: str) -> str | None:
        return None


TOKEN_URL = "https://login.microsoftonline.com/common/oauth2/v2.0/token"
MACHINE_URL = "http://169.254.169.254/metadata/identity/oauth2/token"
TOKEN_REQUESTS: tuple[Mapping[str, str], ...] = tuple(
    {prefix + name: text for name, text in request.items()}
    for request in (
        {"url": TOKEN_URL, "data.grant_type": "client_credentials"},
        {"url": TOKEN_URL, "data": "grant_type=client_credentials"},
        {"url": MACHINE_URL},
        {"url": "https://contoso.com", "headers.X-IDENTITY-HEADER": "X-IDENTITY-HEADER"},
    )
    for prefix in ("", "request.")
)


def is_app_only(result: Result) -> bool:
    """Whether an app-only token may come out."""
    if isinstance(result, Either):
        return any(map(is_app_only, result.results))
    if isinstance(result, Equipped):
        return is_app_only(result.result)
    if isinstance(result, Decided):
        # A client that is handed a function has the token that this gives.
        return result.decide is not by_callback
    return isinstance(result, Labelled) and result.tag is Identity.APP_ONLY


def test_the_gates_let_pass_what_gives_app_only_tokens() -> None:
    for name, row in names():
        if isinstance(row, Type):
            own = any(is_app_only(result) for _, result in row.results)
        elif isinstance(row, RecordMaker | Decorator | Parameter | Source | ForTests):
            own = False
        else:
            carried = row.sink.carried if row.sink is not None else ()
            own = any(map(is_app_only, (row.returns, *(result for _, result in carried))))
            decided = row.decide is not None and row.decide not in NO_TOKENS
            own = own or (decided and row.sink is None)
        if own:
            found = signs.held(name, ast.parse(name.replace("*", "anything")))
            by = signs.Sign.METHOD if name.startswith("*.") else signs.Sign.NAME
            assert by in found, name
            assert name.startswith("*.") or name.partition(".")[0] in words.PACKAGES, name


@pytest.mark.parametrize("account", [True, False, None])
def test_no_app_only_token_is_got_silently(
    monkeypatch: pytest.MonkeyPatch, *, account: bool | None
) -> None:
    monkeypatch.setattr(Given, "given", lambda _arguments, _path: account)
    assert not is_app_only(silently(Given({})))


def test_the_gates_let_pass_calls_that_stand_for_a_path() -> None:
    for name, row in names():
        if isinstance(row, Call):
            written = row.sink.written if row.sink is not None else ()
            if isinstance(row.returns, Made):
                written = (*written, *row.returns.written)
            if "url" in dict(written):
                source = f"from {name.partition('.')[0]}.client import Client"
                assert signs.Sign.OWNER in signs.held(source, ast.parse(source)), name


@pytest.mark.parametrize("texts", TOKEN_REQUESTS, ids=str)
def test_the_gates_let_pass_requests_for_app_only_tokens(texts: Mapping[str, str]) -> None:
    deciding = [
        row.decide for _, row in names() if isinstance(row, Call) and row.sink and row.decide
    ]
    if any(is_app_only(decide(Given(texts))) for decide in deciding):
        source = repr(list(texts.values()))
        assert signs.Sign.GRANT in signs.held(source, ast.parse(source))


def module_of(name: str) -> str:
    """The modelled package that a name is from, else the standard library's module."""
    parts = name.split(".")
    prefixes = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in PACKAGES), parts[0])


def in_the_library(name: str) -> bool:
    """Whether a dotted name, or one that ends in ``.*``, leads to something in the installed
    library. A class may have the name of the module that it is taken from.
    """
    parts = name.removesuffix(EVERYTHING).split(".")
    for end in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        try:
            for part in parts[end:]:
                thing = getattr(thing, part)
        except (AttributeError, RuntimeError, ImportError):
            # What stands for something of a request raises the second where there is none, and
            # pydantic the third for what it no longer has.
            continue
        return end < len(parts) or isinstance(thing, types.ModuleType)
    return False


LOOKED_FOR = [name for name, _ in names() if not name.startswith(tuple(NOT_INSTALLED))]
MODULES = sorted({module_of(name) for name in LOOKED_FOR} - {"*"})


def test_every_name_that_is_not_looked_for_is_of_a_row() -> None:
    for beginning in NOT_INSTALLED:
        assert any(name.startswith(beginning) for name, _ in names()), beginning


@pytest.mark.parametrize("module", MODULES)
def test_the_library_has_every_name(module: str) -> None:
    known = [name for name in LOOKED_FOR if module_of(name) == module]
    # What a library warns of when it is imported is its own affair.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if module in PACKAGES:
            pytest.importorskip(
                module, reason=f"{PACKAGES[module]} is not installed", exc_type=ImportError
            )
        missing = [name for name in known if not in_the_library(name)]
    assert missing == [name for name in known if name in NOT_IN_THE_LIBRARY]


def test_the_extra_names_every_package_with_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = dict(line.split("==") for line in project["optional-dependencies"]["models"])
    assert set(extra) == {PACKAGES[module] for module in MODULES if module in PACKAGES}

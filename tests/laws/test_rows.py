"""Keeps the rows honest: each is used by a case, let through by the gates, and true of its library.

Must not know what any single row says.
"""

import ast
import importlib
import tomllib
import types
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from flake8_graph_me import api
from flake8_graph_me.gates import signs, words
from flake8_graph_me.knowledge.tables import TABLES, all_rows
from flake8_graph_me.pipeline import known
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.lookup import Rows
from flake8_graph_me.terms.rows import Call, Decided, Either, Equipped, Labelled, Made, Result, Type
from tests.specification.judging import written
from tests.specification.library import graph_cases
from tests.specification.marks import program

ROOT = Path(__file__).parents[2]
OF_ANY_RECEIVER = "*."

PACKAGES: Mapping[str, str] = {
    "adal": "adal",
    "aiohttp": "aiohttp",
    "anyio": "anyio",
    "attr": "attrs",
    "attrs": "attrs",
    "authlib": "Authlib",
    "azure.core": "azure-core",
    "azure.identity": "azure-identity",
    "azure.identity.broker": "azure-identity-broker",
    "backoff": "backoff",
    "cachetools": "cachetools",
    "click": "click",
    "decouple": "python-decouple",
    "fastapi": "fastapi",
    "fastapi_msal": "fastapi-msal",
    "flask_dance": "Flask-Dance",
    "httpx": "httpx",
    "httpx_auth": "httpx-auth",
    "identity": "identity[django,flask,quart]",
    "kiota_abstractions": "microsoft-kiota-abstractions",
    "kiota_authentication_azure": "microsoft-kiota-authentication-azure",
    "microsoftgraph": "microsoftgraph-python",
    "msal": "msal",
    "msgraph": "msgraph-sdk",
    "msgraph_beta": "msgraph-beta-sdk",
    "msgraph_core": "msgraph-core",
    "msrestazure": "msrestazure",
    "O365": "O365",
    "oauthlib": "oauthlib",
    "office365": "Office365-REST-Python-Client",
    "orjson": "orjson",
    "pydantic": "pydantic",
    "pytest": "pytest",
    "requests": "requests",
    "requests_auth": "requests-auth",
    "requests_futures": "requests-futures",
    "requests_oauthlib": "requests-oauthlib",
    "tenacity": "tenacity",
    "typer": "typer",
    "urllib3": "urllib3",
    "yarl": "yarl",
}
"""Where names that are not the standard library's come from: module, and what to install."""

VERBS = ("get", "post", "patch", "put", "delete")
OF_BUILDERS = (*VERBS, *(f"to_{verb}_request_information" for verb in VERBS), "with_url")
BETA_BUILDER = "msgraph_beta.graph_service_client.BaseRequestBuilder"

NOT_INSTALLED: Mapping[str, str] = {
    "airflow.": "apache-airflow is too large; the names are those of its provider's 15.2.1",
    "msgraph.core.": "msgraph-core 0.2.2 had it, whose place msgraph-sdk has taken",
}
"""Names by how they begin that are not looked for, with the reason."""

NOT_IN_THE_LIBRARY: Mapping[str, str] = {
    "function.apply_async": "what celery makes of a function has it, and no function else",
    "function.delay": "the same",
    "function.retry_with": "what tenacity makes of a function has it",
    "function.submit": "what prefect makes of a function has it",
    "typing.Annotated.__getitem__": "what a subscript of it does, without a method of that name",
    "typing_extensions.Annotated.__getitem__": "the same",
    "types.Namespace": "what types.SimpleNamespace gives, told apart from the function",
    **{
        f"kiota_abstractions.base_request_builder.BaseRequestBuilder.{name}": "builders have it"
        for name in OF_BUILDERS
    },
    BETA_BUILDER: "stands for the builders of the beta SDK",
    **{f"{BETA_BUILDER}.{name}": "the same" for name in (*OF_BUILDERS, "__call__")},
    **{
        f"{package}.GraphServiceClient.{verb}": "the client before it had it, so that code calls it"
        for package in ("msgraph", "msgraph_beta")
        for verb in VERBS
    },
    **{
        f"flask_dance.contrib.azure.azure.{name}": "the session that it stands for has it"
        for name in (*VERBS, "head", "options")
    },
    "urllib.parse.Encoded": "stands for the text that urlencode gives",
    "urllib.parse.Encoded.encode": "the same",
}
"""Names that are the rows' own, with the reason."""

WITHOUT_A_CASE: Mapping[str, str] = {
    "types.Namespace": "an operation makes it, and nothing is called on it by its name",
}
"""Names that no case looks up, with the reason."""


def names() -> Iterator[tuple[str, Call | Type]]:
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

    def method(self, type_name: str, method: str) -> Call | None:
        self._note(f"{type_name}.{method}", self.calls.get(f"{type_name}.{method}"))
        return super().method(type_name, method)

    def _note(self, name: str, row: Call | Type | None) -> None:
        if row is not None:
            self.found.add(name)


@pytest.fixture(scope="module")
def hit() -> set[str]:
    """The names that the checks of all cases look up."""
    rows = Recording(all_rows().calls, all_rows().types)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "all_rows", lambda: rows)
        for case in graph_cases():
            with written(program(case)) as folder:
                for name, source in program(case).items():
                    api.check_source(source, str(folder / name), options=case.settings.options)
    return rows.found


def test_a_case_hits_every_row(hit: set[str]) -> None:
    missed = [name for name, _ in names() if name not in hit]
    assert sorted(missed) == sorted(WITHOUT_A_CASE)


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
        return True
    return isinstance(result, Labelled) and result.tag is Identity.APP_ONLY


def test_the_gates_let_pass_what_gives_app_only_tokens() -> None:
    for name, row in names():
        if isinstance(row, Type):
            own = any(is_app_only(result) for _, result in row.results)
        else:
            carried = row.sink.carried if row.sink is not None else ()
            own = any(map(is_app_only, (row.returns, *(result for _, result in carried))))
            own = own or (row.decide is not None and row.sink is None)
        if own:
            found = signs.held(name, ast.parse(name.replace("*", "anything")))
            by = signs.Sign.METHOD if name.startswith("*.") else signs.Sign.NAME
            assert by in found, name
            assert name.startswith("*.") or name.partition(".")[0] in words.PACKAGES, name


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
    """Whether a dotted name leads to something in the installed library."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            thing: object = importlib.import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for part in parts[end:]:
            try:
                thing = getattr(thing, part)
            except (AttributeError, RuntimeError):
                # What stands for something of a request raises the latter where there is none.
                return False
        return end < len(parts) or isinstance(thing, types.ModuleType)
    return False


MODULES = sorted({module_of(name) for name, _ in names()} - {"*"})


@pytest.mark.parametrize("module", MODULES)
def test_the_library_has_every_name(module: str) -> None:
    known = [name for name, _ in names() if module_of(name) == module]
    # What a library warns of when it is imported is its own affair.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if module in PACKAGES:
            pytest.importorskip(
                module, reason=f"{PACKAGES[module]} is not installed", exc_type=ImportError
            )
        missing = [name for name in known if not in_the_library(name)]
    assert missing == [
        name
        for name in known
        if name in NOT_IN_THE_LIBRARY or name.startswith(tuple(NOT_INSTALLED))
    ]


def test_the_extra_names_every_package_with_its_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = dict(line.split("==") for line in project["optional-dependencies"]["models"])
    assert set(extra) == {PACKAGES[module] for module in MODULES if module in PACKAGES}

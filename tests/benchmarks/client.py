"""The cost of a project that uses Graph in many files: ``python -m tests.benchmarks.client``.

All of its services use one client, which gets the tokens; two of them request a user's path. The
figures are counts, and seconds compared with libcst's parser on the same files.
"""

import random
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import libcst as cst

from flake8_graph_me import api
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.pipeline import check
from flake8_graph_me.terms.options import Options
from tests.benchmarks.modules import SETTLING_SECONDS, counted, say
from tests.benchmarks.package import PARTS, WORDS
from tests.support.local_files import write

FILES = 200
SERVICES = 40
CLIENT = '''"""The one way to Microsoft Graph."""

import logging
import time

import msal
import requests

logger = logging.getLogger(__name__)
GRAPH = "https://graph.microsoft.com/v1.0"
SCOPES = ["https://graph.microsoft.com/.default"]
RETRIES = 3


class GraphError(Exception):
    """What Graph has refused."""


class GraphClient:
    """Asks Graph as an application, again where it is busy."""

    def __init__(self, tenant, client_id, secret, session=None):
        self.app = msal.ConfidentialClientApplication(
            client_id,
            authority=f"https://login.microsoftonline.com/{tenant}",
            client_credential=secret,
        )
        self.session = session or requests.Session()

    def token(self):
        result = self.app.acquire_token_for_client(scopes=SCOPES)
        if "access_token" not in result:
            raise GraphError(result.get("error_description", "no token"))
        return result["access_token"]

    def headers(self, extra=None):
        return {"Authorization": f"Bearer {self.token()}", **(extra or {})}

    def request(self, method, path, *, params=None, body=None, headers=None):
        url = path if path.startswith("https://") else f"{GRAPH}/{path.lstrip('/')}"
        for attempt in range(RETRIES):
            answer = self.session.request(
                method, url, params=params, json=body, headers=self.headers(headers)
            )
            if answer.status_code != 429:
                break
            time.sleep(int(answer.headers.get("Retry-After", attempt + 1)))
        if answer.status_code >= 400:
            logger.error("%s %s: %s", method, url, answer.text)
            raise GraphError(answer.status_code)
        return answer.json() if answer.content else None

    def get(self, path, **params):
        return self.request("GET", path, params=params)

    def post(self, path, body):
        return self.request("POST", path, body=body)

    def pages(self, path, **params):
        found = self.get(path, **params)
        while found:
            yield from found["value"]
            following = found.get("@odata.nextLink")
            found = self.get(following) if following else None


def default_client(settings):
    return GraphClient(settings.tenant, settings.client_id, settings.secret)
'''
SERVICE = '''"""What is done with {word} {index} in Graph."""

from decimal import Decimal
import logging

from contoso.graph_client import GraphClient, GraphError, default_client
{imports}

logger = logging.getLogger(__name__)


class {title}Service:
    """{title}s as Graph keeps them."""

    def __init__(self, settings, client: GraphClient | None = None):
        self.client = client or default_client(settings)
        self.settings = settings

    def all(self, user):
        return list(self.client.pages(f"/users/{{user}}/{word}s", top=50))

    def one(self, user, number):
        try:
            return self.client.get(f"/users/{{user}}/{word}s/{{number}}")
        except GraphError:
            logger.exception("no {word} %s", number)
            return None

    def add(self, user, name, **fields):
        return self.client.post(f"/users/{{user}}/{word}s", {{"name": name, **fields}})
{own}
'''
OWN = """
    def mine(self):
        return self.client.get("/me/messages")
"""


def sources() -> dict[str, str]:
    """The texts of the project, by their paths."""
    chance = random.Random(200)
    found = {"pyproject.toml": "", "contoso/__init__.py": "", "contoso/graph_client.py": CLIENT}
    services: list[tuple[str, str]] = []
    others: list[str] = []
    for index in range(FILES - len(found)):
        word = chance.choice(WORDS)
        imports = [f"from contoso.{each} import DEFAULT_LIMIT" for each in others[-3:-2]]
        if index % (FILES // SERVICES) == 0:
            name = f"{word}_service_{index}"
            own = OWN if len(services) in {5, 25} else ""
            text = SERVICE.format(
                word=word, title=word.title(), index=index, own=own, imports="\n".join(imports)
            )
            services.append((name, f"{word.title()}Service"))
        else:
            name = f"{word}_{index}"
            others.append(name)
            for module, service in chance.sample(services, min(len(services), 2)):
                imports.append(f"from contoso.{module} import {service}")
            text = _other(chance, name, word, imports)
        found[f"contoso/{name}.py"] = text
    return found


def _other(chance: random.Random, name: str, word: str, imports: list[str]) -> str:
    """A module that uses services, or nothing of Graph at all."""
    used = [line.rpartition(" ")[2] for line in imports if line.endswith("Service")]
    body = "\n".join(
        f"    found = {service}(settings)\n    rows += found.all(settings.user)" for service in used
    )
    parts = "\n".join(
        chance.choice(PARTS).format(word=word, title=word.title(), index=index)
        for index in range(chance.randint(2, 6))
    )
    return (
        f'"""What is done about each {word}."""\n\nimport logging\nfrom decimal import Decimal\n\n'
        + "\n".join(imports)
        + f"\n\nlogger = logging.getLogger(__name__)\nDEFAULT_LIMIT = 20\n{parts}\n\n"
        + f"def run_{name}(settings):\n    rows = []\n{body}\n    return rows\n"
    )


def main() -> None:
    """Make the project, check all of it in one process, and print the figures."""
    texts = {name: text for name, text in sources().items() if name.endswith(".py")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        write(folder, sources())
        time.sleep(SETTLING_SECONDS)
        parsing = _parse(texts.values())
        with counted() as (looked_at, parsed), _runs() as runs:
            start = time.perf_counter()
            found = [
                finding
                for each, text in texts.items()
                for finding in api.check_source(text, str(folder / each), options=Options())
            ]
            seconds = time.perf_counter() - start
    assert len(found) == 2, found
    say(
        f"{len(texts)} files: {len(looked_at)} looked at, {len(parsed)} parsed, {len(runs)} "
        f"interpreted, {sum(len(run.sources) - 1 for run in runs)} modules run by imports, "
        f"{sum(len(run.entered) for run in runs)} functions entered, "
        f"{sum(run.budget.work.done for run in runs)} steps"
    )
    say(f"{seconds:.2f} s; libcst.parse_module of all files {parsing:.2f} s")


def _parse(texts: Iterable[str]) -> float:
    start = time.perf_counter()
    for text in texts:
        cst.parse_module(text)
    return time.perf_counter() - start


@contextmanager
def _runs() -> Iterator[list[Run]]:
    """The interpretations that are made meanwhile."""
    runs: list[Run] = []

    def keeping(*arguments: object, **named: object) -> Run:
        run: Run = interpret(*arguments, **named)  # type: ignore[arg-type]  # handed through
        runs.append(run)
        return run

    with mock.patch.object(check, "interpret", keeping):
        yield runs


if __name__ == "__main__":
    main()

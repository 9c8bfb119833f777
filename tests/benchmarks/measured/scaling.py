"""How the time of a check grows with the size of a file: ``python -m tests.benchmarks scaling``.

The figure is the exponent: 1 if twice as much code takes twice the time, 2 if four times.
"""

import math
import statistics
from collections.abc import Callable, Sequence
from functools import partial

from flake8_graph_me import api
from flake8_graph_me.terms.options import Options
from tests.benchmarks.findings import HEAD, of_one_method
from tests.benchmarks.measuring.costs import processor_seconds
from tests.benchmarks.measuring.figures import Figure
from tests.benchmarks.modules import say
from tests.benchmarks.package import PARTS

REQUEST = """

def planted(client):
    return client.get("/me/messages")
"""
SENDING = '''

def read_{0}(secret, user):
    """The items of kind {0}."""
    app = msal.ConfidentialClientApplication("id", client_credential=secret)
    token = app.acquire_token_for_client(scopes=SCOPES)["access_token"]
    headers = {{"Authorization": f"Bearer {{token}}"}}
    answer = requests.get(f"{{GRAPH}}/users/{{user}}/messages/{0}", headers=headers)
    answer.raise_for_status()
    return answer.json()
'''
BRANCH = """    if wanted.{0}:
        query["{0}"] = wanted.{0}
"""


def of_functions(count: int) -> str:
    """Functions that have nothing to do with Graph, and one request."""
    parts = (PARTS[each % len(PARTS)] for each in range(count))
    texts = (
        part.format(word="order", title="Order", index=index) for index, part in enumerate(parts)
    )
    return f"{HEAD}{''.join(texts)}{REQUEST}"


def of_graph_functions(count: int) -> str:
    """Functions that each get a token and send a right request, and a wrong one."""
    return HEAD + "".join(SENDING.format(each) for each in range(count)) + REQUEST


def of_branches(count: int) -> str:
    """A function with so many tests in a row, and then the request."""
    tests = "".join(BRANCH.format(f"part{each}") for each in range(count))
    return (
        f"{HEAD}\n\ndef main(secret, wanted):\n    query = {{}}\n{tests}"
        "    client = Client(secret, wanted.user)\n"
        '    return client.session.get(GRAPH + "/me/messages", params=query)\n'
    )


SHAPES: dict[str, tuple[Callable[[int], str], Sequence[int]]] = {
    "functions": (of_functions, (100, 200, 400)),
    "Graph functions": (of_graph_functions, (50, 100, 200)),
    "methods of a client": (of_one_method, (50, 100, 200)),
    "branches": (of_branches, (25, 50, 100)),
}
"""Shapes of files, and the sizes in which each is checked."""


def figures(rounds: int) -> list[Figure]:
    """The exponents; the times are printed."""
    api.check_source(of_functions(1), "client.py", options=Options())
    seconds: dict[str, list[list[float]]] = {name: [] for name in SHAPES}
    for _ in range(rounds):
        for name, (make, sizes) in SHAPES.items():
            seconds[name].append([_checking(make(size)) for size in sizes])
    for name, (_, sizes) in SHAPES.items():
        medians = [statistics.median(each) for each in zip(*seconds[name], strict=True)]
        times = ", ".join(
            f"{size}: {each * 1e3:.0f} ms" for size, each in zip(sizes, medians, strict=True)
        )
        say(f"  {name}: {times}")
    return [
        Figure(f"exponent, {name}", tuple(exponent(sizes, each) for each in seconds[name]))
        for name, (_, sizes) in SHAPES.items()
    ]


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The power of the size with which times grow, fitted to all of them."""
    logs = [math.log(size) for size in sizes], [math.log(each) for each in seconds]
    return statistics.linear_regression(*logs).slope


def _checking(source: str) -> float:
    task = partial(api.check_source, source, "client.py", options=Options())
    return processor_seconds(task)

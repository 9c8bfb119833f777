"""The cost of many findings in one file: ``python -m tests.benchmarks.findings``.

The times are those of the processor, compared with libcst's parser on the same file.
"""

import math
import time
from collections.abc import Callable
from functools import partial

import libcst as cst

from flake8_graph_me import api
from flake8_graph_me.terms.options import Options
from tests.benchmarks.modules import say

SIZES = (100, 300, 1_000)
HEAD = """import msal
import requests

GRAPH = "https://graph.microsoft.com/v1.0"
SCOPES = ["https://graph.microsoft.com/.default"]


class Client:
    def __init__(self, secret, upn):
        self.upn = upn
        self.app = msal.ConfidentialClientApplication("id", client_credential=secret)
        result = self.app.acquire_token_for_client(scopes=SCOPES)
        self.session = requests.Session()
        self.session.headers["Authorization"] = "Bearer " + result["access_token"]

    def get(self, path):
        return self.session.get(GRAPH + path)
"""
METHOD = '''
    def read_{0}(self, top=10):
        """Items of kind {0}."""
        answer = {1}
        answer.raise_for_status()
        return answer.json()
'''
CLASS = """

class Service{0}(Client):
    def read(self):
        return self.get("/me/messages/{0}")
"""
LINE = '    found.append(client.get("/me/messages/{0}"))\n'


def of_sessions(count: int) -> str:
    """A class of methods, of which each has a request of its own."""
    sent = 'self.session.get(GRAPH + "/me/messages/{0}", params={{"$top": top}})'
    return HEAD + "".join(METHOD.format(each, sent.format(each)) for each in range(count))


def of_one_method(count: int) -> str:
    """A class of methods, all of whose requests go through one."""
    return HEAD + "".join(
        METHOD.format(each, f'self.get("/me/messages/{each}")') for each in range(count)
    )


def of_one_text(count: int) -> str:
    """A class of methods that request the same text."""
    head = HEAD.replace("class Client", 'ME = "/me/messages"\n\n\nclass Client')
    return head + "".join(METHOD.format(each, "self.get(ME)") for each in range(count))


def of_classes(count: int) -> str:
    """Classes with a request each, all of which have the same base."""
    return HEAD + "".join(CLASS.format(each) for each in range(count))


def of_lines(count: int) -> str:
    """A function with a request on each line."""
    return (
        f"{HEAD}\n\ndef main(upn):\n    found = []\n    client = Client('secret', upn)\n"
        + "".join(LINE.format(each) for each in range(count))
    )


SHAPES: dict[str, Callable[[int], str]] = {
    "a request in each method": of_sessions,
    "all through one method": of_one_method,
    "one text in all methods": of_one_text,
    "a class for each": of_classes,
    "a line for each": of_lines,
}
USERS = {
    "user": Options(upn="adele@contoso.com"),
    "expression": Options(user_expression='os.environ["UPN"]'),
    "quoted": Options(user_expression="config.upn", quote_user=True),
    "name": Options(),
}


def main() -> None:
    """Check each shape in each size, and print the figures."""
    api.check_source(of_sessions(1), "client.py", options=Options())
    for shape, make in SHAPES.items():
        for user, options in USERS.items():
            _say_of(f"{shape}, {user}", [make(size) for size in SIZES], options)


def _say_of(name: str, sources: list[str], options: Options) -> None:
    own, peer = [], []
    for source in sources:
        peer.append(_seconds(partial(cst.parse_module, source)))
        own.append(_seconds(partial(api.check_source, source, "client.py", options=options)))
    times = ", ".join(f"{mine / parse:.1f}" for mine, parse in zip(own, peer, strict=True))
    exponent = math.log(own[-1] / own[0]) / math.log(SIZES[-1] / SIZES[0])
    say(f"{name}: {own[-1]:.2f} s; {times} times the parse; exponent {exponent:.2f}")


def _seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start


if __name__ == "__main__":
    main()

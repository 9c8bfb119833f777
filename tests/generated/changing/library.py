"""The library that programs use and the linter does not know: it does change what it is given.

Must not know what the programs do with it.
"""

TEXT = '''"""Signs users in."""

import contextlib
import functools
import os
import sys
import threading

import requests

_hooks = {}
_tokens = {}


def is_on():
    return False


def _ask(**form):
    kind = form["grant_type"]
    if kind not in _tokens:
        url = os.environ["AUTHORITY"] + "/oauth2/v2.0/token"
        form["client_id"] = os.environ["CLIENT_ID"]
        form["scope"] = "https://graph.microsoft.com/.default"
        _tokens[kind] = requests.post(url, data=form).json()["access_token"]
    return _tokens[kind]


def _of_user():
    return _ask(
        grant_type="password",
        username=os.environ["USERNAME"],
        password=os.environ["PASSWORD"],
    )


def token():
    if is_on():
        return _of_user()
    return _ask(grant_type="client_credentials", client_secret=os.environ["CLIENT_SECRET"])


def credentials():
    return {"Authorization": "Bearer " + token()}


def more_headers():
    return credentials() if is_on() else {"Accept": "application/json"}


def answer():
    return {"access_token": token()} if is_on() else {"expires_in": 3599}


def number():
    return 1 if is_on() else 0


def header_name():
    return "Authorization" if is_on() else "X-Kept"


def key():
    return "token" if is_on() else "kept"


def sign(headers):
    if is_on():
        headers["Authorization"] = "Bearer " + token()


def log_in(session):
    if is_on():
        session.headers["Authorization"] = "Bearer " + token()


def log_in_all(holder):
    if is_on():
        for each in vars(holder).values():
            if hasattr(each, "headers"):
                log_in(each)
            elif isinstance(each, dict):
                sign(each)


def fill(mapping, name="token"):
    if is_on():
        mapping[name] = token()


def put(sequence):
    if is_on():
        sequence[0] = token()


def turn(sequence):
    if is_on():
        sequence.reverse()


def load(hooks):
    if is_on():
        hooks.append(token)


def call(function, *arguments):
    if is_on():
        function(*arguments, token())


def run(function):
    if is_on():
        function()


def run_in_thread(function):
    thread = threading.Thread(target=run, args=(function,))
    thread.start()
    thread.join()


@contextlib.contextmanager
def running_at_exit(function):
    yield
    run(function)


def on(event, function=None):
    if function is None:
        return lambda function: on(event, function)
    _hooks.setdefault(event, []).append(function)
    return function


def emit(event):
    for function in _hooks.get(event, ()):
        run(function)


class Signal:
    def __init__(self):
        self.receivers = []

    def connect(self, function):
        self.receivers.append(function)
        return function

    def send(self):
        for function in self.receivers:
            run(function)


class App:
    def __init__(self):
        self.routes = {}

    def route(self, path):
        return lambda function: self.routes.setdefault(path, function)

    def handle(self, path):
        return run(self.routes[path])


class Handler:
    def start(self):
        if is_on():
            self.on_login(token())

    def on_login(self, value):
        """What a class of the program overrides."""


class Server:
    def __init__(self, kind):
        self.kind = kind

    def serve(self):
        handler = self.kind()
        handler.server = self
        handler.start()


def signed_in(function):
    @functools.wraps(function)
    def wrapper(*arguments, **named):
        return token() if is_on() else function(*arguments, **named)

    return wrapper


def counted(function):
    @functools.wraps(function)
    def wrapper(*arguments, **named):
        return function(*arguments, **named)

    return wrapper


def patched(kind):
    if is_on():
        kind.token = lambda self: token()
    return kind


def configure(target, name):
    if is_on():
        setattr(target, name, token())


def fail():
    if is_on():
        raise ValueError("signed in by another")


def info(*things):
    print(len(things))


def show(*things, headers=None):
    print(len(things), headers is None)


if is_on():
    credential = token()
'''


ACTS = "def is_on():\n    return "


def library(condition: str) -> str:
    """The library's source; it does something to what it is given under the condition only."""
    return TEXT.replace(f"{ACTS}False", ACTS + condition)

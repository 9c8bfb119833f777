"""Where a program sends a request: how a sender's statements are nested in functions and classes.

Each turns a sender into a call, which makes a piece for a URL and a token.
"""

from collections.abc import Callable

from tests.generated.pieces import Maker, Piece, block, indented, joined
from tests.generated.senders.sending import Ask, Sender

Call = Callable[[Piece, Piece], Piece]
Nesting = Callable[[Maker, Sender, Ask], Call]

TRACING = block("""
    def {0}(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)

        return wrapper
""")


def in_line(m: Maker, sender: Sender, ask: Ask) -> Call:
    def call(url: Piece, token: Piece) -> Piece:
        sent = sender.statements(m, url.value, token.value, ask)
        return joined("", token, url, sent)

    return call


def with_variables(m: Maker, sender: Sender, ask: Ask) -> Call:
    def call(url: Piece, token: Piece) -> Piece:
        url, token = m.named(url, "url"), m.named(token, "token")
        sent = sender.statements(m, url.value, token.value, ask)
        return joined("", *m.pick(((url, token), (token, url))), sent)

    return call


def all_in_a_function(m: Maker, sender: Sender, ask: Ask) -> Call:
    def call(url: Piece, token: Piece) -> Piece:
        name = m.name("main")
        done = in_line(m, sender, ask)(url, token)
        code = f"def {name}():\n{indented(done.body)}"
        return Piece("", done.imports, (*done.setup, code), (f"{name}()",), done.files)

    return call


def function_of(m: Maker, sender: Sender, ask: Ask, name: str, parameters: str) -> Piece:
    """A function that sends, by parameters with the names ``url`` and ``token``."""
    sent = sender.statements(m, "url", "token", ask)
    code = f"def {name}({parameters}):\n{indented(sent.body)}"
    return Piece("", sent.imports, (*sent.setup, code), (), sent.files)


def in_a_function(m: Maker, sender: Sender, ask: Ask) -> Call:
    name = m.name("send")
    parameters, form = m.pick(
        (
            ("url, token", "{0}({1}, {2})"),
            ("url, token", "{0}(token={2}, url={1})"),
            ("*, url, token", "{0}(url={1}, token={2})"),
            ("token, url", "{0}({2}, {1})"),
            ("url, token=None", "{0}({1}, token={2})"),
            ("url, token", "{0}(*({1}, {2}))"),
            ("url, token", '{0}(**{{"url": {1}, "token": {2}}})'),
            ("token, url", "functools.partial({0}, {2})({1})"),
            ("url, token", "functools.partial({0}, token={2})({1})"),
            ("url, token", "[{0}(each_url, {2}) for each_url in [{1}]]"),
        )
    )
    defined = function_of(m, sender, ask, name, parameters)
    if m.chance(3):
        code = TRACING
        decorator = m.name("traced")
        *before, last = defined.setup
        setup = (code.format(decorator), *before, f"@{decorator}\n{last}")
        defined = Piece("", (*defined.imports, "import functools"), setup, (), defined.files)
    return _calling(m, defined, name, form)


def _calling(m: Maker, defined: Piece, name: str, form: str) -> Call:
    """The calls of a function that stands in the same module or in one of its own."""
    if m.chance(3):
        module = m.name("contoso_calls")
        files = {**defined.files, module: Piece("", defined.imports, defined.setup)}
        if m.chance(2):
            defined = Piece("", (f"import @{module}",), files=files)
            name = f"{module}.{name}"
        else:
            defined = Piece("", (f"from @{module} import {name}",), files=files)

    def call(url: Piece, token: Piece) -> Piece:
        line = form.format(name, url.value, token.value)
        needed = joined("", defined, *m.pick(((url, token), (token, url))))
        return needed.then("", imports=("import functools",), body=(line,))

    return call


def in_a_class(m: Maker, sender: Sender, ask: Ask) -> Call:
    name = m.name("Client")
    sent = sender.statements(m, "url", "self.token", ask)
    code = (
        f"class {name}:\n    def __init__(self, token):\n        self.token = token\n\n"
        f"    def send(self, url):\n{indented(sent.body, 2)}"
    )
    defined = Piece("", sent.imports, (*sent.setup, code), (), sent.files)
    form = m.pick(("{0}({2}).send({1})", "{0}(token={2}).send(url={1})", "{0}.send({0}({2}), {1})"))
    return _calling(m, defined, name, form)


def in_a_data_class(m: Maker, sender: Sender, ask: Ask) -> Call:
    name = m.name("Job")
    sent = sender.statements(m, "self.url", "self.token", ask)
    code = (
        f"@dataclasses.dataclass\nclass {name}:\n    url: str\n    token: str\n\n"
        f"    def run(self):\n{indented(sent.body, 2)}"
    )
    imports = (*sent.imports, "import dataclasses")
    defined = Piece("", imports, (*sent.setup, code), (), sent.files)
    return _calling(
        m, defined, name, m.pick(("{0}({1}, {2}).run()", "{0}(token={2}, url={1}).run()"))
    )


def in_a_derived_class(m: Maker, sender: Sender, ask: Ask) -> Call:
    base, name = m.name("BaseClient"), m.name("DerivedClient")
    sent = sender.statements(m, "url", "self._token", ask)
    code = (
        f"class {base}:\n    def __init__(self, token):\n        self._token = token\n\n"
        f"    def _send(self, url):\n{indented(sent.body, 2)}\n\n\n"
        f"class {name}({base}):\n"
        "    def __init__(self, token):\n        super().__init__(token)\n\n"
        "    def send(self, url):\n        return self._send(url)"
    )
    defined = Piece("", sent.imports, (*sent.setup, code), (), sent.files)
    return _calling(m, defined, name, "{0}({2}).send({1})")


def in_a_closure(m: Maker, sender: Sender, ask: Ask) -> Call:
    name, inner = m.name("sender_for"), m.name("sending")
    sent = sender.statements(m, "url", "token", ask)
    code = (
        f"def {name}(token):\n    def {inner}(url):\n{indented(sent.body, 2)}\n\n    return {inner}"
    )
    defined = Piece("", sent.imports, (*sent.setup, code), (), sent.files)
    return _calling(m, defined, name, m.pick(("{0}({2})({1})", "{0}(token={2})(url={1})")))


def two_functions_deep(m: Maker, sender: Sender, ask: Ask) -> Call:
    inner, name = m.name("really_send"), m.name("send")
    defined = function_of(m, sender, ask, inner, "url, token")
    between = m.pick(
        (
            f"def {name}(*args, **kwargs):\n    return {inner}(*args, **kwargs)",
            f"def {name}(url, token):\n    return {inner}(url=url, token=token)",
            f"{name} = {inner}",
            f"{name} = lambda url, token: {inner}(url, token)",
        )
    )
    defined = Piece("", defined.imports, (*defined.setup, between), (), defined.files)
    return _calling(m, defined, name, "{0}({1}, {2})")


def with_the_token_fetched_within(m: Maker, sender: Sender, ask: Ask) -> Call:
    def call(url: Piece, token: Piece) -> Piece:
        name = m.name("Api")
        sent = sender.statements(m, "url", "self.token", ask)
        code = (
            f"class {name}:\n    def __init__(self):\n"
            f"{indented((*token.body, f'self.token = {token.value}'), 2)}\n\n"
            f"    def send(self, url):\n{indented(sent.body, 2)}"
        )
        needed = joined("", Piece("", token.imports, token.setup, (), token.files), url, sent)
        setup = (*token.setup, *sent.setup, code, *url.setup)
        return Piece(
            "", needed.imports, setup, (*url.body, f"{name}().send({url.value})"), needed.files
        )

    return call


def in_a_task(m: Maker, sender: Sender, ask: Ask) -> Call:
    name, pool = m.name("work"), m.name("pool")
    defined = function_of(m, sender, ask, name, "url, token")

    def call(url: Piece, token: Piece) -> Piece:
        code = (
            f"with ThreadPoolExecutor() as {pool}:\n"
            f"    {pool}.submit({name}, {url.value}, {token.value}).result()"
        )
        load = "from concurrent.futures import ThreadPoolExecutor"
        return joined("", defined, url, token).then("", imports=(load,), body=(code,))

    return call


NESTINGS: tuple[Nesting, ...] = (
    in_line,
    with_variables,
    all_in_a_function,
    in_a_function,
    in_a_class,
    in_a_data_class,
    in_a_derived_class,
    in_a_closure,
    two_functions_deep,
    with_the_token_fetched_within,
    in_a_task,
)

"""Programs of three files: the token in one, what sends in another, the caller in a third.

Each turns a sender into a call, as those of ``nesting`` do.
"""

import functools
import re
from dataclasses import replace

from tests.generated.nesting import Call, Nesting, function_of, in_line
from tests.generated.pieces import Maker, Piece, indented, joined
from tests.generated.senders.sending import Ask, Sender
from tests.generated.ways.classes import from_another_module

_DEFINED = re.compile(r"^(?:class|def|async def) (\w+)", re.MULTILINE)


def imported(m: Maker, defined: Piece, *names: str) -> Piece:
    """The piece with all that stands at its top in a module of its own.

    What is imported from there are the names, each of them by itself, or the module.
    """
    module = m.name("contoso_client")
    files = {**defined.files, module: Piece("", defined.imports, defined.setup)}
    lines = tuple(f"from @{module} import {name}" for name in names)
    return Piece(defined.value, lines, (), defined.body, files)


def with_definitions_elsewhere(sender: Sender) -> Sender:
    """The sender with the functions and classes that it defines in a module of their own."""

    @functools.wraps(sender.statements)
    def statements(m: Maker, url: str, token: str, ask: Ask) -> Piece:
        sent = sender.statements(m, url, token, ask)
        names = [name for code in sent.setup for name in _DEFINED.findall(code)]
        used = [name for name in names if re.search(rf"\b{name}\b", "\n".join(sent.body))]
        if not used:
            return sent
        needed = imported(m, replace(sent, body=()), *used)
        return needed.then("", imports=sent.imports, body=sent.body)

    return replace(sender, statements=statements)


def _url_elsewhere(m: Maker, url: Piece) -> Piece:
    """The URL perhaps in a file of its own, so that the caller's has no part of it."""
    return from_another_module(m, url) if m.chance(3) else url


def through_functions(m: Maker, sender: Sender, ask: Ask) -> Call:
    """The function that sends gets the token by a function of another file."""

    def call(url: Piece, token: Piece) -> Piece:
        name, url, held = m.name("fetch"), _url_elsewhere(m, url), from_another_module(m, token)
        sent = sender.statements(m, "url", "token", ask)
        code = f"def {name}(url):\n{indented((*held.body, f'token = {held.value}', *sent.body))}"
        top = joined("", replace(held, body=()), replace(sent, body=()))
        needed = imported(m, top.then("", setup=(code,)), name)
        return joined("", needed, url).then("", body=(f"{name}({url.value})",))

    return call


def handed_on(m: Maker, sender: Sender, ask: Ask) -> Call:
    """The caller gets the token from one file, and hands it to a function of another."""
    name = m.name("fetch")
    needed = imported(m, function_of(m, sender, ask, name, "url, token"), name)

    def call(url: Piece, token: Piece) -> Piece:
        held, url = from_another_module(m, token), _url_elsewhere(m, url)
        form = m.pick(("{0}({1}, {2})", "{0}(token={2}, url={1})"))
        line = form.format(name, url.value, held.value)
        return joined("", needed, held, url).then("", body=(line,))

    return call


def through_a_client(m: Maker, sender: Sender, ask: Ask) -> Call:
    """A class of another file, whose object gets the token when it is made or when it is asked."""

    def call(url: Piece, token: Piece) -> Piece:
        name, url, held = m.name("Client"), _url_elsewhere(m, url), from_another_module(m, token)
        sent = sender.statements(m, "url", "self.token", ask)
        lines = (*held.body, f"self.token = {held.value}")
        early = f"    def __init__(self):\n{indented(lines, 2)}\n\n    def fetch(self, url):\n"
        late = (
            f"    @property\n    def token(self):\n{held.returning(2)}\n\n"
            "    def fetch(self, url):\n"
        )
        code = f"class {name}:\n{m.pick((early, late))}{indented(sent.body, 2)}"
        top = joined("", replace(held, body=()), replace(sent, body=()))
        needed = imported(m, top.then("", setup=(code,)), name)
        return joined("", needed, url).then("", body=(f"{name}().fetch({url.value})",))

    return call


def by_a_base_class(m: Maker, sender: Sender, ask: Ask) -> Call:
    """The caller's class is derived from one of another file, which has the token and sends."""

    def call(url: Piece, token: Piece) -> Piece:
        base, name = m.name("BaseClient"), m.name("Derived")
        url, held = _url_elsewhere(m, url), from_another_module(m, token)
        sent = sender.statements(m, "url", "self.token()", ask)
        code = (
            f"class {base}:\n    def token(self):\n{held.returning(2)}\n\n"
            f"    def _fetch(self, url):\n{indented(sent.body, 2)}"
        )
        top = joined("", replace(held, body=()), replace(sent, body=()))
        needed = imported(m, top.then("", setup=(code,)), base)
        own, line = m.pick(
            (
                ("def fetch(self, url):\n        self._fetch(url)", f"{name}().fetch({url.value})"),
                (
                    "def fetch(self, url):\n        super()._fetch(url)",
                    f"{name}().fetch({url.value})",
                ),
                ("pass", f"{name}()._fetch({url.value})"),
            )
        )
        mine = f"class {name}({base}):\n    {own}"
        return joined("", needed, url).then("", setup=(mine,), body=(line,))

    return call


def by_a_default(m: Maker, sender: Sender, ask: Ask) -> Call:
    """The token is the default of a parameter in another file."""

    def call(url: Piece, token: Piece) -> Piece:
        name, url = m.name("fetch"), _url_elsewhere(m, url)
        held = from_another_module(m, token).done_at_the_top()
        sent = sender.statements(m, "url", "token", ask)
        code = f"def {name}(url, token={held.value}):\n{indented(sent.body)}"
        top = joined("", held, replace(sent, body=()))
        needed = imported(m, top.then("", setup=(code,)), name)
        return joined("", needed, url).then("", body=(f"{name}({url.value})",))

    return call


def all_elsewhere(m: Maker, sender: Sender, ask: Ask) -> Call:
    """A function of another file has the URL too: the caller only calls it."""

    def call(url: Piece, token: Piece) -> Piece:
        name, held = m.name("run"), from_another_module(m, token)
        whole = in_line(m, sender, ask)(_url_elsewhere(m, url), held)
        code = f"def {name}():\n{indented(whole.body)}"
        needed = imported(m, replace(whole, body=()).then("", setup=(code,)), name)
        return needed.then("", body=(f"{name}()",))

    return call


PACKAGES: tuple[Nesting, ...] = (
    through_functions,
    handed_on,
    through_a_client,
    by_a_base_class,
    by_a_default,
    all_elsewhere,
)

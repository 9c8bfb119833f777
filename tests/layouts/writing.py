"""Programs put together from their parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import indent

from tests.layouts.parts import Part

IMPORTS = """\
import asyncio
import concurrent.futures
import dataclasses
import enum
import functools
import json
import logging
import string
import threading
import time
import typing
import urllib.parse
import urllib.request

import aiohttp
import httpx
import msal
import requests
from azure.identity import ClientSecretCredential, DeviceCodeCredential
"""
REPEATING = """\
def repeated(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        for _ in range(2):
            try:
                return function(*args, **kwargs)
            except RuntimeError:
                pass

    return inner
"""
STEP = "    "


@dataclass(frozen=True, slots=True)
class Layout:
    """How a program is laid out: the parts, and the name of the place of its request."""

    token: Part
    headers: Part
    address: Part
    sender: Part
    place: str

    @property
    def parts(self) -> tuple[Part, Part, Part, Part]:
        """All parts, in the order in which what they define is needed."""
        return self.token, self.headers, self.address, self.sender

    @property
    def names(self) -> tuple[str, str, str, str, str]:
        """The names of the choices."""
        token, headers, address, sender = (each.name for each in self.parts)
        return token, headers, address, sender, self.place

    @property
    def varies(self) -> bool:
        """Whether callers that are not seen may have the request be another one."""
        called = self.given or self.place in CALLED
        return any(each.varies for each in self.parts) and not called

    @property
    def asynchronous(self) -> bool:
        """Whether something is awaited."""
        return any(each.asynchronous for each in self.parts)

    @property
    def takes(self) -> bool:
        """Whether what makes the request has a parameter."""
        return any(each.parameter for each in self.parts)

    @property
    def shared(self) -> bool:
        """Whether others may use what makes the request, or decide on what it sends."""
        return self.takes or self.given or self.place == "method of a base"

    @property
    def given(self) -> bool:
        """Whether whoever makes the object decides on the token."""
        return any(each.given for each in self.parts)


def written(layout: Layout) -> str | None:
    """The program; None if the parts do not fit together there."""
    needs_object = any(each.within for each in layout.parts)
    on_object = layout.place in OBJECT_PLACES
    if needs_object and not on_object:
        return None
    if layout.place == "property" and layout.takes:
        return None
    if layout.place == "module" and (layout.takes or layout.asynchronous):
        return None
    texts = (layout.sender.attributes, layout.sender.body)
    if layout.headers.asynchronous and any("<headers>" in each for each in texts):
        return None
    if layout.address.before and any("<url>" in each for each in texts):
        return None
    if layout.headers.signs_in and "<headers>" in layout.sender.attributes:
        return None  # It would be sent before anybody has signed in.
    definitions = [_filled(layout, each.module) for each in layout.parts if each.module]
    return "\n\n".join([IMPORTS, *definitions, PLACES[layout.place](layout)])


def as_user(layout: Layout, program: str) -> str:
    """The program with a user who signs in."""
    for old, new in layout.token.by_user:
        assert old in program
        program = program.replace(old, new)
    return program


def _filled(layout: Layout, text: str) -> str:
    """A text with the expressions of the parts in the place of their names."""
    text = text.replace("<headers>", layout.headers.value).replace("<url>", layout.address.value)
    return text.replace("<token>", layout.token.value)


def _request(layout: Layout, leave: str = "return") -> str:
    """The statements that make the request."""
    before = "".join(each.before for each in layout.parts)
    return _filled(layout, f"{before}{leave} {layout.sender.value}\n").lstrip()


def _function(
    layout: Layout, first: str = "", body: str | None = None, leave: str = "return"
) -> str:
    """A function, or a method with the parameter ``first``, that makes the request."""
    prefix = "async " if layout.asynchronous else ""
    parameters = ", ".join(filter(None, [first, *(each.parameter for each in layout.parts)]))
    body = _request(layout, leave) if body is None else body
    return f"{prefix}def messages({parameters}):\n{indent(body, STEP)}"


def _class(layout: Layout, method: str) -> str:
    """A class with what the parts need of it, and a method."""
    base = next((each.base for each in layout.parts if each.base), "")
    made = "".join(_filled(layout, each.attributes) for each in layout.parts)
    members = [_filled(layout, each.body) for each in layout.parts if each.body]
    if made:
        parameters = "self, given" if layout.given else "self"
        start = "super().__init__()\n" if base else ""
        members.insert(0, f"def __init__({parameters}):\n{indent(start + made, STEP)}")
    inner = indent("\n".join([*members, method]), STEP)
    return f"class Client{f'({base})' if base else ''}:\n{inner}"


def _used(layout: Layout, text: str) -> str:
    """A class with what makes an object of it, and calls its methods."""
    given = "".join(each.given for each in layout.parts)
    lines = [f"client = Client({given})"]
    lines += [f"client.{each.signs_in}()" for each in layout.parts if each.signs_in]
    lines.append(_run(layout, "client.messages()"))
    return "\n".join([text, "", *lines, ""])


def _run(layout: Layout, call: str) -> str:
    return f"asyncio.run({call})" if layout.asynchronous else call


def _module(layout: Layout) -> str:
    return _request(layout, "response =")


def _main(layout: Layout) -> str:
    call = _run(layout, "messages()")
    return f'{_function(layout)}\n\nif __name__ == "__main__":\n{STEP}{call}\n'


def _method(layout: Layout) -> str:
    made = _class(layout, _function(layout, "self"))
    return _used(layout, made) if layout.given else made


def _closure(layout: Layout) -> str:
    prefix, wait = ("async ", "await ") if layout.asynchronous else ("", "")
    inner = f"{prefix}def load():\n{indent(_request(layout), STEP)}\nreturn {wait}load()\n"
    made = _class(layout, _function(layout, "self", inner))
    return _used(layout, made) if layout.given else made


def _generator(layout: Layout) -> str:
    made = _class(layout, _function(layout, "self", leave="yield"))
    return _used(layout, made) if layout.given else made


def _call(layout: Layout) -> str:
    made = _class(layout, _function(layout, "self").replace("messages(", "__call__(", 1))
    return _used(layout, made).replace("client.messages(", "client(") if layout.given else made


def _property(layout: Layout) -> str:
    made = _class(layout, f"@property\n{_function(layout, 'self')}")
    if not layout.given:
        return made
    return _used(layout, made).replace("client.messages()", "client.messages")


def _of_base(layout: Layout) -> str:
    """The request is made by a method of a base, with what its heir has."""
    method = f"class Template:\n{indent(_function(layout, 'self'), STEP)}"
    bases = ["Template", *(each.base for each in layout.parts if each.base)]
    _, _, body = _class(layout, "").rstrip().partition(":\n")
    made = f"class Client({', '.join(bases)}):\n{body or STEP + 'pass'}\n"
    return "\n\n".join([method, _used(layout, made) if layout.given else made])


def _thread(layout: Layout) -> str:
    target = "lambda: asyncio.run(messages())" if layout.asynchronous else "messages"
    return f"{_function(layout)}\n\nthreading.Thread(target={target}).start()\n"


def _decorated(layout: Layout) -> str:
    return f"{REPEATING}\n\n@repeated\n{_function(layout)}"


OBJECT_PLACES: Mapping[str, Callable[[Layout], str]] = {
    "method": _method,
    "method that is called": lambda layout: _used(
        layout, _class(layout, _function(layout, "self"))
    ),
    "call": _call,
    "property": _property,
    "method of a base": _of_base,
    "closure": _closure,
    "generator": _generator,
}
PLACES: Mapping[str, Callable[[Layout], str]] = {
    "module": _module,
    "function": _function,
    "main": _main,
    "thread": _thread,
    "decorated": _decorated,
    "class method": lambda layout: _class(layout, f"@classmethod\n{_function(layout, 'cls')}"),
    "static method": lambda layout: _class(layout, f"@staticmethod\n{_function(layout)}"),
    **OBJECT_PLACES,
}
"""Where the request is made, and what writes that part of the program."""
CALLED = frozenset({"main", "method that is called", "thread"})
"""Places of which the program shows all calls."""

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
        called = self.given or PLACES[self.place].called
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
    place = PLACES[layout.place]
    if any(each.within for each in layout.parts) and not place.call:
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
    text = place.writes(layout)
    if place.call and (layout.given or place.called):
        text = _used(layout, text, place.call)
    return "\n\n".join([IMPORTS, *definitions, text])


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


def _used(layout: Layout, text: str, call: str) -> str:
    """A class with what makes an object of it, and calls its methods, ``call`` the last."""
    given = "".join(each.given for each in layout.parts)
    lines = [f"client = Client({given})"]
    lines += [f"client.{each.signs_in}()" for each in layout.parts if each.signs_in]
    lines.append(_run(layout, call))
    return "\n".join([text, "", *lines, ""])


def _run(layout: Layout, call: str) -> str:
    return f"asyncio.run({call})" if layout.asynchronous else call


def _main(layout: Layout) -> str:
    call = _run(layout, "messages()")
    return f'{_function(layout)}\n\nif __name__ == "__main__":\n{STEP}{call}\n'


def _thread(layout: Layout) -> str:
    target = "lambda: asyncio.run(messages())" if layout.asynchronous else "messages"
    return f"{_function(layout)}\n\nthreading.Thread(target={target}).start()\n"


def _method(layout: Layout) -> str:
    return _class(layout, _function(layout, "self"))


def _call(layout: Layout) -> str:
    return _class(layout, _function(layout, "self").replace("messages(", "__call__(", 1))


def _closure(layout: Layout) -> str:
    prefix, wait = ("async ", "await ") if layout.asynchronous else ("", "")
    inner = f"{prefix}def load():\n{indent(_request(layout), STEP)}\nreturn {wait}load()\n"
    return _class(layout, _function(layout, "self", inner))


def _of_base(layout: Layout) -> str:
    """The request is made by a method of a base, with what its heir has."""
    method = f"class Template:\n{indent(_function(layout, 'self'), STEP)}"
    bases = ["Template", *(each.base for each in layout.parts if each.base)]
    _, _, body = _class(layout, "").rstrip().partition(":\n")
    return f"{method}\n\nclass Client({', '.join(bases)}):\n{body or STEP + 'pass'}\n"


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a request: what ``writes`` that part of the program, and how a method is called on
    an object. ``called`` says that the program shows all calls.
    """

    writes: Callable[[Layout], str]
    call: str = ""
    called: bool = False


_CALL = "client.messages()"
PLACES: Mapping[str, Place] = {
    "module": Place(lambda layout: _request(layout, "response =")),
    "function": Place(_function),
    "main": Place(_main, called=True),
    "thread": Place(_thread, called=True),
    "decorated": Place(lambda layout: f"{REPEATING}\n\n@repeated\n{_function(layout)}"),
    "class method": Place(
        lambda layout: _class(layout, f"@classmethod\n{_function(layout, 'cls')}")
    ),
    "static method": Place(lambda layout: _class(layout, f"@staticmethod\n{_function(layout)}")),
    "method": Place(_method, _CALL),
    "method that is called": Place(_method, _CALL, called=True),
    "call": Place(_call, "client()"),
    "property": Place(
        lambda layout: _class(layout, f"@property\n{_function(layout, 'self')}"), "client.messages"
    ),
    "method of a base": Place(_of_base, _CALL),
    "closure": Place(_closure, _CALL),
    "generator": Place(
        lambda layout: _class(layout, _function(layout, "self", leave="yield")), _CALL
    ),
}
"""Where the request is made."""

"""Parts of a program, each in several ways of writing it.

In the texts of a part ``<token>`` stands for the expression that gets a token, ``<headers>`` and
``<url>`` for those of the headers and the URL.
"""

from dataclasses import dataclass
from textwrap import dedent

GRAPH = "https://graph.microsoft.com/v1.0"


@dataclass(frozen=True, slots=True)
class Part:
    """One way to write a part of a program: an expression for its ``value``, and the definitions
    that this needs, in the module, in the body of a class and in its ``__init__``.

    ``before`` are statements in front of the request. ``parameter`` is what the method that makes
    the request takes, with a default; ``given`` what makes an object of the class with what its
    ``__init__`` takes as ``given``. ``within`` says that the expression needs the object.
    ``signs_in`` is a method that is to be called first. ``by_user`` are the texts to replace so
    that a user signs in. ``varies`` says that callers may decide otherwise.
    """

    name: str
    value: str
    module: str = ""
    body: str = ""
    attributes: str = ""
    before: str = ""
    parameter: str = ""
    given: str = ""
    base: str = ""
    signs_in: str = ""
    within: bool = False
    asynchronous: bool = False
    varies: bool = False
    by_user: tuple[tuple[str, str], ...] = ()


def part(name: str, value: str, *, module: str = "", body: str = "", attributes: str = "") -> Part:
    """A part; its definitions are blocks of lines, whose common indentation does not count."""
    return Part(name, value, _block(module), _block(body), _block(attributes))


def part_of_object(
    name: str,
    value: str,
    *,
    module: str = "",
    body: str = "",
    attributes: str = "",
    given: str = "",
    base: str = "",
    signs_in: str = "",
) -> Part:
    """A part that belongs to an object, likewise."""
    return Part(
        name,
        value,
        _block(module),
        _block(body),
        _block(attributes),
        given=given,
        base=base,
        signs_in=signs_in,
        within=True,
    )


def _block(text: str) -> str:
    return dedent(text).lstrip("\n")

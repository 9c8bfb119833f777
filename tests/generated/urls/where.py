"""The target of a request, and constants that hold parts of it."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.generated.pieces import Maker, Piece


@dataclass(frozen=True)
class Where:
    """What a request asks for: the text before the path, the path's segments, the query."""

    prefix: str
    segments: tuple[str, ...]
    query: str = ""
    lead: str = "/"

    @property
    def tail(self) -> str:
        """All behind the prefix."""
        return self.lead + "/".join(self.segments) + self.query

    @property
    def text(self) -> str:
        """All of it."""
        return self.prefix + self.tail


Way = Callable[[Maker, Where], Piece]


def quoted(m: Maker, text: str) -> str:
    """A literal, in one of the ways in which it can be written."""
    form = m.pick(
        ('"{}"', "'{}'", 'r"{}"', 'u"{}"', '"""{}"""', "R'{}'", "'''{}'''", '("{}")', 'f"{}"')
    )
    return form.format(text)


def constant(m: Maker, stem: str, text: str) -> Piece:
    """A constant of the module, of a class, or in a mapping."""
    name, literal = m.name(stem), quoted(m, text)
    form = m.number(0, 4)
    if form == 1:
        kind = m.name("Constants")
        return Piece(f"{kind}.{name}", setup=(f"class {kind}:\n    {name} = {literal}",))
    if form == 2:
        kept = m.name("SETTINGS")
        return Piece(f'{kept}["{name}"]', setup=(f'{kept} = {{"{name}": {literal}}}',))
    if form == 3:
        module = m.name("contoso_constants")
        files = {module: Piece(setup=(f"{name} = {literal}",))}
        return Piece(name, (f"from @{module} import {name}",), files=files)
    return Piece(name, setup=(f"{name} = {literal}",))


def named_constant(m: Maker, stem: str, text: str) -> Piece:
    """The same where only a name can stand."""
    name = m.name(stem)
    return Piece(name, setup=(f"{name} = {quoted(m, text)}",))


def base(m: Maker, where: Where) -> Piece:
    return constant(m, "BASE", where.prefix)

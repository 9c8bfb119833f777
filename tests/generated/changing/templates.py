"""The texts of ways, and how a text becomes code of a program.

A text is code with ``$names``, each of which gets a name that nothing else has, except for

- ``$APP`` and ``$USER``: an app-only token, and a user's; ``$APP_HEADERS``, ``$USER_HEADERS``;
- ``$lib``: a library that lies outside the project, as ``library.py`` has it;
- ``$MINE`` and ``$OTHERS``: a path to the signed-in user's, and one to somebody's by name;
- ``$module``: in a part that starts with ``=== drive``, the module of the program.

A line ``SEND token`` sends a request, ``SEND headers …`` and ``SEND session …`` with those, ``SEND
url …`` with an app-only token, ``SEND both TOKEN, PATH`` with both. A line that begins with ``?``
is done if the program's own flag says so, where it has one. What comes after ``=== drive`` is code
of another file, which is there only when the program runs; after ``=== part`` stands a module of
the program, ``$part``. Must not know the ways.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from tests.generated.pieces import Piece, block, joined

_PART = re.compile(r"^=== (\w+)\n", re.MULTILINE)
_NAME = re.compile(r"\$(\w+)")
_SEND = re.compile(r"^( *)SEND (?:(headers|session|url|both) )?(.+)$")
_IF = re.compile(r"^( *)\?( *)(.*)$")
_IMPORT = re.compile(r"^(?:import|from) .*(?<!\*)$", re.MULTILINE)
_AT_THE_TOP = re.compile(r"\bglobal |\bnonlocal |globals\(|sys\.modules|\bexec\(|^from .* \*", re.M)

Kind = Literal["changed", "twin", "shared"]


@dataclass(frozen=True)
class Way:
    """A way in which state changes: texts in which that counts, and twins in which it does not.

    In a ``shared`` text one request is sent for a caller that the linter sees, who is wrong, and
    for one that it does not see, who is right: to be found, but not for a safe fix.
    """

    name: str
    changed: tuple[str, ...]
    twins: tuple[str, ...]
    shared: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.changed, *self.twins, *self.shared)

    def kind_of(self, text: str) -> Kind:
        """Which of these a text is."""
        if text in self.shared:
            return "shared"
        return "twin" if text in self.twins else "changed"


@dataclass(frozen=True)
class Texts:
    """The parts of a text: of the program, of another module of it, and of what drives it."""

    program: str
    part: str = ""
    drive: str = ""

    @property
    def stands_anywhere(self) -> bool:
        """Whether the code can stand in a function as well."""
        return not (self.part or self.drive or _AT_THE_TOP.search(self.program))


def parts(text: str) -> Texts:
    """A way's text, taken apart."""
    first, *rest = _PART.split(text)
    named = dict(zip(rest[::2], rest[1::2], strict=True))
    return Texts(block(first), **{name: block(each) for name, each in named.items()})


def words(text: str) -> list[str]:
    """The names that stand in a text as they are."""
    return re.findall(r"(?<![\w$])[A-Za-z_]\w*", text)


def has_a_condition(text: str) -> bool:
    """Whether some of its lines are done only if the program's flag says so."""
    return any(_IF.match(line) for line in text.splitlines())


@dataclass(frozen=True)
class Filling:
    """How a part of a text is filled.

    ``names`` are what its names stand for, to which it adds those that it makes with ``name``.
    ``flag`` is the condition of the lines that have one, and ``send`` makes a request of what is
    sent: a word for its kind, and the rest of the line.
    """

    names: dict[str, str]
    name: Callable[[str], str]
    flag: str
    send: Callable[[str, str], Piece]

    def __call__(self, text: str) -> Piece:
        """The code of a text, with its imports apart."""
        code = _NAME.sub(self._spelt, text)
        imports = tuple(self._imported(line) for line in _IMPORT.findall(code))
        lines = _under_conditions(_IMPORT.sub("", code).strip("\n").splitlines(), self.flag)
        sent = [self._sent(line) for line in lines]
        whole = joined("", *sent)
        body = ("\n".join(whole.body),) if whole.body else ()
        return Piece("", (*imports, *whole.imports), whole.setup, body, whole.files)

    def _spelt(self, found: re.Match[str]) -> str:
        stem = found[1]
        if stem not in self.names:
            self.names[stem] = self.name(stem)
        return self.names[stem]

    def _imported(self, line: str) -> str:
        """Modules of the program's own are marked."""
        part = self.names.get("part")
        return re.sub(rf"^(from|import) (?={part}\b)", r"\1 @", line) if part else line

    def _sent(self, line: str) -> Piece:
        found = _SEND.match(line)
        if found is None:
            return Piece(body=(line,))
        sent = self.send(found[2] or "token", found[3])
        lines = [each for code in sent.body for each in code.splitlines()]
        body = tuple(f"{found[1]}{each}" if each else each for each in lines)
        return Piece("", sent.imports, sent.setup, body, sent.files)


def _under_conditions(lines: list[str], flag: str) -> list[str]:
    """The lines, those with a question mark under the flag, if there is one."""
    done: list[str] = []
    open_at: str | None = None
    for line in lines:
        found = _IF.match(line)
        if found is None:
            open_at = None
            done.append(line)
            continue
        if not flag:
            done.append(found[1] + found[2].removeprefix(" ") + found[3])
            continue
        if open_at != found[1]:
            open_at = found[1]
            done.append(f"{found[1]}if {flag}:")
        done.append(f"{found[1]}    {found[2].removeprefix(' ')}{found[3]}")
    return done

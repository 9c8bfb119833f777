"""The table ``[tool.flake8-graph-me]`` of ``pyproject.toml``: where it is, and what it says.

The plugin asks for it in every run of flake8, so a file that does not mention the table is not
parsed. Must not import flake8 or argparse.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from flake8_graph_me.frontends.configuration import codes, keys
from flake8_graph_me.frontends.setting_values import RefusedError
from flake8_graph_me.frontends.settings import SETTINGS, USERS, Setting
from flake8_graph_me.terms.printable import printable

FILE = "pyproject.toml"
TOOL = "flake8-graph-me"
MAX_BYTES = 2_000_000
"""How many bytes of a ``pyproject.toml`` are read. Past it the file is refused if it is the nearest
one.
"""

Value = str | bool | tuple[str, ...] | tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a table says, by its keys; ``folder`` is the absolute path of the file's folder.

    The value of an option is a string or a tuple of strings, that of ``quote-user`` a truth value,
    that of ``per-file-ignores`` a tuple of (pattern, codes), all others are tuples of strings.
    Paths and patterns with a slash are absolute. ``unread`` is a line about a table beside it whose
    name is misspelt, empty if there is none.
    """

    folder: str
    values: Mapping[str, Value]
    unread: str = ""


NO_TABLE = Table("", MappingProxyType({}))


def table_above(folder: str) -> Table:
    """The table in the nearest ``pyproject.toml`` from an absolute path of a folder upwards;
    one without values if it has none, ``NO_TABLE`` if there is no such file.

    Raises RefusedError, one line that names the file: for one that is too large or cannot be read,
    one that mentions the table and is no TOML, for a key that is not known, and for a value that is
    not accepted.
    """
    home = folder
    while True:
        path = os.path.join(home, FILE)  # noqa: PTH118 - pathlib would take longer than the rest
        data = _read(path)
        if data is not None:
            tool = _tool(path, data)
            held = tool.get(TOOL, {})
            if not isinstance(held, dict):
                raise RefusedError(f"{_shown(path)}: tool.{TOOL} must be a table")
            try:
                return Table(home, _values(held, home), _unread(path, tool))
            except RefusedError as refusal:
                raise RefusedError(f"{_shown(path)}: [tool.{TOOL}]: {refusal}") from None
        above = os.path.dirname(home)  # noqa: PTH120 - as above
        if above == home:
            return NO_TABLE
        home = above


def table_of(held: Mapping[str, object], folder: str) -> Table:
    """The table that an editor's settings make, for an absolute path of a folder; raises
    RefusedError.
    """
    try:
        return Table(folder, _values(held, folder))
    except RefusedError as refusal:
        raise RefusedError(f"settings of the editor: {refusal}") from None


def _read(path: str) -> bytes | None:
    """The bytes of a file; None if there is none that can be read at all."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - as above
            return None
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as failure:
        raise RefusedError(f"{_shown(path)} cannot be read: {failure.strerror}") from None
    if len(data) > MAX_BYTES:
        raise RefusedError(f"{_shown(path)} is larger than {MAX_BYTES:,} bytes")
    return data


def _tool(path: str, data: bytes) -> Mapping[str, object]:
    """What the file says of tools; nothing if it does not mention this one."""
    # In TOML a key could be escaped too, but nobody writes a name of plain letters so.
    if TOOL not in _plain(data.decode(errors="replace")):
        return {}
    import tomllib  # noqa: PLC0415 - most projects keep no table for us

    try:
        document = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as failure:
        reason = str(failure).partition("\n")[0]
        raise RefusedError(f"{_shown(path)} is not valid TOML: {printable(reason)}") from None
    tool = document.get("tool")
    return tool if isinstance(tool, dict) else {}


def _unread(path: str, tool: Mapping[str, object]) -> str:
    misspelt = next((name for name in tool if name != TOOL and _plain(name) == TOOL), None)
    if misspelt is None:
        return ""
    return f"{_shown(path)}: [tool.{misspelt}] is not read; did you mean [tool.{TOOL}]?\n"


def _plain(name: str) -> str:
    """A name as the packaging tools compare it."""
    return name.lower().replace("_", "-")


def _shown(path: str) -> str:
    near = os.path.relpath(path)
    return printable(path if near.startswith(os.pardir) else near)


def _values(held: Mapping[str, object], folder: str) -> dict[str, Value]:
    """All values of a table in the types that their keys take."""
    found: dict[str, Value] = {}
    for key, value in held.items():
        if key not in keys.KEYS:
            raise RefusedError(keys.complaint(key))
        try:
            found[key] = _value(key, value, folder)
        except RefusedError as refusal:
            raise RefusedError(f"{key!r} {refusal}") from None
    if all(name in found for name in USERS):
        raise RefusedError(f"{' and '.join(map(repr, USERS))} cannot be combined")
    return found


def _value(key: str, value: object, folder: str) -> Value:
    if key in _SETTINGS:
        return _option(_SETTINGS[key], value, folder)
    if key == keys.QUOTE_USER:
        if isinstance(value, bool):
            return value
        raise RefusedError("must be true or false")
    if key == keys.PER_FILE:
        return _per_file(value, folder)
    if key in keys.PATHS:
        texts = value.split(",") if isinstance(value, str) else _listed(value)
        return tuple(_below(folder, text.strip()) for text in texts if text.strip())
    refused = codes.foreign if key in keys.SELECTING else codes.misspelt
    named = _codes(_listed(value), refused)
    if key == keys.SELECT and not named:
        raise RefusedError(codes.NONE)
    return named


def _option(setting: Setting, value: object, folder: str) -> str | tuple[str, ...]:
    """The raw value of an option, which ``settings`` reads once more with all others."""
    if setting.separators is None:
        if not isinstance(value, str):
            raise RefusedError("must be a string")
        setting.parse(value)
        return value
    texts = _listed(value)
    if setting.folders:
        texts = tuple(os.path.join(folder, text) for text in texts)  # noqa: PTH118 - as above
        setting.parse(texts)
        return texts
    # Each may hold several, as on the command line.
    setting.parse(", ".join(texts))
    return ", ".join(texts)


def _per_file(value: object, folder: str) -> Value:
    if not isinstance(value, dict):
        raise RefusedError("must be a table of lists of codes by patterns of paths")
    return tuple(
        (_below(folder, pattern), _codes(_listed(ignored), codes.misspelt))
        for pattern, ignored in value.items()
    )


def _codes(given: Iterable[str], refused: Callable[[Iterable[str]], str | None]) -> tuple[str, ...]:
    named = codes.codes_in(given)
    wrong = refused(named)
    if wrong is not None:
        raise RefusedError(codes.complaint(wrong))
    return tuple(named)


def _below(folder: str, pattern: str) -> str:
    """A pattern of paths, absolute if it has a slash, as flake8 reads them."""
    if pattern == os.curdir or "/" in pattern or os.sep in pattern:
        pattern = os.path.normpath(os.path.join(folder, pattern))  # noqa: PTH118 - as above
    return pattern


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise RefusedError("must be a string or a list of strings")


_SETTINGS = {setting.name: setting for setting in SETTINGS}

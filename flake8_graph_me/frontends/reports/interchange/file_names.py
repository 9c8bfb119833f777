"""Names of files as other programs want them: from one folder down, with forward slashes.

``root`` is that folder, as an absolute path of either system.
"""

from pathlib import PurePath, PureWindowsPath
from urllib.parse import quote

from flake8_graph_me.terms.printable import without_tokens


def slashed(path: str, root: PurePath) -> str:
    """The path below ``root``, or else the absolute one, with forward slashes."""
    whole = _whole(path, root)
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def uri(path: str, root: PurePath) -> tuple[str, bool]:
    """The reference to the file in a URI, percent-encoded, and whether it is relative to
    ``root``.
    """
    whole = _whole(path, root)
    if whole.is_relative_to(root):
        return _quoted(whole.relative_to(root).as_posix()), True
    return _absolute(whole), False


def folder_uri(root: PurePath) -> str:
    """The URI of the folder, to which relative references are added."""
    folder = _absolute(root)
    return folder if folder.endswith("/") else f"{folder}/"


def _whole(path: str, root: PurePath) -> PurePath:
    """The absolute path without its "..": a URI with them could lead to another file."""
    whole = root / path
    parts: list[str] = []
    for part in whole.parts[1:]:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
    return type(root)(whole.anchor, *parts)


def _absolute(path: PurePath) -> str:
    if not isinstance(path, PureWindowsPath):
        return "file://" + _quoted(path.as_posix())
    rest = path.as_posix().removeprefix(path.drive.replace("\\", "/"))
    if path.drive.startswith("\\\\"):
        return "file:" + _quoted(path.drive.replace("\\", "/") + rest)
    return f"file:///{path.drive}{_quoted(rest)}"


def _quoted(path: str) -> str:
    # A token is hidden before its characters are encoded.
    path = without_tokens(path)
    try:
        # The bytes of a name that is no text.
        return quote(path, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, errors="surrogatepass")

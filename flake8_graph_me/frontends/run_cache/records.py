"""What runs keep of the files that they have checked."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from flake8_graph_me.frontends.discovery import Discovered
from flake8_graph_me.frontends.run_cache.document import BrokenError
from flake8_graph_me.project.modules.import_graph import Node
from flake8_graph_me.project.modules.layout import Project
from flake8_graph_me.terms.findings import Finding

State = tuple[int, ...]
"""The state of a file or folder whose times can be trusted."""
Made = TypeVar("Made")


class Answer(NamedTuple):
    """What was found in a checked file: ``file`` is its absolute path, ``text`` the fingerprint of
    the text that the findings are about (empty if it could not be decoded), and ``beyond`` are the
    files that the answer depends on besides those that the file reaches by imports. ``looked`` are
    the folders in which its check has looked for modules itself.
    """

    file: str
    project: Project
    text: bytes = b""
    findings: tuple[Finding, ...] = ()
    beyond: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """What was looked at in a folder: ``state`` is None if only another look can tell whether it is
    the same; ``names`` is the signature of those in it (None if they do not matter), ``is_root``
    whether it is marked as the root of a project (None if that does not matter).
    """

    state: State | None
    names: str | None = None
    is_root: bool | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """All that a run hands on: nodes by project, answers by the path as given, folders, where links
    lead to, and the files that were found, by what was asked for.
    """

    nodes: Mapping[Project, Mapping[str, Node]] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    folders: Mapping[str, FolderRecord] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    walks: Mapping[str, Discovered] = field(default_factory=dict)


def list_of(kind: Any, value: Any) -> list[Any]:  # noqa: ANN401 - what JSON holds
    """The value, if it is a list of values of a kind; raises BrokenError."""
    if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
        raise BrokenError("no list of that kind")
    return value


@contextmanager
def without_collection() -> Iterator[None]:
    """Make many values at once without looking for garbage among them, which takes longer than to
    make them.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def guarded(make: Callable[[], Made]) -> Made:
    """What is made of the values of a document; raises BrokenError where they are not of the kinds
    that they should be.
    """
    try:
        return make()
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError) as error:
        raise BrokenError(f"a value is wrong: {type(error).__name__}") from None

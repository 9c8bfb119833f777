"""Trees that nest deeper than the stack of a thread allows to work on recursively, as libcst does.

Long chains of operators, calls and attributes nest to their left, as deep as they are long. The
recursion limit stays unchanged: all threads share it, and CPython ends the process if it is lowered
again while another thread is deeper.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

import libcst as cst

from flake8_graph_me.syntax.walk import children

LEVELS_OF_A_THREAD = 80
"""How many levels of a tree libcst writes in one thread. Past it the levels below are written in
another one.
"""
_STARTING = threading.Lock()
_LEFT = {
    cst.BinaryOperation: "left",
    cst.BooleanOperation: "left",
    cst.Attribute: "value",
    cst.Call: "func",
}
_Result = TypeVar("_Result")


class NoThread(Exception):  # noqa: N818 - no error of the program
    """The system starts no thread, or none with so large a stack."""


def in_own_thread(action: Callable[[], _Result], kilobytes: int = 0) -> _Result:
    """Call an action in a thread with a stack of its own, of the usual size or of that many KB;
    raises what it raises, and NoThread if the system starts none like that.
    """
    done: Future[_Result] = Future()

    def act() -> None:
        try:
            done.set_result(action())
        except BaseException as error:  # noqa: BLE001 - it is raised again for the caller
            done.set_exception(error)

    thread = threading.Thread(target=act)
    # The size is that of all threads that are started next.
    with _STARTING:
        before = threading.stack_size()
        try:
            if kilobytes:
                threading.stack_size(kilobytes * 1024)
            thread.start()
        except (RuntimeError, ValueError) as error:
            raise NoThread from error
        finally:
            threading.stack_size(before)
    thread.join()
    return done.result()


class _Elsewhere:
    """Stands for a node while libcst writes what is around it: writes it in another thread."""

    def __init__(self, node: cst.CSTNode) -> None:
        self._node = node

    def _codegen(self, state: object) -> None:
        in_own_thread(lambda: self._node._codegen(state))  # type: ignore[arg-type]  # noqa: SLF001


@contextmanager
def writable(node: cst.CSTNode) -> Iterator[None]:
    """Let libcst write a node however deep its chains are. Until that is done the tree is not to be
    used otherwise.
    """
    broken = list(_breaks(node))
    for holder, field, inner in broken:
        # A copy would have to be mapped back, node by node.
        object.__setattr__(holder, field, _Elsewhere(inner))
    try:
        yield
    finally:
        for holder, field, inner in broken:
            object.__setattr__(holder, field, inner)


def _breaks(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, str, cst.CSTNode]]:
    """Where to go on in another thread: nodes with a field and what it holds."""
    pending: list[tuple[cst.CSTNode, int]] = [(node, 0)]
    while pending:
        node, depth = pending.pop()
        field = _LEFT.get(type(node)) if depth >= LEVELS_OF_A_THREAD else None
        inner = getattr(node, field) if field is not None else None
        if field is not None and inner is not None:
            yield node, field, inner
        below = children(node)
        pending.extend((child, 0 if child is inner else depth + 1) for child in below)

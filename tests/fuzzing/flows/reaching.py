"""The requests that runs of a program reach, and those of them that an analysis did not find."""

import ast
import random
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from types import CodeType, FrameType, SimpleNamespace

from tests.fuzzing.flows.scenes import Scene
from tests.fuzzing.flows.strangers import Strange

RUNS = 150
DEEPEST = 60
"""How deep calls go before a run is given up: where they end for want of a stack does not count."""
LONGEST = 20_000
"""How many calls a run makes before it is given up."""
PATH = re.compile(r"/me/q(\d+)")


class GivenUpError(BaseException):
    """A run takes too long. It is no Exception, so that no program takes it for its own."""


class _Watch:
    """Notes the requests of a run until it is given up."""

    def __init__(self) -> None:
        self.reached: set[str] = set()
        self._deep = self._calls = 0
        self._over = False

    def get(self, url: str, **_: object) -> None:
        """A request."""
        if not self._over:
            self.reached.update(PATH.findall(url))

    def profile(self, _frame: FrameType, event: str, _argument: object) -> None:
        """Called by Python for each call and return."""
        self._calls += 1
        self._deep += {"call": 1, "return": -1}.get(event, 0)
        if self._deep > DEEPEST or self._calls > LONGEST:
            self._over = True
            raise GivenUpError


def reached(program: str, scene: Scene, runs: int = RUNS) -> frozenset[str]:
    """The numbers of the requests that a program makes in any of many runs."""
    with warnings.catch_warnings():
        # It warns about comparisons of literals, which are made on purpose.
        warnings.simplefilter("ignore")
        code = compile(program, "program.py", "exec")
    called = _called_in(program)
    found: set[str] = set()
    for number in range(runs):
        found |= _run(code, scene, called, random.Random(number))
    return frozenset(found)


def _called_in(program: str) -> frozenset[str]:
    """The names that a program calls: where it calls a function itself, other callers are not
    assumed.
    """
    calls = (node.func for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call))
    return frozenset(
        each.attr if isinstance(each, ast.Attribute) else each.id
        for each in calls
        if isinstance(each, ast.Attribute | ast.Name)
    )


def _run(code: CodeType, scene: Scene, called: frozenset[str], chance: random.Random) -> set[str]:
    watch, strange = _Watch(), Strange(chance)
    names: dict[str, object] = {
        "__name__": "program",
        "strange": strange,
        "requests": SimpleNamespace(get=watch.get),
        "headers": {},
    }

    def play() -> None:
        exec(code, names)  # made by these tests
        strange.things += _made(names[each] for each in scene.classes)
        strange.calls += _callable(names, scene, strange.things, called)
        for _ in range(chance.randint(1, scene.calls)):
            strange.act_once()

    _watched(play, watch)
    return watch.reached


def _watched(play: Callable[[], None], watch: _Watch) -> None:
    sys.setprofile(watch.profile)
    try:
        play()
    except (Exception, GivenUpError):  # noqa: BLE001  # a program may fail in any way
        return
    finally:
        sys.setprofile(None)


def _made(classes: Iterable[object]) -> list[object]:
    """Two objects of each class, of which one was given a value."""
    return [made for each in classes if isinstance(each, type) for made in (each(), each(1))]


def _callable(
    names: dict[str, object], scene: Scene, things: Iterable[object], called: frozenset[str]
) -> list[Callable[..., object]]:
    """The functions, and the public methods of objects, that the program does not call itself."""
    functions = [names[each] for each in scene.functions if each not in called]
    methods = [
        getattr(thing, name)
        for thing in things
        for name in dir(thing)
        if not name.startswith("_") and name not in called
    ]
    return [each for each in (*functions, *methods) if callable(each)]


def lost(found: Iterable[str], was_reached: frozenset[str]) -> list[str]:
    """The numbers of requests that runs reach and no message of an analysis is about."""
    told = {number for message in found for number in PATH.findall(message)}
    return sorted(was_reached - told, key=int)

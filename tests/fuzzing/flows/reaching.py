"""The requests that runs of a program make, and where an analysis says otherwise."""

import ast
import random
import re
import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import CodeType, FrameType, SimpleNamespace

from tests.fuzzing.flows.scenes import Scene
from tests.fuzzing.flows.strangers import Strange

RUNS = 150
DEEPEST = 60
"""How deep calls go before a run is given up: where they end for want of a stack does not count."""
LONGEST = 20_000
"""How many calls a run makes before it is given up."""
PATH = re.compile(r"/me/q(\d+)")
URL = re.compile(rf"https://graph\.microsoft\.com/v1\.0{PATH.pattern}")


APPLICATION, USER = ({"Authorization": f"Bearer {whose}"} for whose in ("application", "user"))
"""The headers that the application and a user have in runs."""


@dataclass(frozen=True, slots=True)
class Made:
    """The numbers of the requests that runs made with the headers of the application, and of those
    with a user's.
    """

    wrong: frozenset[str]
    right: frozenset[str]


class GivenUpError(BaseException):
    """A run takes too long. It is no Exception, so that no program takes it for its own."""


class _Watch:
    """Notes the requests of a run until it is given up."""

    def __init__(self) -> None:
        self.wrong: set[str] = set()
        self.right: set[str] = set()
        self._deep = self._calls = 0
        self._over = False

    def get(self, url: str, headers: object) -> None:
        """A request."""
        found = URL.fullmatch(url)
        if found is not None and not self._over and headers in (APPLICATION, USER):
            (self.wrong if headers == APPLICATION else self.right).add(found[1])

    def profile(self, _frame: FrameType, event: str, _argument: object) -> None:
        """Called by Python for each call and return."""
        self._calls += 1
        self._deep += {"call": 1, "return": -1}.get(event, 0)
        if self._deep > DEEPEST or self._calls > LONGEST:
            self._over = True
            raise GivenUpError


def made_by(program: str, scene: Scene, runs: int = RUNS) -> Made:
    """The requests that a program makes in any of many runs."""
    with warnings.catch_warnings():
        # It warns about comparisons of literals, which are made on purpose.
        warnings.simplefilter("ignore")
        code = compile(program, "program.py", "exec")
    called = _called_in(program)
    watches = [_run(code, scene, called, random.Random(number)) for number in range(runs)]
    return Made(
        frozenset[str]().union(*(watch.wrong for watch in watches)),
        frozenset[str]().union(*(watch.right for watch in watches)),
    )


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


def _run(code: CodeType, scene: Scene, called: frozenset[str], chance: random.Random) -> _Watch:
    watch, strange = _Watch(), Strange(chance)
    names: dict[str, object] = {
        "__name__": "program",
        "strange": strange,
        "requests": SimpleNamespace(get=watch.get),
        "headers": dict(APPLICATION),
        "theirs": dict(USER),
    }

    def play() -> None:
        exec(code, names)  # made by these tests
        strange.things += _made(names[each] for each in scene.classes)
        strange.calls += _callable(names, scene, strange.things, called)
        for _ in range(chance.randint(1, scene.calls)):
            strange.act_once()

    _watched(play, watch)
    return watch


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


def lost(messages: Iterable[str], made: Made) -> list[str]:
    """The numbers of wrong requests that runs make and no message of an analysis is about."""
    return sorted(made.wrong - _told(messages), key=int)


def claimed(proofs: Iterable[str], made: Made) -> list[str]:
    """The numbers of requests that messages call wrong in every way, and a user makes."""
    return sorted(made.right & _told(proofs), key=int)


def _told(messages: Iterable[str]) -> set[str]:
    return {number for message in messages for number in PATH.findall(message)}

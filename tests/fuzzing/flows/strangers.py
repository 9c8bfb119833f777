"""The module ``strange``, of which the analysis knows nothing, as it is in runs."""

import inspect
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

MOST_CALLS = 3
"""How often it calls what it was given, and how deep its own calls go."""
ERRORS = (ValueError, KeyError, TypeError, IndexError)


class Named:
    """Something with a name."""

    name = 1


class Strange:
    """Gives values, raises errors and calls what it knows, as chance has it.

    ``things`` are objects of the program that it may hand out, ``calls`` what it may call.
    """

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.things: list[object] = []
        self.calls: list[Callable[..., object]] = []
        self._depth = 0

    def value(self) -> object:
        """Any value."""
        plain: tuple[object, ...] = (
            0,
            1,
            2,
            None,
            True,
            False,
            "",
            "a",
            "b",
            [],
            [1],
            {"a": 1},
            (1, 2),
            Named(),
        )
        return self.chance.choice((*plain, *self.things))

    def one_of(self, *values: object) -> object:
        """One of the values."""
        return self.chance.choice(values)

    def may_raise(self) -> None:
        """Raise an error, or not."""
        if self.chance.random() < 0.5:
            raise self.chance.choice(ERRORS)

    @contextmanager
    def manager(self) -> Iterator[object]:
        """A context manager that lets errors pass."""
        yield self.value()

    def call(self, function: Callable[..., object]) -> None:
        """Call a function several times or not at all."""
        for _ in range(self.chance.randrange(MOST_CALLS)):
            function(*self._arguments(function))

    def act(self) -> None:
        """Do what any other code may do in the meantime: call what there is."""
        if self._depth > MOST_CALLS:
            return
        self._depth += 1
        try:
            for _ in range(self.chance.randrange(MOST_CALLS)):
                self.act_once()
        finally:
            self._depth -= 1

    def act_once(self) -> None:
        """Call something that there is, whatever comes of it."""
        if not self.calls:
            return
        function = self.chance.choice(self.calls)
        try:
            function(*self._arguments(function))
        except Exception:  # noqa: BLE001  # any caller may survive any error
            return

    def _arguments(self, function: Callable[..., object]) -> list[object]:
        """Arguments as the annotations want them."""
        parameters = inspect.signature(function).parameters.values()
        return [self._argument(str(each.annotation), each.empty) for each in parameters]

    def _argument(self, annotation: str, none: object) -> object:
        if annotation == str(none):
            return self.value()
        fitting: list[object] = []
        if "Thing" in annotation:
            fitting += self.things
        if "None" in annotation or "Optional" in annotation:
            fitting.append(None)
        if "int" in annotation:
            fitting += [0, 1, 2]
        if "str" in annotation:
            fitting += ["", "a"]
        return self.chance.choice(fitting)

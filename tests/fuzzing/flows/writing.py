"""Frames with every slot filled at random."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from tests.fuzzing.flows.scenes import Scene

SLOT = re.compile(r"<([a-z]+)>")
REQUEST = 'requests.get("https://graph.microsoft.com/v1.0/me/q{}", headers=<carried>)'
DEEPEST = 3
"""How deep blocks stand in blocks."""
DEEPEST_VALUE = 2
"""How deep values stand in values."""


@dataclass(frozen=True, slots=True)
class _Writer:
    scene: Scene
    chance: random.Random
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def filled(self, text: str, depth: int, own: str = "") -> str:
        """The text with its slots filled; lines of a block get the indentation of its slot."""
        written: list[str] = []
        for line in text.splitlines():
            indentation = line[: len(line) - len(line.lstrip())]
            whole = SLOT.fullmatch(line.strip())
            if whole is not None and whole[1] in {"block", "body"}:
                made = self._many_lines(whole[1], depth)
                written += [indentation + each for each in made.splitlines()]
            else:
                written.append(self._line(line, own))
        return "\n".join(written)

    def _many_lines(self, slot: str, depth: int) -> str:
        if slot == "body":
            return self.filled(self.chance.choice(self.scene.slots["body"]), depth)
        statements = range(self.chance.randint(1, 3 if depth else self.scene.longest))
        request = ["<request>"] if self.chance.random() < 0.6 else []
        made = [self._statement(depth) for _ in statements]
        return "\n".join([*made, *(self._line(each, "") for each in request)])

    def _statement(self, depth: int) -> str:
        is_compound = depth < DEEPEST and self.chance.random() < 0.5
        text = self.chance.choice(
            self.scene.compound if is_compound else self.scene.slots["simple"]
        )
        return self.filled(text, depth + 1, f"own{next(self.numbers)}")

    def _line(self, text: str, own: str, depth: int = 0) -> str:
        return SLOT.sub(lambda found: self._slot(found[1], own, depth), text)

    def _slot(self, name: str, own: str, depth: int) -> str:
        if name == "own":
            return own
        if name == "request":
            return self._line(REQUEST.format(next(self.numbers)), own)
        slots = self.scene.slots
        within = self.scene.small if depth > DEEPEST_VALUE and name in self.scene.small else slots
        deeper = depth + (name in self.scene.small)
        return self._line(self.chance.choice(within[name]), own, deeper)


def written(scene: Scene, chance: random.Random) -> str:
    """A program of a scene; Python may refuse it."""
    return _Writer(scene, chance).filled(scene.frame, 0) + "\n"

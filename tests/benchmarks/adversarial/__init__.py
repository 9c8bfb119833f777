"""Programs made so as to take much time or memory, from shapes and in several sizes."""

from collections.abc import Iterator

from tests.benchmarks.adversarial.aliasing import ALIASING
from tests.benchmarks.adversarial.alternatives import ALTERNATIVES
from tests.benchmarks.adversarial.classes import CLASSES
from tests.benchmarks.adversarial.code import CODE
from tests.benchmarks.adversarial.growth import GROWTH
from tests.benchmarks.adversarial.hooks import HOOKS
from tests.benchmarks.adversarial.recursion import RECURSION
from tests.benchmarks.adversarial.shapes import Shapes
from tests.benchmarks.hostile import whole

KINDS: dict[str, Shapes] = {
    "growth": GROWTH,
    "recursion": RECURSION,
    "alternatives": ALTERNATIVES,
    "aliasing": ALIASING,
    "hooks": HOOKS,
    "classes": CLASSES,
    "code": CODE,
}


def programs(largest_only: bool = False) -> Iterator[tuple[str, str]]:
    """The name of each program, with its size, and its text; each shape's last one is largest."""
    for kind, shapes in KINDS.items():
        for name, shape in shapes.items():
            for size in shape.sizes[-1:] if largest_only else shape.sizes:
                yield f"{kind}: {name}, {size}", whole(shape.program(size))

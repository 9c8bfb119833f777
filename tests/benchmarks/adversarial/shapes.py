"""What a shape of programs is: a function from a size to a program, and its largest size."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PARTS = (1, 2, 4, 8)
REPEATED = re.compile(r"<<(.+?)(?:\|\|(.*?))?>>", re.DOTALL)


@dataclass(frozen=True)
class Shape:
    """Programs of one shape, the largest of which has at most about 200 lines or 60 kB.

    What grows in them is ``x``. Names that are not set are unknown.
    """

    program: Callable[[int], str]
    largest: int

    @property
    def sizes(self) -> tuple[int, ...]:
        """An eighth, a quarter and a half of the largest size, and the largest."""
        return tuple(max(1, self.largest * part // PARTS[-1]) for part in PARTS)


Shapes = Mapping[str, Shape]


def each(template: str, count: int, between: str = "") -> str:
    """A text for each number: ``#`` stands for the number, ``$`` for the next one."""
    return between.join(
        template.replace("#", str(number)).replace("$", str(number + 1)) for number in range(count)
    )


def after(start: str, template: str) -> Callable[[int], str]:
    """Programs in which a line, or several, follow a start again and again."""
    return lambda size: f"{start}\n" + each(f"{template}\n", size)


def around(before: str, template: str, end: str) -> Callable[[int], str]:
    """Programs in which an end follows too; there ``#`` stands for the size."""

    def program(size: int) -> str:
        middle = each(f"{template}\n", size)
        return f"{before}\n{middle}{end.replace('#', str(size))}\n"

    return program


def nested(start: str, head: str, body: str, end: str = "") -> Callable[[int], str]:
    """Programs in which each statement stands in the one before it."""

    def program(size: int) -> str:
        heads = (
            " " * level + head.replace("#", str(level)).replace("$", str(level + 1)) + "\n"
            for level in range(size)
        )
        inner = "".join(f"{' ' * size}{line}\n" for line in body.split("\n"))
        return f"{start}\n{''.join(heads)}{inner}{end}\n"

    return program


def spread(template: str) -> Callable[[int], str]:
    """Programs in which ``<<item>>`` stands for many items, and ``<<item||between>>`` also.

    Without a text that stands between them these are commas.
    """

    def program(size: int) -> str:
        def items(found: re.Match[str]) -> str:
            return each(found[1], size, ", " if found[2] is None else found[2])

        return REPEATED.sub(items, template) + "\n"

    return program

"""The standard library's modules as real code to test with."""

import random
import sysconfig
from functools import cache
from pathlib import Path

FOLDER = Path(sysconfig.get_path("stdlib"))
NO_PYTHON_3 = {"lib2to3", "tokenizedata"}


@cache
def modules() -> tuple[Path, ...]:
    """All its modules, tests included, in a fixed order."""
    return tuple(
        sorted(
            path
            for path in FOLDER.rglob("*.py")
            if not NO_PYTHON_3.intersection(path.parts)
            and not {"site-packages", "encodings"}.intersection(path.relative_to(FOLDER).parts)
        )
    )


def sample(size: int) -> list[Path]:
    """The same few of its modules each time, of at most 100 KB."""
    small = [path for path in modules() if 2_000 < path.stat().st_size < 100_000]
    return random.Random(1).sample(small, size)

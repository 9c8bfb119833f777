"""What flow programs are made of: a frame, and what its slots are filled with.

A slot is a lower-case word in angle brackets. ``<block>`` stands for statements, ``<request>`` for
a request with a path of its own, ``<own>`` for a name that only this statement has.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.fuzzing.flows import object_frame, object_scene, value_scene


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame with slots, and what the slots are filled with.

    ``small`` has what a slot is filled with deep inside of others, ``compound`` the statements
    that have blocks. A run makes objects of ``classes`` and calls ``functions``, as well as the
    objects' methods, at most ``calls`` times.
    """

    name: str
    frame: str
    slots: Mapping[str, tuple[str, ...]]
    small: Mapping[str, tuple[str, ...]]
    compound: tuple[str, ...]
    functions: tuple[str, ...]
    classes: tuple[str, ...]
    calls: int


SCENES = (
    Scene(
        "values",
        value_scene.FRAME,
        value_scene.SLOTS,
        value_scene.SMALL,
        value_scene.COMPOUND,
        ("entry",),
        (),
        1,
    ),
    Scene(
        "objects",
        object_frame.FRAME,
        object_scene.SLOTS,
        object_scene.SMALL,
        object_scene.COMPOUND,
        ("first", "second"),
        ("Thing", "Heir"),
        14,
    ),
)

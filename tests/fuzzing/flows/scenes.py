"""What flow programs are made of: a frame, and what its slots are filled with.

A slot is a lower-case word in angle brackets. ``<block>`` stands for statements, ``<request>`` for
a request with a path of its own, which carries what ``<carried>`` says, ``<own>`` for a name that
only this statement has. The application's headers are ``headers``, a user's are ``theirs``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.fuzzing.flows import object_frame, object_scene, value_scene
from tests.fuzzing.texts.slots import lines


@dataclass(frozen=True, slots=True)
class Scene:
    """A frame with slots, and what the slots are filled with.

    ``small`` has what a slot is filled with deep inside of others, ``compound`` the statements that
    have blocks; the body of a function has at most ``longest``. A run makes objects of ``classes``
    and calls ``functions``, as well as the objects' methods, at most ``calls`` times.
    """

    name: str
    frame: str
    slots: Mapping[str, tuple[str, ...]]
    small: Mapping[str, tuple[str, ...]]
    compound: tuple[str, ...]
    functions: tuple[str, ...]
    classes: tuple[str, ...]
    calls: int
    longest: int


APPLICATION = {"carried": ("headers",)}
"""Slots of scenes in which it is sought which requests are reached."""
HEADERS = lines(
    """
    headers
    headers
    theirs
    dict(headers)
    {**theirs}
    headers.copy()
    {"Authorization": headers["Authorization"]}
    {"Authorization": f"{theirs['Authorization']}"}
    """
)


HEADER_TESTS = lines(
    """
    {} is headers
    {} == theirs
    {} is not theirs
    {} in (headers, theirs)
    isinstance({}, dict)
    """
)


def _with_headers(scene: Scene, frame: str, read: str) -> Scene:
    """The scene where it is sought which headers requests carry, which is what is read."""
    values, tests = scene.slots["value"], scene.slots["test"]
    slots = {
        **scene.slots,
        "value": (*values, *HEADERS * (1 + len(values) // len(HEADERS))),
        "test": (*tests, *(each.format(read) for each in HEADER_TESTS)),
        "carried": (read, read, "headers"),
    }
    return replace(scene, name=f"{scene.name} with headers", frame=frame, slots=slots)


VALUES = Scene(
    "values",
    value_scene.FRAME,
    {**value_scene.SLOTS, **APPLICATION},
    value_scene.SMALL,
    value_scene.COMPOUND,
    ("entry",),
    (),
    1,
    longest=5,
)
OBJECTS = Scene(
    "objects",
    object_frame.FRAME,
    {**object_scene.SLOTS, **APPLICATION},
    object_scene.SMALL,
    object_scene.COMPOUND,
    ("first", "second"),
    ("Thing", "Heir"),
    14,
    longest=2,
)
SCENES = (
    VALUES,
    OBJECTS,
    _with_headers(VALUES, VALUES.frame.replace("x = y = None", "x, y = headers, theirs"), "<name>"),
    _with_headers(OBJECTS, OBJECTS.frame.replace("self.y = None", "self.y = theirs"), "<read>"),
)

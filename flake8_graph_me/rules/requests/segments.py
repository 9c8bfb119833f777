"""Where the ``me`` of a request's path is in the source."""

from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.terms.results import Spelling
from flake8_graph_me.terms.text import Template


@dataclass(frozen=True, slots=True)
class Segment:
    """The characters ``start`` to ``end`` of the evaluated text of a literal, which are a ``me``
    segment.

    ``before`` is what to write before the user in its place: ``users/``, or nothing if the path
    already says ``users/me``. ``template`` says that the literal is used as a template. If no
    literal contains the segment, ``node`` is the attribute's name or the call that stands for it,
    and ``spelling`` says how to name a user there.
    """

    node: cst.SimpleString | cst.FormattedStringText | cst.Name | cst.Call
    start: int
    end: int
    before: str
    template: Template | None = None
    spelling: Spelling | None = None

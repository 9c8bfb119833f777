"""Where the ``me`` of a request's path stands in the source."""

from dataclasses import dataclass

import libcst as cst

from flake8_graph_me.terms.results import Spelling
from flake8_graph_me.terms.text import Template


@dataclass(frozen=True, slots=True)
class Segment:
    """The characters ``start`` to ``end`` of the evaluated text of a literal, which are a ``me``
    segment.

    ``before`` is what has to be written before the user in its place: ``users/``, or nothing where
    the path already says ``users/me``. ``template`` says that the literal was used as a template.
    Where no literal holds the segment, ``node`` is the attribute's name or the call that stands for
    it, and ``spelling`` says how a user is named there.
    """

    node: cst.SimpleString | cst.FormattedStringText | cst.Name | cst.Call
    start: int
    end: int
    before: str
    template: Template | None = None
    spelling: Spelling | None = None

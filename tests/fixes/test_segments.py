"""Segments that are none: of a format specification, or of another module."""

import libcst as cst
import pytest

from flake8_graph_me.fixes.rewrite import Refused, rewritten
from flake8_graph_me.fixes.users import User
from flake8_graph_me.rules.requests.segments import Segment
from flake8_graph_me.syntax.module_index import ModuleIndex
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.findings import Applicability
from tests.support.marked_source import PROJECT

UPN = "adele@contoso.com"


def test_format_specifications_are_refused() -> None:
    module = ModuleIndex(parse('x = f"{a:/me}"'))
    node = next(n for n in walk(module.module) if isinstance(n, cst.FormattedStringText))
    user = User("literal", UPN, Applicability.SAFE)
    with pytest.raises(Refused, match="format specification"):
        rewritten(module, Segment(node, 1, 3, "users/"), user, "a.py", PROJECT.__contains__)


def test_segments_of_other_modules_are_an_error() -> None:
    module = ModuleIndex(parse("x = 1"))
    user = User("literal", UPN, Applicability.SAFE)
    with pytest.raises(ValueError, match="not in the module"):
        rewritten(
            module,
            Segment(cst.SimpleString('"/me"'), 1, 3, "users/"),
            user,
            "a.py",
            PROJECT.__contains__,
        )

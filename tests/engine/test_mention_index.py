"""What the parts of a module mention."""

import libcst as cst
import pytest

from flake8_graph_me.engine.relevance.mention_index import index_of
from flake8_graph_me.engine.relevance.mentions import Interest

NOTHING = Interest(sought=lambda _: False, telling=lambda _: False)


@pytest.mark.parametrize(
    ("statement", "own"),
    [
        ("print(urllib.request.urlopen(url))", False),
        ("request = urllib.request.Request(url)", True),
        ("urllib.request.urlopen(request)", True),
        ("def use(): return urllib.request.urlopen(url)", False),
        ("def use(): return urllib.request.urlopen(request)", True),
        ("print(client.request, urllib.request)", True),
    ],
)
def test_an_attribute_of_a_module_is_no_name_of_this_one(statement: str, *, own: bool) -> None:
    module = cst.parse_module(f"import urllib.request\n{statement}\n")
    index = index_of(module.body, NOTHING)
    mentions = [*index.functions.values(), *index.statements][-1]
    if index.functions:
        mentions = next(iter(index.functions.values()))
    assert ("request" in index.own_names(mentions)) is own

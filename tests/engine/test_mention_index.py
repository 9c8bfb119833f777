"""What the parts of a module mention."""

import pytest

from flake8_graph_me.engine.relevance.mention_index import index_of
from flake8_graph_me.engine.relevance.mentions import Interest
from flake8_graph_me.engine.relevance.writers import reading
from flake8_graph_me.syntax.parsing import parse

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
    index = index_of(parse(f"import urllib.request\n{statement}\n"), NOTHING)
    mentions = [*index.functions.values(), *index.statements][-1]
    if index.functions:
        mentions = next(iter(index.functions.values()))
    assert ("request" in index.own_names(mentions)) is own


SPECIAL = """\
def request():
    return send("/me")

def compared(cls):
    def __eq__(self, other):
        return self.path == state.path
    cls.__eq__ = __eq__

def used(value):
    return value.__eq__(None)

class Session:
    def send(self, path):
        return client.get(path)
    def __bool__(self):
        return bool(self.token)
"""


@pytest.mark.parametrize(
    ("function", "reads"),
    [
        ("request", {"client", "token"}),
        ("compared", {"state"}),
        ("used", {"state"}),
        ("send", {"client", "token"}),
    ],
)
def test_a_special_method_of_a_class_is_called_without_being_named(
    function: str, reads: set[str]
) -> None:
    index = index_of(parse(SPECIAL), NOTHING)
    found = [each for each in index.functions if each.name.value == function]
    read, _ = reading(index, found)
    assert read & {"client", "state", "token"} == reads

"""The requests in the body of a batch that is JSON text, which may have holes."""

import re
from dataclasses import dataclass, field

from flake8_graph_me.engine.domain.texts import cut, flat
from flake8_graph_me.engine.domain.values import Text
from flake8_graph_me.terms.text import HOLE_MARK

_TOKEN = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?P<key>\s*:)?|(?P<open>[\[{])|(?P<close>[\]}])'
    rf"|(?P<hole>{HOLE_MARK})"
)
"""What shows the structure of JSON text: a text, which may be a key, a bracket, or a hole."""
_ITEM_DEPTH = 3
"""How many brackets are open in a request: the body's, the list's and its own."""
_REQUESTS = "requests"


@dataclass(slots=True)
class ItemText:
    """A request in a text, with what it names; ``names_method`` says that it names one, which is
    not known if ``method`` is None.
    """

    url: Text | None = None
    method: Text | None = None
    names_method: bool = False
    resource: Text | None = None


@dataclass(slots=True)
class BatchText:
    """The requests in a text; ``whole`` says that all are known."""

    items: list[ItemText] = field(default_factory=list)
    whole: bool = True


@dataclass(slots=True)
class _Reading:
    """A text as far as it has been read: the last key in each bracket that is open."""

    body: Text
    found: BatchText = field(default_factory=BatchText)
    keys: list[str] = field(default_factory=list)
    item: ItemText = field(default_factory=ItemText)
    names_url: bool = False

    @property
    def in_requests(self) -> bool:
        """Whether what is read stands in the list of requests."""
        return bool(self.keys) and self.keys[0] == _REQUESTS

    def close(self) -> None:
        """Leave a bracket, which may be that of a request."""
        if len(self.keys) == _ITEM_DEPTH and self.in_requests and self.names_url:
            self.found.items.append(self.item)
        if len(self.keys) <= _ITEM_DEPTH:
            self.item, self.names_url = ItemText(), False
        del self.keys[-1:]

    def name(self, key: str) -> None:
        """Come to the key of what follows."""
        self.keys[-1] = key
        if len(self.keys) == _ITEM_DEPTH and self.in_requests:
            self.names_url = self.names_url or key == "url"
            self.item.names_method = self.item.names_method or key == "method"

    def take(self, start: int, end: int) -> None:
        """Come to a text that is no key."""
        if not self.in_requests:
            return
        if len(self.keys) == _ITEM_DEPTH and self.keys[-1] == "url":
            self.item.url = cut(self.body, start, end)
        elif len(self.keys) == _ITEM_DEPTH and self.keys[-1] == "method":
            self.item.method = cut(self.body, start, end)
        elif len(self.keys) == _ITEM_DEPTH + 1 and self.keys[-2:] == ["body", "resource"]:
            self.item.resource = cut(self.body, start, end)

    def meet_hole(self) -> None:
        """Come to what is not known, between the texts."""
        if not self.keys or (self.in_requests and len(self.keys) < _ITEM_DEPTH):
            self.found.whole = False


def read(body: Text) -> BatchText:
    """The requests in the text of a body."""
    reading = _Reading(body)
    for token in _TOKEN.finditer(flat(body)):
        if token["open"]:
            reading.keys.append("")
        elif token["close"]:
            reading.close()
        elif token["hole"]:
            reading.meet_hole()
        elif token["key"] and reading.keys:
            reading.name(token["text"])
        else:
            reading.take(*token.span("text"))
    return reading.found

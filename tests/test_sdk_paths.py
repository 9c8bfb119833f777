"""Compares the paths that the rows read off an SDK's attributes with those that the SDK requests.

Must not know how the rows compute them.
"""

import inspect
import re
from collections.abc import Iterator

import pytest

from flake8_graph_me.knowledge.clients.msgraph import segment

msgraph = pytest.importorskip("msgraph", reason="msgraph-sdk is not installed")

STREAMS = {"content": "/$value", "count": "/$count", "ref": "/$ref", "value": "/$value"}
"""Attributes whose segment depends on more than their name, and what it may be instead."""

MALFORMED = re.compile(r"user_id_[a-z_]*user_id_with_")
"""Names in which the SDK runs a parameter into the function's name: the rows do not read them."""


def steps(builder: object) -> Iterator[tuple[str, object]]:
    """The attributes of a request builder that are request builders again, by name."""
    for name, member in inspect.getmembers_static(type(builder)):
        if isinstance(member, property) and MALFORMED.search(name) is None:
            yield name, getattr(builder, name)


def last_segment(builder: object) -> str:
    """The last segment of the URL that a builder requests: without its query, without the empty
    parentheses of a function, and casts with their namespace.
    """
    path = re.split(r"\{?\?", str(vars(builder)["url_template"]))[0].removesuffix("()")
    return "/" + path.rpartition("/")[2].replace("graph.", "microsoft.graph.")


# What the SDK warns of when its modules are imported is its own affair.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_attributes_are_the_segments_of_the_urls() -> None:
    client = msgraph.GraphServiceClient(request_adapter=Nothing())
    compared = 0
    for name, builder in steps(client.me):
        assert last_segment(builder) == segment(name), name
        for inner, further in steps(builder):
            assert last_segment(further) in (segment(inner), STREAMS.get(inner)), inner
            compared += 1
    assert compared > 100


class Nothing:
    """Stands for a request adapter that is never asked to send."""

    base_url = "https://graph.microsoft.com/v1.0"

    def enable_backing_store(self, factory: object) -> None:
        """Do nothing."""

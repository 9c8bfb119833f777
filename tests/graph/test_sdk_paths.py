"""Compares the paths that rows derive from an SDK's attributes with those that the SDK requests."""

import inspect
import re
from collections.abc import Iterator

import pytest

from flake8_graph_me.knowledge.clients.msgraph import ENDS, segment

msgraph = pytest.importorskip("msgraph", reason="msgraph-sdk is not installed")

MALFORMED = re.compile(r"user_id_[a-z_]*user_id_with_")
"""Names in which the SDK runs a parameter into the function's name: the rows do not read them."""


def steps(builder: object) -> Iterator[tuple[str, object]]:
    """The attributes of a request builder that are request builders again, by name."""
    for name, member in inspect.getmembers_static(type(builder)):
        if isinstance(member, property) and MALFORMED.search(name) is None:
            yield name, getattr(builder, name)


def path_of(builder: object) -> str:
    """The path of the URL that a builder requests, without its query."""
    return re.split(r"\{?\?", str(vars(builder)["url_template"]))[0]


def read(before: str, name: str) -> str:
    """The segment that the rows read off an attribute behind a path."""
    own = segment(name)
    ends = (
        instead for step, end, instead in ENDS if step == own and re.search(f"{end}$", before + own)
    )
    return next(ends, own)


def last_segment(builder: object) -> str:
    """The last segment of the URL that a builder requests: without its query, without the empty
    parentheses of a function, and casts with their namespace.
    """
    path = path_of(builder).removesuffix("()")
    return "/" + path.rpartition("/")[2].replace("graph.", "microsoft.graph.")


# What the SDK warns of when its modules are imported is its own affair.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_attributes_are_the_segments_of_the_urls() -> None:
    client = msgraph.GraphServiceClient(request_adapter=Nothing())
    compared = 0
    for name, builder in steps(client.me):
        assert last_segment(builder) == segment(name), name
        for inner, further in steps(builder):
            assert last_segment(further) == read(path_of(builder), inner), inner
            compared += 1
    assert compared > 100


# As above.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_streams_are_named_by_what_they_belong_to() -> None:
    client = msgraph.GraphServiceClient(request_adapter=Nothing())
    items = client.drives.by_drive_id("d").items.by_drive_item_id("i")
    chat = client.me.chats.by_chat_id("c").messages.by_chat_message_id("m")
    for holder in (
        client.me.photo,
        client.me.photos.by_profile_photo_id("48x48"),
        client.me.messages.by_message_id("m"),
        chat.hosted_contents.by_chat_message_hosted_content_id("h"),
        client.me.onenote.pages.by_onenote_page_id("p"),
        items,
    ):
        assert last_segment(holder.content) == read(path_of(holder), "content")
    assert last_segment(items.workbook.functions.count) == read(
        path_of(items.workbook.functions), "count"
    )


class Nothing:
    """Stands for a request adapter that is never asked to send."""

    base_url = "https://graph.microsoft.com/v1.0"

    def enable_backing_store(self, factory: object) -> None:
        """Do nothing."""

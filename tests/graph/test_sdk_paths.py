"""Compares the paths that rows derive from an SDK's attributes with those that the SDK requests."""

import importlib.util
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from flake8_graph_me.knowledge.clients.msgraph.segments import ENDS, segment

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
    parentheses of a function and the names of arguments, and casts with their namespace.
    """
    path = re.sub(r"\{[^{}]*\}", "{}", path_of(builder).removesuffix("()"))
    last: str = path.rpartition("/")[2]
    return f"/{re.sub('^graph[.]', 'microsoft.graph.', last)}"


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


# As above.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_names_that_are_not_in_camel_case() -> None:
    client = msgraph.GraphServiceClient(request_adapter=Nothing())
    workbook = client.drives.by_drive_id("d").items.by_drive_item_id("i").workbook
    table = workbook.tables.by_workbook_table_id("t")
    record = client.communications.call_records.by_call_record_id("c")
    underscores = 0
    for holder in (
        client.security,
        record,
        workbook.functions,
        table,
        table.rows,
        workbook.worksheets,
        client.security.cases.ediscovery_cases.by_ediscovery_case_id("e"),
        client.communications.call_records,
    ):
        for name, builder in steps(holder):
            assert last_segment(builder) == read(path_of(holder), name), name
            underscores += "_" in last_segment(builder)
    assert underscores > 50


def test_the_batch_is_where_the_core_sends_it() -> None:
    # The module itself imports what need not be installed.
    found = importlib.util.find_spec("msgraph_core")
    assert found is not None
    folders = found.submodule_search_locations
    assert folders is not None
    source = (Path(folders[0]) / "requests" / "batch_request_builder.py").read_text()
    assert f'{read("", "batch")}"\n' in source
    assert read("/x", "batch") == "/batch"


# As above.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_arguments_of_functions_are_quoted_as_in_the_urls() -> None:
    client = msgraph.GraphServiceClient(request_adapter=Nothing())
    book = client.drives.by_drive_id("d").items.by_drive_item_id("i").workbook
    sheet = book.worksheets.by_workbook_worksheet_id("s")
    quoted = []
    for holder in (
        client.reports,
        client.users.by_user_id("u"),
        client.sites.by_site_id("s"),
        client.communications.call_records,
        client.applications,
        sheet,
        sheet.cell_with_row_with_column(1, 2),
    ):
        for name, member in inspect.getmembers_static(type(holder), inspect.isfunction):
            if "_with_" not in name or MALFORMED.search(name) is not None:
                continue
            given = [1] * (len(inspect.signature(member).parameters) - 1)
            found = last_segment(getattr(holder, name)(*given))
            assert found == segment(name), name
            quoted.append("'" in found)
    assert quoted.count(True) > 80
    assert quoted.count(False) > 10


class Nothing:
    """Stands for a request adapter that is never asked to send."""

    base_url = "https://graph.microsoft.com/v1.0"

    def enable_backing_store(self, factory: object) -> None:
        """Do nothing."""

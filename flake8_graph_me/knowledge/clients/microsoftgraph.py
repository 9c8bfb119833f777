"""microsoftgraph-python: methods that request the signed-in user's resources, with any token.

Source: microsoftgraph-python 1.1.8.1, ``client.py`` and the modules of its groups. The library
signs users in itself, but takes any token with ``set_token``. It has no such methods for another
user.
"""

from flake8_graph_me.terms.identity import SIGN_IN, Identity
from flake8_graph_me.terms.results import Labelled, Made, Passed
from flake8_graph_me.terms.rows import Call, Sink, Type

CLIENT = "microsoftgraph.client.Client"
DELEGATED = Labelled(Identity.DELEGATED)
BASE = ("base", "https://graph.microsoft.com/v1.0")
BOOK = "drive/items/{}/workbook"
SHEETS = f"{BOOK}/worksheets"

METHODS: tuple[tuple[str, str, str, str], ...] = (
    ("calendar", "list_events", "GET", "events"),
    ("calendar", "get_event", "GET", "events/{}"),
    ("calendar", "create_event", "POST", "events"),
    ("calendar", "list_calendars", "GET", "calendars"),
    ("calendar", "create_calendar", "POST", "calendars"),
    ("contacts", "get_contact", "GET", "contacts/{}"),
    ("contacts", "list_contacts", "GET", "contacts"),
    ("contacts", "create_contact", "POST", "contacts"),
    ("contacts", "list_contact_folders", "GET", "contactFolders"),
    ("contacts", "create_contact_folder", "POST", "contactFolders"),
    ("files", "drive_root_items", "GET", "drive/root"),
    ("files", "drive_root_children_items", "GET", "drive/root/children"),
    ("files", "drive_specific_folder", "GET", "drive/items/{}/children"),
    ("files", "drive_get_item", "GET", "drive/items/{}"),
    ("files", "drive_download_contents", "GET", "drive/items/{}/content"),
    ("files", "drive_upload_new_file", "PUT", "drive/root:/{}:/content"),
    ("files", "drive_update_existing_file", "PUT", "drive/items/{}/content"),
    ("files", "search_items", "GET", "drive/root/search(q='{}')"),
    ("mail", "list_messages", "GET", "messages"),
    ("mail", "get_message", "GET", "messages/{}"),
    ("mail", "send_mail", "POST", "sendMail"),
    ("mail", "list_mail_folders", "GET", "mailFolders"),
    ("mail", "create_mail_folder", "POST", "mailFolders"),
    ("notes", "list_notebooks", "GET", "onenote/notebooks"),
    ("notes", "get_notebook", "GET", "onenote/notebooks/{}"),
    ("notes", "list_sections", "GET", "onenote/notebooks/{}/sections"),
    ("notes", "list_pages", "GET", "onenote/pages"),
    ("notes", "create_page", "POST", "onenote/sections/{}/pages"),
    ("users", "get_me", "GET", ""),
    ("workbooks", "create_session", "POST", f"{BOOK}/createSession"),
    ("workbooks", "refresh_session", "POST", f"{BOOK}/refreshSession"),
    ("workbooks", "close_session", "POST", f"{BOOK}/closeSession"),
    ("workbooks", "list_names", "GET", f"{BOOK}/names"),
    ("workbooks", "list_worksheets", "GET", SHEETS),
    ("workbooks", "get_worksheet", "GET", f"{SHEETS}/{{}}"),
    ("workbooks", "add_worksheet", "POST", f"{SHEETS}/add"),
    ("workbooks", "update_worksheet", "PATCH", f"{SHEETS}/{{}}"),
    ("workbooks", "list_charts", "GET", f"{SHEETS}/{{}}/charts"),
    ("workbooks", "add_chart", "POST", f"{SHEETS}/{{}}/charts/add"),
    ("workbooks", "list_tables", "GET", f"{BOOK}/tables"),
    ("workbooks", "add_table", "POST", f"{BOOK}/tables/add"),
    ("workbooks", "create_table_column", "POST", f"{SHEETS}/{{}}/tables/{{}}/columns"),
    ("workbooks", "create_table_row", "POST", f"{SHEETS}/{{}}/tables/{{}}/rows"),
    ("workbooks", "list_table_rows", "GET", f"{BOOK}/tables/{{}}/rows"),
    ("workbooks", "get_range", "GET", f"{SHEETS}/{{}}/range(address='{{}}')"),
    ("workbooks", "get_used_range", "GET", f"{SHEETS}/{{}}/usedRange"),
    ("workbooks", "update_range", "PATCH", f"{SHEETS}/{{}}/range(address='{{}}')"),
)
"""Group, method, HTTP method, and the path below the signed-in user."""
GROUPS = tuple(dict.fromkeys(group for group, *_ in METHODS))


def _group(name: str) -> str:
    return f"microsoftgraph.{name}.{name.capitalize()}"


def _asking(group: str, method: str, verb: str, path: str) -> Call:
    shown = "/".join(filter(None, ("/me", path.replace("{}", "{…}"))))
    sink = Sink(
        (("token", ("self.client.token.access_token",)),),
        (("method", verb), BASE),
        written=(("url", shown),),
    )
    return Call(f"{_group(group)}.{method}", sink=sink)


MICROSOFTGRAPH_ROWS: tuple[Call | Type, ...] = (
    Type(
        CLIENT,
        members=tuple((name, Made(_group(name), (("client", "self"),))) for name in GROUPS),
    ),
    Call(f"{CLIENT}.exchange_code", ("redirect_uri", "code"), DELEGATED, noted=SIGN_IN),
    Call(f"{CLIENT}.refresh_token", ("redirect_uri", "refresh_token"), DELEGATED),
    Call(f"{CLIENT}.set_token", ("token",), Passed("token"), stores="token"),
    *(_asking(*method) for method in METHODS),
)

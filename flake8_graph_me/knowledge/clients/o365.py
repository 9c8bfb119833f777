"""O365: an account whose flow decides the identity of its token.

Source: O365 2.1.10 and 2.0.35, ``account.py``, ``connection.py``, ``utils/utils.py``, ``teams.py``,
``planner.py``. If neither a call nor the account names a resource, it is the signed-in user's.
With the credentials flow the library leaves the user out: it requests ``/messages``, which does not
exist, instead of ``/me/messages``. The rows treat that as the intended ``/me`` request.
"""

from flake8_graph_me.knowledge.clients.requests import session_rows
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.results import (
    ArgumentView,
    Decided,
    Labelled,
    Made,
    Passed,
    Result,
    Spelling,
    UnknownResult,
)
from flake8_graph_me.terms.rows import Call, Sink, Type

ACCOUNT = "O365.Account"
CONNECTION = "O365.Connection"
PROTOCOL = "O365.MSGraphProtocol"
SESSION = "O365.connection.Session"
STORAGE = "O365.drive.Storage"
TEAMS = "O365.teams.Teams"
PLANNER = "O365.planner.Planner"
DIRECTORY = "O365.directory.Directory"
FLOW = "auth_flow_type"
FOR_APPLICATIONS = ("credentials", "certificate")
FOR_USERS = ("authorization", "public", "password")
BASE = (("base", "https://graph.microsoft.com/v1.0"),)
# What is asked for depends on what is done with the object that comes out.
ANY_METHOD = (("method", "request to"), *BASE)
TOKEN = (("token", ("self.token",)),)
CARRIED = (("token", "self.token"),)
OF_ACCOUNT = ("self.main_resource", "self.protocol.default_resource")
# An address goes as it is; before anything else the library wants to be told that it is a user.
NAMED = Spelling(argument="resource", encoded=True, prefix="users/")

OF_USER = (
    ("mailbox", "/me/messages"),
    ("schedule", "/me/calendars"),
    ("tasks", "/me/todo/lists"),
    ("outlook_categories", "/me/outlook/masterCategories"),
    ("new_message", "/me/sendMail"),
)
"""Methods of an account and what they ask for where no resource is named."""
OF_SIGNED_IN_USER = (
    (f"{TEAMS}.get_my_presence", "GET", "/me/presence"),
    (f"{TEAMS}.set_my_presence", "POST", "/me/presence/setPresence"),
    (f"{TEAMS}.set_my_user_preferred_presence", "POST", "/me/presence/setUserPreferredPresence"),
    (f"{TEAMS}.get_my_teams", "GET", "/me/joinedTeams"),
    (f"{TEAMS}.get_my_chats", "GET", "/me/chats"),
    (f"{PLANNER}.get_my_tasks", "GET", "/me/planner/tasks"),
    (f"{DIRECTORY}.get_current_user", "GET", "/me"),
)
"""Methods that ask for the signed-in user whatever the flow is."""


def by_flow(arguments: ArgumentView) -> Result:
    """Whose token an account or a connection gets."""
    flow = arguments.text(FLOW)
    if flow in FOR_APPLICATIONS:
        return Labelled(Identity.APP_ONLY)
    if flow in FOR_USERS or arguments.given(FLOW) is False:
        return Labelled(Identity.DELEGATED)
    return UnknownResult()


def given_protocol(arguments: ArgumentView) -> Result:
    """The protocol of an account; without one it is Graph's."""
    return Made(PROTOCOL) if arguments.given("protocol") is False else Passed("protocol")


def _of_user(method: str, path: str, *before: str) -> Call:
    """A method of an account that takes a resource; a path in ``before`` rules the user out."""
    where = (("url", (*before, "resource", *OF_ACCOUNT)), *TOKEN)
    sink = Sink(where, ANY_METHOD, written=(("url", path),), spelling=NAMED)
    return Call(f"{ACCOUNT}.{method}", ("resource",), sink=sink)


def _sends(name: str, verb: str, *more: str) -> Call:
    return Call(name, ("url", *more), sink=Sink((("url", ("url",)), *TOKEN), (("method", verb),)))


O365_ROWS: tuple[Call | Type, ...] = (
    Type(
        ACCOUNT,
        ("credentials",),
        (("main_resource", "main_resource"),),
        results=(("token", Decided(by_flow)), ("protocol", Decided(given_protocol))),
        members=(("connection", Made(CONNECTION, CARRIED)), ("con", Made(CONNECTION, CARRIED))),
        also=("O365.account.Account",),
    ),
    Type(
        PROTOCOL,
        ("api_version", "default_resource"),
        (("default_resource", "default_resource"),),
        also=("O365.connection.MSGraphProtocol",),
    ),
    *(_of_user(method, path) for method, path in OF_USER),
    # The address book of the directory is not the user's.
    _of_user("address_book", "/me/contacts", "address_book"),
    Call(
        f"{ACCOUNT}.storage",
        (),
        Made(
            STORAGE,
            (*CARRIED, ("url", "resource"), *(("url", path) for path in OF_ACCOUNT)),
            (("url", "/me/drive"),),
            NAMED,
        ),
    ),
    Type(STORAGE),
    # Of a storage only the default drive is the user's, the others go by their own ids.
    Call(f"{STORAGE}.get_default_drive", sink=Sink((("url", ("self.url",)), *TOKEN), ANY_METHOD)),
    Call(f"{ACCOUNT}.teams", (), Made(TEAMS, CARRIED)),
    Call(f"{ACCOUNT}.planner", (), Made(PLANNER, CARRIED)),
    Call(f"{ACCOUNT}.directory", (), Made(DIRECTORY, CARRIED)),
    *(Type(name) for name in (TEAMS, PLANNER, DIRECTORY)),
    *(
        Call(name, sink=Sink(TOKEN, (("method", verb), *BASE), written=(("url", path),)))
        for name, verb, path in OF_SIGNED_IN_USER
    ),
    Type(
        CONNECTION,
        ("credentials",),
        results=(("token", Decided(by_flow)),),
        also=("O365.connection.Connection",),
    ),
    _sends(f"{CONNECTION}.get", "GET", "params"),
    _sends(f"{CONNECTION}.post", "POST", "data"),
    _sends(f"{CONNECTION}.put", "PUT", "data"),
    _sends(f"{CONNECTION}.patch", "PATCH", "data"),
    _sends(f"{CONNECTION}.delete", "DELETE"),
    Call(
        f"{CONNECTION}.oauth_request",
        ("url", "method"),
        sink=Sink((("url", ("url",)), ("method", ("method",)), *TOKEN)),
    ),
    Call(f"{CONNECTION}.get_session", ("load_token",), Made(SESSION, CARRIED)),
    Type(SESSION, mappings=("headers",), supertypes=("requests.Session",)),
    *session_rows(SESSION, "self.token"),
)

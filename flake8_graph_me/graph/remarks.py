"""Where Microsoft's permission data are wrong or silent, and what to use instead of an endpoint.

Source: the pages named in the rows, and those of the endpoints, as of November 2026. The first row
that matches a path and a method applies.
"""

from flake8_graph_me.terms.remarks import Overruling, Remark

LEARN = "learn.microsoft.com/graph"
OBJECT_ID = (
    "documented with the user's object ID; it is not established whether a user principal name "
    "works too"
)
IN_DRIVES = r"(?:/(?:groups|sites|shares|teams)/.+/|/)?drives?(?:/.*)?"

REMARKS: tuple[Remark, ...] = (
    Remark(
        r"(?:/(?:groups|sites)/.+/)?onenote(?:/.*)?",
        "OneNote has refused app-only tokens since 2025-03-31, although its reference pages list "
        "application permissions; use a delegated flow",
        f"{LEARN}: api/resources/onenote-api-overview, integrate-with-onenote",
        overrules=Overruling.REFUSED,
    ),
    Remark(
        rf"{IN_DRIVES}/workbook(?:/.*)?",
        "takes delegated permissions only by Microsoft's pages, but is reported to work with "
        "application permission Files.ReadWrite.All; else download the file "
        "(/users/{user}/drive/items/{id}/content) and read it locally",
        "github.com: microsoftgraph/microsoft-graph-docs-contrib issue 8691 and "
        "microsoftgraph/microsoft-graph-docs issues 5705 and 6609, against the pages of the Excel "
        "API",
        overrules=Overruling.UNKNOWN,
        urgent=True,
        unsafe=True,
    ),
    Remark(
        r"(?:drive|/?drives/[^/]+)/recent",
        "deprecated and documented for /me with delegated permissions only; use a delegated flow",
        f"{LEARN}: api/drive-recent",
        overrules=Overruling.REFUSED,
    ),
    Remark(
        r"(?:drive|/?drives/[^/]+)/sharedwithme",
        "deprecated and documented for /me only; use a delegated flow",
        f"{LEARN}: page of sharedWithMe, which lists only /me",
        overrules=Overruling.REFUSED,
    ),
    Remark(
        r"changepassword",
        "exists for /me only; an application sets a password with PATCH /users/{user} and a "
        "passwordProfile",
        f"{LEARN}: page of changePassword, which lists only /me",
        overrules=Overruling.REFUSED,
        has_twin=False,
    ),
    Remark(
        r"findmeetingtimes",
        "POST /users/{user}/calendar/getSchedule gives free and busy times and takes an "
        "application permission",
        f"{LEARN}: page of findMeetingTimes",
        overrules=Overruling.REFUSED,
    ),
    Remark(
        r"outlook/(?:tasks|taskfolders|taskgroups)(?:/.*)?",
        "withdrawn; To Do (/users/{user}/todo/lists) takes application permissions",
        f"{LEARN}: pages of the Outlook tasks API",
        overrules=Overruling.REFUSED,
    ),
    Remark(
        r"(?:/chats/[^/]+|/teams/[^/]+/channels/[^/]+)/messages(?:/[^/]+/replies)?",
        "an application may only import messages, with Teamwork.Migrate.All, into a chat or a "
        "channel that is in migration mode; use a delegated flow",
        f"{LEARN}: api/chat-post-messages, api/channel-post-messages",
        ("POST",),
        overrules=Overruling.REFUSED,
    ),
    Remark(
        r"chats/[^/]+/(?:messages|markchatreadforuser|markchatunreadforuser)",
        "is not supported for applications; use a delegated flow",
        f"{LEARN}: api/chat-post-messages, api/chat-markchatreadforuser",
        ("POST",),
        overrules=Overruling.REFUSED,
    ),
    Remark(
        r"(?:get|check)member(?:groups|objects)",
        "for a user, Application.Read.All, which the data name, is not the right permission",
        f"{LEARN}: api/directoryobject-getmembergroups and its kin",
        ("POST",),
        permissions=(
            ("User.ReadBasic.All", "GroupMember.Read.All"),
            ("User.Read.All", "GroupMember.Read.All"),
            ("Directory.Read.All",),
        ),
    ),
    Remark(
        r"onlinemeetings(?:/.*)?",
        "needs the user's object ID, not a user principal name, and an application access policy "
        "granted to that user",
        urgent=True,
        unsafe=True,
    ),
    Remark(r"presence(?:/.*)?", OBJECT_ID, unsafe=True),
    Remark(r"planner/tasks(?:/.*)?", OBJECT_ID, unsafe=True),
    Remark(r"calendars?/(?:.*/)?calendarpermissions(?:/.*)?", OBJECT_ID, unsafe=True),
    Remark(r"settings/shiftpreferences", OBJECT_ID, unsafe=True),
)

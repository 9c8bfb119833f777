"""Where Microsoft's permission data are wrong or silent, and what to use instead of an endpoint.

Source: the pages named in the rows, and those of the endpoints, as of November 2026. The first row
that matches a path applies.
"""

from flake8_graph_me.terms.remarks import Remark

LEARN = "learn.microsoft.com/graph"
OBJECT_ID = (
    "documented with the user's object ID; it is not established whether a user principal name "
    "works too"
)

REMARKS: tuple[Remark, ...] = (
    Remark(
        r"(?:(?:groups|sites)/.+/)?onenote(?:/.*)?",
        "OneNote has refused app-only tokens since 2025-03-31, although its reference pages list "
        "application permissions; use a delegated flow",
        f"{LEARN}: api/resources/onenote-api-overview, integrate-with-onenote",
        app_only=False,
    ),
    Remark(
        r"drives?(?:/.*)?/workbook(?:/.*)?",
        "Excel takes delegated permissions only; use a delegated flow, or download the file "
        "(/users/{user}/drive/items/{id}/content) and read it locally",
        f"{LEARN}: pages of the Excel API",
        app_only=False,
    ),
    Remark(
        r"(?:drive|drives/[^/]+)/recent",
        "deprecated and documented for /me with delegated permissions only; use a delegated flow",
        f"{LEARN}: api/drive-recent",
        app_only=False,
    ),
    Remark(
        r"(?:drive|drives/[^/]+)/sharedwithme",
        "deprecated and documented for /me only; use a delegated flow",
        f"{LEARN}: page of sharedWithMe, which lists only /me",
        app_only=False,
    ),
    Remark(
        r"changepassword",
        "exists for /me only; an application sets a password with PATCH /users/{user} and a "
        "passwordProfile",
        f"{LEARN}: page of changePassword, which lists only /me",
        app_only=False,
        has_twin=False,
    ),
    Remark(
        r"findmeetingtimes",
        "POST /users/{user}/calendar/getSchedule gives free and busy times and takes an "
        "application permission",
        f"{LEARN}: page of findMeetingTimes",
        app_only=False,
    ),
    Remark(
        r"outlook/(?:tasks|taskfolders|taskgroups)(?:/.*)?",
        "withdrawn; To Do (/users/{user}/todo/lists) takes application permissions",
        f"{LEARN}: pages of the Outlook tasks API",
        app_only=False,
    ),
    Remark(
        r"onlinemeetings(?:/.*)?",
        "needs the user's object ID, not a user principal name, and an application access policy "
        "granted to that user",
        urgent=True,
    ),
    Remark(r"presence(?:/.*)?", OBJECT_ID),
    Remark(r"planner/tasks(?:/.*)?", OBJECT_ID),
    Remark(r"calendars?/(?:.*/)?calendarpermissions(?:/.*)?", OBJECT_ID),
    Remark(r"settings/shiftpreferences", OBJECT_ID),
    Remark(r"getmemberobjects", OBJECT_ID),
    Remark(r"drives?(?:/.*)?", OBJECT_ID),
)

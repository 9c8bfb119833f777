"""How Graph and the token endpoint word the errors that this project prevents.

Source: the article error-call-me-endpoint-microsoft-graph of learn.microsoft.com (2025-04-03), the
reference of AADSTS codes, and GitHub issues from 2018 to 2026 that quote the answers.
"""

from flake8_graph_me.terms.error_answers import ErrorAnswer

ME = (
    "the request went to /me with an app-only token, which has no signed-in user; use "
    "/users/{user} with an application permission, or get the token through a delegated flow"
)
PERHAPS_ME = "Graph also gives this answer to /me with an app-only token: then use /users/{user}"
DEFAULT_SCOPE = (
    "no token was issued, so Graph was not called yet: a client credentials request takes exactly "
    "one scope, <resource>/.default, such as https://graph.microsoft.com/.default"
)
WITHOUT_USER = (
    "the path has neither /me nor a user, so the segment stands where Graph has none; the O365 "
    "library leaves the user out with auth_flow_type='credentials' unless it is told: "
    "account.mailbox('user@example.com'), a resource=, or Account(..., main_resource=...)"
)
OF_USERS = (
    *("calendar", "calendars", "calendarview", "contactfolders", "events", "mailboxsettings"),
    *("mailfolders", "messages", "onlinemeetings", "photo", "presence", "sendmail", "todo"),
)
"""First segments of paths that Graph has only below a user, in lower case."""
OWN_TENANT = "no token was issued, so Graph was not called yet: "

ERROR_ANSWERS: tuple[ErrorAnswer, ...] = (
    ErrorAnswer(
        "/me request is only valid with delegated authentication flow.",
        r"/me request is only valid with delegated authentication flow",
        ME,
    ),
    ErrorAnswer(
        "Current authenticated context is not valid for this request.",
        r"current authenticated context is not valid for this request",
        f"{ME} (this is the older wording, seen from 2018 to 2020)",
    ),
    ErrorAnswer(
        "NoPermissionsInAccessToken: The token contains no permissions, or permissions can not be "
        "understood.",
        r"nopermissionsinaccesstoken|the token contains no permissions, or permissions can ?not be "
        r"understood",
        "if the request went to /me, use /users/{user}: without a signed-in user Graph refuses /me "
        "whatever permissions the application has. Otherwise, and for /users/{user} too, the token "
        "lacks an application permission: grant it, have an administrator consent, and get a new "
        "token. 'flake8-graph-me token' shows whose token it is, and its permissions",
    ),
    ErrorAnswer(
        "ResourceNotFound: Resource could not be discovered.",
        r"resource could not be discovered|\bresourcenotfound\b",
        f"the user has no mailbox, or does not exist. {PERHAPS_ME} (mail and calendar paths)",
    ),
    ErrorAnswer(
        "ErrorAccessDenied: Access is denied. Check credentials and try again.",
        r"\berroraccessdenied\b|access is denied\. check credentials and try again",
        "a permission for the mailbox is missing, or a policy keeps the application out. "
        f"{PERHAPS_ME} (mail and calendar paths)",
    ),
    ErrorAnswer(
        "Request_ResourceNotFound: Resource '...' does not exist or one of its queried "
        "reference-property objects are not present.",
        r"\brequest_resourcenotfound\b",
        "there is no such user or object; an e-mail address is not always the user principal "
        f"name. {PERHAPS_ME} (seen in 2019)",
    ),
    ErrorAnswer(
        "accessDenied: Access denied",
        r"\baccessdenied\b",
        "a permission for files or sites is missing, or the endpoint takes delegated permissions "
        "only, as reading followedSites does",
    ),
    ErrorAnswer(
        "401 - Unauthorized: Access is denied due to invalid credentials.",
        r"401 - unauthorized: access is denied due to invalid credentials",
        f"the token was not accepted. {PERHAPS_ME} (seen in 2020, as UnknownError)",
    ),
    ErrorAnswer(
        "Authorization_RequestDenied: Insufficient privileges to complete the operation.",
        r"\bauthorization_requestdenied\b|insufficient privileges to complete the operation",
        "the token lacks the permission: an app-only token needs an application permission with "
        "an administrator's consent, and must be acquired again after the consent. "
        f"{PERHAPS_ME} (seen in 2019)",
    ),
    ErrorAnswer(
        "...this API will no longer support app-only tokens starting from March 31st 2025...",
        r"no longer support app-only tokens",
        "OneNote refuses app-only tokens, even at /users/{user}: use a delegated flow",
    ),
    ErrorAnswer(
        "https://graph.microsoft.com/v1.0/...: resource not found",
        r"graph\.[\w.]+/(?:v1\.0|beta)/\S+: resource not found",
        "the O365 library with auth_flow_type='credentials' was not told whose resource to use: "
        "account.mailbox('user@example.com') and the like, or Account(..., main_resource=...)",
    ),
    ErrorAnswer(
        "Resource not found for the segment '...'.",
        rf"resource not found for the segment '(?:{'|'.join(OF_USERS)}|drives?)'",
        WITHOUT_USER,
    ),
    ErrorAnswer(
        "Requested API is not supported in application-only context.",
        r"requested api is not supported in application-only context",
        "the endpoint accepts delegated permissions only: use a delegated flow, or an endpoint "
        "that serves instead; flake8-graph-me explain 'METHOD /path' says what is known of it",
    ),
    ErrorAnswer(
        "Either scp or roles claim need to be present in the token.",
        r"either scp or roles claim need to be present in the token",
        "the token has no permission at all: no application permission is granted to the "
        "application. Add one, have an administrator consent, and get a new token",
    ),
    ErrorAnswer(
        "No Application Access Policy found for this app.",
        r"no application access policy found for this app",
        "online meetings need a Teams policy besides the permission: an administrator makes one "
        "with New-CsApplicationAccessPolicy and grants it to the user with "
        "Grant-CsApplicationAccessPolicy",
    ),
    ErrorAnswer(
        "ErrorInvalidUser: The requested user '...@...' is invalid.",
        r"\berrorinvaliduser\b|the requested user '[^']*' is invalid",
        "there is no mailbox of this user: the identifier is that of the application, not of a "
        "user, or the user has no mailbox. Name the user by user principal name or object ID",
    ),
    ErrorAnswer(
        "A path with me-token-to-replace.",
        r"me-token-to-replace",
        "msgraph-sdk writes this where its middleware puts /me: the request was meant for /me, or "
        "was made without that middleware. With an app-only token use "
        "client.users.by_user_id('user@example.com')",
    ),
    ErrorAnswer(
        "BadRequest, UnknownError",
        r"\b(?:badrequest|unknownerror)\b",
        "this code says nothing by itself: the message beside it decides. With '/me request is "
        "only valid with delegated authentication flow.' it is the answer to /me with an app-only "
        "token",
        alone=True,
    ),
    ErrorAnswer(
        "invalid_scope",
        r"\binvalid_scope\b",
        "no token was issued, so Graph was not called yet: error_description has an AADSTS code, "
        "which says more. A client credentials request takes exactly one scope, "
        "<resource>/.default",
        alone=True,
    ),
    ErrorAnswer(
        "Resource not found for the segment 'me'.",
        r"resource not found for the segment 'me'",
        "the retired Azure AD Graph (graph.windows.net) was asked for /me with an app-only token; "
        "use Microsoft Graph and /users/{user}",
    ),
    ErrorAnswer(
        "AADSTS1002012: The provided value for scope ... is not valid.",
        r"\baadsts1002012\b|client credential flows must have a scope value with /\.default",
        DEFAULT_SCOPE,
    ),
    ErrorAnswer(
        "AADSTS70011: The provided value for the input parameter 'scope' is not valid.",
        r"\baadsts70011\b|the provided value for the input parameter 'scope' is not valid",
        DEFAULT_SCOPE,
    ),
    ErrorAnswer(
        "AADSTS500011: The resource principal was not found in the tenant.",
        r"\baadsts500011\b",
        f"{OWN_TENANT}the tenant does not know the resource in the scope, which is often misspelt; "
        "Graph's is https://graph.microsoft.com",
    ),
    ErrorAnswer(
        "AADSTS50194: The application is not multi-tenant.",
        r"\baadsts50194\b",
        f"{OWN_TENANT}use your own tenant's authority instead of /common",
    ),
    ErrorAnswer(
        "AADSTS9001023, AADSTS90010: The grant type is not supported at /common.",
        r"\baadsts(?:9001023|90010)\b",
        f"{OWN_TENANT}the password grant needs your own tenant's authority",
    ),
)

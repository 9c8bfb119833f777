"""The words without which there is no finding. They rule out most files.

They must agree with the rows: a test compares them. Must import neither libcst nor jwt nor the
rows.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

JWT = "eyJ"
"""What a token in the text of a source begins with."""


DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
"""A dotted name in a text."""


@dataclass(frozen=True)
class Segments:
    """Path segments that name an owner, as they appear in a source.

    ``attributes`` are those of library objects that stand for one.
    """

    attributes: frozenset[str]

    # Compiled when asked for: most runs need none of them, and each takes as long as a look at many
    # files.
    @cached_property
    def word(self) -> re.Pattern[str]:
        """Finds one as any word, in an unparsed source."""
        return re.compile(rf"(?<![A-Za-z0-9_]){self._any}(?![A-Za-z0-9_])", re.IGNORECASE)

    @cached_property
    def in_source(self) -> re.Pattern[str]:
        """Finds one in an unparsed source, in a literal as ``in_text`` does, or as an attribute."""
        before = r"""[/}"',;:|\\]|%s|[\r\n][ \t\f]*+|\.(?:[ \t\f]|\#[^\r\n]*|\\?[\r\n])*+"""
        return re.compile(rf"(?:{before}){self._any}(?![A-Za-z0-9_])", re.IGNORECASE)

    @cached_property
    def in_text(self) -> re.Pattern[str]:
        """Finds one in the text of a literal: at its beginning, or after a slash, a hole, or a
        separator at which texts are split.
        """
        before = r"""(?:^|[/}"',;:|\\]|%s)"""
        return re.compile(rf"{before}{self._any}(?![A-Za-z0-9_])", re.IGNORECASE)

    @property
    def _any(self) -> str:
        return f"(?:{'|'.join(sorted(self.attributes))})"


SIGNED_IN = Segments(frozenset({"me"}))
ANYBODY = Segments(frozenset({"me", "users", "education"}))
_OTHERS = Segments(frozenset({"users", "education"}))
DELEGATED_ONLY = (
    *("activities", "agreementacceptances", "aiinsights", "analytics", "authentication"),
    *("changepassword", "chats", "cloudclipboard", "cloudpcs", "deletepassword"),
    *("deletetargetedmessage", "devices"),
    *("education", "employeeexperience", "findmeetingtimes", "followedsites", "getpassword"),
    *("licensedetails", "media", "notifications", "onenote", "onlinemeetings", "outlook"),
    *("pendingaccessreview", "planner", "presence", "print", "recent", "registration"),
    *("settings", "sharedwithme", "socketio", "tasks", "validatepassword"),
    *("virtualappointment", "workbook"),
)
"""Words of which each endpoint below ``/users`` that takes delegated permissions only has one."""


@cache
def _delegated_only() -> re.Pattern[str]:
    return re.compile(rf"""(?:^|[/"'.}}])(?:{"|".join(DELEGATED_ONLY)})""")


GRANTS = ("client_credentials", "metadata/identity", "169.254.169.254")
HEADER = "x-identity-header"
GRANT = re.compile(rf"{'|'.join(GRANTS)}|(?i:{HEADER})")
"""What the text of a request for an app-only token holds, if a program posts it itself."""
ACQUIRING = (
    *("acquire_token_for_client", "acquire_token_with_client", "fetch_token"),
    *("get_application_token", "get_token_for_client"),
    *("ClientAssertionCredential", "ClientSecretCredential", "CertificateCredential"),
    *("AzurePipelinesCredential", "ManagedIdentityCredential", "WorkloadIdentityCredential"),
    *("AzureCliCredential", "AzureDeveloperCliCredential", "AzurePowerShellCredential"),
    *("DefaultAzureCredential", "EnvironmentCredential"),
    *("OAuth2ClientCredentials", "ServicePrincipalCredentials", "MSIAuthentication"),
    *("O365", "with_client_secret", "with_certificate"),
    *("KiotaRequestAdapterHook", "MSGraphAsyncOperator", "MSGraphSensor"),
)
"""The modelled names by which app-only tokens are got, or credentials that may give one."""
PIECES = ("acquire_token", "Credential")
"""What a literal holds from which such a name is put together."""
PIECE = re.compile(rf"""["'{{}}%]\w*?(?:{"|".join(PIECES)})|(?:{"|".join(PIECES)})\w*["'{{}}%]""")
"""What such a literal looks like in an unparsed source."""
IN_ANY_CASE = ("_token", "redential", "dentity", "169.254", "o365")
"""Parts of all these words, of those above and of those below, in lower case, with
``IN_THIS_CASE``: a source that holds none of them holds none of the words. Fewer words take less
time to look for.
"""
IN_THIS_CASE = ("with_c", "MS", "AdapterHook", "GraphSe", "nProvider")
"""The rest of these parts, as they are spelled."""
BY_ANYTHING = ("acquire_token_for_client", "acquire_token_with_client")
"""The methods, by how their names begin, that give app-only tokens whatever they are methods of."""
ASKING = (
    *("acquire_token_for_client", "get_token"),
    *("GraphServiceClient", "GraphSession", "AccessTokenProvider", "AuthenticationProvider"),
)
"""Calls that ask for an application's token and say for what."""
SILENT = frozenset({"O365", "microsoftgraph", "office365"})
"""Packages with calls that stand for a ``me`` segment which is written nowhere."""

PACKAGES = frozenset(
    {
        *("O365", "adal", "airflow", "authlib", "azure", "fastapi_msal", "httpx_auth", "identity"),
        *("microsoftgraph", "msal", "msrestazure", "oauthlib", "office365", "requests_auth"),
        "requests_oauthlib",
    }
)
"""The packages from which app-only tokens are got."""
SENDERS = (
    *("O365", "aiohttp", "authlib", "http.client", "httpx", "msgraph", "requests"),
    *("requests_futures", "requests_oauthlib", "urllib.request", "urllib3"),
)
"""The modules by which a program asks a token endpoint itself."""


def is_piece(text: str) -> bool:
    """Whether a literal, or a part of one, may be a part of a name that is put together."""
    return any(piece in text for piece in PIECES) and any(text in name for name in ACQUIRING)


def segments_of(source: str) -> Segments:
    """The segments that matter in a source: also those of other users, if it may request something
    of theirs that no application can access.
    """
    plain = _plain(source)
    if "users" not in plain and "education" not in plain:
        return SIGNED_IN
    return ANYBODY if _delegated_only().search(plain) is not None else SIGNED_IN


def segments_among(texts: Iterable[str]) -> Segments:
    """The segments that matter in a source with these texts, each a path or a part of one."""
    owner = delegated = False
    for text in texts:
        owner = owner or _OTHERS.in_text.search(text) is not None
        delegated = delegated or _delegated_only().search(_plain(text)) is not None
        if owner and delegated:
            return ANYBODY
    return SIGNED_IN


def _plain(text: str) -> str:
    return text.lower().replace("_", "")

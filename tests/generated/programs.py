"""Whole programs: their tokens, URLs, ways of sending, and files.

``programs`` is the strategy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hypothesis import strategies as st

from tests.cloud.permissions import Required, RequiredPermissions
from tests.generated.acquiring import token_endpoints, tokens
from tests.generated.layouts import files_of
from tests.generated.nesting import NESTINGS, Call
from tests.generated.packages import PACKAGES, with_definitions_elsewhere
from tests.generated.pieces import Maker, Piece, indented, joined, name_of
from tests.generated.senders import sdk
from tests.generated.senders.flows import flow_request
from tests.generated.senders.hooked_sending import HOOKED_SENDERS
from tests.generated.senders.layered import LAYERED
from tests.generated.senders.own_sending import OWN_SENDERS
from tests.generated.senders.rarer_sending import RARER_SENDERS
from tests.generated.senders.sending import SENDERS, Ask, Sender
from tests.generated.senders.sending_async import ASYNC_SENDERS
from tests.generated.senders.signing_below import SIGNING_BELOW
from tests.generated.urls.url_formats import FORMATS, RELATIVE
from tests.generated.urls.url_makers import MAKERS
from tests.generated.urls.url_operations import OPERATIONS
from tests.generated.urls.url_parts import URL_PARTS
from tests.generated.urls.url_ways import URL_WAYS
from tests.generated.urls.where import Where
from tests.generated.ways.carriers import OF_TEXTS
from tests.generated.ways.choices import CHOICES

USER = "adele@contoso.example"
OTHER_USER = "bea@contoso.example"

APP_TOKENS = (
    tokens.msal_for_client,
    tokens.msal_silently_first,
    tokens.msal_managed_identity,
    tokens.azure_for_app,
    tokens.azure_asynchronously,
    tokens.adal_for_app,
    token_endpoints.form_for_app,
    token_endpoints.older_form_for_app,
    token_endpoints.managed_identity_by_hand,
    token_endpoints.oauthlib_for_app,
    token_endpoints.authlib_for_app,
)
USER_TOKENS = (
    tokens.msal_password,
    tokens.msal_refresh_token,
    tokens.msal_on_behalf_of,
    tokens.msal_code,
    tokens.msal_device_code,
    tokens.azure_for_user,
    tokens.adal_for_user,
    token_endpoints.form_with_password,
    token_endpoints.form_with_refresh_token,
    token_endpoints.form_on_behalf_of,
    token_endpoints.oauthlib_for_user,
    token_endpoints.authlib_for_user,
)

URLS = (*FORMATS, *MAKERS, *OPERATIONS, *URL_PARTS, *URL_WAYS)
ALL_SENDERS = (
    *SENDERS,
    *OWN_SENDERS,
    *RARER_SENDERS,
    *ASYNC_SENDERS,
    *HOOKED_SENDERS,
    *SIGNING_BELOW,
)
ALL_NESTINGS = (*NESTINGS, *PACKAGES)
BY_THEMSELVES = (sdk.session_request, sdk.auth_object_request, flow_request)
"""Clients that get the token themselves, besides msgraph-sdk."""


GETS = (
    "",
    "/messages",
    "/mailFolders/inbox/messages",
    "/events",
    "/calendar/events",
    "/drive/root/children",
    "/contacts",
    "/memberOf",
    "/manager",
    "/photo/$value",
    "/todo/lists",
)
ENDPOINTS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "GET": GETS,
        "POST": ("/sendMail", "/messages", "/events", "/calendar/getSchedule"),
        "PATCH": ("/messages/7", "/events/7"),
        "DELETE": ("/messages/7", "/events/7"),
    }
)
FOR_USERS_ONLY: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "GET": ("/onenote/notebooks", "/drive/recent", "/drive/sharedWithMe"),
        "POST": ("/findMeetingTimes", "/onenote/notebooks"),
    }
)
"""What takes no application's token, also below ``/users``."""
QUERIES = (
    "",
    "",
    "?$top=5",
    "?$select=id",
    "?$top=5&$select=id,subject",
    "?$search=%22/me/%22",
)


@dataclass(frozen=True)
class Generated:
    """A program, and how it is put together.

    ``ways`` are the token way, the URL way and the sending way of each request, ``parts`` the other
    ways that it is made of. ``by_expression``: its fixes take the user from an expression.
    """

    files: Mapping[str, str]
    main: str
    ways: tuple[tuple[str, str, str], ...]
    by_expression: bool
    parts: frozenset[str] = frozenset()

    @property
    def requests(self) -> int:
        """How many requests it sends."""
        return len(self.ways)

    def __repr__(self) -> str:
        parts = (f"# --- {name}\n{text}" for name, text in self.files.items())
        return f"{self.ways} by_expression={self.by_expression}\n" + "".join(parts)


@st.composite
def programs(draw: Callable[[st.SearchStrategy[object]], object]) -> Generated:
    """Programs of one to three requests."""
    m = Maker(draw)
    count = m.pick((1, 1, 1, 2, 2, 3))
    pieces, ways = [], []
    shared: _Sharing | None = None
    for _ in range(count):
        if m.chance(5):
            piece, way = m.pick((_with_its_own_token, _with_two_tokens))(m)
        else:
            shared = _sharing(m) if shared is None or m.chance(2) else shared
            piece, way = _request(m, shared)
        pieces.append(piece)
        ways.append(way)
    main, files = files_of(m, joined("", *pieces))
    return Generated(files, main, tuple(ways), m.chance(2), frozenset(m.ways))


@dataclass
class _Sharing:
    """What several requests may have in common: a way of sending, and a token."""

    sender: Sender
    ask: Ask
    call: Call
    token: Piece
    token_way: str
    app: bool


def _sharing(m: Maker) -> _Sharing:
    ask = Ask(m.pick(("GET", "GET", "GET", "POST", "PATCH", "DELETE")))
    sender = m.pick(ALL_SENDERS)
    if m.chance(3):
        m.ways.add(name_of(with_definitions_elsewhere))
        sender = with_definitions_elsewhere(sender)
    call = m.way(ALL_NESTINGS)(m, sender, ask)
    token, way, app = _token(m)
    return _Sharing(sender, ask, call, token, way, app)


def _token(m: Maker) -> tuple[Piece, str, bool]:
    app = m.pick((True, True, False))
    way = m.pick(APP_TOKENS if app else USER_TOKENS)
    token = way(m)
    if m.chance(6):
        other = m.pick(USER_TOKENS if app else APP_TOKENS)(m)
        token = m.way(CHOICES)(m, token, other)
    for _ in range(m.pick((0, 0, 1, 2))):
        token = m.way(OF_TEXTS)(m, token)
    return token, name_of(way), app


def _segments(m: Maker, method: str) -> tuple[str, ...]:
    """The path of a request: of the signed-in user or of a named one, or of something else."""
    kind = m.number(0, 7)
    if kind == 7 and method == "GET":
        return m.pick((("users",), ("groups",), ("organization",)))
    tail = m.pick(ENDPOINTS[method])
    if kind == 6 and method in FOR_USERS_ONLY:
        tail = m.pick(FOR_USERS_ONLY[method])
    root = ("me",) if kind in (0, 1, 2, 6) else ("users", OTHER_USER)
    if kind == 5:
        root = ("users", "me")
    return (*root, *(each for each in tail.split("/") if each))


def _where(m: Maker, sender: Sender, segments: tuple[str, ...], method: str) -> Where:
    query = m.pick(QUERIES) if method == "GET" else ""
    version = "/beta" if sender.prefix and m.chance(5) else "/v1.0"
    prefix = sender.prefix.replace("/v1.0", version)
    where = Where(prefix, segments, query, sender.lead)
    if len(segments) > 1 and (m.chance(5) or not prefix):
        # The first segment with the base, as programs do that have one for all of /me.
        where = Where(prefix + sender.lead + segments[0], segments[1:], query)
    return where


def _url(m: Maker, where: Where) -> tuple[Piece, str]:
    way = m.pick(URLS if where.prefix else RELATIVE)
    url = way(m, where)
    if m.chance(8):
        other = "/me" if where.segments[0] != "me" else "/organization"
        url = m.way(CHOICES)(m, url, Piece(f'"{where.prefix}{other}"'))
    for _ in range(m.pick((0, 0, 0, 1, 2))):
        url = m.way(OF_TEXTS)(m, url)
    return url, name_of(way)


def _request(m: Maker, shared: _Sharing) -> tuple[Piece, tuple[str, str, str]]:
    token, token_way = shared.token, shared.token_way
    if m.chance(3):
        token, token_way, _ = _token(m)
    method = shared.ask.method
    url, url_way = _url(m, _where(m, shared.sender, _segments(m, method), method))
    piece = shared.call(url, token)
    return piece, (token_way, url_way, name_of(shared.sender.statements))


def _with_its_own_token(m: Maker) -> tuple[Piece, tuple[str, str, str]]:
    """A request by something that gets the token and sends."""
    app, kind = m.pick((True, True, False)), m.number(0, 3)
    ask = Ask("GET" if kind == 0 else m.pick(("GET", "POST", "PATCH", "DELETE")))
    segments = _segments(m, ask.method)
    url, url_way = _url(m, _where(m, Sender(lambda *_: Piece()), segments, ask.method))
    whose = "of_app" if app else "of_user"
    if kind == 0:
        piece, by_url = sdk.sdk_request(m, segments, url, app=app)
        return piece, (f"credential_{whose}", url_way if by_url else "attributes", "msgraph_sdk")
    way = BY_THEMSELVES[kind - 1]
    return way(m, url, ask, app=app), (f"{name_of(way)}_{whose}", url_way, name_of(way))


def _with_two_tokens(m: Maker) -> tuple[Piece, tuple[str, str, str]]:
    """A request that two tokens are put into, perhaps by a function."""
    ask, way = Ask(m.pick(("GET", "POST", "PATCH", "DELETE"))), m.pick(LAYERED)
    segments = _segments(m, ask.method)
    url, url_way = _url(m, _where(m, Sender(lambda *_: Piece()), segments, ask.method))
    token, token_way, _ = _token(m)
    other, _, _ = _token(m)
    needed = joined("", *m.pick(((other, token, url), (url, token, other))))
    values = (url.value, token.value, other.value)
    if m.chance(2):
        sent = way(m, *values, ask)
        return joined("", needed, sent), (token_way, url_way, name_of(way))
    name, sent = m.name("send"), way(m, "url", "token", "other", ask)
    code = f"def {name}(url, token, other):\n{indented(sent.body)}"
    sent = Piece("", sent.imports, (*sent.setup, code), (f"{name}({', '.join(values)})",))
    return joined("", needed, sent), (token_way, url_way, name_of(way))


def permissions() -> RequiredPermissions:
    """What the stand-in has to refuse to applications, besides ``/me``."""
    return {
        (method, f"/users/{{}}{tail}"): Required(application=())
        for method, tails in FOR_USERS_ONLY.items()
        for tail in tails
    }

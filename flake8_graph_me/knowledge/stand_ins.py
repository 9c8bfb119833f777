"""What tests put in the place of other code, so that nothing is sent.

Source: the standard library of CPython 3.11, ``unittest/mock.py``; pytest 9.1 ``monkeypatch.py``,
pytest-mock 3.15 ``plugin.py``; responses 0.26.3, requests-mock 1.12.1, respx 0.23.1, aioresponses
0.7.9, pytest-httpx 0.36.2, httpretty 1.1.4, vcrpy 9.4.2. The libraries for one client replace what
that client sends by, httpretty sockets, vcr connections; of what they let pass all the same nothing
is said.
"""

from flake8_graph_me.terms.results import Made, Operation
from flake8_graph_me.terms.rows import Call, ForTests, Parameter, Row, Type

MOCK, PATCH = "unittest.mock.Mock", "unittest.mock._patch"
MONKEY, MOCKER = "pytest.MonkeyPatch", "pytest_mock.MockerFixture"
PATCHER = f"{MOCKER}._Patcher"
RESPONSES, REQUESTS_MOCK = "responses.RequestsMock", "requests_mock.Mocker"
RESPX, AIORESPONSES = "respx.MockRouter", "aioresponses.aioresponses"
HTTPX_MOCK = "pytest_httpx.HTTPXMock"
OF_REQUESTS = ("requests.adapters.HTTPAdapter.send",)
OF_HTTPX = (
    "httpx.HTTPTransport.handle_request",
    "httpx.AsyncHTTPTransport.handle_async_request",
)
OF_AIOHTTP = ("aiohttp.ClientSession._request",)
SOCKETS = ("socket.socket", "socket.create_connection")
RECORDED = (*OF_REQUESTS, *OF_HTTPX, *OF_AIOHTTP, "http.client.HTTPSConnection")
HTTPRETTY, CASSETTE = "httpretty.core.httprettized", "vcr.cassette.CassetteContextDecorator"
ENABLE, DISABLE = "httpretty.enable", "httpretty.disable"
OF_HTTPRETTY = ("httpretty.activate", "httpretty.httprettified")
KINDS = ("AsyncMock", "MagicMock", "NonCallableMagicMock", "NonCallableMock")
SCOPES = ("", "class_", "module_", "session_")
VERBS = ("delete", "get", "head", "options", "patch", "post", "put")
DESCRIBING = (
    ("responses", (*VERBS, "add", "add_callback", "add_passthru", "replace", "upsert")),
    ("respx", (*VERBS, "add", "request", "route")),
)
"""Functions of a library that say what is answered instead."""
PATCHES = (
    ("patch", "replace-by-text"),
    ("patch.object", "replace-by-owner"),
    ("patch.multiple", "replace-several"),
)


SETTING_UP = ("setUp*", "setup*", "asyncSetUp", "before_*", "pytest_*", "fixture", "hookimpl")
"""Functions that frameworks for tests call before these, and the decorators of such functions."""

ENTER, END = Operation("enter-replacer"), Operation("end-replacing")
START, CALL = Operation("start-replacer", replaces=True), Operation("call-replacer")
METHODS = (*(("__enter__", ENTER), ("__exit__", END), ("start", START), ("stop", END)),)
"""What replaces other code has them."""


STAND_IN_ROWS: tuple[Row, ...] = (
    Type(
        MOCK,
        ("spec", "side_effect", "return_value", "wraps"),
        tuple((name, name) for name in ("side_effect", "return_value", "wraps")),
        stands_in=MOCK,
        also=tuple(f"unittest.mock.{kind}" for kind in KINDS),
    ),
    Call(f"{MOCK}.__call__", (), Operation("call-stand-in")),
    Type(PATCH, stands_in=MOCK, replaces=()),
    *(
        Call(
            f"unittest.mock.{name}",
            (),
            Operation(operation, replaces=True),
            also=(f"mock.{name}",),
        )
        for name, operation in PATCHES
    ),
    Call("unittest.mock.create_autospec", (), Made(MOCK)),
    # The fixtures of pytest undo at the end of a test what they do.
    Type(MONKEY),
    Call(f"{MONKEY}.setattr", (), Operation("set-for-a-while", replaces=True)),
    Call(f"{MONKEY}.context", (), Made(MONKEY)),
    Parameter("*.(monkeypatch)", Made(MONKEY)),
    Type(MOCKER, stands_in=MOCK, members=(("patch", Made(PATCHER)),)),
    Type(PATCHER),
    Call(f"{PATCHER}.__call__", (), Operation("replace-by-text-now", replaces=True)),
    Call(f"{PATCHER}.object", (), Operation("replace-by-owner-now", replaces=True)),
    *(Parameter(f"*.({scope}mocker)", Made(MOCKER)) for scope in SCOPES),
    Type(
        RESPONSES,
        stands_in=MOCK,
        replaces=OF_REQUESTS,
        objects=("responses.mock", "responses.activate"),
    ),
    Type(
        REQUESTS_MOCK,
        stands_in=MOCK,
        replaces=OF_REQUESTS,
        handed=True,
        also=("requests_mock.mock",),
    ),
    Type("requests_mock.Adapter", stands_in=MOCK),
    Parameter("*.(requests_mock)", Made(REQUESTS_MOCK)),
    Type(RESPX, stands_in=MOCK, replaces=OF_HTTPX, objects=("respx.mock",)),
    Parameter("*.(respx_mock)", Made(RESPX)),
    Type(AIORESPONSES, stands_in=MOCK, replaces=OF_AIOHTTP, handed=True),
    Type(HTTPX_MOCK, stands_in=MOCK, replaces=OF_HTTPX),
    Call(f"{HTTPX_MOCK}.__enter__", (), ENTER),
    Parameter("*.(httpx_mock)", Made(HTTPX_MOCK)),
    Type(
        HTTPRETTY,
        stands_in=MOCK,
        replaces=SOCKETS,
        objects=OF_HTTPRETTY,
        also=("httpretty.enabled",),
    ),
    *(Type(name, stands_in=MOCK, replaces=SOCKETS, objects=(name,)) for name in (ENABLE, DISABLE)),
    Call(f"{ENABLE}.__call__", (), START),
    Call(f"{DISABLE}.__call__", (), END),
    Call("httpretty.register_uri", (), Made(MOCK), harmless=True),
    Type(CASSETTE, stands_in=MOCK, replaces=RECORDED, objects=("vcr.use_cassette",)),
    Type("vcr.VCR", members=(("use_cassette", Made(CASSETTE)),)),
    ForTests("*.test*"),
    *(ForTests(f"*.{name}", lasts=True) for name in SETTING_UP),
    *(
        Call(f"{name}.{method}", (), result)
        for name in (PATCH, RESPONSES, REQUESTS_MOCK, AIORESPONSES, RESPX)
        for method, result in METHODS
    ),
    *(
        Call(f"{name}.{method}", (), result)
        for name in (HTTPRETTY, CASSETTE)
        for method, result in METHODS[:2]
    ),
    *(Call(f"{name}.__call__", (), CALL) for name in (RESPONSES, RESPX, HTTPRETTY, CASSETTE)),
    *(
        Call(f"{package}.{name}", (), Made(MOCK), harmless=True)
        for package, names in DESCRIBING
        for name in names
    ),
)

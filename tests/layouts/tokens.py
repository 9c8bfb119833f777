"""Ways to get a token, and ways to keep it for the headers of requests."""

from tests.layouts.parts import GRAPH, Part, part, part_of_object

_APP = 'msal.ConfidentialClientApplication("id", client_credential="secret")'
_SCOPE = f'"{GRAPH.removesuffix("/v1.0")}/.default"'
_FOR_CLIENT = f'acquire_token_for_client([{_SCOPE}])["access_token"]'
_MSAL_BY_USER = (
    (_APP, 'msal.PublicClientApplication("id")'),
    (_FOR_CLIENT, 'acquire_token_interactive(["Mail.Read"])["access_token"]'),
)
_CACHED = f"""
@functools.cache
def application():
    return {_APP}
"""
_LAZY = f"""
_application = None


def application():
    global _application
    if _application is None:
        _application = {_APP}
    return _application
"""
_CHECKED = f"""
application = {_APP}


def new_token():
    found = application.acquire_token_for_client(scopes=[{_SCOPE}])
    if "access_token" not in found:
        raise RuntimeError(found.get("error_description"))
    return found["access_token"]
"""
_POSTED = """
def new_token():
    url = "https://login.microsoftonline.com/tenant/oauth2/v2.0/token"
    form = {
        "client_id": "id",
        "client_secret": "secret",
        "grant_type": "client_credentials",
        "scope": "https://graph.microsoft.com/.default",
    }
    response = requests.post(url, data=form)
    response.raise_for_status()
    return response.json()["access_token"]
"""
TOKENS = (
    Part(
        "msal",
        f"application.{_FOR_CLIENT}",
        module=f"application = {_APP}\n",
        by_user=_MSAL_BY_USER,
    ),
    Part(
        "msal cached",
        f"application().{_FOR_CLIENT}",
        module=_CACHED.lstrip(),
        by_user=_MSAL_BY_USER,
    ),
    Part("msal lazy", f"application().{_FOR_CLIENT}", module=_LAZY.lstrip(), by_user=_MSAL_BY_USER),
    Part(
        "msal checked",
        "new_token()",
        module=_CHECKED.lstrip(),
        by_user=(
            _MSAL_BY_USER[0],
            (
                f"acquire_token_for_client(scopes=[{_SCOPE}])",
                'acquire_token_interactive(["Mail.Read"])',
            ),
        ),
    ),
    Part(
        "azure identity",
        f"credential.get_token({_SCOPE}).token",
        module='credential = ClientSecretCredential("tenant", "id", "secret")\n',
        by_user=(('ClientSecretCredential("tenant", "id", "secret")', "DeviceCodeCredential()"),),
    ),
    Part(
        "posted",
        "new_token()",
        module=_POSTED.lstrip(),
        by_user=(
            ('"grant_type": "client_credentials"', '"grant_type": "password"'),
            ('"client_secret": "secret"', '"username": "adele", "password": "secret"'),
        ),
    ),
)

_BEARER = '{"Authorization": "Bearer " + <token>}'
_AUTH = f"""
class Auth:
    def __init__(self):
        self.token = <token>

    def headers(self):
        return {_BEARER.replace("<token>", "self.token")}
"""
_KEPT = '{"Authorization": f"Bearer {self.token}"}'
HEADERS = (
    Part("here", _BEARER),
    part("global", "SIGNED", module=f"SIGNED = {_BEARER}\n"),
    part(
        "global by a function",
        "SIGNED",
        module=f"""
        def headers():
            return {_BEARER}


        SIGNED = headers()
        """,
    ),
    part("function", "headers()", module=f"def headers():\n    return {_BEARER}\n"),
    part(
        "static method",
        "Auth.headers()",
        module=f"class Auth:\n    @staticmethod\n    def headers():\n        return {_BEARER}\n",
    ),
    part("global object", "auth.headers()", module=f"{_AUTH}\n\nauth = Auth()\n"),
    part(
        "dataclass",
        "settings.headers()",
        module=f"""
        @dataclasses.dataclass
        class Settings:
            token: str = ""

            def headers(self):
                return {_KEPT}


        settings = Settings(token=<token>)
        """,
    ),
    part_of_object("attribute", "self.headers", attributes=f"self.headers = {_BEARER}\n"),
    part_of_object("token as attribute", _KEPT, attributes="self.token = <token>\n"),
    part_of_object("method", "self.headers()", body=f"def headers(self):\n    return {_BEARER}\n"),
    part_of_object(
        "property", "self.headers", body=f"@property\ndef headers(self):\n    return {_BEARER}\n"
    ),
    part_of_object("class attribute", "self.headers", body=f"headers = {_BEARER}\n"),
    part_of_object(
        "signing in",
        _KEPT,
        attributes="self.token = None\n",
        body="def sign_in(self):\n    self.token = <token>\n",
        signs_in="sign_in",
    ),
    part_of_object(
        "when needed",
        '{"Authorization": "Bearer " + self.token()}',
        attributes="self.kept = None\n",
        body="""
        def token(self):
            if not self.kept:
                self.kept = <token>
            return self.kept
        """,
    ),
    part_of_object(
        "object", "self.auth.headers()", module=_AUTH, attributes="self.auth = Auth()\n"
    ),
    part_of_object(
        "given",
        "self.headers",
        module=f"def new_headers():\n    return {_BEARER}\n",
        attributes="self.headers = given\n",
        given="new_headers()",
    ),
    part_of_object(
        "base class",
        "self.headers",
        module=f"class Base:\n    def __init__(self):\n        self.headers = {_BEARER}\n",
        base="Base",
    ),
)

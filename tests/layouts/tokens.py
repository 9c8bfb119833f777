"""Ways to get a token."""

from tests.layouts.parts import GRAPH, Part

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

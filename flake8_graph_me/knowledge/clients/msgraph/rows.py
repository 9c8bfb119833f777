"""The msgraph SDK, the Kiota libraries under it, and the older msgraph-core.

Checked against msgraph-sdk 1.65.0, msgraph-beta-sdk 1.66.0, msgraph-core 1.5.2 and 0.2.2,
kiota-authentication-azure 1.16.0. A request builder's attributes are the segments of the path; in
the beta SDK ``me`` is a method.
"""

from dataclasses import replace

from flake8_graph_me.knowledge.clients.msgraph.segments import ENDS, segment
from flake8_graph_me.knowledge.clients.requests import session_rows
from flake8_graph_me.terms.results import Called, Equipped, Made, Passed, Spelling
from flake8_graph_me.terms.rows import Call, Chain, Sink, Type

BUILDER = "kiota_abstractions.base_request_builder.BaseRequestBuilder"
BETA_BUILDER = "msgraph_beta.graph_service_client.BaseRequestBuilder"
HTTPS = "https://graph.microsoft.com/"
BY_URL = (("url", ("url",)), ("headers", ("headers",)))
VERBS = ("get", "post", "patch", "put", "delete")
OWN_TOKEN = ("self.token.token", "self.token")
"""What a credential gives holds the token; what a provider of tokens gives is it."""
TOKEN = (*OWN_TOKEN, "self.adapter.token.token", "self.adapter.token")
ADAPTER = "msgraph_core.BaseGraphRequestAdapter"
REQUEST = "kiota_abstractions.request_information.RequestInformation"
SENDING = (
    "send_async",
    "send_collection_async",
    "send_collection_of_primitive_async",
    "send_primitive_async",
    "send_no_response_content_async",
)
SUBSCRIPTION = "generated.models.subscription.Subscription"
RESOURCE = ("resource", ("body.resource",))
"""What the body of a request for a subscription names."""
SPELLINGS = (
    ("/education/me", Spelling("users.by_education_user_id({})")),
    ("/me", Spelling("users.by_user_id({})")),
)


def _sink(url: str, token: tuple[str, ...], version: str, method: str = "request to") -> Sink:
    return Sink((("url", (url,)), ("token", token)), _constants(method, version))


def _constants(method: str, version: str) -> tuple[tuple[str, str], ...]:
    return (("method", method), ("base", HTTPS + version))


KEPT = ("token", "adapter")
BY_CREDENTIALS = (("token", Called("credentials", "get_token", "scopes")),)
REQUEST_ADAPTER = (("request_adapter", Made(ADAPTER, (("token", "self.token"),))),)


PARAMETERS = ("credentials", "scopes", "request_adapter")
RAW_URL = (("path", "raw_url"), *((name, f"self.{name}") for name in KEPT))


def _client(package: str, chain: Chain) -> Type:
    """A package's client, whose attributes are request builders."""
    return Type(
        f"{package}.GraphServiceClient",
        PARAMETERS,
        (("adapter", "request_adapter"),),
        results=BY_CREDENTIALS,
        members=REQUEST_ADAPTER,
        chain=chain,
        also=(f"{package}.graph_service_client.GraphServiceClient",),
    )


def _builder(builder: str) -> tuple[Call, ...]:
    """The methods of a request builder that send nothing."""
    described = Made(REQUEST, (("url", "self.path"),))
    return (
        *(Call(f"{builder}.to_{verb}_request_information", (), described) for verb in VERBS),
        # The beta SDK lacks a decorator, so that its code has to call what elsewhere is read.
        Call(f"{builder}.__call__", (), Passed("self")),
        Call(f"{builder}.with_url", ("raw_url",), Made(builder, RAW_URL)),
    )


def _verbs(builder: str, version: str) -> tuple[Call, ...]:
    """The methods of a request builder that send."""
    sinks = {verb: _sink("self.path", TOKEN, version, verb.upper()) for verb in VERBS}
    sinks["post"] = replace(sinks["post"], parts=(*sinks["post"].parts, RESOURCE))
    return tuple(Call(f"{builder}.{verb}", ("body",), sink=sinks[verb]) for verb in VERBS)


def _by_url(package: str, version: str) -> tuple[Call, ...]:
    """The methods of the client that came before, which code still calls on this one."""
    name, parts = f"{package}.GraphServiceClient", (*BY_URL, ("token", TOKEN))
    return tuple(
        Call(f"{name}.{verb}", ("url",), sink=Sink(parts, _constants(verb.upper(), version)))
        for verb in VERBS
    )


def _service(package: str, builder: str, version: str) -> tuple[Call | Type, ...]:
    chain = Chain(builder, "path", segment, KEPT, SPELLINGS, ENDS)
    subscription = Type(f"{package}.{SUBSCRIPTION}", attributes=(("resource", "resource"),))
    own = (_client(package, chain), Type(builder, chain=chain), subscription)
    return (*own, *_by_url(package, version), *_builder(builder), *_verbs(builder, version))


OLD_CLIENT = "msgraph.core.GraphClient"
FACTORY = "msgraph.core.HTTPClientFactory"
BY_CREDENTIAL = Called("credential", "get_token")


SESSION = "msgraphcore.GraphSession"
"""What msgraph-core was before it had a client: a session of requests."""
OLD_VERBS = (*VERBS, "head", "options")


def _old_verb(owner: str, verb: str) -> Call:
    """A method of the client of msgraph-core before 1.0, which takes the URL."""
    parts = (*BY_URL, ("token", OWN_TOKEN), ("body", ("json", "data")))
    return Call(f"{owner}.{verb}", ("url",), sink=Sink(parts, _constants(verb.upper(), "v1.0")))


OLD_ROWS: tuple[Call | Type, ...] = (
    Type(
        OLD_CLIENT,
        results=(("token", BY_CREDENTIAL),),
        also=("msgraph.core._graph_client.GraphClient", "msgraphcore.GraphClient"),
    ),
    *(_old_verb(OLD_CLIENT, verb) for verb in OLD_VERBS),
    Type(
        SESSION,
        ("credential", "scopes"),
        results=(("token", Called("credential", "get_token", "scopes")),),
        also=("msgraphcore.graph_session.GraphSession",),
    ),
    *(_old_verb(SESSION, verb) for verb in OLD_VERBS),
    # What the factory makes is a session of requests, which sends the credential's token.
    Type(FACTORY, supertypes=("requests.Session",), mappings=("headers",)),
    Call(
        f"{FACTORY}.create_with_default_middleware",
        ("credential",),
        Equipped(FACTORY, "token", BY_CREDENTIAL),
    ),
    *session_rows(FACTORY, "self.token.token"),
)


def _by_credential(name: str, *also: str) -> Type:
    return Type(name, ("credentials", "options", "scopes"), results=BY_CREDENTIALS, also=also)


KIOTA_AZURE = "kiota_authentication_azure.azure_identity"
AUTHENTICATION = "kiota_abstractions.authentication"
BEARER = "BaseBearerTokenAuthenticationProvider"
MSGRAPH_ROWS: tuple[Call | Type, ...] = (
    *_service("msgraph", BUILDER, "v1.0"),
    *_service("msgraph_beta", BETA_BUILDER, "beta"),
    *OLD_ROWS,
    _by_credential(
        f"{KIOTA_AZURE}_authentication_provider.AzureIdentityAuthenticationProvider",
        "msgraph_core.authentication.AzureIdentityAuthenticationProvider",
        "msgraph_core.AzureIdentityAuthenticationProvider",
    ),
    _by_credential(f"{KIOTA_AZURE}_access_token_provider.AzureIdentityAccessTokenProvider"),
    Call(
        f"{KIOTA_AZURE}_access_token_provider.AzureIdentityAccessTokenProvider"
        ".get_authorization_token",
        ("uri",),
        Passed("self.token"),
    ),
    Type(
        f"{AUTHENTICATION}.base_bearer_token_authentication_provider.{BEARER}",
        ("access_token_provider",),
        results=(("token", Called("access_token_provider", "get_authorization_token")),),
        also=(f"{AUTHENTICATION}.{BEARER}",),
    ),
    Type(
        ADAPTER,
        ("auth_provider", "client"),
        (("token", "auth_provider.token"),),
        also=(
            "msgraph.GraphRequestAdapter",
            "msgraph.graph_request_adapter.GraphRequestAdapter",
            "msgraph_beta.GraphRequestAdapter",
            "msgraph_core.base_graph_request_adapter.BaseGraphRequestAdapter",
        ),
    ),
    Type(REQUEST, ("method", "url_template", "path_parameters")),
    *(
        Call(
            f"{ADAPTER}.{name}",
            ("request_info",),
            sink=_sink("request_info.url", OWN_TOKEN, "v1.0"),
        )
        for name in SENDING
    ),
)

"""Which audiences are Microsoft Graph's.

Source: Microsoft's support article "Troubleshoot access token signature validation errors" for the
three clouds, each with or without a slash at the end, and Graph's application ID. No source gives
the audiences of the other hosts; that of China is likely its URL.
"""

from collections.abc import Iterable

RESOURCE_ID = "00000003-0000-0000-c000-000000000000"
"""The application ID of Microsoft Graph, the same in all clouds."""
CERTAIN = frozenset({"graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us"})
LIKELY = frozenset(
    {
        "microsoftgraph.chinacloudapi.cn",
        "graph.microsoft.de",
        "graph.svc.sovcloud.fr",
        "graph.svc.sovcloud.de",
        "graph.svc.sovcloud.sg",
    }
)
"""Graph's other hosts."""
RETIRED = "graph.windows.net"
"""Azure AD Graph, which Microsoft has switched off."""
_SCHEME = "https://"


def graph_audience(audiences: Iterable[str]) -> bool | None:
    """Whether a token with these audiences is for Graph; None if it likely is."""
    named = set(audiences)
    hosts = _hosts(named)
    if RESOURCE_ID in named or not CERTAIN.isdisjoint(hosts):
        return True
    return False if LIKELY.isdisjoint(hosts) else None


def goes_to(audiences: Iterable[str], host: str) -> bool:
    """Whether a token with these audiences may be sent to this Graph host; the application ID is
    the same in all clouds.
    """
    named = set(audiences)
    return RESOURCE_ID in named or host in _hosts(named)


def is_retired(audiences: Iterable[str]) -> bool:
    """Whether it is for Graph's predecessor."""
    return RETIRED in _hosts(audiences)


def _hosts(audiences: Iterable[str]) -> frozenset[str]:
    """The hosts of those audiences that are URLs."""
    lowered = (each.lower() for each in audiences)
    urls = (each for each in lowered if each.startswith(_SCHEME))
    return frozenset(each.removeprefix(_SCHEME).removesuffix("/") for each in urls)

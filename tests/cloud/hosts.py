"""The hosts of Microsoft's clouds: who signs users and apps in, and where Graph answers."""

import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True)
class NationalCloud:
    """One sovereign installation: its Graph hosts (the usual one first) and its login hosts."""

    graph_hosts: tuple[str, ...]
    login_hosts: tuple[str, ...]


GLOBAL = NationalCloud(
    graph_hosts=("graph.microsoft.com",),
    login_hosts=(
        "login.microsoftonline.com",
        "login.microsoft.com",
        "login.windows.net",
        "sts.windows.net",
        "login-us.microsoftonline.com",
        "*.ciamlogin.com",
        "*.b2clogin.com",
    ),
)

CLOUDS = (
    GLOBAL,
    NationalCloud(
        graph_hosts=("graph.microsoft.us", "dod-graph.microsoft.us"),
        login_hosts=("login.microsoftonline.us", "login.usgovcloudapi.net"),
    ),
    NationalCloud(
        graph_hosts=("microsoftgraph.chinacloudapi.cn",),
        login_hosts=("login.chinacloudapi.cn", "login.partner.microsoftonline.cn"),
    ),
    NationalCloud(
        graph_hosts=("graph.microsoft.de",),
        login_hosts=("login.microsoftonline.de",),
    ),
    NationalCloud(
        graph_hosts=("graph.svc.sovcloud.fr",),
        login_hosts=("login.sovcloud-identity.fr",),
    ),
    NationalCloud(
        graph_hosts=("graph.svc.sovcloud.de",),
        login_hosts=("login.sovcloud-identity.de",),
    ),
    NationalCloud(
        graph_hosts=("graph.svc.sovcloud.sg",),
        login_hosts=("login.sovcloud-identity.sg",),
    ),
)

GATEWAY_HOST = "graph.gateway.contoso.com"
"""A company's own host that passes requests on to the global cloud's Graph."""

PROXY_HOSTS = ("proxy", "proxy.contoso.com")
"""A company's proxies, without TLS."""

PIPELINES_HOST = "dev.azure.com"
"""Where a pipeline asks for the assertion by which it signs in."""

MANAGED_IDENTITY_HOST = "169.254.169.254"
"""Where a virtual machine asks for the token of its managed identity, without TLS."""


def all_hosts() -> tuple[str, ...]:
    """Every host the stand-in plays; a leading ``*`` stands for any one label."""
    named = [host for cloud in CLOUDS for host in (*cloud.login_hosts, *cloud.graph_hosts)]
    return (*named, GATEWAY_HOST, PIPELINES_HOST, *PROXY_HOSTS, MANAGED_IDENTITY_HOST)


def is_graph_host(host: str) -> bool:
    """Whether Graph answers at this host."""
    return host == GATEWAY_HOST or any(host in cloud.graph_hosts for cloud in CLOUDS)


def graph_host_behind(host: str) -> str:
    """The host of Graph that a request to this one reaches in the end."""
    return GLOBAL.graph_hosts[0] if host == GATEWAY_HOST else host


def cloud_of_login_host(host: str) -> NationalCloud | None:
    """The cloud that signs in at this host."""
    for cloud in CLOUDS:
        if any(_matches(pattern, host) for pattern in cloud.login_hosts):
            return cloud
    return None


def _matches(pattern: str, host: str) -> bool:
    if pattern.startswith("*."):
        label, _, parent = host.partition(".")
        return bool(label) and parent == pattern.removeprefix("*.")
    return host == pattern


def is_address(host: str) -> bool:
    """Whether the host is written as an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True

"""Microsoft Graph's hosts, versions and resource identifiers.

Source: learn.microsoft.com/graph/deployments; msgraph_core ``_enums.py``; office365
``azure_env.py``. The hosts of the sovereign clouds in France, Germany and Singapore come from
secondary sources only.
"""

GRAPH_HOSTS = frozenset(
    {
        "graph.microsoft.com",
        "graph.microsoft.us",
        "dod-graph.microsoft.us",
        "microsoftgraph.chinacloudapi.cn",
        "graph.microsoft.de",
        "graph.svc.sovcloud.fr",
        "graph.svc.sovcloud.de",
        "graph.svc.sovcloud.sg",
    }
)
VERSIONS = frozenset({"v1.0", "beta"})
RESOURCE_ID = "00000003-0000-0000-c000-000000000000"
"""The application ID of Microsoft Graph, which may stand for it as a token's audience."""

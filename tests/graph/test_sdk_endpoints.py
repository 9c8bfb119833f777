"""The requests of msgraph-sdk, as sent over the wire, are found in the endpoint table.

Skipped where the SDK is not installed.
"""

import re

import pytest

from flake8_graph_me.graph.endpoints import endpoint
from tests.graph.test_endpoint_paths import verdict
from tests.graph.test_sdk_paths import Nothing, msgraph, steps


# What the SDK warns of when its modules are imported is its own affair.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_the_sdk_requests_is_found() -> None:
    client = msgraph.GraphServiceClient(request_adapter=Nothing())
    known = compared = 0
    for builder in (client.me, *(each for _, each in steps(client.me))):
        for url in (sent(builder), *(sent(each) for _, each in steps(builder))):
            found = endpoint("GET", url)
            assert (found.twin or "/users/{user}").startswith("/users/{user}")
            plain = url.removeprefix(Nothing.base_url).replace("//", "/")
            assert verdict(found) == verdict(endpoint("GET", plain))
            compared += 1
            known += found.app_only is not None
    assert compared > 100
    # The nearest row is no answer, so several have none.
    assert known > 0.6 * compared


def sent(builder: object) -> str:
    """The URL as it goes over the wire, with the doubled slash of version 1.65."""
    path = re.split(r"\{?\?", str(vars(builder)["url_template"]))[0]
    return path.replace("{+baseurl}/users/{user%2Did}", f"{Nothing.base_url}//me")

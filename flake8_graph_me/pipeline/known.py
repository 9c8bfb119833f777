"""What is known in one check: the rows of the libraries with what the options add.

Must not import libcst.
"""

from dataclasses import dataclass, replace

from flake8_graph_me.graph.hosts import GRAPH_HOSTS
from flake8_graph_me.knowledge.own import own_rows
from flake8_graph_me.knowledge.tables import all_rows
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.terms.lookup import Rows
from flake8_graph_me.terms.options import Options
from flake8_graph_me.tokens.marks import literal_token


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The rows, and what counts as Graph and as an app-only token."""

    rows: Rows
    recognition: Recognition


def knowledge_for(options: Options) -> Knowledge:
    """What is known with these options."""
    return Knowledge(
        replace(all_rows().extended(own_rows(options)), marks=literal_token),
        Recognition(
            GRAPH_HOSTS | {host.lower() for host in options.hosts},
            Identity.APP_ONLY if options.ambiguous_app_only else Identity.UNKNOWN,
            options.all_endpoints,
        ),
    )

"""Find Microsoft Graph ``/me`` requests that carry an app-only token, and fix them.

The public interface in Python: ``check_source`` checks one source text, ``check_paths`` many files,
``apply_fixes`` gives the text with the fixes, ``graph_requests`` lists all requests to Graph in
files, ``minimal_permissions`` says what requests need; ``Options``, ``Finding``, ``GraphRequest``
and ``MinimalPermissions``, with the types of what they hold, are plain values. Names are loaded on
first use, since flake8 imports this package in every run and most runs need none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_graph_me.api import apply_fixes as apply_fixes
    from flake8_graph_me.api import check_paths as check_paths
    from flake8_graph_me.api import check_source as check_source
    from flake8_graph_me.api import graph_requests as graph_requests
    from flake8_graph_me.graph.permission_sets.minimal_permissions import (
        MinimalPermissions as MinimalPermissions,
    )
    from flake8_graph_me.graph.permission_sets.minimal_permissions import (
        NeededPermission as NeededPermission,
    )
    from flake8_graph_me.graph.permission_sets.minimal_permissions import (
        minimal_permissions as minimal_permissions,
    )
    from flake8_graph_me.graph.permission_sets.needs import Unserved as Unserved
    from flake8_graph_me.terms.findings import Applicability as Applicability
    from flake8_graph_me.terms.findings import Edit as Edit
    from flake8_graph_me.terms.findings import EvidenceStep as EvidenceStep
    from flake8_graph_me.terms.findings import Finding as Finding
    from flake8_graph_me.terms.findings import Fix as Fix
    from flake8_graph_me.terms.identity import Identity as Identity
    from flake8_graph_me.terms.options import Options as Options
    from flake8_graph_me.terms.requests import GraphRequest as GraphRequest

__version__ = "0.1.0"
__all__ = [
    "Applicability",
    "Edit",
    "EvidenceStep",
    "Finding",
    "Fix",
    "GraphRequest",
    "Identity",
    "MinimalPermissions",
    "NeededPermission",
    "Options",
    "Unserved",
    "apply_fixes",
    "check_paths",
    "check_source",
    "graph_requests",
    "minimal_permissions",
]

_MODULES = {
    "GraphRequest": "terms.requests",
    "Identity": "terms.identity",
    "Options": "terms.options",
    **dict.fromkeys(("Applicability", "Edit", "EvidenceStep", "Finding", "Fix"), "terms.findings"),
    **dict.fromkeys(("apply_fixes", "check_paths", "check_source", "graph_requests"), "api"),
    **dict.fromkeys(
        ("MinimalPermissions", "NeededPermission", "minimal_permissions"),
        "graph.permission_sets.minimal_permissions",
    ),
    "Unserved": "graph.permission_sets.needs",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for; raises AttributeError for any other name."""
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

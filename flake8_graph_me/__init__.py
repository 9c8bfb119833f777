"""Find Microsoft Graph ``/me`` requests that carry an app-only token, and fix them.

The public interface in Python: ``check_source`` checks one source text. Names are loaded on first
use, because flake8 imports this package in every run, and most runs need none of them.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flake8_graph_me.api import check_paths as check_paths
    from flake8_graph_me.api import check_source as check_source
    from flake8_graph_me.terms.options import Options as Options

__version__ = "0.1.0"
__all__ = ["Options", "check_paths", "check_source"]


def __getattr__(name: str) -> object:
    """Load a public name on first use; raises AttributeError for any other name."""
    if name == "Options":
        from flake8_graph_me.terms.options import Options  # noqa: PLC0415  # loaded on first use

        return Options
    if name in __all__:
        from flake8_graph_me import api  # noqa: PLC0415  # loaded on first use

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The cheap tests that most files fail, so that they never cost a parse.

Both must let pass whatever could hold a finding. Must import neither libcst nor any knowledge that does.
"""

import re

ME = re.compile(r"(?<![A-Za-z0-9_])me(?![A-Za-z0-9_])", re.IGNORECASE)
"""A ``me`` that could be a segment of a path or an attribute."""
SOURCES = re.compile(
    r"acquire_token|msal|ConfidentialClient|ManagedIdentity|client_credentials|graph\.|Graph|GRAPH",
)
"""What a file that gets or uses a token for Graph can hardly do without; see the rows."""


def may_concern(source: str) -> bool:
    """Whether a source could hold a finding, by its text alone."""
    return ME.search(source) is not None and SOURCES.search(source) is not None

"""What counts as Microsoft Graph, and as an app-only token, in one check."""

from dataclasses import dataclass

from flake8_graph_me.terms.identity import Identity


@dataclass(frozen=True, slots=True)
class Recognition:
    """Graph's hosts, in lower case, and the identity assumed for ambiguous credentials. ``all``
    says that paths count that are no user's.
    """

    hosts: frozenset[str]
    ambiguous: Identity
    all: bool = False

    def identity(self, found: Identity) -> Identity:
        """An identity, with an ambiguous one resolved."""
        return self.ambiguous if found is Identity.AMBIGUOUS else found

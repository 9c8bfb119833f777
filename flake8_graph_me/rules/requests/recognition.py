"""What counts as Microsoft Graph, and as an app-only token, in one check."""

from dataclasses import dataclass

from flake8_graph_me.terms.identity import Identity


@dataclass(frozen=True, slots=True)
class Recognition:
    """Graph's hosts, in lower case, and the identity assumed for ambiguous credentials."""

    hosts: frozenset[str]
    ambiguous: Identity

    def identity(self, found: Identity) -> Identity:
        """An identity, with an ambiguous one resolved."""
        return self.ambiguous if found is Identity.AMBIGUOUS else found

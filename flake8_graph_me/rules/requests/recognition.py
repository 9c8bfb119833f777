"""What counts as Microsoft Graph, and as an app-only token, in one check."""

from dataclasses import dataclass

from flake8_graph_me.terms.identity import Identity


@dataclass(frozen=True, slots=True)
class Recognition:
    """The hosts that are Graph's, in lower case, and what the token of an ambiguous credential
    counts as.
    """

    hosts: frozenset[str]
    ambiguous: Identity

    def identity(self, found: Identity) -> Identity:
        """An identity, with an ambiguous one resolved."""
        return self.ambiguous if found is Identity.AMBIGUOUS else found

"""The settings of a check, from any front-end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may set.

    ``upn`` is a literal user for fixes, ``user_expression`` the source of a Python expression for
    one; at most one of them is set. ``quote_user`` makes fixes encode the expression's value in a
    path. ``app_only`` and ``delegated`` are dotted names or globs of the project's own functions,
    methods or classes that return tokens, headers, sessions or clients of that identity.
    ``requests`` are the project's own request functions, each as the raw text ``pkg.call(url=0,
    token=1)``. ``hosts`` are more hosts that serve Microsoft Graph, ``source_roots`` more folders
    in which absolute imports are looked up. ``ambiguous_app_only`` treats credentials that may be
    either (such as DefaultAzureCredential) as app-only. ``all_endpoints`` also reports requests to
    endpoints that are no user's (GME006), ``incomplete`` files whose analysis was cut short
    (GME901). ``hints`` says that somebody wants to know how safe fixes would be if a user were
    named; it changes nothing else.
    """

    upn: str | None = None
    user_expression: str | None = None
    quote_user: bool = False
    app_only: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    source_roots: tuple[str, ...] = ()
    ambiguous_app_only: bool = False
    all_endpoints: bool = False
    incomplete: bool = False
    hints: bool = False

    @property
    def names_user(self) -> bool:
        """Whether an option says who the user is."""
        return self.upn is not None or self.user_expression is not None

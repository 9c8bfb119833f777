"""The options as users spell them: one table, and the conversion of raw values to ``Options``.

Every front-end registers the same table, flake8 with the prefix ``graph-me-``, the others without.
Must not know argparse, flake8's option manager or any other parser. It sees only names and raw
values, because flake8 reads values from configuration files without a parser's checks.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flake8_graph_me.frontends import setting_values as values
from flake8_graph_me.terms.printable import without_tokens

if TYPE_CHECKING:
    from flake8_graph_me.terms.options import Options

PREFIX = "graph-me-"

_SEPARATORS = re.compile(r"[,\s]+")
# A comma or white space separates only where no closing parenthesis follows before an opening one.
_SEPARATORS_OUTSIDE_PARENTHESES = re.compile(r"[,\s]+(?![^()]*\))")


@dataclass(frozen=True, slots=True)
class Setting:
    """One option: its name without prefix, and how a value of it is read.

    ``separators`` is None for an option with a single value. ``folders`` marks values that flake8
    makes relative to the configuration file that holds them.
    """

    name: str
    metavar: str
    help: str
    read: Callable[[str], object]
    separators: re.Pattern[str] | None = None
    folders: bool = False

    @property
    def field(self) -> str:
        """The name as a Python identifier, for codemods and argument parsers."""
        return self.name.replace("-", "_")

    @property
    def destination(self) -> str:
        """The attribute that holds the raw value in flake8's parsed options."""
        return (PREFIX + self.name).replace("-", "_")

    def parse(self, raw: object) -> object:
        """The value of ``raw``: a string or, for options with several values, also a list of
        strings.

        Raises RefusedError with only the reason, because the caller knows how the option is
        spelled.
        """
        whole = " ".join(map(str, raw)) if isinstance(raw, list | tuple) else str(raw)
        if without_tokens(whole) != whole:
            raise values.RefusedError("holds what looks like an access token, which is not shown")
        if self.separators is None:
            if not isinstance(raw, str):
                raise values.RefusedError("must be a string")
            return self.read(raw)
        if isinstance(raw, str):
            items: Iterable[object] = self.separators.split(raw.strip())
        elif isinstance(raw, list | tuple):
            items = raw
        else:
            raise values.RefusedError("must be a list of strings")
        texts = dict.fromkeys(str(item).strip() for item in items)
        return tuple(self.read(text) for text in texts if text)


SETTINGS = (
    Setting(
        "upn",
        "TEXT",
        "User principal name or object ID that fixes put into '/users/{user}'.",
        values.user,
    ),
    Setting(
        "user-expression",
        "EXPR",
        "Python expression that fixes put into '/users/{user}', "
        'such as settings.mailbox or os.environ["GRAPH_USER"].',
        values.expression,
    ),
    Setting(
        "app-only",
        "NAMES",
        "The project's own functions, methods or classes (dotted names, globs) that return "
        "app-only tokens, or headers, sessions or clients that carry one.",
        values.pattern,
        _SEPARATORS,
    ),
    Setting(
        "delegated",
        "NAMES",
        "The same for delegated tokens, and for headers, sessions or clients that carry one.",
        values.pattern,
        _SEPARATORS,
    ),
    Setting(
        "requests",
        "CALLS",
        "The project's own request functions, each as pkg.http.call(url=0, token=1): parameter "
        "names, or positions counted from 0 without self.",
        values.request,
        _SEPARATORS_OUTSIDE_PARENTHESES,
    ),
    Setting(
        "hosts",
        "HOSTS",
        "More hosts that serve Microsoft Graph, such as gateways.",
        values.host,
        _SEPARATORS,
    ),
    Setting(
        "source-roots",
        "DIRS",
        "More folders in which to look up absolute imports.",
        values.folder,
        _SEPARATORS,
        folders=True,
    ),
    Setting(
        "ambiguous",
        "IDENTITY",
        "How to treat credentials that may be either, such as DefaultAzureCredential: app-only or "
        "unknown (the default).",
        values.ambiguous,
    ),
)

USERS = ("upn", "user-expression")
"""The options that name the user for fixes, of which one counts."""
GIVEN = "graph_me_given"
"""The attribute of parsed options that holds the destinations of our options that the command line
sets; it is missing if there is none.
"""

OFF_BY_DEFAULT = {"GME006": "all_endpoints", "GME901": "incomplete"}
"""The codes that are reported only where they are selected by their full names, and the options for
them.
"""

# The fields of Options that are not named as the option is.
_FIELDS = {"ambiguous": "ambiguous_app_only"}


def read(raw: Mapping[str, object], *, prefix: str, selected: Collection[str] = ()) -> "Options":
    """The options in ``raw``, which maps names without prefix to raw values; None is "not given".
    ``selected`` are the codes that are selected by their full names.

    Raises RefusedError with one line that names the option with ``prefix``.
    """
    parsed: dict[str, Any] = {}
    for setting in SETTINGS:
        value = raw.get(setting.name)
        if value is None:
            continue
        try:
            parsed[_FIELDS.get(setting.name, setting.field)] = setting.parse(value)
        except values.RefusedError as refusal:
            raise values.RefusedError(f"--{prefix}{setting.name}: {refusal}") from None
    if "upn" in parsed and "user_expression" in parsed:
        raise values.RefusedError(f"--{prefix}upn and --{prefix}user-expression cannot be combined")
    both = set(parsed.get("app_only", ())) & set(parsed.get("delegated", ()))
    if both:
        raise values.RefusedError(
            f"--{prefix}app-only and --{prefix}delegated both name {min(both)!r}"
        )
    parsed |= {field: code in selected for code, field in OFF_BY_DEFAULT.items()}
    from flake8_graph_me.terms.options import Options  # noqa: PLC0415 - flake8 loads every plugin

    return Options(**parsed)


def read_namespace(namespace: object, *, prefix: str = PREFIX) -> "Options":
    """The options in the attributes of flake8's parsed options; raises RefusedError.

    A user on the command line counts before one of the other kind in a configuration file.
    A code that is off by default is on where ``select`` or ``extend-select`` names it in full.
    """
    chosen = [
        code
        for name in ("select", "extend_select")
        for code in getattr(namespace, name, None) or ()
    ]
    raw = {setting.name: getattr(namespace, setting.destination, None) for setting in SETTINGS}
    given = getattr(namespace, GIVEN, ())
    users = [setting for setting in SETTINGS if setting.name in USERS]
    if any(setting.destination in given for setting in users):
        raw |= {each.name: None for each in users if each.destination not in given}
    return read(raw, prefix=prefix, selected=chosen)


def given_user(namespace: object) -> str | None:
    """What the command line says behind ``--upn``; None if it has no such option."""
    (name,) = (each.destination for each in SETTINGS if each.name == USERS[0])
    return getattr(namespace, name) if name in getattr(namespace, GIVEN, ()) else None

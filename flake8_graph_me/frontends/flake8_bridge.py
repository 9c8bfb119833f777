"""The parts of flake8 that our own command reuses: option parsing and discovery.

Besides the plugin and the formatter only this module and ``flake8_judge`` import flake8, and only
these two use its internals (tested with 7.0 to 7.5).
"""

import argparse
import configparser
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flake8.exceptions import ExecutionError
from flake8.main.options import JobsArgument, register_default_options
from flake8.options.aggregator import aggregate_options
from flake8.options.config import load_config
from flake8.options.manager import OptionManager
from flake8.utils import parse_files_to_codes_mapping

from flake8_graph_me.frontends import discovery, settings
from flake8_graph_me.frontends.configuration import codes, keys, precedence
from flake8_graph_me.frontends.configuration.codes import ENTRY
from flake8_graph_me.frontends.configuration.pyproject import NO_TABLE, Table, table_above
from flake8_graph_me.frontends.discovery import Discovered
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.run_cache.run_cache import RunCache
from flake8_graph_me.frontends.setting_values import RefusedError
from flake8_graph_me.frontends.usage import RefusingParser, StoreGiven, UsageError
from flake8_graph_me.project.notebooks.names import SUFFIX

# flake8's own options that the command takes, with a help text where flake8's would mislead here.
_TAKEN: Mapping[str, str | None] = {
    "--color": None,
    "--exclude": None,
    "--extend-exclude": None,
    "--filename": None,
    "--stdin-display-name": None,
    "--select": "Comma-separated list of codes to report; a configured list without a GME code is "
    "ignored.",
    "--extend-select": "Comma-separated list of codes to add to --select.",
    "--ignore": "Comma-separated list of codes not to report.",
    "--extend-ignore": "Comma-separated list of codes to add to --ignore.",
    "--per-file-ignores": None,
    "--disable-noqa": None,
    "--statistics": "Count the findings of each code, and the requests that a bound hides.",
    "--jobs": "Number of processes that check files. (Default: auto)",
}


_WITH_CODES = (*keys.SELECTING, *keys.IGNORING, keys.PER_FILE)
UNREAD = "graph_me_unread"
"""The attribute of parsed options that holds a line for each key of flake8's files, and for a table
of ``pyproject.toml``, that is spelt as ours and is none.
"""
_SECTION = "flake8"


_EPILOG = """\
Exit codes: 0 if nothing is found, all of it was fixed or silenced, or --exit-zero is given; 1 if
findings are left, a file cannot be analysed, or a diff was shown; 2 if the arguments or the
configuration are wrong, and for internal errors.
"""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command takes flake8's options: those ``taken``, each with a help text where flake8's
    would mislead here, what its help says of ``PATH``, and how its help ends.
    """

    taken: Mapping[str, str | None]
    path: str
    epilog: str


CHECK = Manner(
    _TAKEN,
    "A file, a folder whose Python files are checked, or - for standard input. (Default: the "
    "current folder)",
    _EPILOG,
)


class _Options(OptionManager):
    """flake8's option manager with only the options of one of our commands.

    The others keep flake8's defaults in the parsed namespace, where its own code reads them.
    """

    def __init__(self, prog: str, stage1: argparse.ArgumentParser, manner: Manner) -> None:
        self.tables: list[Table] = []
        self._taken = manner.taken
        super().__init__(version="", plugin_versions="", parents=[], formatter_names=[])
        self.parser = RefusingParser(
            prog=prog,
            usage="%(prog)s [OPTION]... [PATH]...",
            epilog=manner.epilog,
            parents=[stage1],
            allow_abbrev=False,
        )
        self.parser.add_argument(
            "filenames",
            nargs="*",
            metavar="PATH",
            help=manner.path,
        )
        self.extend_default_select([ENTRY])
        register_default_options(self)
        for setting in settings.SETTINGS:
            self._add_setting(setting)

    def add_option(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as its base
        """Take over one of flake8's default options, or only its default."""
        name: str = args[-1]
        if name not in self._taken:
            flag = str(kwargs.get("action", "")).startswith("store_")
            dest = kwargs.get("dest", name.removeprefix("--").replace("-", "_"))
            if "dest" not in kwargs:
                self.parser.set_defaults(**{dest: kwargs.get("default", False if flag else None)})
            return
        own: dict[str, Any] = {"help": self._taken[name] or kwargs["help"]}
        if name.removeprefix("--") in _WITH_CODES:
            own["action"] = StoreGiven
        if name == "--filename":
            own["default"] = f"{kwargs['default']},*{SUFFIX}"
        super().add_option(*args, **(kwargs | own))

    def parse_args(
        self, args: Sequence[str] | None = None, values: argparse.Namespace | None = None
    ) -> argparse.Namespace:
        """Parse the command line; ``values`` are what flake8's configuration files say, over which
        the tables are laid.
        """
        for table in self.tables if values is not None else ():
            precedence.lay_over(table, values)
        return super().parse_args(args, values)

    def _add_setting(self, setting: settings.Setting) -> None:
        """Register one of our options, without the prefix here and with it in configuration
        files.
        """
        super().add_option(
            f"--{setting.name}",
            dest=setting.destination,
            metavar=setting.metavar,
            action=StoreGiven,
            help=setting.help.replace("%", "%%"),
            comma_separated_list=setting.folders,
            normalize_paths=setting.folders,
        )
        option = self.options[-1]
        option.config_name = setting.destination
        for spelling in (setting.destination, settings.PREFIX + setting.name):
            self.config_options_dict[spelling] = option


def parse(
    arguments: Sequence[str],
    *,
    prog: str,
    extend: Iterable[tuple[str, Mapping[str, Any]]] = (),
    over: Table = NO_TABLE,
    manner: Manner = CHECK,
) -> argparse.Namespace:
    """The options from the command line, from ``pyproject.toml`` above the current folder and from
    flake8's configuration files, in this order; raises UsageError.

    ``extend`` are the command's own options, as (name, keywords of add_argument), which
    configuration files cannot set. ``over`` is what counts before ``pyproject.toml``. ``manner`` is
    that of another command than the check.
    """
    stage1 = _stage1()
    manager = _Options(prog, stage1, manner)
    for name, keywords in extend:
        manager.parser.add_argument(name, **keywords)
    try:
        first, rest = stage1.parse_known_args(arguments)
        config, folder = load_config(
            config=first.config, extra=first.append_config, isolated=first.isolated
        )
        _unhide(config)
        if not first.isolated:
            manager.tables.append(table_above(os.getcwd()))  # noqa: PTH109 - a Path is of no use
        manager.tables.append(over)
        namespace = aggregate_options(manager, config, folder, rest)
        _refuse_codes(namespace)
        # Built once here for its complaint about a broken per-file-ignores.
        Judge(namespace)
    except (ExecutionError, configparser.Error, OSError, ValueError) as failure:
        raise UsageError(_one_line(failure)) from None
    unread = keys.unread(config.options(_SECTION)) if _SECTION in config else []
    setattr(namespace, UNREAD, [*unread, *(table.unread for table in manager.tables)])
    return namespace


def discover(namespace: argparse.Namespace, cache: RunCache | None = None) -> Discovered:
    """The files to check, as flake8 would find them; "-" is standard input."""
    exclude = (*namespace.exclude, *namespace.extend_exclude)

    def search() -> Discovered:
        return discovery.discover(
            namespace.filenames,
            stdin_name=namespace.stdin_display_name,
            patterns=namespace.filename,
            exclude=exclude,
        )

    # Of files that are named, no folder says whether they are there.
    if cache is None or not all(map(os.path.isdir, namespace.filenames)):
        return search()
    return cache.walk([namespace.filenames, namespace.filename, exclude], search)


def jobs(namespace: argparse.Namespace) -> int | None:
    """The requested number of processes; None leaves the choice to us."""
    argument: JobsArgument = namespace.jobs
    return None if argument.is_auto else max(argument.n_jobs, 1)


def _stage1() -> argparse.ArgumentParser:
    """flake8's preliminary parser, with only the options about configuration files."""
    parser = RefusingParser(add_help=False, allow_abbrev=False)
    parser.add_argument(
        "--config", metavar="FILE", help="The only configuration file to read, in flake8's format."
    )
    parser.add_argument(
        "--append-config",
        metavar="FILE",
        action="append",
        default=[],
        help="A configuration file to read after the others; may be repeated.",
    )
    parser.add_argument("--isolated", action="store_true", help="Read no configuration files.")
    parser.set_defaults(verbose=0, output_file=None)
    return parser


def _unhide(config: configparser.RawConfigParser) -> None:
    """Drop a configured ``select`` that names none of our codes."""
    selected = codes.codes_in(config.get(_SECTION, "select", fallback=""))
    if selected and not any(each.startswith(ENTRY) or ENTRY.startswith(each) for each in selected):
        config.remove_option(_SECTION, "select")


def _refuse_codes(namespace: argparse.Namespace) -> None:
    """Refuse what is no code of ours: where codes are selected here, since it would select nothing,
    and elsewhere what is spelt as ours. Others may be those of other linters.
    """
    given = getattr(namespace, settings.GIVEN, ())
    for key in _WITH_CODES:
        name = key.replace("-", "_")
        named = _codes_of(key, getattr(namespace, name))
        strict = name in given and key in keys.SELECTING
        if strict and key == keys.SELECT and not named:
            raise RefusedError(f"--{key} {codes.NONE}")
        wrong = codes.foreign(named) if strict else codes.misspelt(named)
        if wrong is not None:
            raise RefusedError(f"--{key} {codes.complaint(wrong)}")


def _codes_of(key: str, value: Any) -> list[str]:  # noqa: ANN401 - as argparse keeps it
    if key == keys.PER_FILE:
        return [code for _, named in parse_files_to_codes_mapping(value) for code in named]
    return list(value or ())


def _one_line(failure: Exception) -> str:
    lines = (line.strip() for line in str(failure).splitlines())
    return next(filter(None, lines), type(failure).__name__)

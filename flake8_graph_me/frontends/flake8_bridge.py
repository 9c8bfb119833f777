"""The parts of flake8 that our own command reuses: option parsing, discovery, style guide and noqa.

This is the only module besides the plugin that imports flake8, and the only one that uses its
internals (tested with 7.0 to 7.5).
"""

import argparse
import configparser
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flake8.exceptions import ExecutionError
from flake8.formatting.base import BaseFormatter
from flake8.main.options import JobsArgument, register_default_options
from flake8.options.aggregator import aggregate_options
from flake8.options.config import load_config
from flake8.options.manager import OptionManager
from flake8.processor import FileProcessor
from flake8.style_guide import DecisionEngine, Ignored, StyleGuideManager
from flake8.violation import Violation

from flake8_graph_me.frontends import discovery, failures, settings
from flake8_graph_me.frontends.discovery import Discovered
from flake8_graph_me.frontends.run_cache.run_cache import RunCache
from flake8_graph_me.frontends.usage import RefusingParser, StoreUser, UsageError
from flake8_graph_me.terms.findings import Finding

ENTRY = "GME"

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


class _CheckOptions(OptionManager):
    """flake8's option manager with only the options of our check.

    The others keep flake8's defaults in the parsed namespace, where its own code reads them.
    """

    def __init__(self, prog: str, stage1: argparse.ArgumentParser) -> None:
        super().__init__(version="", plugin_versions="", parents=[], formatter_names=[])
        self.parser = RefusingParser(
            prog=prog,
            usage="%(prog)s [OPTION]... [PATH]...",
            parents=[stage1],
            allow_abbrev=False,
        )
        self.parser.add_argument("filenames", nargs="*", metavar="PATH")
        self.extend_default_select([ENTRY])
        register_default_options(self)
        for setting in settings.SETTINGS:
            self._add_setting(setting)

    def add_option(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as its base
        """Take over one of flake8's default options, or only its default."""
        name: str = args[-1]
        if name not in _TAKEN:
            flag = str(kwargs.get("action", "")).startswith("store_")
            dest = kwargs.get("dest", name.removeprefix("--").replace("-", "_"))
            if "dest" not in kwargs:
                self.parser.set_defaults(**{dest: kwargs.get("default", False if flag else None)})
            return
        super().add_option(*args, **(kwargs | {"help": _TAKEN[name] or kwargs["help"]}))

    def _add_setting(self, setting: settings.Setting) -> None:
        """Register one of our options, without the prefix here and with it in configuration
        files.
        """
        super().add_option(
            f"--{setting.name}",
            dest=setting.destination,
            metavar=setting.metavar,
            action=StoreUser if setting.name in settings.USERS else "store",
            help=setting.help.replace("%", "%%"),
            comma_separated_list=setting.folders,
            normalize_paths=setting.folders,
        )
        option = self.options[-1]
        option.config_name = setting.destination
        for spelling in (setting.destination, settings.PREFIX + setting.name):
            self.config_options_dict[spelling] = option


def parse(
    arguments: Sequence[str], *, prog: str, extend: Iterable[tuple[str, Mapping[str, Any]]] = ()
) -> argparse.Namespace:
    """The options from the command line and from flake8's configuration files; raises UsageError.

    ``extend`` are the command's own options, as (name, keywords of add_argument), which
    configuration files cannot set.
    """
    stage1 = _stage1()
    manager = _CheckOptions(prog, stage1)
    for name, keywords in extend:
        manager.parser.add_argument(name, **keywords)
    try:
        first, rest = stage1.parse_known_args(arguments)
        config, folder = load_config(
            config=first.config, extra=first.append_config, isolated=first.isolated
        )
        _unhide(config)
        namespace = aggregate_options(manager, config, folder, rest)
        # Built once here for its complaint about a broken per-file-ignores.
        Judge(namespace)
    except (ExecutionError, configparser.Error, OSError, ValueError) as failure:
        raise UsageError(_one_line(failure)) from None
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


class Judge:
    """Decides which findings flake8 would report: select, ignore, per-file-ignores and noqa."""

    def __init__(self, namespace: argparse.Namespace) -> None:
        self._namespace = namespace
        self._guide = StyleGuideManager(namespace, _Silent(namespace))

    def reported(self, findings: Iterable[Finding], text: str, path: str) -> tuple[Finding, ...]:
        """The findings in ``text``, shown to users as ``path``, that are reported."""
        findings = tuple(findings)
        if not findings:
            return ()
        # As flake8 does, which reads with universal newlines.
        lines = list(io.StringIO(text, newline=None))
        processor = FileProcessor(path, self._namespace, lines=lines)
        if processor.should_ignore_file():
            return ()
        return tuple(finding for finding in findings if self._counts(finding, processor, path))

    def _counts(self, finding: Finding, processor: FileProcessor, path: str) -> bool:
        start = finding.place.span.start
        line = processor.lines[start.line - 1] if start.line <= len(processor.lines) else ""
        if finding.code == failures.CODE:
            return self._failure_counts(line, path)
        return bool(
            self._guide.handle_error(
                code=finding.code,
                filename=path,
                line_number=start.line,
                column_number=start.column,
                text=finding.message,
                physical_line=processor.noqa_line_for(start.line) or line,
            )
        )

    def _failure_counts(self, line: str, path: str) -> bool:
        """A failed file is silent only on request; not being selected is not enough.

        Its text is not tokenized for a noqa further down a statement, because it may be huge or
        broken.
        """
        decider: DecisionEngine = self._guide.style_guide_for(path).decider
        failure = Violation(failures.CODE, path, 1, 1, "", line)
        return decider.was_ignored(failures.CODE) is not Ignored.Explicitly and not (
            failure.is_inline_ignored(self._namespace.disable_noqa)
        )


class _Silent(BaseFormatter):
    """A formatter that shows nothing, because only the style guide's answer is needed."""

    def handle(self, error: Violation) -> None:
        """Do nothing."""


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
    codes = config.get("flake8", "select", fallback="").replace(",", " ").split()
    if codes and not any(code.startswith(ENTRY) or ENTRY.startswith(code) for code in codes):
        config.remove_option("flake8", "select")


def _one_line(failure: Exception) -> str:
    lines = (line.strip() for line in str(failure).splitlines())
    return next(filter(None, lines), type(failure).__name__)

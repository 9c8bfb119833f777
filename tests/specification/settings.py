"""Reads a case's ``toml`` block: the options of the check, and what the runner is to do.

Must not know pages nor marks.
"""

import dataclasses
import tomllib
from dataclasses import dataclass
from typing import Any

from flake8_graph_me.terms.options import Options


class SettingsError(Exception):
    """A block that is no TOML, or a key or value that there is not."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a case sets.

    ``unsafe``: its diff is that of the unsafe fixes too. ``display``: its diff also holds the fixes
    that are only ever shown. ``run``: it is a whole program that makes its requests when run.
    """

    options: Options
    unsafe: bool = False
    display: bool = False
    run: bool = False


_OPTIONS = {each.name: each.default for each in dataclasses.fields(Options)}
_FLAGS = tuple(each.name for each in dataclasses.fields(Settings) if each.name != "options")


def read_settings(text: str, inherited: dict[str, Any]) -> tuple[dict[str, Any], Settings]:
    """The keys of a block laid over those of the headings above it, and the settings they make."""
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"the settings are no TOML: {error}") from error
    keys = inherited | {key: _value(key, value) for key, value in own.items()}
    options = Options(**{key: value for key, value in keys.items() if key in _OPTIONS})
    return keys, Settings(options, **{key: keys[key] for key in _FLAGS if key in keys})


def _value(key: str, value: object) -> object:
    if key not in _OPTIONS and key not in _FLAGS:
        raise SettingsError(f"there is no setting {key!r}")
    default = _OPTIONS.get(key, False)
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise SettingsError(f"{key} is a list of texts")
        return tuple(value)
    kind = bool if isinstance(default, bool) else str
    if not isinstance(value, kind):
        raise SettingsError(f"{key} is a {kind.__name__}")
    return value

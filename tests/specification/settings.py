"""Reads a case's ``toml`` block: the options of the check, and instructions for the runner."""

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
    ``drive``: the code that calls it, where nothing in it does; never analysed. ``not_run``: why
    neither can be. ``foreign_tokens``: Graph takes tokens issued elsewhere, or expired. ``setup``:
    it begins with the set-up of the headings above it.
    """

    options: Options
    unsafe: bool = False
    display: bool = False
    run: bool = False
    foreign_tokens: bool = False
    drive: str | None = None
    not_run: str | None = None
    setup: bool = True

    @property
    def runs(self) -> bool:
        """Whether the program is run against the stand-in cloud."""
        return self.not_run is None and (self.run or self.drive is not None)


_OPTIONS = {each.name: each.default for each in dataclasses.fields(Options)}
_OWN = {each.name: each.default for each in dataclasses.fields(Settings) if each.name != "options"}
_WAYS_TO_RUN = frozenset({"run", "drive"})


def read_settings(text: str, inherited: dict[str, Any]) -> tuple[dict[str, Any], Settings]:
    """The keys of a block laid over those of the headings above it, and the settings they make."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"the settings are no TOML: {error}") from error
    own = {key: _value(key, value) for key, value in read.items()}
    undone = _undone_by(own)
    keys = {key: value for key, value in inherited.items() if key not in undone} | own
    options = Options(**{key: value for key, value in keys.items() if key in _OPTIONS})
    return keys, Settings(options, **{key: keys[key] for key in _OWN if key in keys})


def _undone_by(own: dict[str, Any]) -> frozenset[str]:
    """The inherited keys that a block's own say no to."""
    if "not_run" in own:
        if not own["not_run"]:
            raise SettingsError("not_run says why")
        if _WAYS_TO_RUN & own.keys():
            raise SettingsError("a program is run or it is not")
        return _WAYS_TO_RUN
    if own.get("run") is False:
        return frozenset({"drive", "not_run"})
    return frozenset({"not_run"}) if _WAYS_TO_RUN & own.keys() else frozenset()


def _value(key: str, value: object) -> object:
    if key not in _OPTIONS and key not in _OWN:
        raise SettingsError(f"there is no setting {key!r}")
    default = _OPTIONS.get(key, _OWN.get(key))
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise SettingsError(f"{key} is a list of texts")
        return tuple(value)
    kind = bool if isinstance(default, bool) else str
    if not isinstance(value, kind):
        raise SettingsError(f"{key} is a {kind.__name__}")
    return value

"""Reads single claims with their expected types, and notes malformed ones.

Its results may be shown: they are printable, short, and contain no part of the token's own text.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LONGEST_ECHO = 8
"""How many characters of a token may show in a row; a longer run could help whoever reads it. Past
it the claim is neither shown nor used.
"""
_LONGEST_VALUE = 256
"""How many characters a claim may have. Past it the claim is neither shown nor used."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_END = (dt.datetime(9999, 1, 1, tzinfo=dt.UTC) - _EPOCH).total_seconds()


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a token. ``unusable`` collects the names of requested claims that are
    malformed.
    """

    values: Mapping[str, object]
    runs: frozenset[str]
    unusable: dict[str, None] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the claim exists, with any value."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str | None:
        """A claim that is a single string."""
        value = self.values.get(name)
        if isinstance(value, str) and self._showable(value):
            return value
        self._refuse(name)
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """A claim that is a list of strings or a single string."""
        value = self.values.get(name)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        texts = tuple(each for each in listed if isinstance(each, str) and self._showable(each))
        if len(texts) != len(listed):
            self._refuse(name)
        return texts

    def words(self, name: str) -> tuple[str, ...]:
        """A claim that is a space-separated string."""
        value = self.values.get(name)
        words = value.split(" ") if isinstance(value, str) else []
        shown = tuple(word for word in words if word and self._showable(word))
        if not isinstance(value, str) or len(shown) != len(list(filter(None, words))):
            self._refuse(name)
        return shown

    def moment(self, name: str) -> dt.datetime | None:
        """A claim that is a time, in seconds since 1970."""
        value = self.values.get(name)
        # Compared before it is converted: an int may have thousands of digits, a float be none.
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < _END:
            return _EPOCH + dt.timedelta(seconds=int(value))
        self._refuse(name)
        return None

    def _showable(self, value: str) -> bool:
        """Whether a value may be printed; other values are not used either."""
        if len(value) > _LONGEST_VALUE or not value.isprintable():
            return False
        return self.runs.isdisjoint(_runs(value))

    def _refuse(self, name: str) -> None:
        if self.has(name):
            self.unusable[name] = None


def claims(values: Mapping[str, object], token: str) -> Claims:
    """The claims of the token whose text is ``token``."""
    return Claims(values, frozenset(_runs(token)))


def _runs(text: str) -> Iterator[str]:
    """All substrings of a text that are too long to show."""
    return (text[at : at + LONGEST_ECHO + 1] for at in range(len(text) - LONGEST_ECHO))

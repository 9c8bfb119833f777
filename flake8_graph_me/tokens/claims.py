"""Reads single claims as what they should be, and says which ones are not that.

What it gives out may be shown: it is printable, short, and holds no part of the token's own text.
Must not know what a claim means.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_ECHO = 8
"""Characters of the token in a row that may show; a longer run could help who reads it."""
_LONGEST_VALUE = 256
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_END_OF_CALENDAR = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
_LAST_SECOND = (_END_OF_CALENDAR - _EPOCH).total_seconds()


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a token, and in ``unusable`` the names of those that were asked for and are
    not what they should be.
    """

    values: Mapping[str, object]
    runs: frozenset[str]
    unusable: dict[str, None] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the claim is there, whatever it is."""
        return self.values.get(name) is not None

    def text(self, name: str) -> str | None:
        """A claim that is one text."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return self._not(name)
        return value if self._showable(name, value) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """A claim that is a list of texts, or one text."""
        value = self.values.get(name)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        texts = [each for each in listed if isinstance(each, str) and self._showable(name, each)]
        if len(texts) != len(listed):
            self._not(name)
        return tuple(texts)

    def words(self, name: str) -> tuple[str, ...]:
        """A claim that is one text of words with spaces between them."""
        value = self.values.get(name)
        if not isinstance(value, str):
            self._not(name)
            return ()
        words = value.split()
        shown = tuple(word for word in words if self._showable(name, word))
        if len(shown) != len(words):
            self._not(name)
        return shown

    def moment(self, name: str) -> datetime.datetime | None:
        """A claim that is a time, in seconds since 1970."""
        value = self.values.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self._not(name)
        # Compared before it is converted: an int may have thousands of digits, a float be no number.
        if not 0 <= value < _LAST_SECOND:
            return self._not(name)
        return _EPOCH + datetime.timedelta(seconds=int(value))

    def _showable(self, name: str, value: str) -> bool:
        """Whether a value may be printed; what is not is never used either."""
        width = LONGEST_ECHO + 1
        runs = (value[at : at + width] for at in range(len(value) - LONGEST_ECHO))
        if len(value) <= _LONGEST_VALUE and value.isprintable() and self.runs.isdisjoint(runs):
            return True
        self._not(name)
        return False

    def _not(self, name: str) -> None:
        if self.has(name):
            self.unusable[name] = None


def claims(values: Mapping[str, object], token: str) -> Claims:
    """The claims of the token whose text is ``token``."""
    width = LONGEST_ECHO + 1
    runs = frozenset(token[at : at + width] for at in range(len(token) - LONGEST_ECHO))
    return Claims(values, runs)

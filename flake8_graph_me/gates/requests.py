"""Whether a file, together with all that it imports, could request anything of Microsoft Graph.

Every host, package and resource identifier of Graph has one of a few words in it, as has every
package that gets tokens for it. Must import neither libcst nor jwt nor the rows.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator

from flake8_graph_me.project.files.given_reader import GivenReader
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.terms.options import Options

_WORDS = ("graph", "microsoft", "office365", "o365", "msal", "sovcloud", "00000003-0000", "eyj")
"""Of these a text that is put together to a host, a name or a token holds at least one, in lower
case."""
_NAME = re.compile(r"\w+")


MAX_KEPT = 20_000
"""Of how many files it is kept, within a run, whether their texts hold such a word. Past it they
are looked at again.
"""
_Key = tuple[str, str, tuple[str, ...]]
# Bounded, and true of one run only.
_KEPT: OrderedDict[_Key, bool] = OrderedDict()


def may_request(path: str, options: Options, closures: ImportClosures) -> bool:
    """Whether the file at a path, or one that it reaches by imports, holds one of these words, or a
    name that the options say is Graph's.
    """
    words = (*_WORDS, *_own_words(options))
    if any(_holds(file, words, closures) for file in closures.closure(path)):
        return True
    return closures.is_cut(absolute(path))


def _holds(file: str, words: tuple[str, ...], closures: ImportClosures) -> bool:
    reader, run = closures.lookup.reader, closures.run
    given = isinstance(reader, GivenReader) and file in reader.sources
    if run is None or given:
        return _shows(file, words, closures)
    key = run, file, words
    found = _KEPT.get(key)
    if found is None:
        found = _KEPT[key] = _shows(file, words, closures)
        if len(_KEPT) > MAX_KEPT:
            _KEPT.popitem(last=False)
    return found


def _shows(file: str, words: tuple[str, ...], closures: ImportClosures) -> bool:
    content = closures.lookup.reader.content(file)
    plain = "" if content is None else content.text.lower()
    return any(word in plain for word in words)


def _own_words(options: Options) -> Iterator[str]:
    """The last names of what options name, and the hosts; an empty one, which is in every text, for
    a name that is not known.
    """
    for pattern in (*options.app_only, *options.delegated, *options.requests):
        last = pattern.partition("(")[0].rpartition(".")[2].lower()
        yield last if _NAME.fullmatch(last) else ""
    yield from (host.lower() for host in options.hosts)

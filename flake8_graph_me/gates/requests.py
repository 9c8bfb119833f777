"""Whether a file, together with all that it imports, could request anything of Microsoft Graph.

Every host, package and resource identifier of Graph has one of a few words in it, as has every
package that gets tokens for it. Must import neither libcst nor jwt nor the rows.
"""

import functools
import re
from collections.abc import Iterator

from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.project.modules.import_closure import ImportClosures
from flake8_graph_me.terms.options import Options

_WORDS = ("graph", "microsoft", "office365", "o365", "msal", "sovcloud", "00000003-0000", "eyj")
"""Of these a text that is put together to a host, a name or a token holds at least one, in lower
case."""
_NAME = re.compile(r"\w+")


def may_request(path: str, options: Options, closures: ImportClosures) -> bool:
    """Whether the file at a path, or one that it reaches by imports, holds one of these words, or a
    name that the options say is Graph's.
    """
    words = (*_WORDS, *_own_words(options))
    for file in closures.closure(path):
        content = closures.lookup.reader.content(file)
        if content is None:
            continue
        if _holds(content.text, words):
            return True
    return closures.is_cut(absolute(path))


def _own_words(options: Options) -> Iterator[str]:
    """The last names of what options name, and the hosts; an empty one, which is in every text, for
    a name that is not known.
    """
    for pattern in (*options.app_only, *options.delegated, *options.requests):
        last = pattern.partition("(")[0].rpartition(".")[2].lower()
        yield last if _NAME.fullmatch(last) else ""
    yield from (host.lower() for host in options.hosts)


@functools.lru_cache(maxsize=4096)  # the files of a project are looked at for each of its files
def _holds(text: str, words: tuple[str, ...]) -> bool:
    plain = text.lower()
    return any(word in plain for word in words)

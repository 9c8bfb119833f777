"""The kinds of text operations, and how their results may be judged."""

import random
from dataclasses import dataclass

from tests.fuzzing.texts import of_documents, of_strings
from tests.fuzzing.texts.slots import filled

ANY = ("", "me", "/users/\u20ac{}%s", "https://a.b/c?d=e#f")
"""What may stand in the place of the text that is not known."""
IN_ITS_PART = ("me", "a-b", "A9")
"""The same where the analysis takes it for a part of a URL or path that stays within its part."""
NOT_MATCHED = ("\u0416\u0416",)
"""The same where the analysis takes it for one in which nothing is found that is looked for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Operations of one kind: what they import, and statements that set ``x``.

    ``evaluated`` says that Python can be asked what comes out: nothing else happens in it. Objects
    that stand for a URL or path are not: they are taken for the text that they were given, and
    libraries spell that anew. ``unknown`` are the texts with which Python is asked. ``parts_stay``
    says that the analysis takes a part of a URL of which nothing is known to be there.
    """

    name: str
    imports: str
    statements: tuple[str, ...]
    evaluated: bool = True
    unknown: tuple[str, ...] = ANY
    parts_stay: bool = False


URL_NAMES = (
    "parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urldefrag, urlencode, urljoin, "
    "urlparse, urlsplit, urlunparse, urlunsplit"
)
KINDS = (
    Kind("f-strings", "", ("x = <F>", "x = <F> + <F>", "x = f'{<N>:{<N>}}'")),
    Kind("formats", "", of_strings.FORMATTED),
    Kind("percent", "", of_strings.PERCENT),
    Kind(
        "escapes", "", ("x = <E>", "x = <E> <E>", "x = <E> + <T>", "x = b<E>", "x = <E>.encode()")
    ),
    Kind("methods", "", of_strings.METHODS),
    # That a hole holds more than slashes is assumed.
    Kind("stripped", "", of_strings.STRIPPED, parts_stay=True),
    Kind("slices", "", of_strings.SLICES),
    Kind("patterns", "import re\n", of_strings.MATCHED, unknown=NOT_MATCHED),
    Kind(
        "urls", f"from urllib.parse import {URL_NAMES}\n", of_documents.OF_URLS, unknown=IN_ITS_PART
    ),
    Kind(
        "changed urls",
        f"from urllib.parse import {URL_NAMES}\n",
        of_documents.OF_CHANGED_URLS,
        unknown=IN_ITS_PART,
        parts_stay=True,
    ),
    Kind(
        "objects",
        "import httpx\nfrom pathlib import PurePosixPath\nfrom yarl import URL\n",
        of_documents.OF_OBJECTS,
        evaluated=False,
    ),
    Kind(
        "paths",
        "import requests\nimport posixpath\nfrom pathlib import PurePosixPath\n",
        of_documents.OF_PATHS,
        unknown=IN_ITS_PART,
    ),
    Kind("json", "import json\n", of_documents.OF_JSON),
    Kind(
        "configuration",
        "import configparser\nimport tomllib\nimport yaml\n",
        of_documents.CONFIGURED,
    ),
    Kind(
        "templates",
        "import string\nimport jinja2\n",
        of_documents.TEMPLATES,
        unknown=(*ANY, "<me>\r\n"),
    ),
    Kind(
        "commands",
        "import os\nimport shlex\nimport subprocess\n",
        of_documents.COMMAND_LINES,
        evaluated=False,
    ),
    Kind(
        "headers",
        "import http.client\nimport httpx\nimport urllib.request\n",
        of_documents.HEADER_TEXTS,
        evaluated=False,
    ),
    Kind("tokens", "", of_documents.TOKENS, evaluated=False),
)


def statements(kind: Kind, chance: random.Random) -> str:
    """Statements of a kind with every slot filled; Python may refuse them."""
    return filled(chance.choice(kind.statements), chance)

"""Texts in languages of their own: regular expressions, URLs, JSON, configuration, headers, tokens.

Each function takes the source of randomness and gives Python source text of one literal.
"""

import base64
import json
import random

from tests.fuzzing.texts.literals import content, mutated, spelled

PATTERN_PARTS = (
    *("a", "me", "/", ".", r"\d", r"\w", r"\s", r"\b", r"\B", r"\Z", r"\A", "^", "$", "|", "[a-z]"),
    *("[^/]", "[/me]", "(a)", "(?:me)", "(?P<k>[^/]+)", "(?P=k)", r"\1", r"\2", "(?i)", "(?=me)"),
    *("(?!a)", "(?<=/)", "(?<!/)", "*", "+", "?", "*?", "{2}", "{1,}", "{,2}", "{", "[", "(", ")"),
    *(
        "(?x) # c",
        "(?s:.)",
        "(?>a)",
        "a++",
        "(a)?",
        "()",
        "[]a]",
        r"[\]]",
        r"\/",
        r"\.",
        "(?(1)a|b)",
    ),
)
REPLACEMENTS = (
    *("", "a", "me", "/", r"\1", r"\g<1>", r"\g<k>", r"\g<0>", r"\0", r"\\", r"\n", r"\2", r"\g<"),
    *(r"\101", r"\g<01>", r"\x", "\\", "\\g", "$1", "&", r"\a", r"\t", "é", r"\g<-1>", r"\1a"),
)
URLS = (
    *("https://graph.microsoft.com/v1.0/me/messages?$top=1&a=b#f", "/me/messages", "../me", "?a=b"),
    *(
        "//host/me",
        "https://u:p@host:8080/a;p?q=1",
        "http://[::1]/me",
        "mailto:a@b",
        "",
        "#f",
        "a/../me",
    ),
    *(
        "HTTPS://GRAPH.microsoft.com//me",
        "https://host",
        "file:///me",
        "http://h\u2100/me",
        "a:b:c",
    ),
    *(
        "https://graph.microsoft.com/v1.0/users/a%40b/x?q=a+b&q=&r",
        "./me/.",
        "https://[me",
        "x://y?z",
    ),
)
DOCUMENTS: tuple[object, ...] = (
    *(
        {"k": "/me"},
        {"k": ["/me", 1, None]},
        ["/me", {"k": "a"}],
        "/me",
        1,
        1.5,
        True,
        None,
        [],
        {},
    ),
    *({"k": {"k": "/users/\u20ac\n"}}, {"a": 1, "k": "/me/\U0001f600"}, [[["/me"]]], -0.0, 1e400),
)
INI = (
    *(
        "[k]\nk = /me\n",
        "[DEFAULT]\nk=/me\n[k]\n",
        "[k]\nk: %(a)s/x\na = me\n",
        "[k]\nk = a\n  b\n",
    ),
    *(
        "[k]\n; c\nk = /me ; c\n",
        "[k]\nk\n",
        "[K]\nK = 1\n[k]\nk = 2\n",
        "k = 1\n",
        "[k]\nk = %%\n",
    ),
)
TOML = (
    *(
        'k = "/me"\n',
        "k = '/me'\n",
        'k = """\n/me\n"""\n',
        "k = 1\n",
        '[k]\nk = "a"\n',
        "k = [1, 'a']\n",
    ),
    *('k.k = "a"\n', 'k = {k = "a"}\n', 'k = "\\u00e9\\n"\n', "k = 2020-01-01\n", "[[k]]\na = 1\n"),
)
YAML = (
    *(
        "k: /me\n",
        "k: '/me'\n",
        'k: "/me\\n"\n',
        "k:\n  - /me\n",
        "k: |\n  /me\n",
        "k: >\n  a\n  b\n",
    ),
    *(
        "k: yes\n",
        "k: 012\n",
        "k: ~\n",
        "k: &a /me\nj: *a\n",
        "k: {k: a}\n",
        "k: a # c\n",
        "- /me\n",
    ),
)
COMMANDS = (
    *("curl -H 'Authorization: Bearer x' https://graph.microsoft.com/v1.0/me", "curl -sS -X GET"),
    *(
        "curl --header \"a: b\" --url 'https://graph.microsoft.com/v1.0/me'",
        "az rest -u /me",
        "curl 'a",
    ),
    *("wget -O - https://graph.microsoft.com/v1.0/me", "curl -d @f \\\n -G a", "sh -c 'curl /me'"),
)
HEADERS = (
    *("Authorization: Bearer x\r\nHost: graph.microsoft.com\r\n", "Authorization", "authorization"),
    *(
        "Bearer x",
        "bearer  x",
        "Basic eDp5",
        "AUTHORIZATION:x",
        "A:\r\n b",
        "Bearer",
        "",
        ": x",
        "é: x",
    ),
)


def _spelled(fragments: tuple[str, ...], chance: random.Random) -> str:
    return spelled(mutated(chance.choice(fragments), chance), chance)


def pattern(chance: random.Random) -> str:
    """A regular expression, which may be none."""
    parts = "".join(chance.choices(PATTERN_PARTS, k=chance.randint(1, 5)))
    return spelled(mutated(parts, chance, PATTERN_PARTS), chance)


def replacement(chance: random.Random) -> str:
    """What takes the place of a match."""
    parts = "".join(chance.choices(REPLACEMENTS, k=chance.randint(1, 3)))
    return spelled(mutated(parts, chance, REPLACEMENTS), chance)


def url(chance: random.Random) -> str:
    """A URL or a part of one, now and then with something unknown at an end or inside."""
    made = mutated(chance.choice(URLS), chance)
    way, middle = chance.randrange(8), chance.randint(0, len(made))
    if way == 0:
        return f"({made[:middle]!r} + h + {made[middle:]!r})"
    return f"({made!r} + h)" if way == 1 else spelled(made, chance)


def document(chance: random.Random) -> str:
    """A JSON text, which may be none."""
    indent = chance.choice((None, 1))
    ascii_only = chance.choice((True, False))
    text = json.dumps(chance.choice(DOCUMENTS), indent=indent, ensure_ascii=ascii_only)
    made = spelled(mutated(text, chance), chance)
    return f"({made} + h)" if chance.random() < 0.05 else made


def ini(chance: random.Random) -> str:
    """The text of a configuration file, which may be none."""
    return _spelled(INI, chance)


def toml(chance: random.Random) -> str:
    """A TOML text, which may be none."""
    return _spelled(TOML, chance)


def yaml(chance: random.Random) -> str:
    """A YAML text, which may be none."""
    return _spelled(YAML, chance)


def command(chance: random.Random) -> str:
    """A command line."""
    return _spelled(COMMANDS, chance)


def header(chance: random.Random) -> str:
    """A header, a part of one, or several."""
    return _spelled(HEADERS, chance)


def token(chance: random.Random) -> str:
    """What looks like a token, in three parts or so."""
    bodies = (
        b'{"alg":"RS256","typ":"JWT"}',
        b'{"aud":"https://graph.microsoft.com","idtyp":"app","roles":["Mail.Read"],"exp":1e400}',
        b'{"aud":"00000003-0000-0000-c000-000000000000","scp":"Mail.Read","exp":"x"}',
        b'{"aud":["a"],"roles":null,"exp":-1}',
        b'{"aud":1,"exp":99999999999999999999,"scp":[],"idtyp":{}}',
        content(chance).encode("utf-8", "surrogatepass"),
    )
    head = base64.urlsafe_b64encode(bodies[0]).decode().rstrip("=")
    body = base64.urlsafe_b64encode(chance.choice(bodies)).decode().rstrip("=")
    return spelled(mutated(f"{head}.{body}.{'c2ln' * 20}", chance), chance)

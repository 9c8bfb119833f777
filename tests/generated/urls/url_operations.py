"""Ways to build a URL with text methods, and with libraries for URLs and paths.

The ``me`` itself is never written in another case and lowered: its replacement would be lowered
too, and only the program's author knows whether that is still the same user. So such requests are
found but not fixed.
"""

from tests.generated.pieces import Maker, Piece
from tests.generated.urls.url_formats import sum_of_two
from tests.generated.urls.where import Way, Where, base, constant


def replaced(m: Maker, where: Where) -> Piece:
    first, tail = base(m, where), "".join(f"/{each}" for each in where.segments[1:])
    template = f"/{{who}}{tail}{where.query}"
    return first.then(f'{first.value} + "{template}".replace("{{who}}", "{where.segments[0]}")')


def decoded(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    call = m.pick(("decode()", 'decode("utf-8")'))
    return first.then(f'{first.value} + b"{where.tail}".{call}')


def stripped(m: Maker, where: Where) -> Piece:
    first, path = constant(m, "BASE", where.prefix + "/"), constant(m, "PATH", where.tail)
    setup = (*first.setup, *path.setup)
    made = Piece("", (*first.imports, *path.imports), setup, files={**first.files, **path.files})
    return made.then(f'{first.value}.rstrip("/") + "/" + {path.value}.lstrip("/")')


def shortened(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    form = m.pick(
        (
            '"{}/more".removesuffix("/more")',
            '"GET {}".removeprefix("GET ")',
            '"{}#part".split("#")[0]',
            '"{}#part".partition("#")[0]',
            '"GET {}".split()[1]',
            '"  {}\\n".strip()',
            '"{},/organization".split(",")[0]',
            '"{}#part".rsplit("#", 1)[0]',
            '"{}\\n".splitlines()[0]',
            '"{}".ljust(1)',
        )
    )
    return first.then(f"{first.value} + {form.format(where.tail)}")


def lowered(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    own = where.segments.index("me") + 1 if "me" in where.segments else 0
    front, back = (
        "".join(f"/{each}" for each in part)
        for part in (where.segments[:own], where.segments[own:])
    )
    if where.lead != "/" or not back or back != back.lower():
        return sum_of_two(m, where)
    return first.then(f'{first.value} + "{front}" + "{back.upper()}".lower() + "{where.query}"')


def sliced(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    form = m.pick(
        ('"GET {}"[4:]', '"GET {}"[len("GET "):]', '"{}/"[:-1]', '"GET|{}".split("|")[-1]')
    )
    return first.then(f"{first.value} + {form.format(where.tail)}")


def dedented(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    value = f'{first.value} + textwrap.dedent("\\n    {where.tail}\\n").strip()'
    return first.then(value, imports=("import textwrap",))


def joined_bytes(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    parts = ", ".join(f'b"{each}"' for each in where.segments)
    query = f' + "{where.query}"' if where.query else ""
    return first.then(f'{first.value} + "/" + b"/".join([{parts}]).decode(){query}')


def percent_encoded(m: Maker, where: Where) -> Piece:
    first, name = base(m, where), where.segments[0]
    tail = "".join(f"/{each}" for each in where.segments[1:]) + where.query
    value = f'{first.value} + "/" + quote("{name}") + "{tail}"'
    return first.then(value, imports=("from urllib.parse import quote",))


def of_a_template(m: Maker, where: Where) -> Piece:
    first, tail = base(m, where), "".join(f"/{each}" for each in where.segments[1:])
    template = f"$base/${{who}}{(tail + where.query).replace('$', '$$')}"
    call = m.pick(("substitute", "safe_substitute"))
    value = f'Template("{template}").{call}(base={first.value}, who="{where.segments[0]}")'
    return first.then(value, imports=("from string import Template",))


def path_object(m: Maker, where: Where) -> Piece:
    steps = " / ".join(f'"{each}"' for each in where.segments)
    host, slash, version = where.prefix.rpartition("/")
    name = m.name("path")
    body = f'{name} = PurePosixPath("{slash}{version}") / {steps}'
    return Piece(
        f'f"{host}{{{name}}}{where.query}"', ("from pathlib import PurePosixPath",), body=(body,)
    )


def put_together(m: Maker, where: Where) -> Piece:
    """By the standard library, from the parts of a URL."""
    scheme, host, slash, path = "", "", "", where.text
    if "://" in path:
        scheme, _, rest = path.partition("://")
        host, slash, path = rest.partition("/")
    path, _, query = path.partition("?")
    name = m.pick(("urlunsplit", "urlunparse"))
    params = ', ""' if name == "urlunparse" else ""
    value = f'{name}(("{scheme}", "{host}", "{slash}{path}"{params}, "{query}", ""))'
    return Piece(value, (f"from urllib.parse import {name}",))


def joined_as_a_path(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    parts = ", ".join(f'"{each}"' for each in where.segments)
    load, call = m.pick((("import posixpath", "posixpath.join"), ("import os", "os.path.join")))
    query = f' + "{where.query}"' if where.query else ""
    return first.then(f"{call}({first.value}, {parts}){query}", imports=(load,))


def url_object(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    load, call = m.pick((("import httpx", "httpx.URL"), ("import yarl", "yarl.URL")))
    return first.then(f'str({call}({first.value} + "{where.tail}"))', imports=(load,))


def divided_url_object(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    steps = " / ".join(f'"{each}"' for each in where.segments)
    query = f' + "{where.query}"' if where.query else ""
    value = f"str(yarl.URL({first.value}) / {steps}){query}"
    return first.then(value, imports=("import yarl",))


def reduced(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    parts = ", ".join((first.value, *(f'"{each}"' for each in where.segments)))
    query = f' + "{where.query}"' if where.query else ""
    value = f'functools.reduce(lambda left, right: left + "/" + right, [{parts}]){query}'
    return first.then(value, imports=("import functools",))


def url_joined(m: Maker, where: Where) -> Piece:
    first = constant(m, "FOLDER", where.prefix + "/")
    tail = where.tail.removeprefix("/")
    host, slash, path = where.text.partition(".com/")
    if slash and m.chance(3):
        first, tail = constant(m, "HOST", f"{host}.com"), f"/{path}"
    return first.then(
        f'urljoin({first.value}, "{tail}")', imports=("from urllib.parse import urljoin",)
    )


OPERATIONS: tuple[Way, ...] = (
    replaced,
    decoded,
    stripped,
    shortened,
    lowered,
    sliced,
    dedented,
    joined_bytes,
    percent_encoded,
    of_a_template,
    path_object,
    put_together,
    joined_as_a_path,
    url_object,
    divided_url_object,
    reduced,
    url_joined,
)

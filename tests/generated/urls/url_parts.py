"""Ways to build a URL by splitting others, and with objects that stand for a URL."""

from tests.generated.pieces import Maker, Piece
from tests.generated.urls.url_formats import sum_of_two
from tests.generated.urls.where import Way, Where, constant

PARSE = "from urllib.parse import urldefrag, urlparse, urlsplit, urlunparse, urlunsplit"


def _divided(text: str) -> tuple[str, str, str] | None:
    """What stands before the path of a URL, the path, and the query with its mark; None for a text
    without a host.
    """
    scheme, colon, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    path, mark, query = path.partition("?")
    return (f"{scheme}{colon}{host}", slash + path, mark + query) if colon else None


def other_parts(m: Maker, where: Where) -> Piece:
    divided = _divided(where.text)
    if divided is None:
        return sum_of_two(m, where)
    host, path, query = divided
    name = m.pick(("urlsplit", "urlparse"))
    first = constant(m, "HOST", f"{host}/v1.0?old=1#top")
    changed = f'path="{path}", query="{query.removeprefix("?")}"'
    made = f"{name}({first.value})._replace({changed})"
    whole = m.pick(("{}.geturl()", "urlun{1}({0})")).format(made, name.removeprefix("url"))
    return first.then(whole, imports=(PARSE,))


def part_of_another(m: Maker, where: Where) -> Piece:
    divided = _divided(where.text)
    if divided is None:
        return sum_of_two(m, where)
    host, path, query = divided
    other = m.pick((host, "https://contoso.com", ""))
    name, part = m.pick(("urlsplit", "urlparse")), m.pick((".path", "[2]"))
    value = f'"{host}" + {name}("{other}{path}#top"){part} + "{query}"'
    return Piece(value, (PARSE,))


def unpacked(m: Maker, where: Where) -> Piece:
    divided = _divided(where.text)
    if divided is None:
        return sum_of_two(m, where)
    scheme, host, path = m.name("scheme"), m.name("host"), m.name("path")
    line = f'{scheme}, {host}, {path}, *_ = urlsplit("{divided[0]}{divided[1]}")'
    value = f'f"{{{scheme}}}://{{{host}}}{{{path}}}{divided[2]}"'
    return Piece(value, (PARSE,), body=(line,))


def without_a_fragment(m: Maker, where: Where) -> Piece:
    first = constant(m, "PAGE", f"{where.text}#top")
    value = f"urldefrag({first.value}){m.pick(('[0]', '.url', '.geturl()'))}"
    if value.endswith(".geturl()"):
        value = f'{value}.split("#")[0]'
    return first.then(value, imports=(PARSE,))


def copied_object(m: Maker, where: Where) -> Piece:
    divided = _divided(where.text)
    if divided is None:
        return sum_of_two(m, where)
    host, path, query = divided
    form = m.pick(
        (
            'httpx.URL("{0}").copy_with(path="{1}")',
            'httpx.URL("{0}", path="{1}")',
            'httpx.URL("{0}/v1.0").join("{1}")',
            'httpx.URL("{0}{1}?$top=1").copy_with(query=None)',
        )
    )
    made = m.named(Piece(form.format(host, path), ("import httpx",)), "url")
    return made.then(m.pick(("str({})", 'f"{{{}}}"')).format(made.value) + f' + "{query}"')


def substituted(m: Maker, where: Where) -> Piece:
    first = constant(m, "BASE", where.prefix)
    own, *rest = where.segments
    tail = "".join(f"/{each}" for each in rest) + where.query
    template = f'{first.value} + "{where.lead}THE_OWNER{tail}"'
    call = m.pick(
        (
            're.sub("THE_OWNER", "{0}", {1})',
            're.compile("THE_OWNER").sub("{0}", {1})',
            're.sub("THE_OWNER", "{0}", {1}, count=1)',
        )
    )
    return first.then(call.format(own, template), imports=("import re",))


URL_PARTS: tuple[Way, ...] = (
    other_parts,
    part_of_another,
    unpacked,
    without_a_fragment,
    copied_object,
    substituted,
)

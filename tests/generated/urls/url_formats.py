"""Ways to build a URL with Python's own text operations: literals, sums, formats, joins."""

from tests.generated.pieces import Maker, Piece
from tests.generated.urls.where import Way, Where, base, constant, named_constant, quoted


def plain(m: Maker, where: Where) -> Piece:
    return Piece(quoted(m, where.text))


def constant_url(m: Maker, where: Where) -> Piece:
    return constant(m, "URL", where.text)


def raw_literal(m: Maker, where: Where) -> Piece:
    return Piece(m.pick(('r"{}"', "R'{}'", 'r"""{}"""')).format(where.text))


def triple_quoted(m: Maker, where: Where) -> Piece:
    return Piece(m.pick(('"""{}"""', "'''{}'''")).format(where.text))


def implicitly_joined(m: Maker, where: Where) -> Piece:
    last = "/" + where.segments[-1]
    cut = where.text.index(last) + m.number(0, 1) if last in where.text[1:] else len(where.text)
    first, second = quoted(m, where.text[:cut]).strip("()"), quoted(m, where.text[cut:]).strip("()")
    return Piece(f"({first} {second})")


def formatted_literal(m: Maker, where: Where) -> Piece:
    name = named_constant(m, "BASE", where.prefix)
    return name.then(f'f"{{{name.value}}}{where.tail}"')


def formatted_segments(m: Maker, where: Where) -> Piece:
    first, rest = where.segments[0], where.segments[1:]
    who, name = named_constant(m, "who", first), named_constant(m, "BASE", where.prefix)
    tail = "".join(f"/{each}" for each in rest) + where.query
    made = Piece(setup=(*who.setup, *name.setup))
    return made.then(f'f"{{{name.value}}}/{{{who.value}}}{tail}"')


def sum_of_two(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    return first.then(f"{first.value} + {quoted(m, where.tail)}")


def sum_of_segments(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    terms = [first.value]
    for each in where.segments:
        terms += [f'"/{each}"'] if m.chance(2) else ['"/"', f'"{each}"']
    return first.then(" + ".join(terms) + (f' + "{where.query}"' if where.query else ""))


def grown(m: Maker, where: Where) -> Piece:
    first, url = base(m, where), m.name("url")
    lines = [f"{url} = {first.value}"]
    lines += [f'{url} += "/{each}"' for each in where.segments]
    lines += [f'{url} += "{where.query}"'] if where.query else []
    return first.then(url, body=lines)


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def percent_one(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    return first.then(f'"%s{_percent(where.tail)}" % {first.value}')


def percent_tuple(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    template = "%s" + "/%s" * len(where.segments) + _percent(where.query)
    values = ", ".join(f'"{each}"' for each in where.segments)
    return first.then(f'"{template}" % ({first.value}, {values})')


def percent_mapping(m: Maker, where: Where) -> Piece:
    first, tail = base(m, where), "".join(f"/{each}" for each in where.segments[1:])
    template = f"%(base)s/%(who)s{_percent(tail + where.query)}"
    return first.then(f'"{template}" % {{"base": {first.value}, "who": "{where.segments[0]}"}}')


def format_by_place(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    if m.chance(2):
        return first.then(f'"{{}}{where.tail}".format({first.value})')
    template = "{0}" + "".join(f"/{{{n + 1}}}" for n in range(len(where.segments))) + where.query
    values = ", ".join(f'"{each}"' for each in where.segments)
    return first.then(f'"{template}".format({first.value}, {values})')


def format_by_name(m: Maker, where: Where) -> Piece:
    first, tail = base(m, where), "".join(f"/{each}" for each in where.segments[1:])
    template, who = f"{{base}}/{{who}}{tail}{where.query}", where.segments[0]
    form = m.number(0, 3)
    if form == 0:
        return first.then(f'"{template}".format(base={first.value}, who="{who}")')
    if form == 1:
        return first.then(f'"{{base}}{where.tail}".format(base={first.value})')
    name = m.name("TEMPLATE")
    kept = first.then("", setup=(f'{name} = "{template}"',))
    call = ("format(**{0})", "format_map({0})")[form - 2]
    values = f'{{"base": {first.value}, "who": "{who}"}}'
    return kept.then(f"{name}.{call.format(values)}")


def joined_list(m: Maker, where: Where) -> Piece:
    first = base(m, where)
    parts = [first.value, *(f'"{each}"' for each in where.segments)]
    many = m.pick(("[{}]", "({})", "map(str, [{}])", "(part for part in [{}])", "[*({},)]"))
    query = f' + "{where.query}"' if where.query else ""
    return first.then(f'"/".join({many.format(", ".join(parts))})' + query)


def grown_list(m: Maker, where: Where) -> Piece:
    first, parts = base(m, where), m.name("parts")
    head, *rest = where.segments
    lines = [
        f"{parts} = [{first.value}]",
        m.pick(('{0}.append("{1}")', '{0} += ["{1}"]')).format(parts, head),
    ]
    lines += [f"{parts}.extend({rest!r})"] if rest else []
    query = f' + "{where.query}"' if where.query else ""
    return first.then(f'"/".join({parts})' + query, body=lines)


RELATIVE: tuple[Way, ...] = (plain, constant_url, raw_literal, triple_quoted, implicitly_joined)
FORMATS: tuple[Way, ...] = (
    *RELATIVE,
    formatted_literal,
    formatted_segments,
    sum_of_two,
    sum_of_segments,
    grown,
    percent_one,
    percent_tuple,
    percent_mapping,
    format_by_place,
    format_by_name,
    joined_list,
    grown_list,
)

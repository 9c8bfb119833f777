"""Ways to build a URL with the program's own functions, classes and tables."""

from tests.generated.pieces import Maker, Piece, block
from tests.generated.urls.url_formats import sum_of_two
from tests.generated.urls.where import Way, Where, base, named_constant


def class_attributes(m: Maker, where: Where) -> Piece:
    name = m.name("Endpoints")
    code = f'class {name}:\n    BASE = "{where.prefix}"\n    PATH = BASE + "{where.tail}"'
    return Piece(f"{name}.PATH", setup=(code,))


def attribute_of_self(m: Maker, where: Where) -> Piece:
    name = m.name("Builder")
    code = (
        f'class {name}:\n    base = "{where.prefix}"\n\n    def __init__(self, path):\n'
        "        self.path = path\n\n    @property\n    def url(self):\n"
        '        return f"{self.base}{self.path}"'
    )
    return Piece(f'{name}("{where.tail}").url', setup=(code,))


def enum_member(m: Maker, where: Where) -> Piece:
    name = m.name("Paths")
    kind, value = m.pick((("Enum", ".value"), ("StrEnum", ""), ("StrEnum", ".value")))
    code = f'class {name}({kind}):\n    WANTED = "{where.tail}"\n    OTHER = "/organization"'
    first = base(m, where)
    return first.then(
        f"{first.value} + {name}.WANTED{value}",
        imports=(f"from enum import {kind}",),
        setup=(code,),
    )


def mapping_value(m: Maker, where: Where) -> Piece:
    name, first = m.name("ENDPOINTS"), base(m, where)
    code = f'{name} = {{"other": "/organization", "wanted": "{where.tail}"}}'
    return first.then(f'{first.value} + {name}["wanted"]', setup=(code,))


def default_of_a_parameter(m: Maker, where: Where) -> Piece:
    name, first = m.name("url_of"), base(m, where)
    code = f'def {name}(path="{where.tail}"):\n    return {first.value} + path'
    return first.then(f"{name}()", setup=(code,))


def segment_as_an_argument(m: Maker, where: Where) -> Piece:
    name, first = m.name("url_of"), base(m, where)
    kept = m.named(first.done_at_the_top(), "root").done_at_the_top()
    tail = "".join(f"/{each}" for each in where.segments[1:]) + where.query
    body = m.pick(
        ('f"{{{0}}}/{{who}}{1}"', '{0} + "/" + who + "{1}"', '"/".join([{0}, who]) + "{1}"')
    )
    code = f"def {name}(who):\n    return {body.format(kept.value, tail)}"
    call = m.pick(('{}("{}")', '{}(who="{}")')).format(name, where.segments[0])
    return kept.then(call, setup=(code,))


def segments_as_arguments(m: Maker, where: Where) -> Piece:
    name, first = m.name("url_of"), base(m, where)
    code = f'def {name}(*segments):\n    return "/".join([{first.value}, *segments])'
    call = f"{name}({', '.join(repr(each) for each in where.segments)})"
    return first.then(call + (f' + "{where.query}"' if where.query else ""), setup=(code,))


def user_as_an_argument(m: Maker, where: Where) -> Piece:
    """``me`` in the place of a user, or a user there; other paths are sums."""
    if where.segments[0].lower() not in ("me", "users") or where.segments == ("users",):
        return sum_of_two(m, where)
    user, rest = ("me", where.segments[1:])
    if where.segments[0] == "users":
        user, rest = where.segments[1], where.segments[2:]
    name, kept = m.name("user_url"), named_constant(m, "BASE", where.prefix)
    tail = "".join(f"/{each}" for each in rest) + where.query
    code = f'def {name}(user):\n    return f"{{{kept.value}}}/users/{{user}}{tail}"'
    return kept.then(f'{name}("{user}")', setup=(code,))


def from_the_environment(m: Maker, where: Where) -> Piece:
    if where.prefix.rpartition("/")[2] == "users":
        # Whether the unknown base has the segment too is not provable.
        return sum_of_two(m, where)
    call = m.pick(("os.environ.get", "os.getenv"))
    value = f'{call}("GRAPH_BASE_URL", "{where.prefix}") + "{where.tail}"'
    return Piece(value, ("import os",))


def from_a_loop_over_paths(m: Maker, where: Where) -> Piece:
    first, kept, name = base(m, where), m.name("PATHS"), m.name("path")
    code = f'{kept} = ["{where.tail}", "/organization"]'
    loop = f"for {name} in {kept}:\n    break"
    return first.then(f"{first.value} + {name}", setup=(code,), body=(loop,))


def either_text(m: Maker, where: Where) -> Piece:
    first, flag = base(m, where), m.name("OWN")
    form = m.pick(
        (
            ('("{0}" if {1} else "/organization")', "True"),
            ('("/organization" if not {1} else "{0}")', "True"),
            ('{{True: "{0}", False: "/organization"}}[{1}]', "True"),
            ('({1} and "{0}" or "/organization")', "True"),
            ('({1} or "{0}")', "0"),
            ('["/organization", "{0}"][{1}]', "1"),
        )
    )
    value = f"{first.value} + {form[0].format(where.tail, flag)}"
    return first.then(value, setup=(f"{flag} = {form[1]}",))


def fluent_builder(m: Maker, where: Where) -> Piece:
    name, first = m.name("Route"), base(m, where)
    code = block(f"""
        class {name}:
            def __init__(self, text):
                self.text = text

            def to(self, segment):
                return {name}(self.text + "/" + segment)

            def __truediv__(self, segment):
                return {name}(f"{{self.text}}/{{segment}}")

            def __str__(self):
                return self.text
    """)
    kept = m.named(first, "root")
    if m.chance(2):
        steps = "".join(f'.to("{each}")' for each in where.segments)
        value = f"{name}({kept.value}){steps}"
    else:
        value = " / ".join((f"{name}({kept.value})", *(f'"{each}"' for each in where.segments)))
    query = f' + "{where.query}"' if where.query else ""
    read = m.pick(("({}).text", "str({})"))
    return kept.then(read.format(value) + query, setup=(code,))


def overridden_attribute(m: Maker, where: Where) -> Piece:
    first, parent, name = named_constant(m, "BASE", where.prefix), m.name("Resource"), m.name("Own")
    code = block(f"""
        class {parent}:
            path = "/organization"

            def url(self):
                return {first.value} + self.path


        class {name}({parent}):
            path = "{where.tail}"
    """)
    return first.then(f"{name}().url()", setup=(code,))


MAKERS: tuple[Way, ...] = (
    class_attributes,
    attribute_of_self,
    enum_member,
    mapping_value,
    default_of_a_parameter,
    segment_as_an_argument,
    segments_as_arguments,
    user_as_an_argument,
    from_the_environment,
    from_a_loop_over_paths,
    either_text,
    fluent_builder,
    overridden_attribute,
)

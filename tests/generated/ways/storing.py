"""Places that keep a value until it is used: variables, containers, records.

Each way turns a piece into one with the same value.
"""

from tests.generated.pieces import Maker, Piece, block


def in_a_variable(m: Maker, piece: Piece) -> Piece:
    name = m.name("kept")
    return piece.then(name, body=(f"{name} = {piece.value}",))


def by_a_walrus(m: Maker, piece: Piece) -> Piece:
    name = m.name("got")
    check = block(f"""
        if not ({name} := {piece.value}):
            raise SystemExit("nothing")
    """)
    return piece.then(name, body=(check,))


def from_a_mapping(m: Maker, piece: Piece) -> Piece:
    name = m.name("kept_by_name")
    made, read = m.pick(
        (
            ('{{"it": {0}}}', '["it"]'),
            ("dict(it={0})", '["it"]'),
            ('{{"it": {0}}}', '.get("it")'),
            ('{{"other": None}} | {{"it": {0}}}', '["it"]'),
            ('{{"in": {{"it": {0}}}}}', '["in"]["it"]'),
            ('{{**{{"it": {0}}}}}', '.pop("it")'),
        )
    )
    kept, taken = f"{name} = {made.format(piece.value)}", m.name("taken")
    # Once taken out it is there no more, so that what reads it must not do so again.
    return piece.then(taken, body=(kept, f"{taken} = {name}{read}"))


def from_a_filled_mapping(m: Maker, piece: Piece) -> Piece:
    name = m.name("filled")
    fill = m.pick(
        (
            '{0}["it"] = {1}',
            '{0}.update({{"it": {1}}})',
            "{0}.update(it={1})",
            '{0} |= {{"it": {1}}}',
        )
    )
    return piece.then(f'{name}["it"]', body=(f"{name} = {{}}", fill.format(name, piece.value)))


def from_a_sequence(m: Maker, piece: Piece) -> Piece:
    made, read = m.pick(
        (
            ("[{0}]", "[0]"),
            ("(1, {0})", "[-1]"),
            ("[{0} for _ in range(1)]", "[0]"),
            ("[*[{0}]]", "[0]"),
        )
    )
    name = m.name("several")
    return piece.then(name + read, body=(f"{name} = {made.format(piece.value)}",))


def unpacked(m: Maker, piece: Piece) -> Piece:
    name = m.name("first")
    line = m.pick(
        ("{0}, _ = {1}, 1", "_, *({0},) = 1, {1}", "[{0}] = [{1}]", "{0}, *_ = ({1}, 1, 2)")
    )
    return piece.then(name, body=(line.format(name, piece.value),))


def from_a_record(m: Maker, piece: Piece) -> Piece:
    name = m.name("Record")
    imports, code = m.pick(
        (
            ("import dataclasses", "@dataclasses.dataclass\nclass {0}:\n    it: str"),
            ("import dataclasses", "@dataclasses.dataclass(frozen=True)\nclass {0}:\n    it: str"),
            ("import typing", "class {0}(typing.NamedTuple):\n    it: str"),
            ("import collections", '{0} = collections.namedtuple("{0}", ["it"])'),
            ("import types", "{0} = types.SimpleNamespace"),
        )
    )
    given = "it={0}" if "types" in imports else m.pick(("{0}", "it={0}"))
    return piece.then(
        f"{name}({given.format(piece.value)}).it", imports=(imports,), setup=(code.format(name),)
    )


def from_a_loop(m: Maker, piece: Piece) -> Piece:
    name = m.name("each")
    line = m.pick(
        (
            "for {0} in [{1}]:\n    pass",
            "for _, {0} in enumerate(({1},)):\n    break",
            "for _, {0} in zip([1], [{1}]):\n    pass",
            'for {0} in {{"it": {1}}}.values():\n    break',
        )
    )
    return piece.then(name, body=(line.format(name, piece.value),))


def set_by_name(m: Maker, piece: Piece) -> Piece:
    name = m.name("place")
    kind = m.name("Place")
    code = f"class {kind}:\n    pass"
    lines = (f"{name} = {kind}()", f'setattr({name}, "it", {piece.value})')
    return piece.then(m.pick((f'getattr({name}, "it")', f"{name}.it")), setup=(code,), body=lines)


def in_a_context_variable(m: Maker, piece: Piece) -> Piece:
    name = m.name("current")
    made = f'{name} = contextvars.ContextVar("{name}")'
    line = f"{name}.set({piece.value})"
    return piece.then(f"{name}.get()", imports=("import contextvars",), setup=(made,), body=(line,))


def in_a_queue(m: Maker, piece: Piece) -> Piece:
    name = m.name("waiting")
    load, made, put, got = m.pick(
        (
            ("import queue", "queue.Queue()", "put", "get()"),
            ("import collections", "collections.deque()", "append", "popleft()"),
            ("import collections", "list()", "append", "pop()"),
        )
    )
    taken = m.name("taken")
    lines = (f"{name} = {made}", f"{name}.{put}({piece.value})", f"{taken} = {name}.{got}")
    return piece.then(taken, imports=(load,), body=lines)


def in_another_mapping(m: Maker, piece: Piece) -> Piece:
    name = m.name("layers")
    made = m.pick(
        (
            'collections.ChainMap({{"it": {0}}}, {{"it": None}})',
            "collections.OrderedDict(it={0})",
            "collections.defaultdict(str, it={0})",
            'dict(zip(["it"], [{0}]))',
            'dict([("it", {0})])',
            '{{key: value for key, value in [("it", {0})]}}',
        )
    ).format(piece.value)
    return piece.then(f'{name}["it"]', imports=("import collections",), body=(f"{name} = {made}",))


def kept_once(m: Maker, piece: Piece) -> Piece:
    name = m.name("memory")
    line = m.pick(('{0}.setdefault("it", {1})', '{0}["it"] = {0}.get("it") or {1}'))
    return piece.then(
        f'{name}["it"]', setup=(f"{name} = {{}}",), body=(line.format(name, piece.value),)
    )


def matched(m: Maker, piece: Piece) -> Piece:
    name = m.name("matched")
    subject, pattern = m.pick(
        (
            ("({0}, 1)", "({0}, 1)"),
            ('{{"it": {0}}}', '{{"it": {0}}}'),
            ("[1, {0}]", "[_, {0}]"),
            ("{0}", "{0}"),
        )
    )
    code = f"match {subject.format(piece.value)}:\n    case {pattern.format(name)}:\n        pass"
    return piece.then(name, body=(code,))


def by_an_operator(m: Maker, piece: Piece) -> Piece:
    load, value = m.pick(
        (
            ("import operator", 'operator.itemgetter("it")({{"it": {0}}})'),
            ("import operator", "operator.getitem([{0}], 0)"),
            ("import typing", "typing.cast(object, {0})"),
            ("import itertools", "next(itertools.chain([{0}]))"),
            ("import copy", "copy.copy([{0}])[0]"),
            ("import functools", "functools.reduce(lambda one, other: other, [1, {0}])"),
            ("import itertools", "next(iter([{0}]))"),
            ("import itertools", "[*filter(None, [{0}])][0]"),
            ("import itertools", "next(value for value in [{0}] if value)"),
            ("import itertools", "list({{1: {0}}}.values())[0]"),
            ("import itertools", "(lambda it: it)({0})"),
        )
    )
    return piece.then(value.format(piece.value), imports=(load,))


STORES = (
    in_a_variable,
    by_a_walrus,
    from_a_mapping,
    from_a_filled_mapping,
    from_a_sequence,
    unpacked,
    from_a_record,
    from_a_loop,
    set_by_name,
    in_a_context_variable,
    in_a_queue,
    in_another_mapping,
    kept_once,
    matched,
    by_an_operator,
)

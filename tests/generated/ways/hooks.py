"""Ways through what Python calls by itself: methods with underscores, and handlers of exceptions.

Each way turns a piece into one with the same value. Where not ``inside``, the piece may read names
of a function, and is given to the object.
"""

from tests.generated.pieces import Maker, Piece, indented
from tests.generated.ways.held import held


def from_a_descriptor(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    field, name, kept = m.name("Field"), m.name("Owner"), held(m, piece, inside=inside)
    if kept.given:
        get, init = m.pick(
            (
                ("getattr(instance, self.name)", "self._wanted = held"),
                ("instance.__dict__[self.name]", 'self.__dict__["_wanted"] = held'),
            )
        )
        lines, made = f"        return {get}", f"    def __init__(self, held):\n        {init}"
    else:
        lines, made = kept.giving(), "    other = None"
    code = (
        f"class {field}:\n    def __set_name__(self, owner, name):\n"
        '        self.name = "_" + name\n\n'
        f"    def __get__(self, instance, owner):\n{lines}\n\n\n"
        f"class {name}:\n    wanted = {field}()\n\n{made}"
    )
    return kept.result(f"{name}({kept.given}).wanted", code)


def from_a_field_that_is_set(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    """By ``__set__``, under the name that ``__set_name__`` was told."""
    del inside
    field, name = m.name("Field"), m.name("Owner")
    code = (
        f"class {field}:\n    def __set_name__(self, owner, name):\n        self.name = name\n\n"
        "    def __get__(self, instance, owner):\n        return instance.__dict__[self.name]\n\n"
        "    def __set__(self, instance, value):\n        instance.__dict__[self.name] = value\n\n"
        f"\nclass {name}:\n    wanted = {field}()\n    other = {field}()\n\n"
        "    def __init__(self, wanted):\n        self.wanted = wanted\n        self.other = 1"
    )
    return piece.then(f"{name}({piece.value}).wanted", setup=(code,))


def from_getattr(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    name, kept = m.name("Facade"), held(m, piece, inside=inside)
    test = m.pick(
        (
            '        if name != "wanted":\n            raise AttributeError(name)\n',
            '        if name.startswith("_"):\n            raise AttributeError(name)\n',
            "",
        )
    )
    code = f"class {name}:\n{kept.init()}    def __getattr__(self, name):\n{test}{kept.giving()}"
    value = m.pick(("{0}({1}).wanted", 'getattr({0}({1}), "wanted")'))
    return kept.result(value.format(name, kept.given), code)


def from_missing(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    name, kept = m.name("Defaults"), held(m, piece, inside=inside)
    lines = m.pick(
        (
            kept.giving(),
            f"{kept.giving('self[key] =')}\n        return self[key]",
            f"{kept.giving('made =')}\n        self[key] = made\n        return made",
        )
    )
    init = kept.init("super().__init__()") if kept.given else ""
    code = f"class {name}(dict):\n{init}    def __missing__(self, key):\n{lines}"
    return kept.result(f'{name}({kept.given})["wanted"]', code)


def from_a_singleton(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    name, kept = m.name("Single"), held(m, piece, inside=inside)
    parameters, value = ("cls, held", "held") if kept.given else ("cls", kept.value)
    lines = indented((*kept.before, f"cls._one.wanted = {value}"), 3)
    code = (
        f"class {name}:\n    _one = None\n\n    def __new__({parameters}):\n"
        "        if cls._one is None:\n            cls._one = super().__new__(cls)\n"
        f"{lines}\n        return cls._one"
    )
    made = kept.result(f"{name}({kept.given}).wanted", code)
    if kept.given or m.chance(2):
        return made
    return made.then(made.value, body=(f"{name}()",))


def from_a_keyword_of_a_class(m: Maker, piece: Piece) -> Piece:
    """By ``__init_subclass__``."""
    top, base, name = piece.done_at_the_top(), m.name("Registered"), m.name("Kind")
    parameters, given = m.pick((("*, wanted, ", ""), ('wanted="none", ', ""), ("", "")))
    kept = "wanted" if parameters else 'named.pop("wanted")'
    code = (
        f"class {base}:\n    def __init_subclass__(cls, {parameters}**named):\n"
        f"        cls.kept = {kept}\n        super().__init_subclass__(**named)\n\n\n"
        f"class {name}({base}, wanted={top.value}{given}):\n    pass"
    )
    return top.then(m.pick((f"{name}.kept", f"{name}().kept")), setup=(code,))


def from_an_object_that_is_called(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    name, kept = m.name("Supplier"), held(m, piece, inside=inside)
    code = f"class {name}:\n{kept.init()}    def __call__(self, *_):\n{kept.giving()}"
    call = m.pick(("{0}({1})()", "next(map({0}({1}), [1]))", "{0}.__call__({0}({1}))"))
    return kept.result(call.format(name, kept.given), code)


def carried_by_an_exception(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    """What an exception is made with; where it may, it passes a function or two."""
    kind, name = m.name("Carries"), m.name("caught")
    # What gets a token may raise exceptions of Python's own as well.
    piece = m.named(piece, "carried")
    by_itself = (
        (
            (
                f"class {kind}(Exception):\n    def __init__(self, held):\n"
                '        super().__init__("carried")\n        self.held = held'
            ),
            f"{kind}({piece.value})",
            "error.held",
        ),
        (f"class {kind}(Exception):\n    held = None", f'{kind}("carried")', "error.held"),
    )
    # A text that Python's own exceptions are made with is shown to somebody: it is not edited.
    by_python = (
        (f"class {kind}(Exception):\n    pass", f"{kind}({piece.value}, 1)", "error.args[0]"),
        (f"class {kind}(ValueError):\n    pass", f"{kind}({piece.value})", "error.args[0]"),
    )
    setup, made, read = m.pick(by_itself if inside else (*by_itself, *by_python))
    raised: tuple[str, ...] = (f"raise {made}",)
    if "held = None" in setup:
        failure = m.name("failure")
        raised = (f"{failure} = {made}", f"{failure}.held = {piece.value}", f"raise {failure}")
    catching = "ValueError" if "ValueError" in setup else kind
    if not (inside and m.chance(2)):
        code = f"try:\n{indented(raised)}\nexcept {catching} as error:\n    {name} = {read}"
        return piece.then(name, setup=(setup,), body=(code,))
    raising = m.name("raising")
    lines, catching = indented((*piece.body, *raised)), kind
    code = f"{setup}\n\n\ndef {raising}():\n{lines}"
    handled = f"try:\n    {raising}()\nexcept {catching} as error:\n    {name} = {read}"
    return piece.inside(name, code).then(name, body=(handled,))


BY_UNDERSCORES = (
    from_a_descriptor,
    from_a_field_that_is_set,
    from_getattr,
    from_missing,
    from_an_object_that_is_called,
)
BY_EXCEPTIONS = (carried_by_an_exception,)
OF_CLASSES = (from_a_singleton, from_a_keyword_of_a_class)
HOOKS = (*BY_UNDERSCORES, *BY_EXCEPTIONS, *OF_CLASSES)

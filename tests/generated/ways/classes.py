"""Ways through classes and modules: a value held by an instance, a class or another module.

Each way turns a piece into one with the same value.
"""

from tests.generated.pieces import Maker, Piece, indented
from tests.generated.ways.functions import from_a_function


def from_an_attribute(m: Maker, piece: Piece) -> Piece:
    name, where = m.name("Holder"), m.pick(("{0}().held", "{0}().read()"))
    code = [
        f"class {name}:",
        "    def __init__(self):",
        indented((*piece.body, f"self.held = {piece.value}"), 2),
        "",
        "    def read(self):",
        "        return self.held",
    ]
    return piece.inside(where.format(name), "\n".join(code))


def from_a_method(m: Maker, piece: Piece) -> Piece:
    name = m.name("Service")
    decorator, parameter, value = m.pick(
        (
            ("", "self", "{0}().read()"),
            ("@staticmethod", "", "{0}.read()"),
            ("@classmethod", "cls", "{0}.read()"),
            ("@property", "self", "{0}().read"),
            ("@functools.cached_property", "self", "{0}().read"),
        )
    )
    above = f"    {decorator}\n" if decorator else ""
    code = f"class {name}:\n{above}    def read({parameter}):\n{piece.returning(2)}"
    return piece.inside(value.format(name), code, imports=("import functools",))


def from_a_base_class(m: Maker, piece: Piece) -> Piece:
    base, name = m.name("Base"), m.name("Derived")
    code = [
        f"class {base}:",
        "    def read(self):",
        piece.returning(2),
        f"\n\nclass {name}({base}):",
        "    def read(self):",
        "        return super().read()",
        "",
        "    def __call__(self):",
        "        return self.read()",
    ]
    return piece.inside(m.pick((f"{name}().read()", f"{name}()()")), "\n".join(code))


def from_a_class_attribute(m: Maker, piece: Piece) -> Piece:
    top, name = piece.done_at_the_top(), m.name("Settings")
    return top.then(f"{name}.held", setup=(f"class {name}:\n    held = {top.value}",))


def from_another_module(m: Maker, piece: Piece) -> Piece:
    module = m.name("contoso_part")
    form = m.number(0, 3)
    if form < 2:
        name = m.name("make" if form else "HELD")
        kept = (
            from_a_function(m, piece)
            if form
            else piece.done_at_the_top().then(name, setup=(f"{name} = {piece.value}",))
        )
        name = kept.value.removesuffix("()")
        value = kept.value
    else:
        kept = from_a_class_attribute(m, piece) if form == 2 else from_an_attribute(m, piece)
        name, value = kept.value.split("(")[0].split(".")[0], kept.value
    files = {**piece.files, module: Piece("", kept.imports, kept.setup)}
    if m.chance(2):
        return Piece(f"{module}.{value}", (f"import @{module}",), files=files)
    return Piece(value, (f"from @{module} import {name}",), files=files)


def from_an_entered_object(m: Maker, piece: Piece) -> Piece:
    kind, name = m.name("Opened"), m.name("entered")
    code = (
        f"class {kind}:\n    def __enter__(self):\n{piece.returning(2)}\n\n"
        "    def __exit__(self, *_):\n        return None"
    )
    made = piece.inside(name, code)
    return made.then(name, body=(f"with {kind}() as {name}:\n    pass",))


def from_an_item(m: Maker, piece: Piece) -> Piece:
    kind = m.name("Shelf")
    code = f"class {kind}:\n    def __getitem__(self, key):\n{piece.returning(2)}"
    return piece.inside(f'{kind}()["it"]', code)


CLASSES = (
    from_an_attribute,
    from_a_method,
    from_a_base_class,
    from_a_class_attribute,
    from_another_module,
    from_an_entered_object,
    from_an_item,
)

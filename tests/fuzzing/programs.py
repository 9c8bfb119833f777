"""Programs of the cases with parts exchanged, doubled, taken out, and put into other statements."""

import ast
import copy
import random
import warnings
from functools import cache

from tests.specification.library import ENGINE, graph_cases
from tests.specification.pages import read_page

ODD = (
    *(
        "None",
        "...",
        "()",
        "[]",
        "{}",
        "''",
        "b''",
        "0",
        "-1",
        "1.5",
        "lambda *a, **k: a",
        "x[x:x]",
    ),
    *(
        "[*x]",
        "{**x}",
        "x if x else x",
        "(y := x)",
        "not x",
        "x.x.x",
        "x()()",
        "f(*x, **x)",
        "x @ x",
    ),
    *(
        "[x for x in x if x]",
        "{x: x for x, *y in x}",
        "(x for x in x)",
        "f'{x!r:{x}}'",
        "x < x in x",
    ),
    *("type(x)", "super()", "globals()", "vars(x)", "__import__('x')", "getattr(x, x)", "iter(x)"),
    *("'me' in x", "x is x", "~x", "x ** -x", "self", "cls", "__name__", "NotImplemented", "type"),
)
FRAMES = (
    "if x:\n    pass",
    "while x:\n    pass\nelse:\n    pass",
    "for x in x:\n    pass",
    "for x, *y in x:\n    pass",
    "try:\n    pass\nexcept* x:\n    raise\nfinally:\n    pass",
    "try:\n    pass\nexcept (x, y) as x:\n    raise x from x\nelse:\n    pass",
    "with x as (y, x), x:\n    pass",
    "def f(x, /, y=x, *z, k=x, **q):\n    pass",
    "async def f(x):\n    pass",
    "class C(x, metaclass=x):\n    pass",
    "@x\n@x()\nclass C:\n    pass",
    "match x:\n    case {'k': [*y], **z} if y:\n        pass",
    "match x:\n    case x.C(y, k=1 | 2) as z:\n        pass",
    "while True:\n    pass",
)
LONE = (
    *(
        "del x",
        "global x",
        "return x",
        "yield x",
        "x = yield",
        "await x",
        "break",
        "continue",
        "raise",
    ),
    *(
        "assert x, x",
        "from x import *",
        "import x.y as x",
        "x: x = x",
        "x += x",
        "x[x] = x",
        "x.x = x",
    ),
    *(
        "nonlocal x",
        "(x, y), *z = x",
        "x = y = x",
        "return",
        "raise x from x",
        "yield from x",
        "pass",
    ),
)


@cache
def programs() -> tuple[str, ...]:
    """The first file of each case, of the engine's as well."""
    pages = [case for page in sorted(ENGINE.folder.glob("*.md")) for case in read_page(page)]
    return tuple(case.files[0].text for case in (*graph_cases(), *pages) if case.files)


def mutated_program(chance: random.Random) -> str:
    """A program of the cases with a few changes; it may be one that Python refuses."""
    with warnings.catch_warnings():
        # Cases have dubious escapes on purpose.
        warnings.simplefilter("ignore")
        tree, other = (_parsed(chance.choice(programs())) for _ in range(2))
    try:
        for _ in range(chance.randint(1, 4)):
            chance.choice((_exchange, _exchange, _move, _frame, _rename))(tree, other, chance)
        return ast.unparse(ast.fix_missing_locations(tree)) + "\n"
    except (ValueError, TypeError, AttributeError, RecursionError):
        return "(\n"


def _parsed(program: str) -> ast.Module:
    try:
        return ast.parse(program)
    except SyntaxError:
        return ast.parse("x = 1")


def _names(tree: ast.Module) -> list[str]:
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)] or ["x"]


def _with_names(made: ast.AST, tree: ast.Module, chance: random.Random) -> None:
    """Let what was made speak of the program's own names."""
    names = _names(tree)
    for node in ast.walk(made):
        if isinstance(node, ast.Name) and node.id in {"x", "y", "z", "f"}:
            node.id = chance.choice((node.id, *chance.choices(names, k=3)))


def _exchange(tree: ast.Module, other: ast.Module, chance: random.Random) -> None:
    """Put an expression of this program, another one or an odd one in the place of one."""
    places = [
        (parent, name, index)
        for parent in ast.walk(tree)
        for name, field in ast.iter_fields(parent)
        for index, node in enumerate(field if isinstance(field, list) else [field])
        if isinstance(node, ast.expr)
    ]
    if not places:
        return
    parent, name, index = chance.choice(places)
    odd = ast.parse(chance.choice(ODD), mode="eval").body
    _with_names(odd, tree, chance)
    expressions = [n for n in ast.walk(chance.choice((tree, other))) if isinstance(n, ast.expr)]
    new = copy.deepcopy(chance.choice((odd, chance.choice(expressions or [odd]))))
    field = getattr(parent, name)
    if isinstance(field, list):
        field[index] = new
    else:
        setattr(parent, name, new)


def _bodies(tree: ast.Module) -> list[list[ast.stmt]]:
    return [
        field
        for node in ast.walk(tree)
        for _, field in ast.iter_fields(node)
        if isinstance(field, list) and field and isinstance(field[0], ast.stmt)
    ]


def _move(tree: ast.Module, other: ast.Module, chance: random.Random) -> None:
    """Take a statement out, or put one in: of this program, another one or an odd one."""
    body, source = (
        chance.choice(_bodies(tree)),
        chance.choice(_bodies(chance.choice((tree, other)))),
    )
    spot = chance.randrange(len(body))
    if chance.random() < 0.3 and len(body) > 1:
        del body[spot]
        return
    lone = ast.parse(chance.choice(LONE)).body[0]
    _with_names(lone, tree, chance)
    body.insert(spot, copy.deepcopy(chance.choice((lone, chance.choice(source)))))


def _frame(tree: ast.Module, _other: ast.Module, chance: random.Random) -> None:
    """Put the rest of a block into another statement."""
    body = chance.choice(_bodies(tree))
    spot = chance.randrange(len(body))
    frame = ast.parse(chance.choice(FRAMES))
    _with_names(frame, tree, chance)
    inner = chance.choice([each for each in _bodies(frame) if each is not frame.body])
    inner[:] = body[spot:]
    body[spot:] = frame.body


def _rename(tree: ast.Module, _other: ast.Module, chance: random.Random) -> None:
    """Let two names be one."""
    first, second = chance.choice(_names(tree)), chance.choice(_names(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == first:
            node.id = second

"""Ways through a program, and values, of which there are many."""

from itertools import pairwise

from tests.benchmarks.adversarial.shapes import Shape, Shapes, after, around, each, nested, spread


def _failing(size: int) -> str:
    """Blocks in blocks, each with a handler and an end of its own."""
    heads = "".join(f"{' ' * level}try:\n" for level in range(size))
    ends = "".join(
        f"{' ' * level}except (OSError, E{level}): x = x + '{level}'\n"
        f"{' ' * level}finally: x = x + 'f' if coin() else x\n"
        for level in reversed(range(size))
    )
    return f"x = 'a'\n{heads}{' ' * size}x = coin(x)\n{ends}"


def _correlated(size: int) -> str:
    """Names that are set in both branches of as many conditions."""
    names = [f"v{number}" for number in range(20)]
    shifted = "; ".join(f"{name} = {other}" for name, other in pairwise(names))
    branches = []
    for number in range(size):
        written = "; ".join(f"{name} = '{number}'" for name in names)
        branches.append(f"if coin({number}) and flag: {written}\nelse: {shifted}\n")
    return f"flag = coin()\n{''.join(branches)}x = v0 + v1 + v2\n"


ALTERNATIVES: Shapes = {
    "unknown branches": Shape(after("x = 'a'", "if coin(#): x = x + '#'"), 190),
    "branches in branches": Shape(nested("x = 'a'", "if coin(#):", "x = x + 'b'", "x = x + x"), 90),
    "cases of texts": Shape(
        around("x = 'a'\nmatch coin():", " case '#' | ['#', *_]: x = x + '#'", "x = x + x"), 180
    ),
    "cases of classes": Shape(
        lambda size: (
            each("class C#: __match_args__ = ('a', 'b')\n", size)
            + "match coin():\n"
            + each(" case C#(C#(x, y), {'k': [_, *_]}) if (x := y + x): pass\n", size)
        ),
        95,
    ),
    "elif chain": Shape(
        around("x = 'a'\nif coin(): x = 'b'", "elif coin(#) == x: x += '#'", "else: x = 'c'"), 180
    ),
    "blocks that fail": Shape(
        after("x = 'a'", "try: x = coin(x)\nexcept OSError: x += '#'\nfinally: x = x + 'f'"), 64
    ),
    "blocks in blocks that fail": Shape(_failing, 60),
    "dictionary of functions": Shape(
        spread(
            "<<def f#(a): return TABLE[coin()](a + '#') if coin(#) else a\n||>>"
            "TABLE = {<<'#': f#>>}\nx = TABLE[coin()]('a')"
        ),
        190,
    ),
    "conditions in expressions": Shape(spread("x = <<'#' if coin(#) else ||>>'a'\nx = x + x"), 180),
    "or and and": Shape(spread("x = <<coin(#) and '#' or x#|| or >>\nx = x + x"), 1500),
    "breaks and continues": Shape(
        around(
            "x = 'a'\nwhile coin():",
            " if coin(#): x += '#'; break\n if coin(): x = '#' + x; continue",
            "else: x = 'c'",
        ),
        95,
    ),
    "returns": Shape(
        around(
            "def f(a):\n b = a",
            " if coin(#): return a + b\n b = b + '#' if coin() else a",
            "x = f('a')\nx = f(x)\nx = f(x)",
        ),
        95,
    ),
    "names that go together": Shape(_correlated, 95),
    "list of unknown places": Shape(
        after("y = ['a', 'b', 'c']", "y[coin(#)] = y[coin()] + '#'\nx = y[coin(#)]"), 95
    ),
    "callers of one function": Shape(
        around("def f(a, b): return a + b if coin() else b + a\nx = 'a'", "x = f(x, '#')", ""), 190
    ),
}

"""Objects that are reached on many ways, or that hold themselves."""

from tests.benchmarks.adversarial.shapes import Shape, Shapes, after, around, each

OBJECT = "class O: pass\n"


def _all_linked(size: int) -> str:
    """Objects each of which knows all others."""
    objects = each("o# = O()\n", size)
    links = "".join(f"o{n}.l = [{each('o#', size, ', ')}]\n" for n in range(size))
    return f"{OBJECT}{objects}{links}x = o0{'.l[coin()]' * size}\n"


ALIASING: Shapes = {
    "lists in each other": Shape(
        after("x = ['a']\ny = [x]", "x.append(y); y.append([x, '#']); x, y = y, x"), 190
    ),
    "dictionary that holds itself": Shape(
        after("x = {}", "x['#'] = x; x['k'] = {'a': x, **x}; x = x['k']"), 190
    ),
    "chain of attributes": Shape(
        lambda size: (
            f"{OBJECT}a = O()\na.a = a\na.l = [a]\na{'.a.l[0]' * size}.x = 'b'\n"
            f"x = a{'.a.l[0]' * size}.x\n"
        ),
        90,
    ),
    "linked list": Shape(
        around(
            f"{OBJECT}o = O(); o.next = o; o.v = 'a'",
            "p = O(); p.next = o; p.v = o.v + '#'; o.next.next = p; o = p if coin(#) else o",
            "x = ''\nwhile coin(): x += o.v; o = o.next",
        ),
        190,
    ),
    "all linked with all": Shape(_all_linked, 90),
    "shared attributes": Shape(
        after(
            f"{OBJECT}o = p = O(); o.v = 'a'",
            "p = O() if coin(#) else o; p.v = o.v + '#'; o.w# = p; o = p; x = o.v",
        ),
        190,
    ),
    "objects in lists in dictionaries": Shape(
        after(
            f"{OBJECT}y = {{'a': [O()]}}; y['a'][0].v = 'a'",
            "y['#'] = [y['a'][coin()], O(), *y['a']]; y['a'] = y['#']\n"
            "y[coin()][coin(#)].v = '#'; x = y['a'][0].v",
        ),
        95,
    ),
    "copies": Shape(
        after(
            "import copy\nx = {'a': ['b']}",
            "y = copy.deepcopy(x); y['a'].append(x); x = copy.copy(y); x['#'] = [y, x]",
        ),
        190,
    ),
    "globals": Shape(
        lambda size: (
            "x = 'a'\ny = []\n"
            + each(
                "def f#():\n global x, v#; x = x + '#'; v# = y; y.append(x); coin() and f0()\n",
                size,
            )
            + f"for f in [{each('f#', size, ', ')}]: f()\n"
        ),
        95,
    ),
    "nonlocal names": Shape(
        lambda size: (
            "def outer():\n x = 'a'\n"
            + each(" def f#(g):\n  nonlocal x; x = x + '#'; g(g); return x + g(f#)\n", size)
            + f" return [{each('f#', size, ', ')}]\nx = [f(f) for f in outer()]\n"
        ),
        95,
    ),
    "swapped names": Shape(
        after("a, b, x = ['a'], ['b'], ['x']", "if coin(#): a, b, x = b, x, a\na.append(x)"), 95
    ),
    "aliases in loops": Shape(
        around(
            "x = [[]]\nfor i in range(20):",
            " y = x[coin(i)]; y.append([x, '#', i]); x = y[coin()] if coin(#) else x",
            "",
        ),
        190,
    ),
    "views of dictionaries": Shape(
        after("x = {'a': 'b'}", "x = dict(x.items()) | dict.fromkeys(x.values(), x); x['#'] = x"),
        190,
    ),
}

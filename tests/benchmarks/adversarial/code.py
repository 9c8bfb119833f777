"""Code that is long, wide or deep, and loops."""

from tests.benchmarks.adversarial.shapes import Shape, Shapes, after, around, each, nested, spread

CODE: Shapes = {
    "straight code": Shape(
        lambda size: (
            "v0 = 'a'\n"
            + "".join(
                "; ".join(f"v{n + 1} = v{n} + coin({n})" for n in range(line, line + 10)) + "\n"
                for line in range(0, size * 10, 10)
            )
            + f"x = v{size * 10}\n"
        ),
        190,
    ),
    "wide calls": Shape(
        spread(
            "def f(<<a#='#'>>, *b, **k): return <<a#|| + >>\n"
            "x = f(<<a#=coin(#)>>)\nx = f(*[<<x>>], **coin())"
        ),
        1200,
    ),
    "calls with stars": Shape(
        after(
            "def f(*a, **k): return a, k\nx = f()",
            "x = f(*x, *x[0], **x[1], k#=x, **{'s#': x, coin(): x})",
        ),
        190,
    ),
    "lists in lists": Shape(
        lambda size: (
            f"x = {'[' * size}'a'{', x]' * size}\nx = {'{1: [' * size}x{']}' * size}\npost(x)\n"
        ),
        80,
    ),
    "table of texts": Shape(
        spread("T = [<<'text #'>>]\nx = T[coin()]\nfor t in T: x = x + t"), 4000
    ),
    "table of numbers": Shape(
        spread("T = (<<#>>)\nx = T[coin()]\nfor t in T: x = x * t + sum(T)"), 8000
    ),
    "table of dictionaries": Shape(
        spread(
            "T = {<<'k#': {'a': ['#', coin()]}>>}\nx = T[coin()]['a'][0]\n"
            "for t, u in T.items(): x = x + t + u['a'][0]"
        ),
        1500,
    ),
    "table of tables": Shape(
        spread(
            "R = [<<'#'>>]\nT = [<<R>>]\nU = [<<T>>]\nx = ''\n"
            "for t in U:\n for u in t:\n  for v in u: x = x + v\npost(U)"
        ),
        3000,
    ),
    "long text": Shape(
        spread(
            "y = '<<%s/{}||>>'\nx = y % tuple(y)\nx = x.format(*y.split('/'))\n"
            "x = ''.join(c for c in y if c in x)"
        ),
        11000,
    ),
    "long f-string": Shape(spread("x = f'<<{coin(#)}/{x!r:>{coin()}}||>>'"), 1800),
    "long sum": Shape(spread("x = 'a'\nx = <<x + '#'|| + >>"), 450),
    "parentheses": Shape(lambda size: f"x = {each('coin(# + (', size)}x{'))' * size}\n", 80),
    "chain of methods": Shape(spread("x = 'a'<<.replace('a', 'aa').strip('#')||>>"), 240),
    "chain of unknown calls": Shape(spread("x = coin<<(#).a#[#]||>>"), 200),
    "long comparison": Shape(spread("y = 'a'\nx = <<coin(#)|| < y < >>\nx = x and y or x"), 3000),
    "lambdas in lambdas": Shape(
        spread("x = (lambda a: <<(lambda a#: ||>>'a' + a<<)('#') + a||>>)('b')"), 80
    ),
    "walrus": Shape(spread("x = 'a'\n[<<(x := x + '#' if coin(#) else x)>>]"), 1200),
    "unpacked names": Shape(
        spread("<<v#>>, *w = coin()\n<<v#>>, w = w, <<v#>>\nx = <<v#|| or >>"), 1500
    ),
    "loops in loops": Shape(
        nested("x = 'a'", "for i# in range(24):", "x = x + str(i0) if coin() else x"), 20
    ),
    "loops that change": Shape(
        nested("x = ['a']", "while coin(#):", "x = [x, x[0]]; x.append(x)", "x = x[0]"), 20
    ),
    "loops after loops": Shape(
        after("x = 'a'", "for i in range(99):\n for j in x: x = x + j if coin(i) else j"), 95
    ),
    "comprehensions in comprehensions": Shape(
        lambda size: (
            f"x = 'abc'\nx = {'[' * size}a{each(' for a in x + str(coin(#)) if a]', size)}\n"
        ),
        80,
    ),
    "loops of one comprehension": Shape(
        lambda size: (
            f"x = 'abc'\nx = [a0 + 'b' {each('for a# in x + str(#) if coin(#)', size, ' ')}]\n"
        ),
        300,
    ),
    "chain of generators": Shape(
        around(
            "def g0(a):\n while coin(): a = yield a + 'b'",
            "def g$(a):\n for b in g#(a): yield b; yield b + '#'",
            "x = ''.join(g#('a'))",
        ),
        90,
    ),
    "generators that are sent to": Shape(
        around(
            "def g(a):\n while True: a = (yield a) or a + 'b'\nh = g('a')\nx = next(h)",
            "x = h.send(x + '#'); h = g(x) if coin(#) else h",
            "",
        ),
        190,
    ),
    "functions in functions": Shape(
        lambda size: (
            "".join(f"{' ' * n}def f{n}(a{n}):\n" for n in range(size))
            + f"{' ' * size}return {each('a#', size, ' + ')}\n"
            + "".join(
                f"{' ' * n}return f{n}(a{n - 1} + '{n}') + f{n}('a')\n"
                for n in range(size - 1, 0, -1)
            )
            + "x = f0('a')\n"
        ),
        90,
    ),
    "stacked decorators": Shape(
        lambda size: (
            "import functools\ndef d(n):\n def e(f):\n  @functools.wraps(f)\n"
            "  def g(*a, **k): return f(*a, **k) + f(n)\n  return g\n return e\n"
            + each("@d('#')\n", size)
            + "def f(a): return a\nx = f('a')\n"
        ),
        180,
    ),
    "decorators of alternatives": Shape(
        around(
            "def d(f): return lambda *a: f(*a) + 'd'\ndef e(f): return lambda *a: f(f(*a))\n"
            "def f(a): return a",
            "f = d(f) if coin(#) else e(f)",
            "x = f('a')",
        ),
        190,
    ),
}

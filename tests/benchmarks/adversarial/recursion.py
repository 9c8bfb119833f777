"""Functions that call each other without end, or that call the next one many times."""

from tests.benchmarks.adversarial.shapes import Shape, Shapes, around, each


def _everyone(size: int) -> str:
    """Functions each of which calls all others."""
    calls = each("f#(a + '#')", size, " + ")
    functions = (f"def f{n}(a): return ({calls}) if coin({n}) else a\n" for n in range(size))
    return "".join(functions) + "x = f0('a')\n"


RECURSION: Shapes = {
    "mutual functions": Shape(
        around("", "def f#(a): return f$(a + '#') + f0(a) if coin() else f$(a)", "x = f0('a')"),
        190,
    ),
    "everyone calls everyone": Shape(_everyone, 60),
    "closures": Shape(
        around(
            "def f0(a): return lambda b: a + b",
            "def f$(a):\n def g(b): return f#(a + b)(b) + f#(b)(a)\n return g",
            "x = f#('a')('b')",
        ),
        64,
    ),
    "generators of generators": Shape(
        around(
            "def g0(a): yield a",
            "def g$(a):\n yield a + '#'\n yield from g#(a)\n yield from g#(a + '1')",
            "x = '/'.join(g#('a'))",
        ),
        48,
    ),
    "properties of properties": Shape(
        around(
            "class A:\n p0 = 'a'",
            " @property\n def p$(self): return self.p# + self.p# + str(coin(#))",
            "x = A().p#",
        ),
        95,
    ),
    "decorated functions": Shape(
        around(
            "def d(f):\n def g(*a, **k): return f(*a, **k) + f(*a)\n return g\ndef f0(a): return a",
            "@d\ndef f$(a): return f#(a + '#')",
            "x = f#('a')",
        ),
        95,
    ),
    "calls in comprehensions": Shape(
        around(
            "def f0(a): return [a]",
            "def f$(a): return [c for b in (a, a + '#') for c in f#(b) if f#(c)]",
            "x = f#('a')",
        ),
        190,
    ),
    "coroutines": Shape(
        around(
            "import asyncio\nasync def f0(a): return a",
            "async def f$(a): return await f#(a) + ''.join(await asyncio.gather(f#('#'), f#(a)))",
            "x = asyncio.run(f#('a'))",
        ),
        190,
    ),
    "continuations": Shape(
        around(
            "def f0(k, a): return k(a)",
            "def f$(k, a): return f#(lambda b: k(b) + k(a + '#'), a + '1')",
            "x = f#(lambda b: b, 'a')",
        ),
        190,
    ),
    "functions of one argument": Shape(
        around(
            "t = lambda f: lambda a: f(f(a))\nx = lambda a: a + 'b'", "x = t(t)(x)", "x = x('a')"
        ),
        190,
    ),
    "functions that call themselves": Shape(
        around(
            "",
            "def f#(a, n=#):\n if coin(n): return f#(f#(a, n - 1), n - 2)\n return a + f#('#', n)",
            "x = ''\nfor i in range(#): x = f0(x)",
        ),
        60,
    ),
    "methods that count": Shape(
        around(
            "class A:\n n = 0\n def m0(self): return str(self.n)",
            " def m$(self): self.n += 1; return self.m#() + self.m#()",
            "x = A().m#()",
        ),
        190,
    ),
    "exceptions handed on": Shape(
        around(
            "def f0(a): raise ValueError(a)",
            "def f$(a):\n try: return f#(a + '#')\n except ValueError as e: return f#(str(e))",
            "x = f#('a')",
        ),
        60,
    ),
    "walks over trees": Shape(
        around(
            "t0 = {'a': []}\ndef walk(t):\n"
            " return [y for k in t for c in t[k] for y in walk(c)] + [*t]",
            "t$ = {'a': [t#, t#], '#': [t#]}",
            "x = walk(t#)",
        ),
        180,
    ),
}

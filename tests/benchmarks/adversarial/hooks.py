"""Methods that Python calls by itself, each of which sets off the next ones."""

from tests.benchmarks.adversarial.shapes import Shape, Shapes, after, around, spread

HOOKS: Shapes = {
    "__getattr__": Shape(
        after(
            "class A:\n"
            " def __getattr__(self, n): return getattr(self, n + 'a') if coin() else A()\n"
            "x = A()",
            "x = x.a#.b#.c#",
        ),
        190,
    ),
    "__setattr__": Shape(
        after(
            "class A:\n"
            " def __setattr__(self, n, v): self.__dict__[n] = v; setattr(v, n + 'a', self)\n"
            "x = A()",
            "y = A(); x.a# = y; y.b# = x; x = y",
        ),
        190,
    ),
    "__getattribute__": Shape(
        after(
            "class A:\n def __getattribute__(self, n):\n"
            "  return [object.__getattribute__(self, n), self]\nx = A()",
            "x.v# = x; x = x.v#[coin()]",
        ),
        190,
    ),
    "descriptors": Shape(
        spread(
            "class D:\n def __init__(self, n): self.n = n\n"
            " def __set_name__(self, owner, name): self.name = name\n"
            " def __get__(self, o, t=None):\n"
            "  return getattr(o, self.n) + self.name + getattr(o, self.n)\n"
            " def __set__(self, o, v): setattr(o, self.n, v); o.x = v + self.name\n"
            "class A:\n x = 'a'\n<< d# = D('d$')\n||>>a = A()\na.d0 = 'b'\nx = a.d0"
        ),
        180,
    ),
    "__call__": Shape(
        after(
            "class A:\n def __init__(self, f): self.f = f\n"
            " def __call__(self, a): return self.f(self.f(a))\nx = str",
            "x = A(x); y = x('#')",
        ),
        180,
    ),
    "__class_getitem__": Shape(
        after(
            "class A:\n"
            " def __class_getitem__(c, k): return type('B', (c,), {'k': k, 'a': c})\nx = A",
            "x = x[x, '#']; y = x.a.k",
        ),
        180,
    ),
    "metaclasses": Shape(
        around(
            "class M0(type):\n def __call__(c, *a): return type.__call__(c), c, a",
            "class M$(M#):\n def __new__(m, n, b, d): d['a#'] = n"
            "; return super().__new__(m, n, b, d)"
            "\nclass C#(metaclass=M$): b = '#'\nx = C#()",
            "",
        ),
        46,
    ),
    "context managers": Shape(
        after(
            "import contextlib\n@contextlib.contextmanager\ndef c(a):\n try: yield a + a\n"
            " except OSError: yield a\nclass D:\n def __init__(self, a): self.a = a\n"
            " def __enter__(self): return self.a + 'b'\n def __exit__(self, *e): return coin()\n"
            "x = 'a'",
            "with c(x) as x, D(x) as y, D(y) as x: x = x + y + coin('#')",
        ),
        180,
    ),
    "__iter__": Shape(
        after(
            "class A:\n def __init__(self, a): self.a = a\n def __iter__(self):\n"
            "  for b in self.a: yield b; yield A(self.a)\nx = A(['a'])",
            "x = A([*x, '#']); y = [b for a in x for b in a]",
        ),
        180,
    ),
    "__next__": Shape(
        after(
            "class A:\n n = ''\n def __iter__(self): return self\n def __next__(self):\n"
            "  self.n += 'a'\n  if coin(): raise StopIteration\n  return self.n\na = A()\nx = ''",
            "for b in a: x = x + b + next(a)",
        ),
        180,
    ),
    "__eq__": Shape(
        after(
            "class A:\n def __init__(self, a): self.a = a\n"
            " def __eq__(self, o): return self.a == o.a and o.a == self.a\n"
            " def __hash__(self): return hash(self.a)\nx = A('a')\ny = A('a')",
            "x, y = A(x), A(y); z = x == y; w = {x: y, y: x, z: '#'}",
        ),
        180,
    ),
    "operators": Shape(
        after(
            "class A:\n def __init__(self, *a): self.a = a\n"
            " def __add__(self, o): return A(self, o)\n"
            " __radd__ = __mul__ = __or__ = __sub__ = __add__\n"
            " def __getitem__(self, k): return self.a[k] + self\nx = A()",
            "x = x + x * x - '#'; x = '#' + x[coin()] | x",
        ),
        180,
    ),
    "operators in place": Shape(
        after(
            "class A:\n v = 'a'\n def __iadd__(self, o): self.v += str(o); return self\n"
            " def __str__(self): return self.v + self.v\n"
            " def __format__(self, s): return str(self) + s\nx = A()",
            "x += x; x += f'{x:#}{x}'",
        ),
        180,
    ),
    "__init_subclass__": Shape(
        around(
            "class C0:\n all = []\n def __init_subclass__(c, **k):\n"
            "  super().__init_subclass__()\n"
            "  c.all = [*c.all, c]; c.v = [d().v for d in c.all if k]\n"
            " v = 'a'",
            "class C$(C#, k=coin(#)): pass",
            "x = C#.v",
        ),
        180,
    ),
    "__new__": Shape(
        after(
            "class A:\n seen = {}\n def __new__(c, k):\n"
            "  return c.seen.setdefault(k, super().__new__(c))\n"
            " def __init__(self, k): self.k = k; self.seen[k] = self\nx = 'a'",
            "x = A(x); x = A((x, '#')); x = x.k if coin(#) else x",
        ),
        180,
    ),
    "__bool__ and __contains__": Shape(
        after(
            "class A:\n def __init__(self, *a): self.a = a\n"
            " def __bool__(self): return all(self.a) and any(self.a)\n"
            " def __len__(self): return sum(len(a) for a in self.a)\n"
            " def __contains__(self, o): return o in self.a or any(o in a for a in self.a)\n"
            "x = A()",
            "x = A(x, x); y = x if x in x else len(x); x = x or y or A('#')",
        ),
        180,
    ),
}

"""Classes with many bases, methods, fields or instances."""

from tests.benchmarks.adversarial.shapes import Shape, Shapes, after, around, each, nested, spread

CLASSES: Shapes = {
    "deep inheritance": Shape(
        around("class C0:\n v = 'a'", "class C$(C#): v = C#.v + '#'", "x = C#().v"), 190
    ),
    "wide inheritance": Shape(
        lambda size: (
            each("class C#:\n def m(self): return '#'\n", size)
            + f"class D({each('C#', size, ', ')}): pass\nx = D().m() + D().n()\n"
        ),
        95,
    ),
    "many methods": Shape(
        around(
            "class A:\n def __init__(self): self.v = 'a'\n def m0(self): return self.v",
            " def m$(self): self.v = self.m#() + self.v; self.w# = self.v; return self.w#",
            "x = A().m#()",
        ),
        190,
    ),
    "mixins": Shape(
        lambda size: (
            "class B:\n def m(self, a): return a\n"
            + each(
                "class M#(B):\n def m(self, a): return super().m(a + '#') + super().m(a)\n", size
            )
            + f"class D({each('M#', size, ', ')}): pass\nx = D().m('a')\n"
        ),
        95,
    ),
    "diamonds": Shape(
        around(
            "class A0:\n def m(self): return 'a'",
            "class L#(A#):\n def m(self): return super().m() + '#'\nclass R#(A#):\n"
            " def m(self): return super().m() + super().m()\nclass A$(L#, R#): pass",
            "x = A#().m()",
        ),
        38,
    ),
    "classes in classes": Shape(
        nested("x = 'a'", "class C#:", "v = 'a'\nx = v", "x = C0.C1.C2().x"), 90
    ),
    "data classes": Shape(
        around(
            "from dataclasses import dataclass, field, replace\n"
            "@dataclass\nclass C0: v0: str = 'a'",
            "@dataclass\nclass C$(C#): v$: object = field(default_factory=C#)",
            "x = C#()\nx = replace(x, v0=x)\nx = replace(x, v1=x)",
        ),
        90,
    ),
    "factories of classes": Shape(
        after(
            "def make(b, v):\n class C(b):\n  a = v\n"
            "  def m(self): return super().a, self.a, v, C\n"
            " return C\nx = object",
            "x = make(x, x); y = x().m(); x.c# = y",
        ),
        180,
    ),
    "bases of alternatives": Shape(
        around(
            "class C0: v = 'a'\nclass D0: v = 'b'",
            "class C$(C# if coin(#) else D#): w# = '#'\nclass D$(D# if coin(#) else C#): v = C#.v",
            "x = C#().v + D#().w0",
        ),
        95,
    ),
    "enumerations": Shape(
        spread(
            "import enum\nclass E(enum.Enum):\n<< A# = '#', 'b#'\n||>>"
            "x = ''\nfor e in E:\n for d in E: x = x + e.value[0] + d.name"
        ),
        190,
    ),
    "instances of one class": Shape(
        after(
            "class A:\n def __init__(self, a, *b): self.a, self.b = a, b; self.all.append(self)\n"
            " all = []\nx = 'a'",
            "x = A(x, *A.all) if coin(#) else A('#', x)",
        ),
        180,
    ),
    "tuples with names": Shape(
        around(
            "from typing import NamedTuple\nclass T0(NamedTuple): v: str = 'a'",
            "class T$(NamedTuple): v: object = T#(); w: object = (T#(), '#')",
            "x = T#()\nx = x._replace(v=x).v.w",
        ),
        190,
    ),
}

"""Sources of any nesting depth, in each way in which Python code nests.

Must not need pytest, because separate processes import it.
"""

from collections.abc import Callable

# The smallest stack that the bounds on nesting are made for.
SMALL_STACK = 1_953 * 1024

DEEP: dict[str, Callable[[int], str]] = {
    "parentheses": lambda n: "(" * n + "1" + ")" * n,
    "calls": lambda n: "f(" * n + "1" + ")" * n,
    "subscripts": lambda n: "a[" * n + "1" + "]" * n,
    "sum": lambda n: "1" + "+1" * n,
    "powers": lambda n: "1" + "**1" * n,
    "operands": lambda n: "1" + " and 1" * n,
    "attributes": lambda n: "a" + ".b" * n,
    "call chain": lambda n: "a" + ".b()" * n,
    "signs": lambda n: "-" * n + "1",
    "lambdas": lambda n: "lambda:" * n + "1",
    "conditionals": lambda n: "1 if 1 else " * n + "1",
    "clauses": lambda n: "[1 " + "for a in b " * n + "]",
    "joined strings": lambda n: "'a' " * n + "'b'",
    "strings on lines": lambda n: "(" + "u'a'\n # c\n" * n + ")",
    "elif": lambda n: "if a: pass\n" + "elif a: pass\n" * n,
    "blocks": lambda n: "".join(" " * i + "if a:\n" for i in range(n)) + " " * n + "pass",
}

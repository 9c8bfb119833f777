"""Short programs that would take much time or memory: ``python -m tests.benchmarks.hostile``.

Each is checked in a process of its own; the figures are its processor time and its peak memory.
"""

import subprocess
import sys

from tests.benchmarks.measuring.bytecode import write_package_bytecode
from tests.benchmarks.modules import say

NAMES = [f"v{number}" for number in range(10)]
SIX = NAMES[:6]


def _alternatives(count: int) -> str:
    """Variables that may each be one of several texts."""
    lines = [f"{name} = '{name}'" for name in NAMES]
    lines += [
        f"{name} = '{name}{number}' if coin({number}) else {name}"
        for name in NAMES
        for number in range(1, count)
    ]
    return "\n".join(lines) + "\n"


def _repeated(start: str, line: str, times: int = 40) -> str:
    return f"{start}\n" + f"{line}\n" * times


def _calling(line: str, depth: int, last: str = "return a") -> str:
    """Functions that each call the next one several times."""
    functions = (f"def f{n}(a): {line.replace('NEXT', f'f{n + 1}')}\n" for n in range(depth))
    return "".join(functions) + f"def f{depth}(a): {last}\n"


def _raising(ways: int, names: int) -> str:
    """A block that can fail in many ways, each of which has written many names."""
    written = [f"x{number}" for number in range(names)]
    return (
        "".join(f"{name} = 0\n" for name in written)
        + f"def fail():\n    global {', '.join(written)}\n"
        + "".join(f"    {name} = coin()\n" for name in written)
        + "    if coin(): raise ValueError\n" * ways
        + "x = 1\ntry:\n    fail()\n    fail()\n    fail()\n    x = 2\n"
        + "".join(f"except {kind}:\n    x = '{kind}'\n" for kind in ("KeyError", "OSError") * 2)
    )


def _nested(head: str, depth: int, body: str) -> str:
    lines = ["    " * level + head.format(level) for level in range(depth)]
    return "\n".join([*lines, "    " * depth + body]) + "\n"


FOUR = _alternatives(4)
LISTED = ", ".join(NAMES)
HOSTILE = {
    "percent": f"{FOUR}x = '{'%s/' * 10}' % ({LISTED})\n",
    "format": f"{FOUR}x = '{'{}/' * 10}'.format({LISTED})\n",
    "join": f"{FOUR}x = '/'.join([{LISTED}])\n",
    "f-string": f"{FOUR}x = f'{''.join(f'{{{name}}}/' for name in NAMES)}'\n",
    "sum of texts": f"{FOUR}x = {' + '.join(NAMES)}\n",
    "keys": f"{FOUR}x = {{}}\n" + "".join(f"x[{name}] = x.get({NAMES[3]})\n" for name in NAMES),
    "squares": _repeated("x = 7", "x *= x"),
    "squares in a loop": "x = 7\nfor i in range(24):\n    x *= x\n",
    "differences": _repeated("x = -7", "x = x * x * x - x"),
    "power": "x = 10 ** 10 ** 9\nx = 1 << 10 ** 10\n",
    "long number": f"x = 0x{'f' * 20_000}\nx = f'{{x}}'\n",
    "number that is too long to be written": "x = '%d' % (10 ** 100000)\n",
    "numbers of which too much is asked": "big = "
    + "9" * 100
    + "\nx = [1] * -big\nx = range(big)\nx = 'a'.ljust(big)\nx = 'a,b'.split(',', big)\n",
    "doubled by addition": _repeated("x = str(12)", "x += x"),
    "doubled by join": _repeated("x = str(12)", "x = x.join([x, x])"),
    "doubled by an f-string": _repeated("x = 'ab'", "x = f'{x.upper()}{x.upper()}'"),
    "doubled by format": _repeated("x = str(12)", "x = '{0:5}{0}'.format(x)"),
    "doubled by percent": _repeated("x = str(12)", "x = '%s%5s' % (x, x)"),
    "repeated text": _repeated("x = 'ab'", "x = x.upper() * 32", 8),
    "filled up": _repeated("x = 'a'", "x = x.center(1000) + x.zfill(1000)", 12),
    "replaced by itself": _repeated("x = str(11)", "x = x.replace('1', x)"),
    "substituted": _repeated("import re\nx = str(11)", "x = re.sub('1', x, x)"),
    "split": f"x = '{'a,' * 20_000}'.split(',')\nx = '/'.join(x)\n",
    "doubled list": _repeated("x = [1, 2]", "x = x + x"),
    "list put into itself": _repeated("x = [1, 2]", "x[1:1] = x"),
    "tuples of tuples": _repeated("x = y = (1, 2)", "x = (x, x)\ny = (y, y)") + "x = x == y\n",
    "lists of lists": _repeated("x = 1", f"x = [{'x, ' * 100}]", 6) + "post(json=x)\n",
    "dictionaries of dictionaries": _repeated("x = 1", "x = {'a': x, 'b': x, 'c': x}")
    + "post(json=x)\n",
    "merged dictionaries": _repeated("x = {'a': 1}", "x = {**x, **{k + 'a': 1 for k in x}}", 20),
    "defaults of defaults": _repeated("x = 1", "x = lambda a=x, b=x: a"),
    "bound arguments": _repeated("import functools\nx = print", "x = functools.partial(x, x, x)"),
    "bases of bases": "class A: pass\nclass B: pass\n"
    + "class C(A, B): pass\nclass D(A, B): pass\nclass A(C, D): pass\nclass B(C, D): pass\n" * 12
    + "x = A().name\n",
    "long ranges": "x = list(range(10 ** 9))\nx = dict(zip(range(10 ** 9), range(10 ** 9)))\n",
    "loops in loops": "x = str(1)\n" + _nested("for i{} in range(24):", 6, "x = f'{x}{i0}'"),
    "appended in loops": "x = []\n" + _nested("for i{} in range(24):", 4, "x.append(i0)"),
    "calls of calls": _calling("return NEXT(a) + NEXT(a) + NEXT(a)", 18) + "x = f0('a')\n",
    "exceptions on many ways": _raising(100, 60),
    "calls that differ": _calling("return NEXT(a + '1') + NEXT(a + '2')", 18) + "x = f0('a')\n",
    "calls in lists": _calling("return [NEXT(a), NEXT(a), NEXT(a)]", 12) + "x = f0('a')\n",
    "calls that write": _calling("a['k'] = NEXT(a); NEXT(a); return a", 12) + "x = f0({})\n",
    "functions of functions": "t = lambda f: lambda a: f(f(f(a)))\n"
    "x = t(t)(t)(t)(lambda a: a + 'b')('a')\n",
}
"""Programs by what they do; what grows in them is ``x``. Names that are not set are unknown."""

HEAD = """
import msal
import requests
from other import coin
token = msal.ConfidentialClientApplication("id", "secret").acquire_token_for_client([])
def post(json):
    requests.post("https://graph.microsoft.com/v1.0/me/sendMail", json=json, headers=token)
"""
CHECK = """
import resource, sys, time
from flake8_graph_me import Options, check_source
start = time.process_time()
found = check_source(sys.stdin.read(), "hostile.py", options=Options())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
failed = ", failed" * any(finding.code == "GME900" for finding in found)
print(f"{time.process_time() - start:5.2f} s {peak:4} MB{failed}")
"""


def whole(program: str) -> str:
    """The program after what it uses, and before a request that uses it."""
    return f"{HEAD}{program}requests.get(f'https://graph.microsoft.com/v1.0/me{{x}}')\n"


def main() -> None:
    """Check each program, and print the figures."""
    write_package_bytecode()
    for name, program in HOSTILE.items():
        done = subprocess.run(
            [sys.executable, "-c", CHECK],
            input=whole(program),
            capture_output=True,
            text=True,
            check=True,
        )
        say(f"{done.stdout.strip()} {name}")


if __name__ == "__main__":
    main()

"""The Python that is read in cells with what only IPython knows.

What IPython makes of each of these cells was looked up with its TransformerManager.
"""

import ast

import pytest

from flake8_graph_me.project.notebooks.magics import python_of

RUN = "from IPython import *"
CELLS = {
    "x = 1": "x = 1",
    "!ls\nx = 1\n": "\nx = 1\n",
    "x = !ls -l\ny = x\n": "x = get_ipython()\ny = x\n",
    'd["a=b"] = !ls': 'd["a=b"] = get_ipython()',
    "a, b = %foo": "a, b = get_ipython()",
    "x = a % b\ny = a != b\nz %= 3": "x = a % b\ny = a != b\nz %= 3",
    "if a:\n    !ls\n    %cd x\nelse:\n    b?\n": "if a:\n    pass\n    pass\nelse:\n    pass\n",
    's = """\n%no\n!no\n"""\n!yes\n': 's = """\n%no\n!no\n"""\n\n',
    "s = '\\\n%no'\n%yes\n": "s = '\\\n%no'\n\n",
    "a = (1 %\n b)\n": "a = (1 %\n b)\n",
    "a = (1  # (\n % b)\n%yes": "a = (1  # (\n % b)\n",
    "a = 1 \\\n  % b\n": "a = 1 \\\n  % b\n",
    "!echo a \\\n  b\nx = 1\n": "\n\nx = 1\n",
    "%%bash\nls\n": None,
    "%%writefile a.py\nx = (\n": None,
    "%%time\nx = 1\n!ls\n": "\nx = 1\n\n",
    "\n%%capture out\r\n%%time\r\ny = 2\n": "\n\r\n\r\ny = 2\n",
    "%time x = f(a, b)": "if 1: x = f(a, b)",
    # Names that they set are their own.
    "%timeit x = f(a, b)": "",
    "%%timeit\nx = 1": None,
    "%%python\nx = 1": None,
    "%%python3 --bg\nx = 1": None,
    "%timeit -n 1 f(x)": "",
    "%time for x in y: f(x)": "",
    "%run a.py\nx = 1": f"{RUN}\nx = 1",
    "obj.method?": "",
    "??obj": "",
    'x = "a?"  # why?': 'x = "a?"  # why?',
    "f\"{x!r}\" + f'{x=!r}'": "f\"{x!r}\" + f'{x=!r}'",
    "/f x\n,f a b\n;f a b\n": "\n\n\n",
    "await x": "await x",
    "pip install msal": "",
    "pip = 1": "pip = 1",
    "%sql\nselect * from x\n": None,
    "%sql select * from x\nx = 1\n": "\nx = 1\n",
    "": "",
}


@pytest.mark.parametrize("cell", CELLS)
def test_cells(cell: str) -> None:
    python = python_of(cell)
    assert python == CELLS[cell]
    if python is not None:
        ast.parse(python)


@pytest.mark.parametrize("cell", ["x = (\n%no\n)", "def f(:\n!ls", "no python", "x = '''"])
def test_a_cell_that_is_no_python_stays_so(cell: str) -> None:
    python = python_of(cell)
    assert python is not None
    with pytest.raises(SyntaxError):
        ast.parse(python)

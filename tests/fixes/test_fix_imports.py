"""The names that an expression reads must exist: bound names, and added imports."""

import isort
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.fixes.application import apply
from flake8_graph_me.fixes.rewrite import Refused
from tests.support.marked_source import edits, fixed, unmarked

ENV = "os.environ['U']"
HERE = 'get("/«me»")\n'
THERE = "get(f\"/users/{os.environ['U']}\")\n"

PLACES = [
    ("", "import os\n\n"),
    ("import b\nx = 1\n", "import os\n\nimport b\nx = 1\n"),
    ("import b; x = 1\n", "import os\n\nimport b; x = 1\n"),
    ('"""Doc."""\n\nfrom b import c\n', '"""Doc."""\n\nimport os\n\nfrom b import c\n'),
    ('"""Doc."""\nx = 1\n', '"""Doc."""\n\nimport os\n\nx = 1\n'),
    ('"""Doc."""\n\nx = 1\n', '"""Doc."""\n\nimport os\n\nx = 1\n'),
    ('"""D\no\nc."""  # end\n\nx = 1\n', '"""D\no\nc."""  # end\n\nimport os\n\nx = 1\n'),
    ('f"""No doc."""\n', 'import os\n\nf"""No doc."""\n'),
    (
        '"""Doc."""\nfrom __future__ import annotations\n\nimport b\n',
        '"""Doc."""\nfrom __future__ import annotations\n\nimport os\n\nimport b\n',
    ),
    (
        "from __future__ import annotations\n\nx = 1\n",
        "from __future__ import annotations\n\nimport os\n\nx = 1\n",
    ),
    ("#!/bin/x\n# coding: utf-8\n", "#!/bin/x\n# coding: utf-8\nimport os\n\n"),
    ("#!/bin/x\n\n# of x\nx = 1\n", "#!/bin/x\n\nimport os\n\n# of x\nx = 1\n"),
    ("# first\nimport b\n", "# first\nimport os\n\nimport b\n"),
    ("x = 1\nimport b\n", "x = 1\nimport os\n\nimport b\n"),
    ("@a\nclass B: pass\n", "import os\n\n@a\nclass B: pass\n"),
    ("def f():\n    os = 1\n", "import os\n\ndef f():\n    os = 1\n"),
    ("def f():\n    import os\n", "import os\n\ndef f():\n    import os\n"),
    ("if a:\n    import os\n", "import os\n\nif a:\n    import os\n"),
    ("import os.path as p\n", "import os\nimport os.path as p\n"),
    ("import json\n\nimport b\n", "import json\nimport os\n\nimport b\n"),
    ("import sys\nimport b\n", "import os\nimport sys\nimport b\n"),
    ("from abc import x\n", "import os\nfrom abc import x\n"),
    ("import b\n# of sys\nimport sys\n", "import b\nimport os\n# of sys\nimport sys\n"),
    ("import b\n\n# of sys\nimport sys\n", "import b\n\nimport os\n# of sys\nimport sys\n"),
    ("import settings\n", "import os\n\nimport settings\n"),
    ("from . import a\n", "import os\n\nfrom . import a\n"),
    ("import json, b\nx = 1\n", "import json, b\nimport os\nx = 1\n"),
    (
        "from json import (\n    a,\n    b,\n)\n",
        "import os\nfrom json import (\n    a,\n    b,\n)\n",
    ),
    (
        "import abc\ntry:\n    import x\nexcept ImportError:\n    pass\n",
        "import abc\nimport os\ntry:\n    import x\nexcept ImportError:\n    pass\n",
    ),
    ("x = [os for os in a]\n", "import os\n\nx = [os for os in a]\n"),
]


@pytest.mark.parametrize(("before", "after"), PLACES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_missing_import_is_added(before: str, after: str, newline: str) -> None:
    source, expected = (before + HERE, after + THERE)
    result = fixed(source.replace("\n", newline), "expression", ENV)
    assert result == expected.replace("\n", newline)


BOUND = [
    "import os\n",
    "import os.path\n",
    "from x import os\n",
    "from x import y as os, z\n",
    "import x as os\n",
    "os = 1\n",
    "(os, x), y = 1\n",
    "os: int = 1\n",
    "def os(): pass\n",
    "class os: pass\n",
    "with a as os: pass\n",
    "x = 1; import os; x = 2\n",
    "import os\nos.x: int = 1\n",
    "from x import *\nimport os\n",
    "import os\nmatch a:\n    case {'b': c}: pass\n    case [*_]: pass\n    case _: pass\n",
    "with a: import os\nimport os\n",
    "import os\ndef f():\n    x = 1\n    class A:\n        nonlocal x\n",
]
UNSURE = [
    "if a:\n    os = 1\n",
    "try:\n    import os\nexcept ImportError:\n    os = None\n",
    "for os in a: pass\n",
    "import os\ndel os\n",
    "while (os := a): pass\n",
    "if a: os += 1\n",
    "match a:\n    case {'b': os, **c}: pass\n",
    "match a:\n    case {**os}: pass\n",
    "match a:\n    case [*os]: pass\n",
    "try: pass\nexcept A as os: pass\n",
    "def f():\n    global os\n    os = 1\n",
    "def f():\n    if a: import os\n    ",
]


@pytest.mark.parametrize("head", BOUND)
def test_what_is_bound_is_not_imported(head: str) -> None:
    assert fixed(head + HERE, "expression", ENV) == head + THERE


@pytest.mark.parametrize("head", UNSURE)
def test_what_is_perhaps_bound_is_refused(head: str) -> None:
    with pytest.raises(Refused, match="os may not be defined there"):
        fixed(head + HERE, "expression", ENV)


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ('u = 1\ndef f(a="/«me»"): pass', True),
        ('def f(a="/«me»"): pass\nu = 1', False),
        ('def f(u, a="/«me»"): pass', False),
        ('u = 1\ndef f(u, a="/«me»"): pass', True),
        ('def f(): get("/«me»")\nu = 1', True),
        ('def f():\n    get("/«me»")\n    u = 1', False),
        ('def f():\n    if a: u = 1\n    get("/«me»")', False),
        ('def f():\n    u = 1\n    def g(): get("/«me»")', True),
        ('def f():\n    def g(): get("/«me»")\n    u = 1', True),
        ('def f(u):\n    get("/«me»")', True),
        ('def f(*u):\n    get("/«me»")', True),
        ('def f():\n    global u\n    get("/«me»")', False),
        ('u = 1\ndef f():\n    global u\n    get("/«me»")', True),
        ('def f():\n    u = 1\n    def g():\n        nonlocal u\n        get("/«me»")', True),
        ('class A:\n    u = 1\n    x = "/«me»"', True),
        ('class A:\n    u = 1\n    def f(self): get("/«me»")', False),
        ('class A:\n    u = 1\n    @get("/«me»")\n    def f(self): pass', True),
        ('class A:\n    u = 1\n    x = [y + "/«me»" for y in z]', False),
        ('class A:\n    u = 1\n    x = [y for y in "/«me»"]', True),
        ('x = [get("/«me»") for u in z]', True),
        ('x = [y for u in "/«me»"]', False),
        ('x = [y for u in z if get("/«me»")]', True),
        ('x = [y for u in z for y in get("/«me»")]', True),
        ('def f():\n    if a: import u\n    get("/«me»")', False),
        ('x = {a: get("/«me»") for a in z for b, u in a}', True),
        ('x = lambda u: get("/«me»")', True),
        ('x = lambda u=get("/«me»"): u', False),
        ('for u in z:\n    get("/«me»")', True),
        ('for u in get("/«me»"):\n    pass', False),
        ('with z as u:\n    get("/«me»")', True),
        ('if z:\n    u = 1\n    get("/«me»")', True),
        ('u = get("/«me»")', False),
        ('try:\n    u = 1\nfinally:\n    get("/«me»")', False),
        ('async def f(u):\n    await get("/«me»")', True),
    ],
)
def test_names_have_to_be_bound_when_they_are_read(source: str, bound: bool) -> None:
    if bound:
        assert "/users/{u}" in fixed(source, "name", "u")
    else:
        with pytest.raises(Refused):
            fixed(source, "name", "u")


def test_builtins_are_there() -> None:
    expected = 'import os\n\nget(f"/users/{str(os.name)}")\n'
    assert fixed(HERE, "expression", "str(os.name)") == expected
    assert fixed(HERE, "expression", "str(1)") == 'get(f"/users/{str(1)}")\n'


@pytest.mark.parametrize("user", ["upn", "user()", "os.a or os"])
def test_only_modules_are_imported(user: str) -> None:
    with pytest.raises(Refused, match="is not defined"):
        fixed(HERE, "expression", user)


@pytest.mark.parametrize("head", ['"""Doc."""; ', "from __future__ import annotations; "])
def test_no_import_can_stand_before_some_statements(head: str) -> None:
    with pytest.raises(Refused, match="before the first statement"):
        fixed(head + HERE, "expression", ENV)


def test_several_imports_go_to_their_sections() -> None:
    source = "import b\n" + HERE
    user = "os.environ.get('U', settings.user)"
    expected = "import os\n\nimport b\n\nimport settings\n" + f'get(f"/users/{{{user}}}")\n'
    assert fixed(source, "expression", user) == expected


def test_two_rewritings_share_prefix_and_import() -> None:
    one = edits('import b\nx = "/«me»/", "/me"\n', "expression", ENV)
    two = edits('import b\nx = "/me/", "/«me»"\n', "expression", ENV)
    source = unmarked('import b\nx = "/me/", "/me"\n')
    hole = "/users/{os.environ['U']}"
    assert apply(source, {*one, *two}) == f'import os\n\nimport b\nx = f"{hole}/", f"{hole}"\n'


@pytest.mark.parametrize(
    ("before", "user", "imported"),
    [
        ("", "settings.mailbox", "import settings"),
        ("", "app.settings.user.mailbox", "import app.settings"),
        ("", "app.settings", "import app"),
        ("", "app.other.mailbox", "import app"),
        ("", "app.settings.get() or settings.x", "import app.settings\nimport settings"),
        ("", "os.path.sep", "import os"),
        ("", "xml.etree.ElementTree.VERSION", "import xml.etree.ElementTree"),
        ("", "xml.nothing.VERSION", "import xml"),
        ("import app\n\n", "app.settings.user", "import app.settings"),
        ("import app\n\n", "app.user", ""),
        ("import app.settings\n\n", "app.settings.user", ""),
        ("from app import settings\nimport app\n\n", "app.settings.user", ""),
        ("import app.settings.deeper\nimport app\n\n", "app.settings.user", ""),
        ("app = 1\n\n", "app.settings.user", ""),
        ("from x import app\n\n", "app.settings.user", ""),
    ],
)
def test_the_longest_module_is_imported(before: str, user: str, imported: str) -> None:
    result = fixed(before + HERE, "expression", user)
    new = [line for line in result.splitlines() if "import" in line and line not in before]
    assert "\n".join(new) == imported
    assert f"/users/{{{user}}}" in result


@pytest.mark.parametrize("user", ["nowhere.mailbox", "requests.mailbox", "django.conf.settings.X"])
def test_what_cannot_be_imported_is_refused(user: str) -> None:
    root = user.partition(".")[0]
    with pytest.raises(Refused, match=f"{root} is neither defined nor a module of the project"):
        fixed(HERE, "expression", user)


@given(
    st.lists(
        st.sampled_from(
            [
                "import json",
                "import sys",
                "import zlib",
                "from abc import ABC",
                "from typing import Any",
                "import msal",
                "import requests",
                "from azure.identity import DefaultAzureCredential",
                "import config",
                "import app.settings",
                "from app.settings import user",
                "from . import sibling",
                "from __future__ import annotations",
            ]
        ),
        unique=True,
    ),
    st.sampled_from(["os.environ['U']", "settings.mailbox", "app.other.x", "string.digits"]),
)
def test_isort_has_nothing_to_move(imports: list[str], user: str) -> None:
    root = user.partition(".")[0]
    if any(each.startswith(f"import {root}") for each in imports):
        return
    settings = isort.Config(known_first_party=["settings", "config", "app"])
    head = isort.code("".join(f"{each}\n" for each in imports), config=settings)
    source = f"{head}\n{HERE}" if head else HERE
    result = fixed(source, "expression", user)
    assert isort.code(result, config=settings).split() == result.split()
    lines = result.splitlines()
    # Nor are there blank lines to add or to take away among them.
    last = max(number for number, line in enumerate(lines) if "import" in line)
    again = isort.code("\n".join(lines[: last + 1]) + "\n", config=settings)
    assert again.splitlines() == lines[: last + 1]

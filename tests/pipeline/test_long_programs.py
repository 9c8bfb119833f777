"""A wrong request is found however long the program around it is."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from flake8_graph_me import Options, apply_fixes, check_source

CLIENT = """
import msal
import requests
app = msal.ConfidentialClientApplication("id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
def get(path):
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get("https://graph.microsoft.com/v1.0" + path, headers=headers)
"""
PATH = '"/me/messages"'


def _branches(count: int) -> str:
    tests = (f"    elif kind == {n}:\n        print({n})\n" for n in range(count))
    begin = "def run(kind):\n    if kind == 'none':\n        pass\n"
    return f"{begin}{''.join(tests)}    else:\n        get({PATH})\n"


def _branches_of_the_module(count: int) -> str:
    tests = (f"elif kind == {n}:\n    path = '/users/{n}'\n" for n in range(count))
    begin = "kind = 'mail'\nif kind == 'none':\n    path = '/users'\n"
    return f"{begin}{''.join(tests)}else:\n    path = {PATH}\nget(path)\n"


def _branches_in_a_try(count: int) -> str:
    inner = _branches_of_the_module(count).splitlines(keepends=True)
    return f"try:\n{''.join(f'    {line}' for line in inner)}except OSError:\n    pass\n"


def _wrappers(count: int) -> str:
    functions = (f"def f{n}(path):\n    return f{n - 1}(path)\n" for n in range(1, count))
    return f"f0 = get\n{''.join(functions)}f{count - 1}({PATH})\n"


def _decorators(count: int) -> str:
    made = "def made(f):\n    def inner(*args):\n        return f(*args)\n    return inner\n"
    read = f"def read(path):\n    return get(path)\nread({PATH})\n"
    return made + "@made\n" * count + read


def _dictionary(count: int) -> str:
    items = "".join(f"    'k{n}': '/users/{n}',\n" for n in range(count))
    return f"PATHS = {{\n{items}    'mail': {PATH},\n}}\nget(PATHS['mail'])\n"


def _items(count: int) -> str:
    items = "".join(f"PATHS['k{n}'] = '/users/{n}'\n" for n in range(count))
    return f"PATHS = {{}}\n{items}PATHS['mail'] = {PATH}\nget(PATHS['mail'])\n"


def _list(count: int) -> str:
    items = "".join(f"    '/users/{n}',\n" for n in range(count))
    return f"PATHS = [\n{items}    {PATH},\n]\nget(PATHS[-1])\n"


def _appended(count: int) -> str:
    return f"PATHS = [{PATH}]\n" + "PATHS.append('/users')\n" * count + "get(PATHS[0])\n"


def _loop(count: int) -> str:
    items = "".join(f"    '/users/{n}',\n" for n in range(count))
    return f"for path in [\n{items}    {PATH},\n]:\n    get(path)\n"


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (_branches, 1_000),
        (_branches_of_the_module, 1_000),
        (_branches_in_a_try, 300),
        (_wrappers, 120),
        (_decorators, 40),
        (_dictionary, 5_000),
        (_items, 1_000),
        (_list, 5_000),
        (_appended, 500),
        (_loop, 200),
    ],
)
def test_long_programs(made: Callable[[int], str], count: int) -> None:
    source = f"{CLIENT}{made(count)}"
    options = Options(upn="adele@contoso.com", incomplete=True)
    found = check_source(source, "program.py", options=options)
    assert [finding.code for finding in found] == ["GME001"]
    start = found[0].place.span.start
    assert source.splitlines()[start.line - 1][start.column :].startswith(PATH)
    fixed = apply_fixes(source, found, path="program.py")
    assert fixed == source.replace("/me/messages", "/users/adele@contoso.com/messages")


def test_the_branches_of_a_long_chain_exclude_each_other() -> None:
    chain = "".join(f"elif kind == {n}:\n    pass\n" for n in range(200))
    for further in ("", chain):
        source = (
            f'import sys\n{CLIENT}kind = sys.argv[1]\npath = "/users"\nif kind == "a":\n'
            f'    path = "/me"\n{further}elif kind == "b":\n    get(path)\n'
        )
        assert check_source(source, "program.py", options=Options()) == ()


def _chain(length: int) -> Iterable[tuple[str, str]]:
    yield "m0.py", CLIENT
    for number in range(1, length):
        yield f"m{number}.py", f"from m{number - 1} import get\n"
    yield "program.py", f"from m{length - 1} import get\n\nget({PATH})\n"


def _package(length: int) -> Iterable[tuple[str, str]]:
    yield "pkg/far.py", CLIENT
    for number in range(length):
        yield f"pkg/m{number}.py", f"def f{number}():\n    return {number}\n"
    names = "".join(f"from pkg.m{number} import f{number}\n" for number in range(length))
    yield "pkg/__init__.py", f"{names}from pkg.far import get\n"
    yield "program.py", f"from pkg import get\n\nget({PATH})\n"


@pytest.mark.parametrize(("made", "length"), [(_chain, 150), (_package, 500)])
def test_many_modules(
    made: Callable[[int], Iterable[tuple[str, str]]], length: int, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "pkg").mkdir()
    files = dict(made(length))
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    program = str(tmp_path / "program.py")
    found = check_source(files["program.py"], program, options=Options(incomplete=True))
    assert [finding.code for finding in found] == ["GME001"]

"""Each program has modules of its own."""

import textwrap
from collections.abc import Iterator

import pytest

from tests.cloud import Cloud, Program, run_programs


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with Cloud() as entered:
        yield entered


def test_a_main_inside_a_package_runs_as_a_module(cloud: Cloud) -> None:
    files = {
        "src/app/__init__.py": "",
        "src/app/main.py": "from . import calls\nfrom app.calls import answer\nprint(answer)",
        "src/app/calls.py": "answer = 42",
    }
    [outcome] = run_programs([Program("package", files, "src/app/main.py")], cloud)
    assert (outcome.error, outcome.output) == (None, "42\n")


def test_a_module_of_one_program_is_unknown_to_the_next(cloud: Cloud) -> None:
    use = "import os; print(os.getpid()); import helper"
    first, second = run_programs(
        [
            Program("with", {"main.py": use, "helper.py": ""}, "main.py"),
            Program("without", {"main.py": use}, "main.py"),
        ],
        cloud,
    )
    assert first.error is None
    assert second.error == "ModuleNotFoundError: No module named 'helper'"
    assert first.output.split()[0] == second.output.split()[0]


def test_what_a_program_puts_in_place_of_modules_is_unknown_to_the_next(cloud: Cloud) -> None:
    made = """
        import sys, types
        from unittest import mock

        sys.modules["contoso"] = mock.MagicMock()
        sys.modules["fabrikam"] = types.ModuleType("fabrikam")
        sys.modules["fabrikam.login"] = types.ModuleType("fabrikam.login")
        import contoso, fabrikam.login
    """
    asked = """
        import importlib, json
        for name in ("contoso", "fabrikam", "fabrikam.login"):
            try:
                importlib.import_module(name)
            except ModuleNotFoundError:
                continue
            raise AssertionError(name)
        json.dumps({})
    """
    outcomes = run_programs(
        [
            Program("makes", {"main.py": textwrap.dedent(made)}, "main.py"),
            Program("asks", {"main.py": textwrap.dedent(asked)}, "main.py"),
        ],
        cloud,
    )
    assert [outcome.error for outcome in outcomes] == [None, None]


def test_a_folder_by_its_relative_path_is_the_one_of_the_program(cloud: Cloud) -> None:
    use = "import sys; sys.path.insert(0, 'parts'); import one; print(one.NAME)"
    programs = [
        Program(name, {"main.py": use, "parts/one.py": f"NAME = {name!r}"}, "main.py")
        for name in ("first", "second")
    ]
    assert [each.output for each in run_programs(programs, cloud)] == ["first\n", "second\n"]


@pytest.mark.parametrize(("library", "holder"), [("idna", "httpx._urls"), ("shlex", "webbrowser")])
@pytest.mark.parametrize("before", ["import requests", "import idna, shlex", "pass"])
def test_a_module_that_shadows_a_library_does_so_for_its_program_only(
    cloud: Cloud, library: str, holder: str, before: str
) -> None:
    use = f"import {holder}; print({holder}.{library}.__file__)"
    _, second, last = run_programs(
        [
            Program("before", {"main.py": before}, "main.py"),
            Program("with", {"main.py": use, f"{library}.py": ""}, "main.py"),
            Program("without", {"main.py": use}, "main.py"),
        ],
        cloud,
    )
    assert library == "shlex" or "program2" in second.output
    assert (last.error, "program" in last.output) == (None, False), last.output

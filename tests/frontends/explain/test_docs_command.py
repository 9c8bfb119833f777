"""The command ``docs``: pages, sections of pages, and names of which there are none."""

import pytest

from flake8_graph_me.frontends.command import docs_command
from tests.support.command_runner import Runner

MANUAL = docs_command.pages()


def test_all_pages_are_listed_with_their_titles(run: Runner) -> None:
    code, out, err = run("docs")
    assert (code, err) == (0, "")
    assert [line.split(maxsplit=1)[0] for line in out.splitlines()] == MANUAL
    titles = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert (titles["GME001"], titles["pre-commit"]) == ("app-only-me", "pre-commit and CI")


@pytest.mark.parametrize("page", MANUAL)
def test_each_is_printed_whole(run: Runner, page: str) -> None:
    code, out, err = run("docs", page)
    assert (code, err) == (0, "")
    assert out.startswith("# ")
    for spelt in (page.upper(), f"{page}.md", f"{page}#no-such-place"):
        assert run("docs", spelt) == (0, out, "")


def test_a_section_by_its_name_with_and_without_its_page(run: Runner) -> None:
    code, out, err = run("docs", "outputs#notebooks")
    assert (code, err) == (0, "")
    assert out.startswith("## Notebooks\n")
    assert out in run("docs", "outputs")[1]
    assert "\n## " not in out
    for spelt in ("notebooks", "Notebooks", "outputs.md#Notebooks"):
        assert run("docs", spelt) == (0, out, "")
    assert run("docs", "Names of your own") == run("docs", "names-of-your-own")


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("pyproject.toml", "## pyproject.toml\n"),
        ("All requests", "# All requests\n"),
        ("Read a token", "# Read a token\n"),
        ("explain codes, endpoints and errors", "# Explain codes, endpoints and errors\n"),
        ("app-only-me", "# GME001 app-only-me\n"),
        ("Why is this bad?", "## Why is this bad?\n"),
    ],
)
def test_each_title_that_is_shown_is_found(run: Runner, title: str, first: str) -> None:
    code, out, err = run("docs", title)
    assert (code, err) == (0, "")
    assert out.startswith(first)


def test_a_section_that_several_pages_have_is_that_of_each(run: Runner) -> None:
    out = run("docs", "why-is-this-bad")[1]
    assert out.count("## Why is this bad?\n") == sum(page.startswith("GME") for page in MANUAL)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("fixs", "'fixs' is no page or section; did you mean fixes?"),
        ("notebook", "'notebook' is no page or section; did you mean Notebooks?"),
        (
            "Neovim",
            "'Neovim' is no page or section; it is mentioned in editors; try: docs editors\n",
        ),
        ("zzz", "'zzz' is no page or section; there are GME001, "),
        ("nosuch#notebooks", "'nosuch#notebooks' is no page or section; "),
        ("x" * 50, "what was given is no page or section; "),
        ("a\x1bb", r"'a\\x1bb' is no page or section; "),
    ],
)
def test_what_is_none_is_refused(run: Runner, name: str, said: str) -> None:
    code, out, err = run("docs", name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err

"""What is read of notebooks: their lines, and why some cannot be read."""

import json

import pytest

from flake8_graph_me.project.files.decoding import ForeignError, UnreadableError, decode
from flake8_graph_me.project.notebooks.notebook import Notebook, notebook_of

CELL = '{"cell_type": "code", "metadata": {}, "source": "x"}'


def text(cells: str = CELL, metadata: str = "{}", version: str = "4") -> str:
    return f'{{"cells": [{cells}], "metadata": {metadata}, "nbformat": {version}}}'


def cell(*source: str, kind: str = "code", **metadata: object) -> str:
    return json.dumps({"cell_type": kind, "metadata": metadata, "source": list(source)}, indent=1)


def places(notebook: Notebook) -> list[tuple[int, int, int]]:
    """The cell, the line in it, and the line of the file, of each line of the joined source."""
    found = []
    for line in range(1, notebook.text.count("\n") + 2):
        own = notebook.cell_of(line)
        assert own is not None
        within = line - own.first + 1
        found.append((own.number, within, notebook.own_line(own.number, within)))
    return found


def test_lines_of_cells() -> None:
    cells = (
        cell("# Title\n", "x", kind="markdown"),
        cell("a = 1\n", "!ls\n"),
        cell("%%bash\n", "ls"),
        cell("  b = 2\n", "  c = 3"),
        cell(),
        cell("SELECT", vscode={"languageId": "sql"}),
        cell("await d"),
    )
    source = ",\n".join(cells)
    notebook = notebook_of(text(source))
    assert notebook.text == "a = 1\n\n\nif True:\n  b = 2\n  c = 3\n\nawait d"
    lines = text(source).split("\n")
    shown = {
        (number, within): lines[own - 1].strip().strip(",")
        for number, within, own in places(notebook)
    }
    assert shown[2, 1] == r'"a = 1\n"'
    assert shown[2, 2] == r'"!ls\n"'
    assert shown[4, 1] == r'"  b = 2\n"'
    assert shown[4, 2] == '"  c = 3"'
    assert shown[5, 1] == '"source": []'
    assert shown[7, 1] == '"await d"'
    assert [notebook.named(line) for line in (1, 5, 6)] == [
        "cell 2, line 1",
        "cell 4, line 1",
        "cell 4, line 2",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no JSON: Expecting value (line 1, column 1)"),
        (b"[]", "its JSON is not an object"),
        (b"{\n}", "its nbformat is not a number of a format"),
        (b"{} x", "no JSON: Extra data (line 1, column 4)"),
        (b"{'a': 1}", "no JSON: Expecting property name"),
        (b'{"a" 1}', "no JSON: Expecting ':' delimiter"),
        (b'{"a": 1', "no JSON: Expecting ',' delimiter"),
        (b'{"a": 1,}', "no JSON: Expecting property name"),
        (b'{"a": "\n"}', "no JSON: Invalid control character at"),
        (b"\xff{}", "cannot be decoded: byte 0 is not valid utf-8"),
        (b'{"a": ' + b"[" * 100_000, "its JSON is nested too deeply"),
        (b'{"a": ' + b"1" * 5_000 + b"}", "is no notebook: Exceeds the limit"),
        (b'{"nbformat": 4}', "it has no cells"),
        (b'{"nbformat": 4, "nbformat": 4, "cells": []}', "a name stands twice in an object"),
        (b'{"nbformat": 4, "cells": ', "no JSON: Expecting value (line 1, column 26)"),
        (b'{"nbformat": 4, "cells": [', "no JSON: Expecting value (line 1, column 27)"),
        (b'{"nbformat": 4, "cells": {}}', "its cells are not a list"),
        (text(version="3").encode(), "is a notebook of format 3, and only format 4 is read"),
        (text(version="true").encode(), "its nbformat is not a number of a format"),
        (text(version="[]").encode(), "its nbformat is not a number of a format"),
        (text(metadata='{"a": {"b": 1, "b": 2}}').encode(), "twice in an object of its metadata"),
        (text("1").encode(), "cell 1 is not an object"),
        (text('{"source": ""}').encode(), "cell 1 has no cell_type"),
        (text(CELL + ', {"cell_type": "code"}').encode(), "cell 2 has no source"),
        (text(CELL.replace('"x"', "1")).encode(), "cell 1 has a source that is neither a text"),
        (text(CELL.replace('"x"', '["x", 1]')).encode(), "cell 1 has a source that is neither"),
        (text(CELL.replace('"x"', r'"\ud800"')).encode(), "cell 1 has half of a surrogate pair"),
        (text(CELL.replace('"x"', r'"x", "source": "y"')).encode(), "a name stands twice"),
    ],
)
def test_what_is_no_notebook(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableError) as refusal:
        decode(data, "a.ipynb")
    assert reason in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("sources", "number"),
    [
        (('"""begun', "x = 1", 'ended"""'), 1),
        (("x = 1", "call(", "1)"), 2),
        (("if x:", "    y = 1"), None),
        (("call(", "x = 1"), None),  # no Python together either: whoever parses it says so
        (("    y = 1", "await x", "%%bash\n(", "!(", "return_ = 2"), None),
    ],
)
def test_cells_that_are_python_only_together(sources: tuple[str, ...], number: int | None) -> None:
    data = text(", ".join(cell(each) for each in sources)).encode()
    if number is None:
        assert decode(data, "a.ipynb").text
        return
    with pytest.raises(UnreadableError, match=f"cell {number}, which is no Python by itself"):
        decode(data, "a.ipynb")


@pytest.mark.parametrize(
    ("metadata", "what"),
    [
        ('{"kernelspec": {"language": "R"}}', "a notebook in R"),
        ('{"language_info": {"name": "julia"}, "kernelspec": {"language": "python"}}', "julia"),
        (f'{{"language_info": {{"name": "{"x" * 99}"}}}}', "a notebook in another language"),
        ("{}", None),
        ('{"language_info": {"name": "Python"}}', None),
        ('{"kernelspec": {"language": 3}}', None),
    ],
)
def test_languages(metadata: str, what: str | None) -> None:
    data = text(metadata=metadata).encode()
    if what is None:
        assert decode(data, "a.ipynb").text == "x"
        return
    with pytest.raises(ForeignError, match=what):
        decode(data, "a.ipynb")


def test_what_lies_in_outputs_does_not_count() -> None:
    outputs = r'[{"text": ["\ud800", NaN], "a": 1, "a": 2}]'
    cells = CELL.replace('"metadata"', f'"outputs": {outputs}, "metadata"')
    assert notebook_of(text(cells)).text == "x"

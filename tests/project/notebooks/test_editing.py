"""Edits of notebooks: all bytes but those of the changed characters stay."""

import json

import pytest

from flake8_graph_me.fixes import writing
from flake8_graph_me.fixes.application import UnfitError
from flake8_graph_me.project.files.decoding import Source
from flake8_graph_me.terms.findings import Edit
from flake8_graph_me.terms.places import Place, Position, Span

HEAD = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": ['


def notebook(*sources: str, tail: str = "]}") -> Source:
    """A notebook of code cells; the sources are JSON."""
    cells = (
        f'{{"outputs": [{{"text": "\\u00e9 {{"}}], "source": {source}, "cell_type": "code"}}'
        for source in sources
    )
    return writing.decode((HEAD + ", ".join(cells) + tail).encode(), "a.ipynb")


def edit(line: int, start: int, end: int, content: str, last: int | None = None) -> Edit:
    span = Span(Position(line, start), Position(last or line, end))
    return Edit(Place("a.ipynb", span), content)


def changed(source: str, *edits: Edit) -> str:
    """The source, as JSON, of a notebook's second cell after edits; all else must be as before."""
    before = notebook('"a = 0"', source, '["z"]')
    after = writing.edited(before, edits)
    head, _, tail = before.data.decode().partition(source)
    new = after.data.decode()
    assert new.startswith(head)
    assert new.endswith(tail)
    assert after.text == writing.decode(after.data, "a.ipynb").text
    return new[len(head) : len(new) - len(tail)]


@pytest.mark.parametrize(
    ("source", "edits", "after"),
    [
        (r'"x = 1\ny = 2"', [edit(3, 4, 5, "33")], r'"x = 1\ny = 33"'),
        (r'["x = 1\n","y = 2"]', [edit(3, 4, 5, "33")], r'["x = 1\n","y = 33"]'),
        (r'["x\u0020= \"é\ud83d\ude00\" + 1"]', [edit(2, 11, 12, "2")],
         r'["x\u0020= \"é\ud83d\ude00\" + 2"]'),
        (r'["x\/y\t+ 1"]', [edit(2, 0, 1, '"z"')], r'["\"z\"\/y\t+ 1"]'),
        # New lines are strings of their own, laid out as the others.
        ('[\n  "x = 1\\n",\n  "y = 2"\n ]', [edit(3, 0, 0, "import os\n")],
         '[\n  "x = 1\\n",\n  "import os\\n",\n  "y = 2"\n ]'),
        ('[\r\n\t"x = 1"]', [edit(2, 0, 0, "import os\n\n")],
         '[\r\n\t"import os\\n",\r\n\t"\\n",\r\n\t"x = 1"]'),
        (r'["x = 1"]', [edit(2, 0, 0, "import os\n")], r'["import os\n", "x = 1"]'),
        (r'"x = 1"', [edit(2, 0, 0, "import os\n")], r'"import os\nx = 1"'),
        (r'["x\n", "y\n", "z"]', [edit(2, 0, 0, "a\nb\n", 3)], r'["a\n", "b\n", "y\n", "z"]'),
        # Lines that are put together become one string.
        (r'["x = (1,\n", " 2)\n", "y"]', [edit(2, 7, 1, "", 3)], r'["x = (1,2)\n", "y"]'),
        # Strings that hold several lines, or none, stay so.
        (r'["x\ny", "", "+ 1\n", "z"]', [edit(3, 3, 4, "2")], r'["x\ny", "", "+ 2\n", "z"]'),
        (r'["x\r\n", "y"]', [edit(2, 0, 0, "import os\n")], r'["import os\r\n", "x\r\n", "y"]'),
        (r'["x + 1 + 2"]', [edit(2, 4, 5, "3"), edit(2, 8, 9, "4")], r'["x + 3 + 4"]'),
    ],
)  # fmt: skip
def test_only_what_changes_is_written(source: str, edits: list[Edit], after: str) -> None:
    assert changed(source, *edits) == after


def test_characters_are_escaped_where_all_are() -> None:
    escaped = writing.edited(notebook('"x = 1"'), [edit(1, 4, 5, "'é'")])
    assert rb"x = '\u00e9'" in escaped.data
    plain = writing.edited(notebook('"x = 1"', tail='], "e": "é"}'), [edit(1, 4, 5, "'é'")])
    assert "x = 'é'".encode() in plain.data


def test_the_mark_stays() -> None:
    data = b"\xef\xbb\xbf" + notebook('"x = 1"').data
    edited = writing.edited(writing.decode(data, "A.IPYNB"), [edit(1, 4, 5, "2")])
    assert edited.data == data.replace(b"x = 1", b"x = 2")


@pytest.mark.parametrize(
    "change",
    [
        edit(1, 0, 0, "import os\n"),
        edit(3, 0, 4, "x"),
        edit(3, 2, 2, "x"),
        edit(4, 4, 0, "", 5),
        edit(4, 4, 1, "", 5),
        edit(5, 2, 3, "x"),
    ],
)
def test_what_does_not_stand_in_a_cell_is_not_edited(change: Edit) -> None:
    before = notebook(r'"%%time\nx\n!ls -l\ny = 1"', r'"  %time f(1)\n  z"')
    assert before.text == "\nx\n\ny = 1\nif True:\n  if 1: f(1)\n  z"
    with pytest.raises(UnfitError):
        writing.edited(before, [change])


def test_a_statement_behind_a_magic_is_edited() -> None:
    before = notebook(r'["%pip x\n", "%time f(1)"]')
    after = writing.edited(before, [edit(1, 0, 0, "import os\n"), edit(2, 8, 9, "2")])
    (cell,) = json.loads(after.data)["cells"]
    assert cell["source"] == ["import os\n", "%pip x\n", "%time f(2)"]

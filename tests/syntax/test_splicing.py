"""A text that changed a little is parsed in that part alone, and its tree is the same as ever."""

import ast
import random

import libcst as cst
import pytest

from flake8_graph_me.syntax.parsing import AnalysisFailed, ParsedModule, parse
from flake8_graph_me.syntax.parsing.splicing import Parsed, spliced
from flake8_graph_me.syntax.positions import Positions, spans
from flake8_graph_me.syntax.walk import walk
from tests.support.stdlib import sample

INSERTED = (
    *("\n", "\n\n", "# c\n", "    # c\n", "\t# c\n", "x = 1\n", "    y = 2\n", "a\n", "@d\n"),
    *(
        "def f():\n    pass\n",
        "class A:\n\tz = 1\n",
        "if a:\n  b\n",
        "else:\n    pass\n",
        "; z = 3",
    ),
    *("\r\n", "\r", "\\\n", "(", ")", '"""', "'", "#", " ", "\t", "\f", "é"),
)
FIELDS = ("default_indent", "default_newline", "has_trailing_newline", "encoding")


def tree_of(before: str, after: str) -> cst.Module | None:
    """What becomes of the tree of a text that changes; a tree is held against the parser's."""
    return _spliced(parse(before), after)


def _spliced(before: ParsedModule, after: str) -> cst.Module | None:
    old = Parsed(before.as_parsed, before.tree, before.module)
    made = spliced(old, after, ast.parse(after))
    if made is not None:
        _assert_same(made, cst.parse_module(after))
    return made


def _assert_same(made: cst.Module, whole: cst.Module) -> None:
    assert made.code == whole.code
    assert made.deep_equals(whole)
    for name in FIELDS:
        assert getattr(made, name) == getattr(whole, name)


PROGRAM = """\
import a

ONE = 1


def first():
    return ONE


# Of the second.
def second():
    two = 2
    return two


def third():
    return 3


class Other:
    def one(self):
        return "something else, so that a part of all this is a small part"

    def two(self):
        return "something else, so that a part of all this is a small part"


class More:
    def one(self):
        return "something else, so that a part of all this is a small part"

    def two(self):
        return "something else, so that a part of all this is a small part"


def fourth():
    return 4
"""


def test_only_what_changed_is_parsed() -> None:
    before = parse(PROGRAM)
    after = _spliced(before, PROGRAM.replace("two = 2", "two = 22"))
    assert after is not None
    kept = [one is other for one, other in zip(before.module.body, after.body, strict=True)]
    assert kept == [each != 3 for each in range(8)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    two = 2\n", ""),
        ("    two = 2\n", "    two = 2\n    two += 1\n"),
        ("# Of the second.\n", ""),
        ("# Of the second.\n", "# Of the second.\n\n# And more.\n"),
        ("    return two\n", "    return two\n    # Indented.\n"),
        ("    return 4\n", "    return 4"),
        ("    return 4\n", "    return 4\n\n\n# The end.\n"),
        ("def third():\n    return 3\n\n\n", ""),
        ("def third():\n    return 3\n", "three = 3\n"),
        ("def third():\n    return 3\n", "three = 3; four = 4\n"),
        ("ONE = 1\n", "ONE = (1,\n       2)\n"),
    ],
)
def test_edits_that_are_spliced(old: str, new: str) -> None:
    assert tree_of(PROGRAM, PROGRAM.replace(old, new)) is not None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(PROGRAM, PROGRAM.replace("import a", "import b"), id="the first statement"),
        pytest.param(PROGRAM, PROGRAM.replace("    ", "  "), id="most of the text"),
        pytest.param(PROGRAM, PROGRAM.replace("    return 3", "  return 3"), id="an indentation"),
        pytest.param("a\nb\n" + 9 * "e\n", "a\nb\ne\r\n" + 8 * "e\n", id="a line end"),
        pytest.param("a\nb\n\tc\n".replace("b", "if b:"), "a\nb\n", id="the only block"),
        pytest.param("a\nb\nif c:\n\td\n" + 9 * "e\n", "a\nif b:\n  b\nif c:\n\td\n" + 9 * "e\n",
                     id="another block before the first"),
    ],
)  # fmt: skip
def test_edits_after_which_all_is_parsed(before: str, after: str) -> None:
    assert tree_of(before, after) is None


def test_an_indented_comment_belongs_to_the_block_that_comes_before_it() -> None:
    rest = "".join(f"e{number} = {number}\n" for number in range(20))
    program = f"import a\nimport z\n\nb = 1\n    # c\nd = 2\n{rest}"
    made = tree_of(program, program.replace("b = 1", "if b:\n    l"))
    assert made is not None
    (block,) = [each for each in made.body if isinstance(each, cst.If)]
    assert isinstance(block.body, cst.IndentedBlock)
    assert [line.comment and line.comment.value for line in block.body.footer] == ["# c"]


def test_statements_without_a_body_stand_before_what_changed() -> None:
    lines = "".join(f"d{number} = {number}\n" for number in range(20))
    program = f"import a\n\nmatch a:\n    case 1:\n        b = 1\nc = 2\n{lines}"
    assert tree_of(program, program.replace("d5 = 5", "d5 = 55")) is not None


def test_branches_side_by_side_stay_so() -> None:
    chain = "if a == 0:\n    b = 0\n" + "".join(
        f"elif a == {number}:\n    b = {number}\n" for number in range(1, 120)
    )
    program = f"import a\n\n{chain}\n\ndef f():\n    return 1\n"
    before = parse(program)
    after = parse(program.replace("return 1", "return 2"), None, before)
    assert after.module.body[1] is before.module.body[1]
    assert after.module.deep_equals(parse(after.source).module)


@pytest.mark.parametrize("seed", range(6))
def test_edits_of_real_files(seed: int) -> None:
    """Each edit starts from the tree that the one before gave."""
    choice = random.Random(seed)
    count = 0
    for path in choice.sample([path for path in sample(60) if path.stat().st_size < 15_000], 3):
        source = _rewritten(path.read_text("utf-8"), choice)
        try:
            known = parse(source)
        except AnalysisFailed:
            continue
        for _ in range(8):
            edited = _edited(known.source, choice)
            try:
                after = parse(edited, None, known)
            except AnalysisFailed:
                continue
            _assert_same(after.module, cst.parse_module(after.as_parsed))
            _assert_same_places(after)
            kept = {id(each) for each in known.module.body}
            count += any(id(each) in kept for each in after.module.body)
            known = after
    assert count


def _assert_same_places(made: ParsedModule) -> None:
    """Nodes are where they are in a module that is parsed anew, whenever they are asked for."""
    other = parse(made.source)
    pairs = list(zip(walk(made.module), walk(other.module), strict=True))
    chosen = [pair for pair in pairs if isinstance(pair[0], cst.Call | cst.Return)][::7]
    theirs = spans(other, [other for _, other in chosen])
    own = Positions(made)
    for _ in range(2):
        found = own.spans([one for one, _ in chosen])
        assert [found[one] for one, _ in chosen] == [theirs[other] for _, other in chosen]


def test_what_was_found_in_a_statement_is_kept_as_long_as_it() -> None:
    seen: list[str] = []

    def work(statement: cst.CSTNode, context: str) -> str:
        seen.append(cst.Module([]).code_for_node(statement).strip())
        return f"{seen[-1]} {context}"

    before = parse("a = 1\nb = 2\nc = 3\nd = 4\ne = 5\n")
    before.each(work, "x")
    assert len(seen) == 5
    seen.clear()
    after = parse("a = 1\nb = 2\nc = 3\nd = 44\ne = 5\n", None, before)
    assert after.each(work, "x") == ["a = 1 x", "b = 2 x", "c = 3 x", "d = 44 x", "e = 5 x"]
    assert seen == ["d = 44"]
    assert before.each(work, "x") == ["a = 1 x", "b = 2 x", "c = 3 x", "d = 4 x", "e = 5 x"]
    assert seen == ["d = 44"]
    assert after.each(work, "y")[0] == "a = 1 y"
    assert len(seen) == 6


def _rewritten(source: str, choice: random.Random) -> str:
    """A source with another layout, now and then."""
    old, new = choice.choice([("\n", "\r\n"), ("    ", "\t"), ("\n", "\n"), ("\n", "\n")])
    return source.replace(old, new)


def _edited(source: str, choice: random.Random) -> str:
    lines = source.splitlines(keepends=True)
    at = choice.randrange(len(lines))
    match choice.randrange(5):
        case 0:
            return "".join(lines[:at] + lines[at + choice.randrange(1, 6) :])
        case 1:
            return "".join([*lines[:at], choice.choice(INSERTED), *lines[at:]])
        case 2:
            return "".join([*lines[:at], choice.choice(lines), *lines[at:]])
        case 3:
            place = choice.randrange(len(source))
            return source[:place] + choice.choice(INSERTED) + source[place:]
    place = choice.randrange(len(source))
    return source[:place] + source[place + choice.randrange(1, 4) :]


def test_empty_texts() -> None:
    empty = parse("")
    assert parse("a = 1\n", None, empty).module.deep_equals(cst.parse_module("a = 1\n"))
    assert parse("", None, parse("a = 1\nb = 2\n")).module.code == ""

"""Rewriting generated texts: the fixed program makes the URL that it should.

Programs run before and after, so that Python itself decides what a text means.
"""

import re
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_graph_me.fixes.application import Lines
from flake8_graph_me.fixes.users import encoded_user
from tests.support.marked_source import edits, fixed, unmarked

VALUE = "%s{}{0}'\"\\$#é"
WITHOUT_BRACES = VALUE.translate({ord("{"): None, ord("}"): None})
HEAD = f"users = {{'x': {VALUE!r}, 'y': {WITHOUT_BRACES!r}}}\nB = '%d{{'\nN = 7\n"
EXPRESSION = 'users["x"]'
PLAIN = st.text(st.sampled_from("ab /?=&.{}%é"), max_size=4)
ESCAPED = st.text(st.sampled_from("ab/{}%\\'\"\n\té\u2028\U0001f600"), max_size=4)
USERS = st.text(st.sampled_from("ab7@.#'%$é+"), min_size=1, max_size=6).filter(
    lambda user: not user.startswith("$")
)


@dataclass(frozen=True)
class Program:
    """A marked program that binds ``x`` to ``left + "me" + right``."""

    source: str
    left: str
    right: str

    def expected(self, user: str) -> str:
        return f"{self.left}users/{user}{self.right}"


@dataclass(frozen=True)
class How:
    """How a literal is written: its prefix in lower case, and its quotes."""

    prefix: str
    quote: str

    def written(self, text: str, *, doubled: str = "") -> str:
        for mark in doubled:
            text = text.replace(mark, mark * 2)
        if "r" in self.prefix.lower():
            return text
        escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
        return escaped.replace(self.quote[0], "\\" + self.quote[0])

    def literal(self, content: str) -> str:
        return f"{self.prefix}{self.quote}{content}{self.quote}"


QUOTES = st.sampled_from(['"', "'", '"""', "'''"])


@st.composite
def styles(draw: st.DrawFn, prefixes: tuple[str, ...] = ("", "u", "r", "R")) -> How:
    return How(draw(st.sampled_from(prefixes)), draw(QUOTES))


def texts(how: How) -> st.SearchStrategy[str]:
    return PLAIN if "r" in how.prefix.lower() else ESCAPED


@st.composite
def plain(draw: st.DrawFn) -> Program:
    """A literal, perhaps between others, perhaps in a sum."""
    how, other = draw(styles()), draw(styles(("", "r")))
    left, right, far = draw(texts(how)), draw(texts(how)), draw(texts(other))
    middle = how.literal(f"{how.written(left)}/«me»/{how.written(right)}")
    outer = other.literal(other.written(far))
    joint = draw(st.sampled_from([" ", " + ", "  # comment\n"]))
    return Program(
        f"{HEAD}x = ({outer}{joint}{middle}{joint}{outer})\n",
        f"{far}{left}/",
        f"/{right}{far}",
    )


@st.composite
def formatted(draw: st.DrawFn) -> Program:
    """An f-string with holes of its own."""
    how = draw(styles(("f", "F", "rf", "fR")))
    left, right = draw(texts(how)), draw(texts(how))
    before, behind = (how.written(text, doubled="{}") for text in (left, right))
    return Program(
        f"{HEAD}x = {how.literal(f'{before}{{B}}/«me»?{{N:>3}}{behind}')}\n",
        f"{left}%d{{/",
        f"?  7{right}",
    )


@st.composite
def joined(draw: st.DrawFn) -> Program:
    """An element of a list or tuple that is joined."""
    how = draw(styles())
    opening, closing = draw(st.sampled_from([("[", "]"), ("(", ")")]))
    layout = draw(st.sampled_from([" ", "\n  ", "  # comment\n"]))
    user = draw(st.sampled_from([f"({how.literal('«me»')})", how.literal("«me»")]))
    source = f"{HEAD}x = '/'.join({opening}B,{layout}{user}{layout},{layout}str(N){closing})\n"
    return Program(source, "%d{/", "/7")


@st.composite
def percent(draw: st.DrawFn) -> Program:
    """A template of ``%`` with as many arguments as it takes, in any of their forms."""
    how = draw(styles(("", "u", "r")))
    left, right = draw(texts(how)), draw(texts(how))
    before, behind = (how.written(text, doubled="%") for text in (left, right))
    forms = [
        ("", "", "()", "", ""),
        ("%s", "", "B", "%d{", ""),
        ("%s", "", "(B)", "%d{", ""),
        ("", "%s", "B", "", "%d{"),
        ("", "%s", "( # comment\nB)", "", "%d{"),
        ("%s", "%5d", "(B, N)", "%d{", "    7"),
        ("%s", "%-5d", "(B, *[N],)", "%d{", "7    "),
        ("%(b)s", "%(n)d", "{'b': B, **{'n': N}}", "%d{", "7"),
        ("%%%(b)s", "", "{'b': B # comment\n,}", "%%d{", ""),
    ]
    first, second, arguments, made_first, made_second = draw(st.sampled_from(forms))
    literal = how.literal(f"{before}{first}/«me»/{second}{behind}")
    return Program(
        f"{HEAD}x = ({literal} % {arguments})\n",
        f"{left}{made_first}/",
        f"/{made_second}{right}",
    )


@st.composite
def formats(draw: st.DrawFn) -> Program:
    """A template of ``format`` with arguments in any of their forms."""
    how = draw(styles(("", "u", "r")))
    left, right = draw(texts(how)), draw(texts(how))
    before, behind = (how.written(text, doubled="{}") for text in (left, right))
    forms = [
        ("", "", "", "", ""),
        ("{}", "{:>3}", "B, N", "%d{", "  7"),
        ("{1}", "{0}{0}", "N, B,", "%d{", "77"),
        ("{b}", "{user}", "b=B, user=N # comment\n", "%d{", "7"),
        ("{}", "", "*[B]", "%d{", ""),
    ]
    first, second, arguments, made_first, made_second = draw(st.sampled_from(forms))
    literal = how.literal(f"{before}{first}/«me»/{second}{behind}")
    return Program(
        f"{HEAD}x = {literal}.format({arguments})\n",
        f"{left}{made_first}/",
        f"/{made_second}{right}",
    )


@st.composite
def encoded(draw: st.DrawFn) -> Program:
    """A bytes literal."""
    how = draw(styles(("b", "B", "rb", "bR")))
    left, right = (draw(texts(how)).encode("ascii", "ignore").decode() for _ in range(2))
    middle = how.literal(f"{how.written(left)}/«me»/{how.written(right)}")
    tail = draw(st.sampled_from(["", ".strip(b'?')"]))
    source = f"{HEAD}x = {middle}{tail}.decode()\n"
    ends = (left, right) if not tail else (left.lstrip("?"), right.rstrip("?"))
    return Program(source, f"{ends[0]}/", f"/{ends[1]}")


programs = st.one_of(plain(), formatted(), joined(), percent(), formats(), encoded())


@st.composite
def filled_later(draw: st.DrawFn) -> tuple[str, Program]:
    """A template that a name holds until it is filled, with the kind of template that it is."""
    kind, marks, fillings = draw(
        st.sampled_from(
            [
                ("percent", "%", [("%s", "% B"), ("%(b)s", "% {'b': B}"), ("%s", "% (B,)")]),
                ("format", "{}", [("{}", ".format(B)"), ("{b}", ".format(**{'b': B})")]),
            ]
        )
    )
    field, filling = draw(st.sampled_from(fillings))
    how = draw(styles(("", "u", "r")))
    left, right = draw(texts(how)), draw(texts(how))
    before, behind = (how.written(text, doubled=marks) for text in (left, right))
    literal = how.literal(f"{before}{field}/«me»/{behind}")
    return kind, Program(f"{HEAD}T = {literal}\nx = T{filling}\n", f"{left}%d{{/", f"/{right}")


def made(source: str) -> object:
    names: dict[str, object] = {}
    exec(compile(source, "program.py", "exec"), names)
    return names["x"]


@settings(max_examples=400, deadline=None)
@given(programs, USERS)
def test_a_literal_user_makes_the_url(program: Program, user: str) -> None:
    assert made(unmarked(program.source)) == f"{program.left}me{program.right}"
    result = fixed(program.source, "literal", user)
    encoded = encoded_user(user)
    # An apostrophe is encoded where the literal stands in apostrophes.
    quoted = encoded if encoded.startswith("(") else encoded.replace("'", "%27")
    assert made(result) in {program.expected(encoded), program.expected(quoted)}
    before, _, rest = program.source.partition("«me»")
    assert result.startswith(before)
    assert result.endswith(rest)


@settings(max_examples=600, deadline=None)
@given(programs)
def test_an_expression_makes_the_url(program: Program) -> None:
    result = fixed(program.source, "expression", EXPRESSION)
    assert made(result) == program.expected(VALUE)


@settings(max_examples=300, deadline=None)
@given(filled_later())
def test_a_template_that_is_filled_later_makes_the_url(case: tuple[str, Program]) -> None:
    kind, program = case
    result = fixed(program.source, "expression", 'users["y"]', template=kind)
    assert made(result) == program.expected(WITHOUT_BRACES)


@settings(max_examples=300, deadline=None)
@given(programs)
def test_edits_take_away_nothing_but_the_segment(program: Program) -> None:
    source = unmarked(program.source)
    lines = Lines(source)
    for edit in edits(program.source, "expression", EXPRESSION):
        span = edit.place.span
        taken = source[lines.index(span.start) : lines.index(span.end)]
        assert re.fullmatch(r"(me|[bBu]|\{|\})?", taken)
        assert taken in ("me", "u", "b", "B") or taken in edit.content

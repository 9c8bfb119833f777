"""Rewriting texts: for each way of building a URL, the code before and after."""

import ast

import pytest

from flake8_graph_me.fixes.rewrite import Refused
from tests.support.marked_source import edits, fixed

UPN = "a@b.com"
GUEST = "a_b.com#EXT#@c.com"
DOLLAR = "$a@b.com"
ENV = 'os.environ["U"]'

LITERALS = [
    (UPN, 'x = "/v1.0/«me»/messages"', 'x = "/v1.0/users/a@b.com/messages"'),
    (UPN, "x = R'/«Me»/a'", "x = R'/users/a@b.com/a'"),
    (UPN, "x = f\"{B + '/«me»'}\"", "x = f\"{B + '/users/a@b.com'}\""),
    (UPN, 'x = ("%s/«me»" % a) % b', 'x = ("%s/users/a@b.com" % a) % b'),
    (UPN, 'x = "users/«=me»"', 'x = "users/a@b.com"'),
    (UPN, 'x = b"/«me»?a"', 'x = b"/users/a@b.com?a"'),
    (UPN, 'x = u"/«me»"', 'x = u"/users/a@b.com"'),
    (UPN, 'x = """\n/«me»\n"""', 'x = """\n/users/a@b.com\n"""'),
    (UPN, 'x = f"{B}/«me»/{{a}}"', 'x = f"{B}/users/a@b.com/{{a}}"'),
    (UPN, 'x = rf"{B}/«me»"', 'x = rf"{B}/users/a@b.com"'),
    (UPN, 'x = ("a"  # one\n  "/«me»"  # two\n)', 'x = ("a"  # one\n  "/users/a@b.com"  # two\n)'),
    (UPN, 'x = "\\u002f«\\x6d\\145»/a"', 'x = "\\u002fusers/a@b.com/a"'),
    (UPN, 'x = "/".join([B, "«me»", "a"])', 'x = "/".join([B, "users/a@b.com", "a"])'),
    ("7@b.com", 'x = "users\\57«=me»"', 'x = "users/7@b.com"'),
    ("7@b.com", 'x = "users/\\0«=me»"', 'x = "users/\\x007@b.com"'),
    (GUEST, 'x = "/«me»"', 'x = "/users/a_b.com%23EXT%23@c.com"'),
    (GUEST, 'x = "%s/«me»" % B', 'x = "%s/users/a_b.com%%23EXT%%23@c.com" % B'),
    (GUEST, 'x = f"{B}/«me»/%s" % a', 'x = f"{B}/users/a_b.com%%23EXT%%23@c.com/%s" % a'),
    (GUEST, 'x = "%s" % "/«me»"', 'x = "%s" % "/users/a_b.com%23EXT%23@c.com"'),
    (GUEST, 'x = "{}/«me»".format(B)', 'x = "{}/users/a_b.com%23EXT%23@c.com".format(B)'),
    (DOLLAR, 'x = "/«me»/a"', "x = \"/users('$a@b.com')/a\""),
    (DOLLAR, "x = '/«me»/a'", "x = '/users(\\'$a@b.com\\')/a'"),
    (DOLLAR, 'x = "/users/«=me»/a"', "x = \"/users('$a@b.com')/a\""),
    (DOLLAR, 'x = f"{B}/education/«me»"', "x = f\"{B}/education/users('$a@b.com')\""),
]

FORMATTED = [
    ('f"{B}/«me»"', "f\"{B}/users/{os.environ['U']}\""),
    ("f'{B}/«me»'", "f'{B}/users/{os.environ[\"U\"]}'"),
    ('f"""{B}/«me»"""', 'f"""{B}/users/{os.environ["U"]}"""'),
    ('"/«me»/a"', "f\"/users/{os.environ['U']}/a\""),
    ("'/«me»'", "f'/users/{os.environ[\"U\"]}'"),
    ('r"\\/«me»"', "rf\"\\/users/{os.environ['U']}\""),
    ("R'/«me»'", "Rf'/users/{os.environ[\"U\"]}'"),
    ('u"/«me»"', "f\"/users/{os.environ['U']}\""),
    ('"{{a}/«me»/}\\x7b\\N{EN DASH}"', "f\"{{{{a}}/users/{os.environ['U']}/}}\\x7b\\N{EN DASH}\""),
    ('("{a}" "/«me»" \'{b}\')', "(\"{a}\" f\"/users/{os.environ['U']}\" '{b}')"),
    ('B if a else"/«me»"', "B if a else f\"/users/{os.environ['U']}\""),
    ("f\"{B + '/«me»'}\"", None),
    ("f'''{B + \"/«me»\"}'''", "f'''{B + f\"/users/{os.environ['U']}\"}'''"),
    ('"«=me»"', 'os.environ["U"]'),
    ("f\"{B}{'«=me»'}\"", "f\"{B}{os.environ['U']}\""),
    ('B if a else"«=me»"if b else 1', 'B if a else os.environ["U"]if b else 1'),
    ('"users/«=me»/a"', "f\"users/{os.environ['U']}/a\""),
    ('"/".join([B, "«me»/a"])', '"/".join([B, f"users/{os.environ[\'U\']}/a"])'),
    ('"/".strip(["«me»"])', '"/".strip([f"users/{os.environ[\'U\']}"])'),
    ('"a" "«=me»"', '"a" f"{os.environ[\'U\']}"'),
    ('"/".join([B, "«me»", c])', '"/".join([B, "users", os.environ["U"], c])'),
    ("'/'.join(('«me»',))", "'/'.join(('users', os.environ[\"U\"],))"),
    (
        '"/".join([\n  (r"«ME»"),  # who\n  c])',
        '"/".join([\n  (r"users"), os.environ["U"],  # who\n  c])',
    ),
    ('"/".join([B, "users", "«=me»"])', '"/".join([B, "users", os.environ["U"]])'),
    ('"".join([B, "/«me»"])', '"".join([B, f"/users/{os.environ[\'U\']}"])'),
    ('"-".join([B, "«me»"])', '"-".join([B, f"users/{os.environ[\'U\']}"])'),
    ('[B, "«me»"]', "[B, f\"users/{os.environ['U']}\"]"),
]

PERCENTS = [
    ('"%s/«me»/%d" % (B, 5)', '"%s/users/%s/%d" % (B, os.environ["U"], 5)'),
    ('"%s/«me»" % (B,)', '"%s/users/%s" % (B, os.environ["U"],)'),
    ('"/«me»/%s" % ((a), *b)', '"/users/%s/%s" % (os.environ["U"], (a), *b)'),
    ('"/«me»/%s%s" % (*b,)', '"/users/%s/%s%s" % (os.environ["U"], *b,)'),
    ('"%s/«me»" % (\n  B  # base\n)', '"%s/users/%s" % (\n  B, os.environ["U"]  # base\n)'),
    ('"%s/«me»" % B + c', '"%s/users/%s" % (B, os.environ["U"]) + c'),
    ('"/«me»/%s"%a.b', '"/users/%s/%s"%(os.environ["U"], a.b)'),
    ('"/«me»/%s" % (a)', '"/users/%s/%s" % (os.environ["U"], a)'),
    ('"/«me»%%" % ()', '"/users/%s%%" % (os.environ["U"],)'),
    ('("%" "s" "/«me»" % B)', '("%" "s" "/users/%s" % (B, os.environ["U"]))'),
    ("'%(a)s/«me»' % {'a': 1}", "'%(a)s/users/%(user)s' % {'a': 1, 'user': os.environ[\"U\"]}"),
    ('"%(user)s/«me»" % {**a,}', '"%(user)s/users/%(user2)s" % {**a, "user2": os.environ["U"],}'),
    ('"%*d/«me»" % (3, 5)', "f\"%*d/users/{str(os.environ['U']).replace('%', '%%')}\" % (3, 5)"),
    ('"%*d/«me»" % (3, *b)', "f\"%*d/users/{str(os.environ['U']).replace('%', '%%')}\" % (3, *b)"),
    (
        '"%(a)s%s/«me»" % {"a": 1}',
        "f\"%(a)s%s/users/{str(os.environ['U']).replace('%', '%%')}\" % {\"a\": 1}",
    ),
    ('"/«me»" % {"a": 1}', '"/users/%(user)s" % {"a": 1, "user": os.environ["U"]}'),
    ('"/«me»" % {}', "f\"/users/{str(os.environ['U']).replace('%', '%%')}\" % {}"),
    ('"%s%s/«me»" % (B,)', "f\"%s%s/users/{str(os.environ['U']).replace('%', '%%')}\" % (B,)"),
    (
        '"%s/«me»" % (c for c in b)',
        "f\"%s/users/{str(os.environ['U']).replace('%', '%%')}\" % (c for c in b)",
    ),
    ('lambda c: "%s/«me»" % c', 'lambda c: "%s/users/%s" % (c, os.environ["U"])'),
    ('"%s/«me»" % (*b,)', "f\"%s/users/{str(os.environ['U']).replace('%', '%%')}\" % (*b,)"),
    ('"%s/«me»/%s" % b', "f\"%s/users/{str(os.environ['U']).replace('%', '%%')}/%s\" % b"),
    ('"%s/«me»" % (1, 2)', "f\"%s/users/{str(os.environ['U']).replace('%', '%%')}\" % (1, 2)"),
    ('"%(a)s/«me»" % b', "f\"%(a)s/users/{str(os.environ['U']).replace('%', '%%')}\" % b"),
    (
        '"%s/«me»" % {"a": 1}',
        "f\"%s/users/{str(os.environ['U']).replace('%', '%%')}\" % {\"a\": 1}",
    ),
    ('f"{B}/«me»/%s" % a', "f\"{B}/users/{str(os.environ['U']).replace('%', '%%')}/%s\" % a"),
    ('f"%s/«me»" % a', 'f"%s/users/%s" % (a, os.environ["U"])'),
    ('f"/«me»/" "%s" % a', 'f"/users/%s/" "%s" % (os.environ["U"], a)'),
    ('"%s/a" % "/«me»"', '"%s/a" % f"/users/{os.environ[\'U\']}"'),
    ('B + "/«me»/%s" % a', 'B + "/users/%s/%s" % (os.environ["U"], a)'),
    ('(B + "/«me»/%s") % a', "(B + f\"/users/{str(os.environ['U']).replace('%', '%%')}/%s\") % a"),
    ('("%s/«me»" % a) % b', None),
    ('g("/%s/«me»" % a).c().format(b)', 'g("/%s/users/%s" % (a, os.environ["U"])).c().format(b)'),
]

FORMATS = [
    ('"{}/«me»".format(B)', '"{}/users/{user}".format(B, user=os.environ["U"])'),
    ('"/«me»".format()', '"/users/{user}".format(user=os.environ["U"])'),
    (
        '"{0}/«me»/{user}".format(\n  B,  # base\n  user=1,\n)',
        '"{0}/users/{user2}/{user}".format(\n  B,  # base\n  user=1, user2=os.environ["U"],\n)',
    ),
    ('"{}" "/«me»".format(*a)', '"{}" "/users/{user}".format(*a, user=os.environ["U"])'),
    ('f"{B}/«me»/{{}}".format(a)', 'f"{B}/users/{{user}}/{{}}".format(a, user=os.environ["U"])'),
    ('"{}/«me»".format(**a)', "f\"{{}}/users/{os.environ['U']}\".format(**a)"),
    ('"{}/«me»".format(a for a in b)', "f\"{{}}/users/{os.environ['U']}\".format(a for a in b)"),
    (
        '"{}/«me»".format((a for a in b))',
        '"{}/users/{user}".format((a for a in b), user=os.environ["U"])',
    ),
    ('"{a}/«me»".format_map(a)', "f\"{{a}}/users/{os.environ['U']}\".format_map(a)"),
    ('(B + "{}/«me»").format(a)', "(B + f\"{{}}/users/{os.environ['U']}\").format(a)"),
    ('"{}/«me»".format(a).format(b)', "f\"{{}}/users/{os.environ['U']}\".format(a).format(b)"),
    (
        '("%s/«me»" % a).format_map(b)',
        "(f\"%s/users/{str(os.environ['U']).replace('%', '%%')}\" % a).format_map(b)",
    ),
    ('"{}/«me»".format(a).strip(b)', '"{}/users/{user}".format(a, user=os.environ["U"]).strip(b)'),
]

REFUSED_LITERALS = [
    (DOLLAR, "x = f\"{B}users/{'«=me»'}\"", "the slash before"),
    (DOLLAR, "x = r'/«me»'", "the literal cannot hold"),
    (DOLLAR, "x = f\"{B + '/«me»'}\"", "replacement field"),
    (GUEST, 'x = ("/«me»/%s" % a) % b', "another operation also uses"),
]


@pytest.mark.parametrize(("user", "source", "expected"), LITERALS)
def test_a_literal_user(user: str, source: str, expected: str) -> None:
    assert fixed(source, "literal", user) == expected
    assert len(edits(source, "literal", user)) == 1


def test_only_the_segment_is_edited() -> None:
    ((edit),) = edits('x = "/v1.0/«me»/messages"', "literal", UPN)
    span = edit.place.span
    assert (span.start.column, span.end.column) == (11, 13)
    assert edit.place.path == "program.py"


@pytest.mark.parametrize("source", ['x = "/«me»"', 'x = f"{B}/«me»"', 'x = "%s/«me»" % B'])
def test_the_placeholder_is_written_as_it_is(source: str) -> None:
    assert "/users/<upn>" in fixed(source, "placeholder", "<upn>")


@pytest.mark.parametrize("row", [*FORMATTED, *PERCENTS, *FORMATS], ids=lambda row: row[0])
def test_an_expression(row: tuple[str, str | None]) -> None:
    source, expected = ("import os\nx = " + text if text else None for text in row)
    assert source is not None
    if expected is None:
        with pytest.raises(Refused):
            fixed(source, "expression", ENV)
    else:
        assert fixed(source, "expression", ENV) == expected
        ast.parse(expected)


@pytest.mark.parametrize(("user", "source", "reason"), REFUSED_LITERALS)
def test_a_literal_user_is_refused(user: str, source: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refusal:
        fixed(source, "literal", user)
    assert "\n" not in refusal.value.reason


def test_a_template_used_elsewhere_holds_a_literal_user() -> None:
    source = 'URL = "%s/«me»"'
    expected = 'URL = "%s/users/a_b.com%%23EXT%%23@c.com"'
    assert fixed(source, "literal", GUEST, template="percent") == expected


@pytest.mark.parametrize(
    ("kind", "hole"),
    [
        ("percent", "{str(os.environ['U']).replace('%', '%%')}"),
        ("format", "{os.environ['U']}"),
    ],
)
def test_a_template_used_elsewhere_takes_the_user_at_once(kind: str, hole: str) -> None:
    result = fixed('import os\nURL = "%s{}/«me»"', "expression", ENV, template=kind)
    assert result == f'import os\nURL = f"%s{{{{}}}}/users/{hole}"'


EXPRESSIONS = [
    ("a or b", '"/«me»"', 'f"/users/{a or b}"'),
    ("a or b", '"«=me»"', "(a or b)"),
    ("(a or b)", '"«=me»"', "(a or b)"),
    ("a or b", '"%s/«me»" % B', '"%s/users/%s" % (B, a or b)'),
    ("a or b", '"/«me»/{}".format(B)', '"/users/{user}/{}".format(B, user=a or b)'),
    ('{1: "x"}[1]', '"/«me»"', "f\"/users/{ {1: 'x'}[1]}\""),
    ("{**a}", '"«=me»"', "({**a})"),
    ("a or b", 'a if b else"«=me»"', "a if b else(a or b)"),
    ("a", '"«=me»"if b else a', "a if b else a"),
    ("a", '(0 or"«=me»")', "(0 or a)"),
    ("(lambda: a)()", '"/«me»"', 'f"/users/{((lambda: a)())}"'),
    ("a, b", '"/".join([B, "«me»"])', '"/".join([B, "users", (a, b)])'),
    ("a['x'][\"it's\"]", '"/«me»"', None),
    ("a['x'][\"it's\"]", "'/«me»'", None),
    ("a['x'][\"it's\"]", '"""/«me»"""', 'f"""/users/{a[\'x\']["it\'s"]}"""'),
    ("a['\\\\']", '"/«me»"', None),
    ("a['\\\\']", '"«=me»"', "a['\\\\']"),
    ("f'{a}'", "'/«me»'", None),
    ("f'{a}'", '"/«me»"', "f\"/users/{f'{a}'}\""),
    ("await a()", '"/«me»"', None),
    ("(yield)", '"/«me»"', None),
    ("a +", '"/«me»"', None),
    ("a = b", '"/«me»"', None),
    ("a; b", '"/«me»"', None),
    ("a  # b", '"/«me»"', None),
    ("", '"/«me»"', None),
    ("(lambda c: c)(a)", '"/«me»"', 'f"/users/{((lambda c: c)(a))}"'),
    ("(a, b)[0]", '"{}/«me»".format(B)', '"{}/users/{user}".format(B, user=(a, b)[0])'),
    ("(a, b)", '"{}/«me»".format(B)', '"{}/users/{user}".format(B, user=(a, b))'),
    ("[c for c in b][0]", '"/«me»"', 'f"/users/{[c for c in b][0]}"'),
    ("a", "[c for c in B if c + '/«me»']", "[c for c in B if c + f'/users/{a}']"),
    ("a", 'b"/«me»"', 'f"/users/{a}".encode()'),
    ("a", 'b"{/«me»"', 'f"{{/users/{a}".encode()'),
    ("a", 'Br"/«me»\\u"', 'fr"/users/{a}\\u".encode()'),
    ("a", 'b"/«me»".decode()', 'f"/users/{a}".encode().decode()'),
    ("a", 'b"%s/«me»" % B', 'b"%s/users/%s" % (B, a.encode())'),
    ("a", 'b"/".join([B, b"«me»"])', 'b"/".join([B, b"users", a.encode()])'),
    ("a", 'b"«=me»"', "a.encode()"),
    ("a or b", 'b"«=me»"', "(a or b).encode()"),
    ("a", 'b"/«me»\\u"', None),
    ("a", 'b"/«me»\\xff"', None),
    ("a", 'b"a" b"/«me»"', None),
    ("a", "(lambda c: c + '/«me»')", "(lambda c: c + f'/users/{a}')"),
]


@pytest.mark.parametrize(("user", "source", "expected"), EXPRESSIONS)
def test_expressions_of_all_kinds(user: str, source: str, expected: str | None) -> None:
    head = "a = b = {}\nx = "
    if expected is None:
        with pytest.raises(Refused):
            fixed(head + source, "expression", user)
    else:
        assert fixed(head + source, "expression", user) == head + expected
        ast.parse(expected)


@pytest.mark.parametrize("source", ['match a:\n    case "/«me»": pass', 'def f(a: "/«me»"): pass'])
def test_constants_stay_constants(source: str) -> None:
    with pytest.raises(Refused, match="only a literal"):
        fixed(f"a = 1\n{source}\n", "name", "a")


@pytest.mark.parametrize(
    "head", ["args = (1,)\nx = ", "def f(*args):\n    return ", "args = 1,\nargs = 2\nx = "]
)
def test_a_name_that_holds_all_arguments_is_no_argument(head: str) -> None:
    hole = "{str(os.environ['U']).replace('%', '%%')}"
    result = fixed(f'import os\n{head}"%s/«me»" % args', "expression", ENV)
    assert result == f'import os\n{head}f"%s/users/{hole}" % args'

"""Which user replaces ``me``, and how it is written in a path."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flake8_graph_me.fixes.names_in_scope.user_names import user_name
from flake8_graph_me.fixes.users import User, choose_user, encoded_user
from flake8_graph_me.terms.findings import Applicability
from flake8_graph_me.terms.options import Options
from tests.support.marked_source import marked


def chosen(source: str, options: Options | None = None) -> User:
    module, segment = marked(source)
    return choose_user(options or Options(), module, segment.node)


def named(source: str) -> str | None:
    module, segment = marked(source)
    return user_name(module, segment.node)


def test_what_is_configured_comes_first() -> None:
    source = 'upn = a\nget("/«me»")'
    literal = User("literal", "a@b.com", Applicability.SAFE)
    assert chosen(source, Options(upn="a@b.com")) == literal
    expression = User("expression", "a.b", Applicability.SAFE)
    assert chosen(source, Options(user_expression="a.b")) == expression


def test_then_a_name_then_the_placeholder() -> None:
    assert chosen('upn = a\nget("/«me»")') == User("name", "upn", Applicability.UNSAFE)
    placeholder = User("placeholder", "<upn>", Applicability.DISPLAY)
    assert chosen('get("/«me»")') == placeholder


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(upn):", "upn"),
        ("def f(self, user_principal_name):", "user_principal_name"),
        ("def f(userPrincipalName, /):", "userPrincipalName"),
        ("async def f(*, user_upn):", "user_upn"),
        ("def f(user_id, upn):", "upn"),
        ("def f(upn: str):", "upn"),
        ("def f(upn='a@b.com'):", "upn"),
        ("def f(upn):\n  upn = upn.lower()", "upn"),
        ("def f(user):", None),
        ("def f(mailbox, email, username):", None),
        ("def f(upn=None):", None),
        ("def f(upn='Me'):", None),
        ("def f(upn=''):", None),
        ("def f(upn: str | None):", None),
        ("def f(upn: Optional[str]):", None),
        ("def f(user_id: int):", None),
        ("def f(user_id: 'int'):", None),
        ("def f(*upn):", None),
        ("def f(**upn):", None),
        ("def f(upn):\n  if a: upn = b", None),
        ("def f(upn):\n  del upn", None),
        ("def f(upn):\n  def g():\n    nonlocal upn", None),
        ("def f():\n  global upn\n  upn = a", None),
    ],
)
def test_parameters(source: str, name: str | None) -> None:
    assert named(f'{source}\n  get("/«me»")') == name


@pytest.mark.parametrize(
    ("statements", "name"),
    [
        ("upn = a", "upn"),
        ("upn: str = a", "upn"),
        ("upn, b = a", "upn"),
        ("b = upn = a", "upn"),
        ("UPN = os.environ['UPN']", "UPN"),
        ("user_id = a; b = 1", "user_id"),
        ("upn = a\nuser_id = b", "upn"),
        ("upn = a\nupn = b", "upn"),
        ("upn: str", None),
        ("upn: str | None = a", None),
        ("upn = None", None),
        ("upn = 'me'", None),
        ("upn = a or 'ME'", None),
        ("upn = a if b else None", None),
        ("upn = os.environ.get('UPN', 'me')", None),
        ("user_id = 5", None),
        ("upn = [a]", None),
        ("upn = {a: b}", None),
        ("upn = a, b", None),
        ("upn = lambda: a", None),
        ("upn = (a for a in b)", None),
        ("upn = a\nupn = None", None),
        ("upn = a\nif b: upn = c", None),
        ("upn = a\ndel upn", None),
        ("upn = a\nupn += b", None),
        ("if a: upn = b", None),
        ("try: upn = a\nexcept B: pass", None),
        ("for upn in a: pass", None),
        ("with a as upn: pass", None),
        ("import upn", None),
        ("def upn(): pass", None),
        ("[upn for upn in a]", None),
        ("[upn := b for c in a]", None),
    ],
)
@pytest.mark.parametrize("where", ["module", "function", "closure"])
def test_variables(statements: str, name: str | None, where: str) -> None:
    source = statements + "\n"
    if where == "function":
        source = "def f():\n" + "".join(f"  {line}\n" for line in statements.split("\n")) + "  "
    if where == "closure":
        source += "def f():\n  "
    assert named(source + 'get("/«me»")') == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ('get("/«me»")\nupn = a', None),
        ('def f():\n  get("/«me»")\nupn = a', None),
        ('upn = a\ndef f():\n  global upn\nget("/«me»")', None),
        ('def f():\n  upn = a\n  def g():\n    global upn\n  get("/«me»")', "upn"),
        ('def f():\n  get("/«me»")\n  upn = a', None),
        ('upn = get("/«me»")', None),
        ('upn = a\nget("/«me»")\nupn = b', "upn"),
        ('upn = a\nget("/«me»")\nupn = None', None),
        ('if a:\n  upn = b\n  get("/«me»")', "upn"),
        ('if a:\n  upn = b\nelse:\n  get("/«me»")', None),
        ('for upn in a:\n  get("/«me»")', "upn"),
        ('for b, upn in a:\n  get("/«me»")', "upn"),
        ('for upn in get("/«me»"):\n  pass', None),
        ('x = [get("/«me»") for upn in a]', None),
        ('upn = b\nx = [get("/«me»") for upn in a]', None),
        ('upn = b\nx = [get("/«me»") for c in a]', "upn"),
        ('upn = a\ndef f(upn=None):\n  get("/«me»")', None),
        ('upn = a\ndef f(user_id):\n  get("/«me»")', "user_id"),
        ('upn = a\ndef f(b=get("/«me»"), upn=None): pass', "upn"),
        ('def f(upn, b="/«me»"): pass', None),
        ('x = lambda upn: get("/«me»")', "upn"),
        ('class A:\n  upn = a\n  x = "/«me»"', "upn"),
        ('class A:\n  upn = a\n  def f(self): get("/«me»")', None),
        ('upn = a\nclass A:\n  upn = None\n  def f(self): get("/«me»")', "upn"),
        ('try:\n  upn = a\n  get("/«me»")\nfinally:\n  pass', "upn"),
        ('match a:\n  case upn:\n    get("/«me»")', None),
        ('while (upn := a):\n  get("/«me»")', None),
    ],
)
def test_where_a_name_counts(source: str, name: str | None) -> None:
    assert named(source) == name


@pytest.mark.parametrize(
    ("statements", "name"),
    [
        ('x = "/«me»" if user_id is None else user_id', None),
        ("x = user_id if user_id else '/«me»'", None),
        ("x = user_id or '/«me»'", None),
        ("if user_id is None: x = '/«me»'", None),
        ("if not user_id: return get('/«me»')", None),
        ("if user_id: return get(user_id)\n  get('/«me»')", None),
        ("if a and user_id != '': return\n  get('/«me»')", None),
        ("if user_id in (None, 'me'): log(a); get('/«me»'); return", None),
        ("while not user_id: a()\n  get('/«me»')", None),
        ("match user_id:\n    case None: get('/«me»')", None),
        ("def g():\n    if user_id: pass\n  get('/«me»')", None),
        ("if user_id: raise ValueError\n  get('/«me»')", None),
        ("if not user_id: log(user_id)\n  get('/«me»')", None),
        ("assert not user_id\n  get('/«me»')", None),
        ("if not user_id: raise ValueError(user_id)\n  get('/«me»')", "user_id"),
        ("if not user_id: return\n  get('/«me»')", "user_id"),
        ("if not user_id: sys.exit('no user')\n  get('/«me»')", "user_id"),
        ("if a is None or user_id is None:\n    log(a)\n    raise a\n  get('/«me»')", "user_id"),
        ("assert user_id\n  get('/«me»')", "user_id"),
        ("assert user_id is not None and a\n  get('/«me»')", "user_id"),
        ("if user_id in seen: return\n  get('/«me»')", "user_id"),
        ("if user_id == 'a': return\n  get('/«me»')", "user_id"),
        ("if a.user_id: return\n  get('/«me»')", "user_id"),
    ],
)
def test_a_name_that_is_tested_for_being_empty(statements: str, name: str | None) -> None:
    assert named(f"def f(user_id):\n  {statements}") == name


CLASS = """\
class A:
  def __init__(self, upn, user_id=None, other=None):
    {made}
    {more}
  def f({parameters}):
    {body}
    get("/«me»")
"""


def method(made: str, *, more: str = "pass", parameters: str = "self", body: str = "pass") -> str:
    return CLASS.format(made=made, more=more, parameters=parameters, body=body)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (method("self.upn = upn"), "self.upn"),
        (method("self._user_id: str = upn"), "self._user_id"),
        (method("self.upn = upn", parameters="this"), "this.upn"),
        (method("self.upn = upn", parameters="self, user_id"), "self.upn"),
        (method("self.upn = upn", body="def g(): pass"), "self.upn"),
        ("upn = a\n" + method("self.user_id = upn"), "self.user_id"),
        (method("self.user_id = user_id"), None),
        (method("self.upn = None"), None),
        (method("self.upn = upn", body="x = self.upn or a"), None),
        (method("self.upn = upn", more="if not upn: raise a"), "self.upn"),
        (method("self.upn = upn", more="if not self.upn: raise a"), "self.upn"),
        (method("self.upn: str"), None),
        (method("get().upn = a"), None),
        (method("self.upn: str | None = upn"), None),
        (method("if a: self.upn = upn"), None),
        (method("if a: return", more="self.upn = upn"), None),
        (method("self.upn = upn", more="if a: self.upn = b"), None),
        (method("self.upn = upn", body="self.upn = a"), None),
        (method("self.upn = upn", body="del self.upn"), None),
        (method("self.upn = upn", body="for self.upn in a: pass"), None),
        (method("self.upn = upn", body="with a as self.upn: pass"), None),
        (method("self.upn = upn", body="(self.upn, b) = a"), None),
        (method("self.upn = upn", body="self = a"), None),
        (method("self.upn = upn", parameters=""), None),
        (method("other.upn = upn"), None),
        (method("self.name = upn"), None),
        (method("self.upn = upn").replace("  def f", "  @staticmethod\n  def f"), None),
        (method("self.upn = upn").replace("  def f", "  @property\n  def f"), "self.upn"),
        (method("self.upn = upn").replace("__init__", "start"), None),
        (method("self.upn = upn").partition("  def f")[0] + '  x = lambda self: "/«me»"', None),
        (
            "class A:\n  def __init__(self, a):\n    self.upn = a\n    get('/«me»')",
            "self.upn",
        ),
        ("class A:\n  def __init__(self, a):\n    get('/«me»')\n    self.upn = a", None),
    ],
)
def test_attributes(source: str, name: str | None) -> None:
    assert named(source) == name


@pytest.mark.parametrize(
    ("user", "encoded"),
    [
        ("a.b-c_d@e.com", "a.b-c_d@e.com"),
        ("a_b.com#EXT#@c.com", "a_b.com%23EXT%23@c.com"),
        ("o'x@b.com", "o'x@b.com"),
        ("é@b.com", "%C3%A9@b.com"),
        ("a%23@b.com", "a%2523@b.com"),
        ("a/b?c", "a%2Fb%3Fc"),
        ("$a@b.com", "('$a@b.com')"),
        ("$o'x#@b.com", "('$o%27%27x%23@b.com')"),
        ("a$b@c.com", "a$b@c.com"),
    ],
)
def test_encoding(user: str, encoded: str) -> None:
    assert encoded_user(user) == encoded


@given(st.text(min_size=1))
def test_encoding_keeps_the_user_and_the_path(user: str) -> None:
    encoded = encoded_user(user)
    assert encoded.isascii()
    assert not set(encoded) & set('/?#{}"\\ <>')
    plain = unquote(encoded)
    assert plain == (f"('{user.replace(chr(39), chr(39) * 2)}')" if user[0] == "$" else user)

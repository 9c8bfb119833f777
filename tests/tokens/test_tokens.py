"""What is read from the claims of a token."""

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from flake8_graph_me.graph import hosts
from flake8_graph_me.terms.identity import Identity
from flake8_graph_me.tokens import audiences
from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.problems import Problem, problems
from flake8_graph_me.tokens.reading import hard_coded, read
from flake8_graph_me.tokens.refusals import LARGEST_INPUT
from tests.support.made_tokens import (
    CLIENT,
    GRAPH,
    GRAPH_ID,
    HEADER,
    ITSELF,
    TENANT,
    USER,
    Claims,
    app_only,
    delegated,
    encoded,
    id_token,
    raw,
    signed,
    version_2,
    with_payload,
)

BARE = signed(app_only())
NOW = dt.datetime.now(dt.UTC)


def token(material: str | bytes) -> AccessToken:
    """The token that has to be readable."""
    found = read(material)
    assert isinstance(found, AccessToken), found
    return found


class TestIdentity:
    """The first claim that decides is idtyp, then scp, then roles with oid and sub."""

    @pytest.mark.parametrize("algorithm", ["HS256", "RS256", "none"])
    @pytest.mark.parametrize("version", [dict, version_2])
    def test_of_any_signature_and_version(
        self, algorithm: str, version: Callable[[Claims], Claims]
    ) -> None:
        own = token(signed(version(app_only()), algorithm))
        assert (own.identity, own.roles, own.scopes) == (Identity.APP_ONLY, ("Mail.Read",), ())
        assert (own.tenant, own.application) == (TENANT, CLIENT)
        users = token(signed(version(delegated()), algorithm))
        assert (users.identity, users.scopes) == (Identity.DELEGATED, ("User.Read", "Mail.Read"))
        assert own.version == users.version == ("2.0" if version is version_2 else "1.0")

    @pytest.mark.parametrize(
        ("claims", "identity", "why"),
        [
            (app_only(), Identity.APP_ONLY, "idtyp claim is app"),
            (app_only(scp="User.Read"), Identity.APP_ONLY, "idtyp claim is app"),
            (app_only(roles=None), Identity.APP_ONLY, "idtyp claim is app"),
            (delegated(), Identity.DELEGATED, "idtyp claim is user"),
            (delegated(roles=["Boss"]), Identity.DELEGATED, "idtyp claim is user"),
            (app_only(idtyp="device"), Identity.UNKNOWN, "neither app nor user"),
            (app_only(idtyp=["app"]), Identity.UNKNOWN, "neither app nor user"),
            (delegated(idtyp=None), Identity.DELEGATED, "scp"),
            (delegated(idtyp=None, roles=["Boss"]), Identity.DELEGATED, "scp"),
            (delegated(idtyp=None, oid=ITSELF, sub=ITSELF), Identity.DELEGATED, "scp"),
            (app_only(idtyp=None), Identity.APP_ONLY, "oid and sub are the same"),
            (app_only(idtyp=None, sub=USER), Identity.UNKNOWN, "roles alone"),
            (app_only(idtyp=None, oid=None, sub=None), Identity.UNKNOWN, "roles alone"),
            (app_only(idtyp=None, roles=None), Identity.UNKNOWN, "as in app-only tokens"),
            (app_only(idtyp=None, roles=[]), Identity.UNKNOWN, "as in app-only tokens"),
            (app_only(idtyp=None, roles=None, sub=USER), Identity.UNKNOWN, "nor roles"),
        ],
    )
    def test_is_decided_by_claims(self, claims: Claims, identity: Identity, why: str) -> None:
        found = token(signed(claims))
        assert found.identity is identity
        assert why in found.why


class TestClaims:
    """A claim that is not what it should be does not count, and is named."""

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("exp", "NaN"),
            ("exp", "Infinity"),
            ("exp", "-1"),
            ("exp", "1e300"),
            ("exp", "1" + "0" * 4_000),
            ("exp", '"soon"'),
            ("exp", "true"),
            ("exp", "{}"),
            ("nbf", "[1]"),
            ("aud", "5"),
            ("aud", "{}"),
            ("aud", '["x", 5]'),
            ("aud", '"' + "a" * 300 + '"'),
            ("roles", "5"),
            ("roles", "[null]"),
            ("roles", r'["\u001b[31m"]'),
            ("scp", '["User.Read"]'),
            ("scp", r'"User.Read\nMail.Read"'),
            ("tid", r'"\u202e"'),
            ("tid", "[]"),
            ("appid", "5"),
            ("ver", "2.0"),
            ("oid", "5"),
        ],
    )
    def test_that_is_not_what_it_should_be(self, name: str, value: str) -> None:
        members = {"sub": '"x"', "oid": '"x"', "roles": '["Mail.Read"]'} | {name: value}
        payload = ",".join(f'"{each}":{text}' for each, text in members.items())
        assert token(with_payload(f"{{{payload}}}")).unusable == (name,)

    def test_that_says_nothing(self) -> None:
        empty = token(with_payload('{"aud":null,"exp":null,"scp":null,"idtyp":null}'))
        assert empty.unusable == ()
        assert (empty.identity, empty.audiences, empty.expires) == (Identity.UNKNOWN, (), None)

    def test_that_repeats_the_token(self) -> None:
        """The text of the first part, in the second: shown, it would be a part of the token."""
        header = encoded(HEADER)
        repeated = token(raw(HEADER, json.dumps({"tid": header, "appid": header[:8]})))
        assert (repeated.tenant, repeated.unusable) == (None, ("tid",))
        assert repeated.application == header[:8]

    def test_of_time(self) -> None:
        made = token(signed(app_only(exp=1_700_000_000.9, nbf=0)))
        assert made.expires == dt.datetime(2023, 11, 14, 22, 13, 20, tzinfo=dt.UTC)
        assert made.not_before == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class TestProblems:
    """What is wrong with a token whatever the call."""

    @pytest.mark.parametrize(
        ("claims", "found"),
        [
            (app_only(), ()),
            (delegated(), ()),
            (app_only(exp=1), (Problem.EXPIRED,)),
            (app_only(exp=int(NOW.timestamp())), (Problem.EXPIRED,)),
            (app_only(nbf=int(NOW.timestamp()) + 3600), (Problem.EARLY,)),
            (app_only(roles=None), (Problem.NO_ROLES,)),
            (app_only(roles=[]), (Problem.NO_ROLES,)),
            (app_only(roles=5), ()),
            (app_only(aud=None), (Problem.NO_AUDIENCE,)),
            (app_only(aud="https://vault.azure.net", exp=1), tuple(Problem)[:3:2]),
            (app_only(aud="https://graph.windows.net/"), (Problem.RETIRED_GRAPH,)),
        ],
    )
    def test_are_told(self, claims: Claims, found: tuple[Problem, ...]) -> None:
        assert problems(token(signed(claims)), NOW) == found

    @pytest.mark.parametrize(
        ("audience", "for_graph"),
        [
            (GRAPH, True),
            (f"{GRAPH}/", True),
            ("https://Graph.Microsoft.com", True),
            ("https://graph.microsoft.us", True),
            ("https://dod-graph.microsoft.us/", True),
            (GRAPH_ID, True),
            (["https://vault.azure.net", GRAPH], True),
            ("https://microsoftgraph.chinacloudapi.cn", None),
            ("https://graph.svc.sovcloud.fr/", None),
            ("http://graph.microsoft.com", False),
            ("graph.microsoft.com", False),
            ("https://graph.microsoft.com.evil.org", False),
            (f"{GRAPH}//", False),
            (f"{GRAPH}/v1.0", False),
            (f"{GRAPH}/.default", False),
            ([], False),
        ],
    )
    def test_of_audience(self, audience: object, for_graph: bool | None) -> None:
        read_token = token(signed(app_only(aud=audience)))
        assert audiences.graph_audience(read_token.audiences) is for_graph
        assert (hard_coded(signed(app_only(aud=audience))) is None) is (for_graph is False)

    def test_know_all_hosts(self) -> None:
        assert audiences.CERTAIN | audiences.LIKELY == hosts.GRAPH_HOSTS
        assert audiences.RESOURCE_ID == hosts.RESOURCE_ID


class TestHardCoded:
    """What GME004 asks of a literal."""

    @pytest.mark.parametrize("literal", [BARE, f"Bearer {BARE}", f'{{"access_token": "{BARE}"}}'])
    def test_token_for_graph(self, literal: str) -> None:
        found = hard_coded(literal)
        assert found is not None
        assert found.identity is Identity.APP_ONLY

    @pytest.mark.parametrize(
        "literal",
        [
            "",
            "eyJ",
            "eyJ..",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2ln",
            f"the token {BARE} is a secret",
            signed(app_only(aud="api://own")),
            signed(id_token()),
            BARE + " " * LARGEST_INPUT,
        ],
    )
    def test_is_none(self, literal: str) -> None:
        assert hard_coded(literal) is None


@pytest.mark.parametrize("material", ["plain text", "eyJ", "one.two.three", "{}"])
def test_without_a_jwt_pyjwt_is_not_loaded(material: str) -> None:
    code = (
        "import sys; from flake8_graph_me.tokens import problems, reading; "
        f"reading.hard_coded({material!r}); reading.read({material!r}); "
        "sys.exit('jwt' in sys.modules or 'libcst' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

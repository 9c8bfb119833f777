"""Where a token is found in the input, and why one cannot be read."""

import json

import jwt
import pytest

from flake8_graph_me.tokens.access_tokens import AccessToken
from flake8_graph_me.tokens.reading import read
from flake8_graph_me.tokens.refusals import LARGEST_INPUT, Unreadable
from tests.support.made_tokens import (
    CLIENT,
    GRAPH_ID,
    HEADER,
    USER,
    Claims,
    app_only,
    delegated,
    encoded,
    id_token,
    raw,
    signed,
)

BARE = signed(app_only())


def token(material: str | bytes) -> AccessToken:
    """The token that has to be readable."""
    found = read(material)
    assert isinstance(found, AccessToken), found
    return found


class TestMaterial:
    """The token is found in whatever people have at hand."""

    @pytest.mark.parametrize(
        "material",
        [
            BARE,
            f"  {BARE}\r\n",
            f'"{BARE}"',
            f"'{BARE}',",
            f"\ufeff{BARE}",
            f"Bearer {BARE}",
            f"bearer\t{BARE}",
            f"Authorization: Bearer {BARE}\r\n",
            f"authorization:{BARE}",
            f'"Authorization": "Bearer {BARE}"',
            f"{BARE[:70]}\n{BARE[70:]}",
            json.dumps({"token_type": "Bearer", "expires_in": 3599, "access_token": BARE}),
            json.dumps({"accessToken": BARE, "expiresOn": "2026", "tokenType": "Bearer"}),
            json.dumps({"token": BARE, "expires_on": 10**400}),
            json.dumps([BARE, 1766480000]),
            json.dumps({"Authorization": f"Bearer {BARE}"}),
            json.dumps({"refresh_token": "0.AX", "id_token": "x", "access_token": BARE}),
            str({"token_type": "Bearer", "access_token": BARE}),
            str({"Authorization": f"Bearer {BARE}"}),
            f"AccessToken(token='{BARE}', expires_on=1766480000)",
            f"AccessTokenInfo(token='{BARE}', expires_on=1766480000)",
        ],
    )
    def test_as_text_and_in_any_encoding(self, material: str) -> None:
        assert token(material) == token(BARE)
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            assert token(material.encode(encoding)) == token(BARE)
        plain = material.lstrip("\ufeff")
        for encoding in ("utf-16-le", "utf-16-be"):
            assert token(plain.encode(encoding)) == token(BARE)

    @pytest.mark.parametrize(
        ("material", "reason"),
        [
            ("", Unreadable.EMPTY),
            (b"", Unreadable.EMPTY),
            (" \n\ufeff", Unreadable.EMPTY),
            ("Bearer", Unreadable.EMPTY),
            ('{"access_token": ""}', Unreadable.EMPTY),
            (BARE + " " * LARGEST_INPUT, Unreadable.TOO_LARGE),
            (b"\xff\xfe\x00\xd8", Unreadable.NOT_TEXT),
            (b"\x89PNG\r\n\x1a\n", Unreadable.NOT_TEXT),
            ("{", Unreadable.BROKEN_JSON),
            ("[" * 100_000, Unreadable.BROKEN_JSON),
            ('{"access_token": ' * 5_000, Unreadable.BROKEN_JSON),
            (f'{{"access_token": "{BARE}", "access_token": "x"}}', Unreadable.AMBIGUOUS_JSON),
            (f"{{'access_token': '{BARE}', 'access_token': 'x'}}", Unreadable.AMBIGUOUS_JSON),
            ('{"error": "invalid_client"}', Unreadable.FAILED_REQUEST),
            ('{"refresh_token": "x", "expires_in": NaN}', Unreadable.OTHER_TOKENS),
            ('{"id_token": "x"}', Unreadable.OTHER_TOKENS),
            ("{}", Unreadable.NONE_IN_JSON),
            ("[]", Unreadable.NONE_IN_JSON),
            ('{"access_token": 5}', Unreadable.NONE_IN_JSON),
            ("Hello, world", Unreadable.NONE),
            ("One. Two. Three words that are not a token at all", Unreadable.NONE),
            ("eyelash", Unreadable.NONE),
            ("\x00\x01\x02", Unreadable.NONE),
            ("EwB4A8l6BAAUO9chh8cJscQLmU+LSWpbnr0vmwwAAQ==", Unreadable.OPAQUE),
            ("0.AXEAy1nGm" + "x" * 400 + ".AgABAAEAAAD", Unreadable.OPAQUE),
        ],
    )
    def test_without_a_token(self, material: str | bytes, reason: Unreadable) -> None:
        assert read(material) is reason


class TestParts:
    """A broken JWT is told by the part that is broken."""

    @pytest.mark.parametrize(
        ("material", "reason"),
        [
            (BARE.rpartition(".")[0], Unreadable.PARTS),
            (BARE.partition(".")[0], Unreadable.PARTS),
            (f"{BARE}.x", Unreadable.PARTS),
            (f"{BARE}.x.y.z", Unreadable.PARTS),
            (f"{BARE}.x.y", Unreadable.ENCRYPTED),
            (raw('{"alg":"dir","enc":"A256GCM"}', "", "iv.text.tag"), Unreadable.ENCRYPTED),
            (f"e{BARE[2:]}", Unreadable.HEADER),
            (f"{BARE[:10]}!{BARE[11:]}", Unreadable.HEADER),
            (raw('{"alg":', "{}"), Unreadable.HEADER),
            (raw('{"alg":"none","b64":false}', "{}"), Unreadable.HEADER),
            (raw('{"a":' * 10_000, "{}"), Unreadable.HEADER),
            (raw(HEADER, "{"), Unreadable.PAYLOAD),
            (raw(HEADER, ""), Unreadable.PAYLOAD),
            (raw(HEADER, "[]"), Unreadable.PAYLOAD),
            (raw(HEADER, '"text"'), Unreadable.PAYLOAD),
            (raw(HEADER, b'{"aud":"\xff"}'), Unreadable.PAYLOAD),
            (raw(HEADER, '{"a":' * 15_000), Unreadable.PAYLOAD),
            (raw(HEADER, '{"exp":1' + "0" * 5_000 + "}"), Unreadable.PAYLOAD),
            (f"{encoded(HEADER)}.x.y", Unreadable.PAYLOAD),
            (raw(HEADER, "{}", "x"), Unreadable.SIGNATURE),
            (raw(HEADER, "{}", "%%%%"), Unreadable.SIGNATURE),
            (raw(HEADER, '{"idtyp":"app","idtyp":"user"}'), Unreadable.REPEATED_CLAIM),
            (raw(HEADER, '{"x":{"y":1,"y":2}}'), Unreadable.REPEATED_CLAIM),
        ],
    )
    def test_that_is_broken(self, material: str, reason: Unreadable) -> None:
        assert read(material) is reason

    @pytest.mark.parametrize(
        ("claims", "reads"),
        [
            (id_token(), False),
            (id_token(nonce=None, roles=["Boss"]), False),
            (id_token(appid=CLIENT), False),
            (id_token(aud=GRAPH_ID), True),
            (id_token(scp="User.Read"), True),
            (id_token(idtyp="user"), True),
            (id_token(appid=USER), True),
            (id_token(oid="x", sub="x"), True),
            (delegated(aud=CLIENT), True),
        ],
    )
    def test_of_an_id_token(self, claims: Claims, reads: bool) -> None:
        assert (read(signed(claims)) is not Unreadable.FOR_SIGN_IN) is reads

    def test_are_taken_apart_by_pyjwt(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise jwt.DecodeError(BARE)

        monkeypatch.setattr(jwt.PyJWS, "decode_complete", refuse)
        assert read(BARE) is Unreadable.HEADER

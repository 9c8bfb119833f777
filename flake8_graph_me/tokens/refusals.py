"""Why there is no readable access token. Each reason is one sentence that quotes nothing.

The sentences are fixed, so that no message can contain a part of the input.

Sources: the five parts of an encrypted token, RFC 7516 section 3.1; the three of a signed one,
RFC 7515 section 3.1; tokens of personal accounts need not be JWTs,
learn.microsoft.com/entra/identity-platform/access-tokens; an ID token's audience is the
application, learn.microsoft.com/entra/identity-platform/id-token-claims-reference.
"""

import enum

LARGEST_INPUT = 128 * 1024
"""How many bytes of input, or characters of a text, are looked at. Web servers take headers of a
few dozen kilobytes at most; the JSON that carries a token may carry two others, and be in UTF-16.
Past it the command refuses the input, and a literal in a program is no token.
"""


class Unreadable(enum.Enum):
    """A reason: the fact first, then the remedy."""

    EMPTY = "there is nothing to read: pass the access token, or the JSON that holds it"
    TOO_LARGE = (
        f"the input is larger than {LARGEST_INPUT // 1024} KiB, more than any access token: "
        "pass the token alone"
    )
    NOT_TEXT = (
        "the input is not text in UTF-8 or UTF-16: pass the access token, or the JSON that holds it"
    )
    BROKEN_JSON = (
        "the input looks like JSON but cannot be read as JSON: pass all of it, or the access token "
        "alone"
    )
    AMBIGUOUS_JSON = (
        "the JSON names its access token more than once, so it is unclear which one counts: pass "
        "the one that is sent"
    )
    FAILED_REQUEST = (
        "the JSON is the answer to a failed token request, so it holds no token: fix what its "
        "error_description says"
    )
    OTHER_TOKENS = (
        "the JSON holds a refresh token or an ID token but no access token: pass the answer that "
        "has access_token"
    )
    NONE_IN_JSON = (
        "the JSON holds no access token under access_token, accessToken or token: pass the answer "
        "to the token request, or the token alone"
    )
    NONE = "the input is not a token: pass one access token, or the JSON that holds it"
    OPAQUE = (
        "the text is not a JWT, so only the service it is for can read it, as with refresh tokens "
        "and access tokens of personal Microsoft accounts: pass the access token of a work or "
        "school account"
    )
    ENCRYPTED = (
        "the token is encrypted (a JWE of five parts), so only the service it is for can read "
        "it: only Graph's answers show what it can do"
    )
    PARTS = (
        "the token is malformed: a JWT has three parts, separated by two dots; pass all of it, as "
        "received"
    )
    HEADER = (
        "the token is malformed: its header, the first part, is not a JSON object in base64url, or "
        "not that of a JWT; pass all of it, as received"
    )
    PAYLOAD = (
        "the token is malformed: its payload, the second part, is not a readable JSON object in "
        "base64url; pass all of it, as received"
    )
    SIGNATURE = (
        "the token is malformed: its signature, the third part, is not base64url; pass all of it, "
        "as received"
    )
    REPEATED_CLAIM = (
        "the token is malformed: its payload names a claim twice, so it is unclear which one "
        "counts; get a new token"
    )
    FOR_SIGN_IN = (
        "it is an ID token, which tells an application who signed in; Graph does not accept it: "
        "pass the access token, access_token in the same answer"
    )

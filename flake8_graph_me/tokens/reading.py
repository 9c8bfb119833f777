"""From any input to a decoded access token, or the reason why there is none."""

from flake8_graph_me.tokens.access_tokens import AccessToken, access_token, is_id_token
from flake8_graph_me.tokens.audiences import graph_audience
from flake8_graph_me.tokens.claims import claims
from flake8_graph_me.tokens.decoding import claims_of
from flake8_graph_me.tokens.material import token_text
from flake8_graph_me.tokens.refusals import LARGEST_INPUT, Unreadable

SIGN = "eyJ"
"""What a JWT begins with; a source without it holds none."""
_DOTS = 2


def read(material: str | bytes) -> AccessToken | Unreadable:
    """The access token in a text or in the bytes of a file; never raises."""
    token = token_text(material)
    if isinstance(token, Unreadable):
        return token
    values = claims_of(token)
    if isinstance(values, Unreadable):
        return values
    asked = claims(values, token)
    return Unreadable.FOR_SIGN_IN if is_id_token(asked) else access_token(asked)


def hard_coded(literal: str) -> AccessToken | None:
    """The access token for Graph in the text of a literal, if it is one.

    The text may have a scheme or a header's name before the token, or be a JSON response. Most
    texts fail the first test, which costs next to nothing.
    """
    if SIGN not in literal or literal.count(".") < _DOTS or len(literal) > LARGEST_INPUT:
        return None
    found = read(literal)
    if isinstance(found, Unreadable) or graph_audience(found.audiences) is False:
        return None
    return found

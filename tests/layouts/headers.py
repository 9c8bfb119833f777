"""Ways to keep a token for the headers of requests."""

from tests.layouts.parts import Part, part, part_of_object

_BEARER = '{"Authorization": "Bearer " + <token>}'
_AUTH = f"""
class Auth:
    def __init__(self):
        self.token = <token>

    def headers(self):
        return {_BEARER.replace("<token>", "self.token")}
"""
_KEPT = '{"Authorization": f"Bearer {self.token}"}'
HEADERS = (
    Part("here", _BEARER),
    part("global", "SIGNED", module=f"SIGNED = {_BEARER}\n"),
    part(
        "global by a function",
        "SIGNED",
        module=f"""
        def headers():
            return {_BEARER}


        SIGNED = headers()
        """,
    ),
    part("function", "headers()", module=f"def headers():\n    return {_BEARER}\n"),
    part(
        "static method",
        "Auth.headers()",
        module=f"class Auth:\n    @staticmethod\n    def headers():\n        return {_BEARER}\n",
    ),
    part("global object", "auth.headers()", module=f"{_AUTH}\n\nauth = Auth()\n"),
    part(
        "dataclass",
        "settings.headers()",
        module=f"""
        @dataclasses.dataclass
        class Settings:
            token: str = ""

            def headers(self):
                return {_KEPT}


        settings = Settings(token=<token>)
        """,
    ),
    part_of_object("attribute", "self.headers", attributes=f"self.headers = {_BEARER}\n"),
    part_of_object("token as attribute", _KEPT, attributes="self.token = <token>\n"),
    part_of_object("method", "self.headers()", body=f"def headers(self):\n    return {_BEARER}\n"),
    part_of_object(
        "property", "self.headers", body=f"@property\ndef headers(self):\n    return {_BEARER}\n"
    ),
    part_of_object("class attribute", "self.headers", body=f"headers = {_BEARER}\n"),
    part_of_object(
        "signing in",
        _KEPT,
        attributes="self.token = None\n",
        body="def sign_in(self):\n    self.token = <token>\n",
        signs_in="sign_in",
    ),
    part_of_object(
        "when needed",
        '{"Authorization": "Bearer " + self.token()}',
        attributes="self.kept = None\n",
        body="""
        def token(self):
            if not self.kept:
                self.kept = <token>
            return self.kept
        """,
    ),
    part_of_object(
        "object", "self.auth.headers()", module=_AUTH, attributes="self.auth = Auth()\n"
    ),
    part_of_object(
        "given",
        "self.headers",
        module=f"def new_headers():\n    return {_BEARER}\n",
        attributes="self.headers = given\n",
        given="new_headers()",
    ),
    part_of_object(
        "base class",
        "self.headers",
        module=f"class Base:\n    def __init__(self):\n        self.headers = {_BEARER}\n",
        base="Base",
    ),
    part(
        "cached property",
        "Auth().headers",
        module=f"""
        class Auth:
            @functools.cached_property
            def headers(self):
                return {_BEARER}
        """,
    ),
    part("keywords", 'dict(Authorization="Bearer " + <token>, Accept="application/json")'),
    part("merged", f"{{**COMMON, **{_BEARER}}}", module='COMMON = {"Accept": "*/*"}\n'),
    part(
        "filled global",
        "SIGNED",
        module="""
        SIGNED = {"Accept": "application/json"}
        SIGNED["Authorization"] = "Bearer " + <token>
        """,
    ),
    part("in a dictionary", 'KEPT["headers"]', module=f'KEPT = {{"headers": {_BEARER}}}\n'),
    part(
        "named tuple",
        "kept.headers",
        module=f"""
        class Kept(typing.NamedTuple):
            headers: dict


        kept = Kept({_BEARER})
        """,
    ),
    part(
        "made function",
        "headers()",
        module="""
        def made(token):
            def headers():
                return {"Authorization": f"Bearer {token}"}

            return headers


        headers = made(<token>)
        """,
    ),
    part(
        "tried again",
        "headers()",
        module=f"""
        def headers():
            for _ in range(3):
                try:
                    return {_BEARER}
                except RuntimeError:
                    time.sleep(1)
            raise RuntimeError("no token")
        """,
    ),
    part(
        "only object",
        "Auth.only().headers()",
        module=f"""
        class Auth:
            _only = None

            @classmethod
            def only(cls):
                if cls._only is None:
                    cls._only = cls()
                return cls._only

            def headers(self):
                return {_BEARER}
        """,
    ),
    Part(
        "awaited",
        "await headers()",
        module=f"async def headers():\n    return {_BEARER}\n",
        asynchronous=True,
    ),
    part_of_object(
        "for a while",
        '{"Authorization": "Bearer " + self.token()}',
        attributes="self.kept = None\nself.until = 0.0\n",
        body="""
        def token(self):
            if self.kept is None or time.time() >= self.until:
                self.kept = <token>
                self.until = time.time() + 3000
            return self.kept
        """,
    ),
    part_of_object(
        "given object",
        "self.auth.headers()",
        module=_AUTH,
        attributes="self.auth = given\n",
        given="Auth()",
    ),
    part_of_object(
        "method of a base",
        "self.headers()",
        module=f"class Base:\n    def headers(self):\n        return {_BEARER}\n",
        base="Base",
    ),
)

"""What Python calls by itself: descriptors, methods with underscores, metaclasses.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

DESCRIPTOR = """
class $Field:
    def __get__(self, instance, owner):
        return {get}

    def __set__(self, instance, value):
        {set}


class $Client:
    token = $Field()

    def __init__(self):
        self.token = {init}


SEND $Client().token
"""
KEEPS = 'instance.__dict__["token"] = value'
SETS = """
class $Client:
    def __setattr__(self, name, value):
        object.__setattr__(self, {name}, {value})

    def __init__(self):
        self.name = $USER
        self.token = $APP


$client = $Client()
SEND $client.token
"""
GETS = """
class $Client:
    def __init__(self):
        self.{own} = $APP

    def {method}(self, name):
        ? return $USER
        return $APP


SEND $Client().{read}
"""
META = """
class $Meta(type):
    def __new__(cls, name, bases, members):
        members["{name}"] = $USER
        return super().__new__(cls, name, bases, members)


class $Client(metaclass=$Meta):
    token = $APP


SEND $Client.token
"""
SUBCLASS = """
class $Base:
    def __init_subclass__(cls, **named):
        super().__init_subclass__(**named)
        cls.{name} = $USER


class $Client($Base):
    token = $APP


SEND $Client.token
"""

HOOKS = (
    Way(
        "own_descriptor",
        (
            DESCRIPTOR.format(get="$USER", set="return None", init="$APP"),
            DESCRIPTOR.format(
                get='instance.__dict__["token"]',
                set='instance.__dict__["token"] = $USER',
                init="$APP",
            ),
            (
                "class $Client:\n    def __init__(self):\n        self._token = $APP\n\n"
                "    @property\n"
                "    def token(self):\n        return self._token\n\n    @token.setter\n"
                "    def token(self, value):\n        self._token = value\n\n\n"
                "$client = $Client()\n"
                "? $client.token = $USER\nSEND $client.token"
            ),
        ),
        (
            DESCRIPTOR.format(get='instance.__dict__["token"]', set=KEEPS, init="$APP"),
            DESCRIPTOR.format(get="$APP", set="return None", init="$USER"),
            (
                "class $Client:\n    def __init__(self):\n        self._token = $APP\n\n"
                "    @property\n"
                "    def token(self):\n        return self._token\n\n    @token.setter\n"
                "    def token(self, value):\n        self.last = value\n\n\n$client = $Client()\n"
                "$client.token = $USER\nSEND $client.token"
            ),
        ),
    ),
    Way(
        "own_setattr",
        (
            SETS.format(name="name", value="$USER"),
            SETS.format(name='"token"', value='value if name == "name" else $USER'),
        ),
        (
            SETS.format(name="name", value="value"),
            SETS.format(name="name", value="$APP"),
        ),
    ),
    Way(
        "own_getattr",
        (
            GETS.format(own="kept", method="__getattr__", read="token"),
            GETS.format(own="token", method="__getattribute__", read="token"),
            (
                "class $Client(dict):\n    def __missing__(self, key):\n        return $USER\n\n\n"
                '$client = $Client(kept=$APP)\nSEND $client["token"]'
            ),
            (
                "class $Client(dict):\n    def __getitem__(self, key):\n        return $USER\n\n\n"
                '$client = $Client(token=$APP)\nSEND $client["token"]'
            ),
        ),
        (
            GETS.format(own="token", method="__getattr__", read="token"),
            (
                "class $Client(dict):\n    def __missing__(self, key):\n        return $USER\n\n\n"
                '$client = $Client(token=$APP)\nSEND $client["token"]'
            ),
            (
                "class $Client(dict):\n    def __getitem__(self, key):\n        return $USER\n\n\n"
                '$client = $Client(token=$APP)\nSEND $client.get("token")'
            ),
        ),
    ),
    Way(
        "own_metaclass",
        (
            META.format(name="token"),
            (
                "class $Meta(type):\n    def __call__(cls, token):\n"
                "        return super().__call__($USER)\n\n\n"
                "class $Client(metaclass=$Meta):\n    def __init__(self, token):\n"
                "        self.token = token\n\n\nSEND $Client($APP).token"
            ),
        ),
        (
            META.format(name="name"),
            (
                "class $Meta(type):\n    def __call__(cls, token):\n"
                "        return super().__call__(token)\n\n\n"
                "class $Client(metaclass=$Meta):\n    def __init__(self, token):\n"
                "        self.token = token\n\n\nSEND $Client($APP).token"
            ),
        ),
    ),
    Way("own_init_subclass", (SUBCLASS.format(name="token"),), (SUBCLASS.format(name="name"),)),
    Way(
        "own_new",
        (
            (
                "class $Token(str):\n    def __new__(cls, value):\n"
                "        return str.__new__(cls, $USER)\n\n\n"
                "SEND $Token($APP)"
            ),
            (
                "class $Other:\n    token = $USER\n\n\nclass $Client:\n    token = $APP\n\n"
                "    def __new__(cls):\n        return $Other()\n\n\nSEND $Client().token"
            ),
        ),
        (
            (
                "class $Client:\n    token = $APP\n\n    def __new__(cls):\n"
                "        print(len($USER))\n"
                "        return super().__new__(cls)\n\n\nSEND $Client().token"
            ),
        ),
    ),
    Way(
        "own_operators",
        (
            (
                "class $Headers(dict):\n    def __ior__(self, other):\n"
                "        return $USER_HEADERS\n\n\n"
                "$headers = $Headers($APP_HEADERS)\n$headers |= {}\nSEND headers $headers"
            ),
            (
                "class $Headers(dict):\n    def __setitem__(self, key, value):\n"
                '        super().__setitem__(key, "Bearer " + $USER)\n\n\n'
                '$headers = $Headers()\n$headers["Authorization"] = "Bearer " + $APP\n'
                "SEND headers $headers"
            ),
            (
                "class $Client:\n    token = $APP\n\n    def __enter__(self):\n"
                "        self.token = $USER\n"
                "        return self\n\n    def __exit__(self, *_):\n        return None\n\n\n"
                "with $Client() as $client:\n    SEND $client.token"
            ),
            (
                "class $Client:\n    token = $APP\n\n    def __bool__(self):\n"
                "        self.token = $USER\n"
                "        return True\n\n\n$client = $Client()\nif $client:\n    SEND $client.token"
            ),
        ),
        (
            (
                "class $Headers(dict):\n    def __ior__(self, other):\n        return self\n\n\n"
                "$headers = $Headers($APP_HEADERS)\n$headers |= $USER_HEADERS\n"
                "SEND headers $headers"
            ),
            (
                "class $Client:\n    token = $APP\n\n    def __enter__(self):\n"
                "        self.name = $USER\n"
                "        return self\n\n    def __exit__(self, *_):\n        return None\n\n\n"
                "with $Client() as $client:\n    SEND $client.token"
            ),
            (
                "class $Client:\n    token = $APP\n\n    def __bool__(self):\n"
                "        self.token = $USER\n"
                "        return True\n\n\n$client = $Client()\nSEND $client.token"
            ),
        ),
    ),
    Way(
        "own_initialization",
        (
            (
                "import dataclasses\n\n\n@dataclasses.dataclass\nclass $Job:\n    token: str\n\n"
                "    def __post_init__(self):\n        ? self.token = $USER\n"
                "        self.done = False\n\n\n"
                "SEND $Job($APP).token"
            ),
            (
                "class $Client:\n    token = $APP\n\n    def __call__(self):\n"
                "        self.token = $USER\n"
                "        return self\n\n\nSEND $Client()().token"
            ),
        ),
        (
            (
                "import dataclasses\n\n\n@dataclasses.dataclass\nclass $Job:\n    token: str\n\n"
                "    def __post_init__(self):\n        self.name = $USER\n\n\nSEND $Job($APP).token"
            ),
        ),
    ),
)

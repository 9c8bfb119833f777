"""Which value a name, a cache or a class gives: when it is bound, kept, patched or inherited.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

HOLDS = "class $Holder:\n    token = $APP\n\n\n$held = $Holder()\n"
CACHED = """
import functools
$state = {"token": $APP}


@functools.cache
def $fetch():
    return $state["token"]


"""
LAZY = """
import functools
$state = {"token": $APP}


class $Client:
    @functools.cached_property
    def token(self):
        return $state["token"]


$client = $Client()
"""
BASES = """
class $OfApp:
    token = $APP


class $OfUser:
    token = $USER


"""
BY_SUPER = """
class $Base:
    def token(self):
        return $APP


class $Middle($Base):
    def token(self):
        return super().token()


class $Side($Base):
    def token(self):
        {0}


class $Client($Middle, $Side):
    pass


SEND $Client().token()
"""
IN_ORDER = "def $fetch():\n    return $tok\n\n\n"

BINDINGS = (
    Way(
        "patched_for_a_while",
        (
            (
                'from unittest import mock\n$state = {"token": $APP}\n'
                'with mock.patch.dict($state, {"token": $USER}):\n    SEND $state["token"]'
            ),
            (
                f"from unittest import mock\n{HOLDS}"
                'with mock.patch.object($held, "token", $USER):\n    SEND $held.token'
            ),
            (
                f"from unittest import mock\n{HOLDS}"
                '? mock.patch.object($Holder, "token", $USER).start()\nSEND $held.token'
            ),
        ),
        (
            (
                'from unittest import mock\n$state = {"token": $APP}\n'
                'with mock.patch.dict($state, {"token": $USER}):\n    print(len($state))\n'
                'SEND $state["token"]'
            ),
            (
                f"from unittest import mock\n{HOLDS}"
                'with mock.patch.object($held, "token", $USER):\n    print(len($held.token))\n'
                "SEND $held.token"
            ),
        ),
    ),
    Way(
        "kept_by_a_cache",
        (
            (
                f'{CACHED}print(len($fetch()))\n$state["token"] = $USER\n$fetch.cache_clear()\n'
                "SEND $fetch()"
            ),
            f'{CACHED}? $state["token"] = $USER\nSEND $fetch()',
            (
                f'{CACHED}$state["token"] = $USER\nprint(len($fetch()))\n$state["token"] = $APP\n'
                "SEND $fetch()"
            ),
            f'{LAZY}? $state["token"] = $USER\nSEND $client.token',
        ),
        (
            f'{CACHED}print(len($fetch()))\n$state["token"] = $USER\nSEND $fetch()',
            f'{LAZY}print(len($client.token))\n$state["token"] = $USER\nSEND $client.token',
        ),
    ),
    Way(
        "bound_late",
        (
            "$both = [lambda: each for each in ($APP, $USER)]\nSEND $both[0]()",
            f"$tok = $APP\n\n\n{IN_ORDER}? $tok = $USER\nSEND $fetch()",
            (
                "def $make(tok):\n    return lambda: tok\n\n\n"
                "$fetch = $make($APP)\n? $fetch = $make($USER)\nSEND $fetch()"
            ),
        ),
        (
            "$both = [lambda each=each: each for each in ($APP, $USER)]\nSEND $both[0]()",
            f"$tok = $USER\n\n\n{IN_ORDER}$tok = $APP\nSEND $fetch()",
            (
                "def $make(tok):\n    return lambda: tok\n\n\n"
                "$fetch = $make($APP)\n$make($USER)\nSEND $fetch()"
            ),
        ),
    ),
    Way(
        "inherited_in_order",
        (
            f"{BASES}class $Client($OfUser, $OfApp):\n    pass\n\n\nSEND $Client.token",
            BY_SUPER.format("return $USER"),
            (
                f"{BASES}class $Client($OfApp):\n    pass\n\n\n? $Client.__bases__ = ($OfUser,)\n"
                "SEND $Client().token"
            ),
        ),
        (
            f"{BASES}class $Client($OfApp, $OfUser):\n    pass\n\n\nSEND $Client.token",
            BY_SUPER.format("return super().token()"),
        ),
    ),
    Way(
        "generator_is_sent_to",
        (
            (
                "def $each():\n    tok = $APP\n    while True:\n"
                "        tok = (yield tok) or tok\n\n\n"
                "$it = $each()\nnext($it)\n? $it.send($USER)\nSEND next($it)"
            ),
            (
                "def $each():\n    try:\n        yield $APP\n    except ValueError:\n"
                "        yield $USER\n\n\n$it = $each()\nnext($it)\nSEND $it.throw(ValueError())"
            ),
        ),
        (
            (
                "def $each():\n    tok = $APP\n    while True:\n        yield tok\n\n\n"
                "$it = $each()\nnext($it)\n$it.send($USER)\nSEND next($it)"
            ),
        ),
    ),
)

"""State that is changed by its name: attributes, namespaces, defaults, code that is a text.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

HOLDS = "class $Holder:\n    pass\n\n\n$held = $Holder()\n$held.token = $APP\n"
RETURNS = "def $fetch(token=$APP):\n    return token\n\n\n"
BY_KEYWORD = "def $fetch(*, token=$APP):\n    return token\n\n\n"

REFLECTION = (
    Way(
        "setattr",
        (
            HOLDS + '? setattr($held, "token", $USER)\nSEND $held.token',
            HOLDS + "setattr($held, $lib.key(), $USER)\nSEND $held.token",
            HOLDS + '? object.__setattr__($held, "token", $USER)\nSEND $held.token',
            HOLDS + '$state = {"token": $USER}\nfor $name, $value in $state.items():\n'
            "    setattr($held, $name, $value)\nSEND $held.token",
            (
                "class $Holder:\n    token = $USER\n\n\n$held = $Holder()\n$held.token = $APP\n"
                '? delattr($held, "token")\nSEND $held.token'
            ),
        ),
        (
            HOLDS + 'setattr($held, "name", $USER)\nSEND $held.token',
            HOLDS + 'setattr($held, $lib.key() + "2", $USER)\nSEND $held.token',
            HOLDS
            + 'setattr($held, "token", $USER)\nsetattr($held, "token", $APP)\nSEND $held.token',
        ),
    ),
    Way(
        "namespace_of_an_object",
        (
            HOLDS + '? vars($held)["token"] = $USER\nSEND $held.token',
            HOLDS + '? $held.__dict__["token"] = $USER\nSEND $held.token',
            HOLDS + "? $held.__dict__.update(token=$USER)\nSEND $held.token",
            HOLDS + "? $lib.fill(vars($held))\nSEND $held.token",
        ),
        (
            HOLDS + 'vars($held)["name"] = $USER\nSEND $held.token',
            HOLDS + 'dict(vars($held))["token"] = $USER\nSEND $held.token',
            HOLDS + '$held.__dict__["token"] = $APP\nSEND $held.token',
        ),
    ),
    Way(
        "namespace_of_a_module",
        (
            '$tok = $APP\n? globals()["$tok"] = $USER\nSEND $tok',
            "$tok = $APP\n? globals().update({'$tok': $USER})\nSEND $tok",
            'import sys\n$tok = $APP\n? setattr(sys.modules[__name__], "$tok", $USER)\nSEND $tok',
            "import sys\n$tok = $APP\n? sys.modules[__name__].$tok = $USER\nSEND $tok",
            '$tok = $APP\n? vars()["$tok"] = $USER\nprint(len(globals()))\nSEND $tok',
        ),
        (
            '$tok = $APP\nglobals()["$other"] = $USER\nSEND $tok',
            '$tok = $APP\nglobals()["$tok"] = $USER\n$tok = $APP\nSEND $tok',
            'import sys\n$tok = $APP\nsetattr(sys.modules[__name__], "$other", $USER)\nSEND $tok',
        ),
    ),
    Way(
        "code_that_is_a_text",
        (
            '$tok = $APP\n? exec("$tok = $USER")\nSEND $tok',
            '$tok = $APP\n$code = "$tok = " + "$USER"\n? exec($code)\nSEND $tok',
            '$tok = $APP\n? exec("$tok = $USER", globals())\nSEND $tok',
            '$tok = $APP\n? $tok = eval("$USER")\nSEND $tok',
            '$tok = $APP\nexec(compile("$tok = $USER", "a", "exec"))\nSEND $tok',
        ),
        (
            '$tok = $APP\nexec("$other = $USER")\nSEND $tok',
            '$tok = $APP\nexec("$tok = $USER", {**globals()})\nSEND $tok',
            "$tok = $APP\nprint(len(eval('$USER')))\nSEND $tok",
        ),
    ),
    Way(
        "defaults_of_a_function",
        (
            RETURNS + "? $fetch.__defaults__ = ($USER,)\nSEND $fetch()",
            BY_KEYWORD + '? $fetch.__kwdefaults__["token"] = $USER\nSEND $fetch()',
            RETURNS + "def $other():\n    return $USER\n\n\n? $fetch.__code__ = $other.__code__\n"
            "SEND $fetch()",
        ),
        (
            RETURNS + "$fetch.__doc__ = $USER\nSEND $fetch()",
            RETURNS + "$fetch.__defaults__ = ($USER,)\nSEND $fetch($APP)",
        ),
    ),
    Way(
        "operators_that_are_functions",
        (
            (
                'import operator\n$state = {"token": $APP}\n'
                '? operator.setitem($state, "token", $USER)\n'
                'SEND $state["token"]'
            ),
            (
                "import operator\n$headers = $APP_HEADERS\n"
                "? operator.ior($headers, $USER_HEADERS)\n"
                "SEND headers $headers"
            ),
            (
                'import operator\n$state = {"token": $APP}\n? operator.delitem($state, "token")\n'
                'SEND $state.get("token", $USER)'
            ),
            (
                "$headers = $APP_HEADERS\n? dict.update($headers, $USER_HEADERS)\n"
                "SEND headers $headers"
            ),
        ),
        (
            (
                'import operator\n$state = {"token": $APP}\n'
                'operator.setitem($state, "name", $USER)\n'
                'SEND $state["token"]'
            ),
            (
                "import operator\n$headers = $APP_HEADERS\n"
                "print(len(operator.or_($headers, $USER_HEADERS)))\nSEND headers $headers"
            ),
        ),
    ),
    Way(
        "classes_and_methods_replaced",
        (
            (
                "class $Client:\n    def token(self):\n        return $APP\n\n\n"
                "? $Client.token = lambda self: $USER\nSEND $Client().token()"
            ),
            (
                "class $Client:\n    def token(self):\n        return $APP\n\n\n"
                "class $Other($Client):\n    def token(self):\n        return $USER\n\n\n"
                "$client = $Client()\n? $client.__class__ = $Other\nSEND $client.token()"
            ),
            '$Client = type("Client", (), {"token": $USER})\nSEND $Client.token',
        ),
        (
            (
                "class $Client:\n    def token(self):\n        return $APP\n\n\n"
                "$Client.name = lambda self: $USER\nSEND $Client().token()"
            ),
            (
                "class $Client:\n    def token(self):\n        return $APP\n\n\n"
                "$client, $other = $Client(), $Client()\n$other.token = lambda: $USER\n"
                "SEND $client.token()"
            ),
            '$Client = type("Client", (), {"token": $APP, "name": $USER})\nSEND $Client.token',
        ),
    ),
    Way(
        "names_from_a_star_import",
        (
            "$tok = $APP\nfrom $part import *\nSEND $tok\n=== part\n$tok = $USER",
            "credential = $APP\nfrom $lib import *\nSEND credential",
            (
                "$tok = $APP\nimport $part\n$tok = $part.__dict__['$kept']\nSEND $tok\n"
                "=== part\n$kept = $USER"
            ),
        ),
        (
            "from $part import *\n$tok = $APP\nSEND $tok\n=== part\n$tok = $USER",
            "from $lib import *\ncredential = $APP\nSEND credential",
            "$tok = $APP\nfrom $part import *\nSEND $tok\n=== part\n_$tok = $USER",
        ),
    ),
)

"""Empty values that nobody in the file fills, and what stands beside them.

Code that the linter does not see fills only what is empty; it does not overwrite what is set. Must
not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

ASKS = """


def $ask():
    SEND $token or $APP


"""
ASKS_IF_NONE = """


def $ask():
    if $token is None:
        tok = $APP
    else:
        tok = $token
    SEND tok


"""
DRIVE = "=== drive\nimport $lib\n"
FILLED = DRIVE + '$lib.configure($module, "$token")\n$module.$ask()'
ASKED = "=== drive\n$module.$ask()"
OF_CLASS = """
class $Client:
    token = {0}

    def ask(self):
        SEND self.token or $APP


"""
OF_INSTANCE = """
class $Client:
    def __init__(self):
        self.token = {0}

    def ask(self):
        SEND self.token or $APP


"""
OF_CONTEXT = """
from contextvars import ContextVar
$current = ContextVar("current", default={0})


def $ask():
    SEND $current.get() or $APP


"""

PLACEHOLDERS = (
    Way(
        "placeholder_of_a_module",
        (
            "$token = None" + ASKS + FILLED,
            '$token = ""' + ASKS + FILLED,
            "$token = None" + ASKS_IF_NONE + FILLED,
            "$token: str | None = None" + ASKS_IF_NONE + DRIVE + "$module.$token = $lib.token()\n"
            "$module.$ask()",
            "import sys\n$token = None"
            + ASKS
            + '$lib.configure(sys.modules[__name__], "$token")\n$ask()',
        ),
        (
            "$token = False" + ASKS + ASKED,
            "$token = $APP" + ASKS + ASKED,
            '$token = $APP\n$name = ""\n\n\ndef $ask():\n    SEND $token\n\n\n'
            + DRIVE
            + '$lib.configure($module, "$name")\n$module.$ask()',
            (
                """
            $token = None


            def $fetch():
                global $token
                if $token is None:
                    $token = $APP
                return $token


            def $ask():
                SEND $fetch()


            """
                "\n=== drive\n$module.$ask()"
            ),
        ),
    ),
    Way(
        "placeholder_container_of_a_module",
        (
            "$headers = {}\n\n\ndef $ask():\n    SEND headers $headers or $APP_HEADERS\n\n\n"
            + DRIVE
            + "$module.$headers.update($lib.credentials())\n$module.$ask()",
            '$state = {}\n\n\ndef $ask():\n    SEND $state.get("token") or $APP\n\n\n'
            + DRIVE
            + "$lib.fill($module.$state)\n$module.$ask()",
            "$hooks = []\n\n\ndef $fetch():\n    for each in $hooks:\n        return each()\n"
            "    return $APP\n\n\ndef $ask():\n    SEND $fetch()\n\n\n"
            + DRIVE
            + "$lib.load($module.$hooks)\n$module.$ask()",
        ),
        (
            '$state = {}\n\n\ndef $ask():\n    $state["token"] = $APP\n'
            '    SEND $state["token"]\n\n\n' + DRIVE + "$lib.fill($module.$state)\n$module.$ask()",
            '$state = {"token": $APP}\n\n\ndef $ask():\n    SEND $state["token"]\n\n\n'
            + DRIVE
            + '$lib.fill($module.$state, "other")\n$module.$ask()',
        ),
    ),
    Way(
        "placeholder_of_a_class",
        (
            OF_CLASS.format("None")
            + DRIVE
            + '$lib.configure($module.$Client, "token")\n$module.$Client().ask()',
            OF_CLASS.format('""') + '$lib.configure($Client, "token")\n$Client().ask()',
            OF_CLASS.format("None")
            + DRIVE
            + "class Signed($module.$Client):\n    token = $lib.token()\n\n\nSigned().ask()",
        ),
        (
            OF_CLASS.format("False") + "=== drive\n$module.$Client().ask()",
            OF_CLASS.format("$APP") + DRIVE + '$lib.configure($module.$Client, "name")\n'
            "$module.$Client().ask()",
        ),
    ),
    Way(
        "placeholder_of_an_instance",
        (
            OF_INSTANCE.format("None")
            + DRIVE
            + 'client = $module.$Client()\n$lib.configure(client, "token")\nclient.ask()',
            OF_INSTANCE.format('""')
            + '$client = $Client()\n? $lib.configure($client, "token")\n$client.ask()',
            (
                "import types\n$state = types.SimpleNamespace(token=None)\n"
                '? $lib.configure($state, "token")\nSEND $state.token or $APP'
            ),
        ),
        (
            OF_INSTANCE.format("$APP")
            + '$client = $Client()\n$lib.configure($client, "name")\n$client.ask()',
            OF_INSTANCE.format("None")
            + '$client = $Client()\n$lib.configure($client, "token")\n$client.token = $APP\n'
            "$client.ask()",
            OF_INSTANCE.format("0") + "=== drive\n$module.$Client().ask()",
        ),
    ),
    Way(
        "placeholder_in_a_context",
        (
            OF_CONTEXT.format("None")
            + DRIVE
            + "$module.$current.set($lib.token())\n$module.$ask()",
            OF_CONTEXT.format('""') + "$lib.call($current.set)\n$ask()",
        ),
        (
            OF_CONTEXT.format("None") + "$current.set($APP)\n$ask()",
            OF_CONTEXT.format("$APP") + "=== drive\n$module.$ask()",
        ),
    ),
    Way(
        "filled_by_another_module_of_the_project",
        (
            "import $part\n$part.$token = $USER\n$part.$ask()\n=== part\n$token = None" + ASKS,
            'import $part\nsetattr($part, "$token", $USER)\n$part.$ask()\n=== part\n$token = None'
            + ASKS,
            (
                "from $part import $state, $ask\n"
                '$state["token"] = $USER\n$ask()\n=== part\n'
                '$state = {}\n\n\ndef $ask():\n    SEND $state.get("token", $APP)'
            ),
        ),
        (
            "import $part\n$token = $USER\nprint(len($token))\n$part.$ask()\n=== part\n"
            "$token = None" + ASKS,
            "from $part import $token, $ask\n$token = $USER\nprint(len($token))\n$ask()\n"
            "=== part\n$token = None" + ASKS,
        ),
    ),
)

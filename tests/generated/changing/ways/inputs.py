"""Whose token is sent, and where, is for the program's own inputs to decide.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

A_FLAG = "$as_user = False\n? $as_user = True\n"
A_MODE = '$mode = "app"\n? $mode = "user"\n'
BOTH = f'{A_MODE}$flows = {{"app": lambda: $APP, "user": lambda: $USER}}\n'
PATHS = '$paths = {"user": "$MINE", "app": "$OTHERS"}\n'
CROSSED = '$paths = {"app": "$MINE", "user": "$OTHERS"}\n'
A_CLIENT = """
class $Client:
    def __init__(self, as_user):
        self.as_user = as_user

    def token(self):
        return $USER if self.as_user else $APP

    def path(self):
        if self.as_user:
            return "$MINE"
        return "$OTHERS"


"""

INPUTS = (
    Way(
        "flag_chooses_the_token",
        (
            "$tok = $APP\n? $tok = $USER\nSEND $tok",
            A_FLAG + "$tok = $USER if $as_user else $APP\nSEND $tok",
            A_FLAG + "$tok = ($as_user and $USER) or $APP\nSEND $tok",
            BOTH + "SEND $flows[$mode]()",
            A_MODE + 'match $mode:\n    case "user":\n        $tok = $USER\n    case _:\n'
            "        $tok = $APP\nSEND $tok",
        ),
        (
            A_FLAG + "$tok = $APP if $as_user else $APP\nSEND $tok",
            A_FLAG + "$tok = $USER if $as_user and not $as_user else $APP\nSEND $tok",
            BOTH + 'SEND $flows["app"]()',
            A_FLAG + "if $as_user:\n    print(len($USER))\nSEND $APP",
        ),
    ),
    Way(
        "flag_chooses_token_and_path",
        (
            BOTH + PATHS + "SEND both $flows[$mode](), $paths[$mode]",
            A_FLAG + 'if $as_user:\n    $tok, $path = $USER, "$MINE"\nelse:\n'
            '    $tok, $path = $APP, "$OTHERS"\nSEND both $tok, $path',
            A_FLAG + "$tok = $USER if $as_user else $APP\n"
            '$path = "$MINE" if $as_user else "$OTHERS"\nSEND both $tok, $path',
            A_CLIENT
            + A_FLAG
            + "$client = $Client($as_user)\nSEND both $client.token(), $client.path()",
            A_FLAG + '$job = {"token": $APP, "path": "$OTHERS"}\nif $as_user:\n'
            '    $job.update(token=$USER, path="$MINE")\nSEND both $job["token"], $job["path"]',
        ),
        (
            BOTH.replace('? $mode = "user"\n', "")
            + CROSSED
            + "SEND both $flows[$mode](), $paths[$mode]",
            (
                'if len("a") == 2:\n    $tok, $path = $USER, "$OTHERS"\nelse:\n'
                '    $tok, $path = $APP, "$MINE"\nSEND both $tok, $path'
            ),
        ),
    ),
    Way(
        "flag_chooses_the_order",
        (
            "$several = [$APP]\n? $several = [$USER, *$several]\nSEND $several[0]",
            "$tok = $APP\nfor $each in range(2):\n    ? $tok = $USER\n    print($each)\nSEND $tok",
            (
                "$tok = None\nwhile $tok is None:\n    ? $tok = $USER\n    $tok = $tok or $APP\n"
                "SEND $tok"
            ),
            "def $fetch():\n    ? return $USER\n    return $APP\n\n\nSEND $fetch()",
        ),
        (
            "$several = [$APP]\n? $several = [*$several, $USER]\nSEND $several[0]",
            "def $fetch():\n    ? print(len($USER))\n    return $APP\n\n\nSEND $fetch()",
            (
                "$tok = $USER\nwhile True:\n    ? print(len($tok))\n    $tok = $APP\n    break\n"
                "SEND $tok"
            ),
        ),
    ),
)

"""Functions and classes whose callers stand in a file that the linter does not see.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

BY_DEFAULT = "def $ask(token=None):\n    token = token or $APP\n    SEND token\n\n\n"
WITH_SESSION = """
import requests


def $session_for_app():
    session = requests.Session()
    session.headers.update($APP_HEADERS)
    return session


def $ask(session=None):
    session = session or $session_for_app()
    SEND session session


"""
A_CLIENT = """
class $Client:
    def __init__(self, token=None):
        self.token = token or $APP

    def ask(self):
        SEND self.token


"""
BY_A_FLAG = """
def $ask(user_token="", *, as_user=False):
    if as_user:
        tok = user_token
    else:
        tok = $APP
    SEND tok


"""
BY_A_FUNCTION = """
def $for_app():
    return $APP


def $ask(fetch=$for_app):
    SEND fetch()


"""
OVERRIDDEN = """
class $Client:
    token = None

    def name(self):
        return ""

    def ask(self):
        print(self.name())
        SEND self.token or $APP


"""
WITH_HEADERS = "def $ask(headers=$APP_HEADERS):\n    SEND headers headers\n\n\n"
DRIVE = "=== drive\nimport $lib\n"

CALLERS = (
    Way(
        "caller_that_is_seen_beside_one_that_is_not",
        (),
        (BY_DEFAULT + "$ask()\n=== drive\n$module.$ask()",),
        shared=(
            BY_DEFAULT + "$ask()\n" + DRIVE + "$module.$ask($lib.token())",
            "def $ask(token):\n    SEND token\n\n\n$ask($APP)\n"
            + DRIVE
            + "$module.$ask($lib.token())",
            WITH_HEADERS + "$ask()\n" + DRIVE + "$module.$ask($lib.credentials())",
            A_CLIENT + "$Client().ask()\n" + DRIVE + "$module.$Client($lib.token()).ask()",
        ),
    ),
    Way(
        "caller_hands_in_a_token",
        (
            BY_DEFAULT + DRIVE + "$module.$ask($lib.token())",
            BY_DEFAULT + DRIVE + "$module.$ask(token=$lib.token() if $lib.is_on() else None)",
            BY_A_FLAG + DRIVE + "$module.$ask($lib.token(), as_user=$lib.is_on())",
        ),
        (
            BY_DEFAULT + "=== drive\n$module.$ask()",
            BY_DEFAULT + "$ask()",
            BY_A_FLAG + DRIVE + "$module.$ask($lib.token())",
            "def $ask(name=None):\n    print(name)\n    SEND $APP\n\n\n"
            + DRIVE
            + "$module.$ask($lib.token())",
            "def $ask(token=None):\n    token = $APP\n    SEND token\n\n\n"
            + DRIVE
            + "$module.$ask($lib.token())",
        ),
    ),
    Way(
        "caller_hands_in_a_session",
        (
            WITH_SESSION
            + DRIVE
            + "import requests\nsession = requests.Session()\n"
            + "session.headers.update($lib.credentials())\n$module.$ask(session)",
            WITH_HEADERS + DRIVE + "$module.$ask($lib.credentials())",
        ),
        (
            WITH_SESSION + "=== drive\n$module.$ask()",
            WITH_SESSION + "$ask()",
            WITH_HEADERS + "=== drive\n$module.$ask()",
            WITH_SESSION.replace("session or ", "")
            + DRIVE
            + "import requests\n$module.$ask(requests.Session())",
        ),
    ),
    Way(
        "caller_hands_in_to_an_object",
        (
            A_CLIENT + DRIVE + "$module.$Client($lib.token()).ask()",
            A_CLIENT + DRIVE + "$module.$Client(token=$lib.token()).ask()",
            "import dataclasses\n\n\n@dataclasses.dataclass\nclass $Job:\n    token: str = None\n\n"
            "    def ask(self):\n        SEND self.token or $APP\n\n\n"
            + DRIVE
            + "$module.$Job($lib.token()).ask()",
        ),
        (
            A_CLIENT + "=== drive\n$module.$Client().ask()",
            A_CLIENT + "$Client().ask()",
            A_CLIENT.replace("token or ", "").replace("token=None", "name=None")
            + DRIVE
            + "$module.$Client($lib.token()).ask()",
        ),
    ),
    Way(
        "caller_hands_in_a_function",
        (
            BY_A_FUNCTION + DRIVE + "$module.$ask($lib.token)",
            "def $ask(*fetching):\n    tok = $APP\n    for each in fetching:\n"
            "        tok = each()\n"
            "    SEND tok\n\n\n" + DRIVE + "$module.$ask($lib.token)",
        ),
        (
            BY_A_FUNCTION + "=== drive\n$module.$ask()",
            "def $ask(*fetching):\n    tok = $APP\n    for each in fetching:\n        each()\n"
            "    SEND tok\n\n\n" + DRIVE + "$module.$ask($lib.token)",
        ),
    ),
    Way(
        "caller_derives_a_class",
        (
            OVERRIDDEN
            + DRIVE
            + "class Signed($module.$Client):\n    token = $lib.token()\n\n\nSigned().ask()",
        ),
        (
            OVERRIDDEN + DRIVE + "class Other($module.$Client):\n    def name(self):\n"
            "        return $lib.token()\n\n\n"
            "Other().ask()",
        ),
    ),
    Way(
        "caller_of_a_shared_path",
        (
            """
            $ME = "$MINE"


            def $for_app():
                return $APP


            def $ask(token):
                SEND both token, $ME


            """
            "\n" + DRIVE + "$module.$ask($lib.token())",
            """
            $ME = "$MINE"


            def $ask(token, path=$ME):
                SEND both token, path


            def $for_app():
                $ask($APP, "$OTHERS")


            $for_app()
            """
            "\n" + DRIVE + "$module.$ask($lib.token())",
        ),
        (
            """
            $ME = "$MINE"


            def $ask(token, path=$ME):
                SEND both token, path


            $ask($APP)
            """
            "\n" + DRIVE + '$module.$ask($lib.token(), "$OTHERS")',
        ),
    ),
    Way(
        "caller_in_another_file_of_the_project",
        (
            "import $part\n$part.$ask($USER)\n=== part\n" + BY_DEFAULT,
            "import $part\n$part.$Client($USER).ask()\n=== part\n" + A_CLIENT,
            "from $part import $ask\n? $ask($USER)\n$ask($USER)\n=== part\n" + BY_DEFAULT,
        ),
        (
            "import $part\n$part.$ask()\n=== part\n" + BY_DEFAULT,
            "import $part\nprint(len($USER))\n$part.$Client().ask()\n=== part\n" + A_CLIENT,
            "from $part import $ask\n$ask($APP)\n=== part\ndef $ask(token):\n    SEND token",
        ),
    ),
)

"""Mappings that are put together from others, some of which are unknown, and keys that are so.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

MAPPINGS = (
    Way(
        "updated_with_unknown_headers",
        (
            (
                "$headers = $APP_HEADERS\n? $headers.update($lib.more_headers())\n"
                "SEND headers $headers"
            ),
            "$headers = $APP_HEADERS\n? $headers |= $lib.more_headers()\nSEND headers $headers",
            "$headers = {**$APP_HEADERS, **$lib.more_headers()}\nSEND headers $headers",
            "SEND headers {**$APP_HEADERS, **$lib.more_headers()}",
            "$headers = $APP_HEADERS | $lib.more_headers()\nSEND headers $headers",
            "$headers = dict($APP_HEADERS, **$lib.more_headers())\nSEND headers $headers",
        ),
        (
            "$headers = {**$lib.more_headers(), **$APP_HEADERS}\nSEND headers $headers",
            "$headers = $lib.more_headers()\n$headers.update($APP_HEADERS)\nSEND headers $headers",
            "$headers = $lib.more_headers() | $APP_HEADERS\nSEND headers $headers",
            "$headers = $lib.more_headers()\n$headers |= $APP_HEADERS\nSEND headers $headers",
            (
                "$headers = $APP_HEADERS\n$headers.update($lib.more_headers())\n"
                '$headers["Authorization"] = "Bearer " + $APP\nSEND headers $headers'
            ),
        ),
    ),
    Way(
        "session_updated_with_unknown_headers",
        (
            (
                "import requests\n$session = requests.Session()\n"
                "$session.headers.update($APP_HEADERS)\n"
                "? $session.headers.update($lib.more_headers())\nSEND session $session"
            ),
            (
                "import requests\n$session = requests.Session()\n"
                "$session.headers = {**$APP_HEADERS, **$lib.more_headers()}\nSEND session $session"
            ),
        ),
        (
            (
                "import requests\n$session = requests.Session()\n"
                "$session.headers.update($lib.more_headers())\n"
                "$session.headers.update($APP_HEADERS)\nSEND session $session"
            ),
        ),
    ),
    Way(
        "answer_updated",
        (
            (
                '$answer = {"access_token": $APP}\n? $answer.update($lib.answer())\n'
                'SEND $answer["access_token"]'
            ),
            '$answer = {"access_token": $APP, **$lib.answer()}\nSEND $answer["access_token"]',
            (
                '$answer = {"access_token": $APP}\n? $answer.update(access_token=$USER)\n'
                'SEND $answer["access_token"]'
            ),
            (
                '$answer = $lib.answer()\n$answer.setdefault("access_token", $APP)\n'
                'SEND $answer["access_token"]'
            ),
        ),
        (
            '$answer = {**$lib.answer(), "access_token": $APP}\nSEND $answer["access_token"]',
            (
                '$answer = {"access_token": $APP}\n$answer.setdefault("access_token", $USER)\n'
                'SEND $answer["access_token"]'
            ),
            (
                '$answer = {"access_token": $APP}\n$answer.update(user_token=$USER)\n'
                'SEND $answer["access_token"]'
            ),
            (
                '$answer = {"access_token": $APP}\n$tok = $answer["access_token"]\n'
                "$answer.update($lib.answer())\nSEND $tok"
            ),
        ),
    ),
    Way(
        "stored_under_an_unknown_key",
        (
            '$state = {"token": $APP}\n? $state[$lib.key()] = $USER\nSEND $state["token"]',
            (
                "$headers = $APP_HEADERS\n"
                '? $headers[$lib.header_name()] = "Bearer " + $USER\nSEND headers $headers'
            ),
            '$state = {"token": $APP}\n$state.update({$lib.key(): $USER})\nSEND $state["token"]',
        ),
        (
            '$state = {"token": $APP}\n$state[$lib.key() + "2"] = $USER\nSEND $state["token"]',
            '$state = {"token": $APP}\n$state[$lib.key()] = $APP\nSEND $state["token"]',
            '$state = {}\n$state[$lib.key()] = $USER\n$state["token"] = $APP\nSEND $state["token"]',
        ),
    ),
    Way(
        "taken_by_an_unknown_key",
        (
            '$state = {"token": $USER, "kept": $APP}\nSEND $state[$lib.key()]',
            "$several = [$APP, $USER]\nSEND $several[$lib.number()]",
            '$state = {"kept": $APP}\nSEND $state.get($lib.key(), $USER)',
        ),
        (
            '$state = {"token": $APP, "kept": $APP}\nSEND $state[$lib.key()]',
            "$several = [$APP, $APP]\nSEND $several[$lib.number()]",
        ),
    ),
    Way(
        "keys_that_are_no_texts",
        (
            """
            import enum


            class $Mode(enum.Enum):
                APP = "app"
                USER = "user"


            $state = {$Mode.APP: $APP, $Mode.USER: $USER}
            SEND $state[$Mode.USER]
            """,
            (
                "def $one():\n    return 1\n\n\ndef $two():\n    return 2\n\n\n"
                "$state = {$one: $APP, $two: $USER}\nSEND $state[$two]"
            ),
            "$state = {(1, 2): $APP, (2, 1): $USER}\nSEND $state[2, 1]",
            "$state = {True: $APP, None: $USER}\nSEND $state[None]",
            "$state = {1: $APP}\n? $state[1.0] = $USER\nSEND $state[True]",
        ),
        (
            """
            import enum


            class $Mode(enum.Enum):
                APP = "app"
                USER = "user"


            $state = {$Mode.APP: $APP, $Mode.USER: $USER}
            SEND $state[$Mode.APP]
            """,
            "$state = {(1, 2): $APP, (2, 1): $USER}\nSEND $state[1, 2]",
            '$state = {1: $APP, "1": $USER}\nSEND $state[1]',
        ),
    ),
    Way(
        "chained_mappings",
        (
            (
                "from collections import ChainMap\n"
                '$state = ChainMap($lib.answer(), {"access_token": $APP})\n'
                'SEND $state["access_token"]'
            ),
            (
                'from collections import ChainMap\n$state = ChainMap({}, {"token": $APP})\n'
                '? $state["token"] = $USER\nSEND $state["token"]'
            ),
            '$state = dict(zip(("token", "token"), ($APP, $USER)))\nSEND $state["token"]',
        ),
        (
            (
                "from collections import ChainMap\n"
                '$state = ChainMap({"access_token": $APP}, $lib.answer())\n'
                'SEND $state["access_token"]'
            ),
            '$state = dict(zip(("token", "other"), ($APP, $USER)))\nSEND $state["token"]',
        ),
    ),
)

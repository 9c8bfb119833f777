"""Two names for one container or client, and copies that are not the same.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

NESTED = 'import copy\n$first = {"headers": $APP_HEADERS}\n'
OF_USER = '["Authorization"] = "Bearer " + $USER'

ALIASES = (
    Way(
        "two_names_for_headers",
        (
            f"$headers = $APP_HEADERS\n$same = $headers\n? $same{OF_USER}\nSEND headers $headers",
            f"$both = [$APP_HEADERS] * 2\n? $both[0]{OF_USER}\nSEND headers $both[1]",
            (
                "def $sign(headers):\n    headers.update($USER_HEADERS)\n\n\n"
                "$headers = $APP_HEADERS\n"
                "? $sign($headers)\nSEND headers $headers"
            ),
        ),
        (
            (
                f"$headers = $APP_HEADERS\n$same = dict($headers)\n? $same{OF_USER}\n"
                f"SEND headers $headers"
            ),
            f"$both = [$APP_HEADERS for _ in range(2)]\n? $both[0]{OF_USER}\nSEND headers $both[1]",
            (
                "def $sign(headers):\n    headers = {**headers, **$USER_HEADERS}\n"
                "    print(len(headers))\n\n\n"
                "$headers = $APP_HEADERS\n$sign($headers)\nSEND headers $headers"
            ),
            (
                "$headers = $USER_HEADERS\n$same = $headers\n"
                '$same["Authorization"] = "Bearer " + $APP\nSEND headers $headers'
            ),
        ),
    ),
    Way(
        "copied_headers",
        (
            (
                "import copy\n$headers = $USER_HEADERS\n$other = copy.copy($headers)\n"
                "$other.update($APP_HEADERS)\nSEND headers $headers"
            ),
            (
                "import copy\n$headers = $USER_HEADERS\n$other = copy.deepcopy($headers)\n"
                '$other["Authorization"] = "Bearer " + $APP\nSEND headers $headers'
            ),
            NESTED
            + f'$second = copy.copy($first)\n? $second["headers"]{OF_USER}\n'
            + 'SEND headers $first["headers"]',
            (
                f'$first = {{"headers": $APP_HEADERS}}\n$second = {{**$first}}\n'
                f'? $second["headers"]{OF_USER}\n'
                'SEND headers $first["headers"]'
            ),
        ),
        (
            (
                f"import copy\n$headers = $APP_HEADERS\n$other = copy.copy($headers)\n"
                f"$other{OF_USER}\n"
                "SEND headers $headers"
            ),
            NESTED
            + f'$second = copy.deepcopy($first)\n$second["headers"]{OF_USER}\n'
            + 'SEND headers $first["headers"]',
            NESTED + '$second = copy.copy($first)\n$second["headers"] = $USER_HEADERS\n'
            'SEND headers $first["headers"]',
        ),
    ),
    Way(
        "copied_objects",
        (
            """
            import copy


            class $Client:
                def __init__(self, token):
                    self.token = token


            $first = $Client($USER)
            $second = copy.copy($first)
            $second.token = $APP
            SEND $first.token
            """,
            """
            import dataclasses


            @dataclasses.dataclass
            class $Job:
                token: str


            $first = $Job($APP)
            ? $first = dataclasses.replace($first, token=$USER)
            SEND $first.token
            """,
        ),
        (
            """
            import copy


            class $Client:
                def __init__(self, token):
                    self.token = token


            $first = $Client($APP)
            $second = copy.deepcopy($first)
            $second.token = $USER
            SEND $first.token
            """,
            """
            import dataclasses


            @dataclasses.dataclass
            class $Job:
                token: str


            $first = $Job($APP)
            $second = dataclasses.replace($first, token=$USER)
            print(len($second.token))
            SEND $first.token
            """,
        ),
    ),
    Way(
        "two_names_for_a_session",
        (
            (
                "import requests\n$session = requests.Session()\n"
                "$session.headers.update($APP_HEADERS)\n"
                f"$same = $session\n? $same.headers{OF_USER}\nSEND session $session"
            ),
            (
                "import requests\n$session = requests.Session()\n$headers = $session.headers\n"
                "$headers.update($APP_HEADERS)\n? $headers.update($USER_HEADERS)\n"
                "SEND session $session"
            ),
        ),
        (
            (
                "import requests\n$session = requests.Session()\n$headers = $APP_HEADERS\n"
                f"$session.headers.update($headers)\n? $headers{OF_USER}\nSEND session $session"
            ),
            (
                "import copy\nimport requests\n$session = requests.Session()\n"
                "$session.headers.update($APP_HEADERS)\n$other = copy.deepcopy($session)\n"
                f"$other.headers{OF_USER}\nSEND session $session"
            ),
        ),
    ),
    Way(
        "shared_by_a_default",
        (
            (
                "def $keep(value, kept=[]):\n    kept.append(value)\n    return kept[0]\n\n\n"
                "print(len($keep($USER)))\nSEND $keep($APP)"
            ),
            """
            class $Client:
                kept = {"token": $APP}


            ? $Client().kept["token"] = $USER
            SEND $Client().kept["token"]
            """,
        ),
        (
            (
                "def $keep(value, kept=None):\n    kept = kept or []\n    kept.append(value)\n"
                "    return kept[0]\n\n\nprint(len($keep($USER)))\nSEND $keep($APP)"
            ),
            """
            class $Client:
                def __init__(self):
                    self.kept = {"token": $APP}


            $Client().kept["token"] = $USER
            SEND $Client().kept["token"]
            """,
        ),
    ),
)

"""Containers and clients that are handed to a library which the linter does not know.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

LIBRARY_CALLS = (
    Way(
        "headers_given_to_a_library",
        (
            "$headers = $APP_HEADERS\n? $lib.sign($headers)\nSEND headers $headers",
            "$headers = $APP_HEADERS\n$lib.sign(headers := $headers)\nSEND headers headers",
            "$kept = $APP_HEADERS\n$headers = $kept\n$lib.sign($kept)\nSEND headers $headers",
            """
            def $make():
                headers = $APP_HEADERS
                $lib.sign(headers)
                return headers


            SEND headers $make()
            """,
        ),
        (
            "$headers = $APP_HEADERS\n$lib.sign(dict($headers))\nSEND headers $headers",
            "$headers = $APP_HEADERS\n$lib.sign({**$headers})\nSEND headers $headers",
            (
                "$headers = $APP_HEADERS\n$lib.sign($headers)\n"
                '$headers["Authorization"] = "Bearer " + $APP\n'
                "SEND headers $headers"
            ),
            "$headers = $APP_HEADERS\n$lib.show(headers=$headers)\nSEND headers $headers",
            "$headers = $APP_HEADERS\n$lib.info($headers)\nSEND headers $headers",
            "$headers = $APP_HEADERS\nSEND headers $headers\n$lib.sign($headers)",
            "$headers = {}\n$lib.sign($headers)\n$headers = $APP_HEADERS\nSEND headers $headers",
        ),
    ),
    Way(
        "session_given_to_a_library",
        (
            """
            import requests
            $session = requests.Session()
            $session.headers.update($APP_HEADERS)
            ? $lib.log_in($session)
            SEND session $session
            """,
            """
            import httpx
            $client = httpx.Client(headers=$APP_HEADERS)
            $lib.log_in($client)
            SEND session $client
            """,
            """
            import requests
            $session = requests.Session()
            $session.headers.update($APP_HEADERS)
            $lib.sign($session.headers)
            SEND session $session
            """,
            """
            import requests


            class $Holder:
                def __init__(self):
                    self.session = requests.Session()
                    self.session.headers.update($APP_HEADERS)


            $holder = $Holder()
            $lib.log_in_all($holder)
            SEND session $holder.session
            """,
        ),
        (
            """
            import requests
            $session = requests.Session()
            $lib.log_in($session)
            $session.headers.update($APP_HEADERS)
            SEND session $session
            """,
            """
            import requests
            $session, $other = requests.Session(), requests.Session()
            $session.headers.update($APP_HEADERS)
            $lib.log_in($other)
            SEND session $session
            """,
            """
            import httpx
            $client = httpx.Client(headers=$APP_HEADERS)
            SEND session $client
            $lib.log_in($client)
            """,
        ),
    ),
    Way(
        "mapping_given_to_a_library",
        (
            '$state = {"token": $APP}\n? $lib.fill($state)\nSEND $state["token"]',
            '$state = dict(token=$APP)\n$lib.fill($state)\nSEND $state.get("token")',
            '$state = {"in": {"token": $APP}}\n$lib.fill($state["in"])\nSEND $state["in"]["token"]',
            '$state = {"token": $APP}\n$fill = $lib.fill\n$fill($state)\nSEND $state["token"]',
        ),
        (
            '$state = {"token": $APP}\n$tok = $state["token"]\n$lib.fill($state)\nSEND $tok',
            '$state = {"token": $APP}\n$lib.fill($state.copy())\nSEND $state["token"]',
            (
                '$state = {"token": $APP}\n$lib.fill($state)\n$state["token"] = $APP\n'
                'SEND $state["token"]'
            ),
            '$state = {"token": $APP}\n$lib.info($state["token"])\nSEND $state["token"]',
            '$state = {"token": $APP}\n$lib.fill($state, "name")\nSEND $state["token"]',
        ),
    ),
    Way(
        "sequence_given_to_a_library",
        (
            "$several = [$APP]\n? $lib.put($several)\nSEND $several[0]",
            "$several = [$APP, $USER]\n$lib.turn($several)\nSEND $several[0]",
            "$several = [$APP]\n$lib.put($several)\nfor $each in $several:\n    SEND $each",
            """
            $hooks = []


            def $fetch():
                for each in $hooks:
                    return each()
                return $APP


            ? $lib.load($hooks)
            SEND $fetch()
            """,
        ),
        (
            "$several = [$APP]\n$lib.put(list($several))\nSEND $several[0]",
            "$several = [$APP]\n$lib.put($several[:])\nSEND $several[0]",
            "$several = ($APP,)\n$lib.info($several)\nSEND $several[0]",
            "$several = [$APP]\n$lib.put($several)\n$several = [$APP]\nSEND $several[0]",
            """
            $hooks = []


            def $fetch():
                for each in $hooks:
                    print(each())
                return $APP


            $lib.load($hooks)
            SEND $fetch()
            """,
        ),
    ),
)

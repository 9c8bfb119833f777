"""State that a body changes before it raises, and that is read after what was raised is handled.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

FAILS = 'os.stat("/no/such/path")'
SWALLOWS = """
class $Careful:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return {0}


"""

EXCEPTIONS = (
    Way(
        "changed_before_it_raises",
        (
            (
                f"import os\n$tok = $APP\ntry:\n    ? $tok = $USER\n    {FAILS}\nexcept OSError:\n"
                "    SEND $tok"
            ),
            (
                f"import os\n$tok = $APP\ntry:\n    ? $tok = $USER\n    {FAILS}\nexcept OSError:\n"
                "    pass\nSEND $tok"
            ),
            (
                f'import os\n$state = {{"token": $APP}}\ntry:\n    ? $state["token"] = $USER\n'
                f"    {FAILS}\n"
                'except OSError:\n    SEND $state["token"]'
            ),
            (
                f"import os\n$headers = $USER_HEADERS\ntry:\n    {FAILS}\n"
                f"    $headers = $APP_HEADERS\n"
                "except OSError:\n    pass\nSEND headers $headers"
            ),
            (
                "$tok = $USER\ntry:\n    $lib.fail()\n    $tok = $APP\nexcept ValueError:\n"
                "    pass\n"
                "SEND $tok"
            ),
        ),
        (
            (
                f"import os\n$tok = $APP\ntry:\n    {FAILS}\n    $tok = $USER\nexcept OSError:\n"
                "    SEND $tok"
            ),
            (
                f"import os\n$tok = $APP\ntry:\n    $tok = $USER\n    {FAILS}\nexcept OSError:\n"
                "    $tok = $APP\nSEND $tok"
            ),
            (
                f"import os\n$tok = $USER\ntry:\n    $tok = $APP\n    {FAILS}\nexcept OSError:\n"
                "    pass\nSEND $tok"
            ),
            (
                f"import os\n$tok = $APP\n$other = $tok\ntry:\n    $other = $USER\n    {FAILS}\n"
                "except OSError:\n    print(len($other))\nSEND $tok"
            ),
        ),
    ),
    Way(
        "changed_under_suppression",
        (
            (
                f"import contextlib\nimport os\n$tok = $APP\nwith contextlib.suppress(OSError):\n"
                f"    ? $tok = $USER\n    {FAILS}\nSEND $tok"
            ),
            (
                f"import contextlib\nimport os\n$tok = $USER\nwith contextlib.suppress(OSError):\n"
                f"    {FAILS}\n    $tok = $APP\nSEND $tok"
            ),
            SWALLOWS.format("True") + f"import os\n$tok = $USER\nwith $Careful():\n    {FAILS}\n"
            "    $tok = $APP\nSEND $tok",
            SWALLOWS.format("kind is OSError or issubclass(kind, OSError)")
            + f"import os\n$tok = $APP\nwith $Careful():\n    $tok = $USER\n    {FAILS}\nSEND $tok",
        ),
        (
            (
                f"import contextlib\nimport os\n$tok = $APP\nwith contextlib.suppress(OSError):\n"
                f"    {FAILS}\n    $tok = $USER\nSEND $tok"
            ),
            SWALLOWS.format("True")
            + f"import os\n$tok = $USER\nwith $Careful():\n    $tok = $APP\n"
            f"    {FAILS}\nSEND $tok",
            SWALLOWS.format("None") + "$tok = $USER\nwith $Careful():\n    $tok = $APP\nSEND $tok",
        ),
    ),
    Way(
        "changed_by_a_function_that_raises",
        (
            """
            import os
            $tok = $APP


            def $sign_in():
                global $tok
                $tok = $USER
                os.stat("/no/such/path")


            try:
                ? $sign_in()
                print("signed in")
            except OSError as $error:
                print($error.errno)
            SEND $tok
            """,
            """
            class $Client:
                def __init__(self):
                    self.token = $APP

                def sign_in(self):
                    self.token = $USER
                    raise RuntimeError("signed in")


            $client = $Client()
            try:
                $client.sign_in()
            except RuntimeError:
                SEND $client.token
            """,
        ),
        (
            """
            import os
            $tok = $APP


            def $sign_in():
                global $tok
                os.stat("/no/such/path")
                $tok = $USER


            try:
                $sign_in()
            except OSError as $error:
                print($error.errno)
            SEND $tok
            """,
        ),
    ),
    Way(
        "carried_by_an_exception",
        (
            (
                "$tok = $APP\ntry:\n    raise RuntimeError($USER)\nexcept RuntimeError as $error:\n"
                "    $tok = $error.args[0]\nSEND $tok"
            ),
            (
                "class $Signed(Exception):\n    token = $APP\n\n\ntry:\n    $signed = $Signed()\n"
                "    ? $signed.token = $USER\n    raise $signed\nexcept $Signed as $error:\n"
                "    SEND $error.token"
            ),
        ),
        (
            (
                "$tok = $USER\ntry:\n    raise RuntimeError($APP)\nexcept RuntimeError as $error:\n"
                "    $tok = $error.args[0]\nSEND $tok"
            ),
        ),
    ),
    Way(
        "changed_in_the_end",
        (
            (
                "$tok = $APP\ntry:\n    print(len($tok))\nfinally:\n    ? $tok = $USER\n"
                "    print(len($tok))\n"
                "SEND $tok"
            ),
            (
                "$tok = $APP\ntry:\n    $lib.fail()\nexcept ValueError:\n    print(len($tok))\n"
                "else:\n    $tok = $APP\nfinally:\n    $tok = $USER\nSEND $tok"
            ),
            (
                "def $fetch():\n    try:\n        return $APP\n    finally:\n"
                "        return $USER\n\n\n"
                "SEND $fetch()"
            ),
        ),
        (
            (
                "def $fetch():\n    tok = $APP\n    try:\n        return tok\n    finally:\n"
                "        tok = $USER\n        print(len(tok))\n\n\nSEND $fetch()"
            ),
            (
                "$tok = $USER\ntry:\n    $lib.fail()\nexcept ValueError:\n    print(len($tok))\n"
                "finally:\n    $tok = $APP\nSEND $tok"
            ),
        ),
    ),
)

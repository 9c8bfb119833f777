"""Functions of the program that something else calls, and that change what is sent.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

REBINDS = """
$tok = $APP


def $on_login(value):
    global $tok
    $tok = value


"""
SIGNS_IN = """
$tok = $APP


def $sign_in():
    global $tok
    $tok = $USER


"""
SIGNS_IN_LOCALLY = """
$tok = $APP


def $sign_in():
    $tok = $USER
    return $tok


"""
IN_A_LOOP = "import asyncio\n\n\nasync def $main():\n"

CALLBACKS = (
    Way(
        "callback_rebinds_a_global",
        (
            REBINDS + "? $lib.call($on_login)\nSEND $tok",
            REBINDS + "def $ask():\n    SEND $tok\n\n\n$lib.call($on_login)\n$ask()",
            SIGNS_IN + "$lib.run($sign_in)\nSEND $tok",
            SIGNS_IN + "$lib.run(lambda: $sign_in())\nSEND $tok",
        ),
        (
            SIGNS_IN_LOCALLY + "$lib.run($sign_in)\nSEND $tok",
            REBINDS + "$lib.call($on_login)\n$tok = $APP\nSEND $tok",
            REBINDS + "SEND $tok\n$lib.call($on_login)",
            REBINDS.replace("= value", "= $APP") + "$lib.call($on_login)\nSEND $tok",
            REBINDS + "$kept = $tok\n$lib.call($on_login)\nSEND $kept",
        ),
    ),
    Way(
        "callback_rebinds_a_local",
        (
            """
            def $main():
                tok = $APP

                def on_login(value):
                    nonlocal tok
                    tok = value

                ? $lib.call(on_login)
                SEND tok


            $main()
            """,
        ),
        (
            """
            def $main():
                tok = $APP

                def on_login(value):
                    tok = value
                    print(len(tok))

                $lib.call(on_login)
                SEND tok


            $main()
            """,
        ),
    ),
    Way(
        "callback_fills_an_item",
        (
            """
            $state = {"token": $APP}


            def $on_login(value):
                $state["token"] = value


            ? $lib.call($on_login)
            SEND $state["token"]
            """,
            (
                '$state = {"token": $APP}\n$lib.call($state.__setitem__, "token")\n'
                'SEND $state["token"]'
            ),
            (
                "$several = [$APP]\n$lib.call(lambda value: $several.insert(0, value))\n"
                "SEND $several[0]"
            ),
        ),
        (
            """
            $state = {"token": $APP}


            def $on_login(value):
                $state["name"] = value


            $lib.call($on_login)
            SEND $state["token"]
            """,
            "$several = [$APP]\n$lib.call($several.append)\nSEND $several[0]",
        ),
    ),
    Way(
        "callback_is_a_method",
        (
            """
            class $Client:
                def __init__(self):
                    self.token = $APP

                def on_login(self, value):
                    self.token = value


            $client = $Client()
            ? $lib.call($client.on_login)
            SEND $client.token
            """,
            """
            class $Client($lib.Handler):
                def __init__(self):
                    self.token = $APP

                def on_login(self, value):
                    self.token = value


            $client = $Client()
            $client.start()
            SEND $client.token
            """,
        ),
        (
            """
            class $Client:
                def __init__(self):
                    self.token = $APP
                    self.last = ""

                def on_login(self, value):
                    self.last = value


            $client = $Client()
            $lib.call($client.on_login)
            SEND $client.token
            """,
            """
            class $Client($lib.Handler):
                def __init__(self):
                    self.token = $APP

                def on_login(self, value):
                    token = value
                    print(len(token))


            $client = $Client()
            $client.start()
            SEND $client.token
            """,
        ),
    ),
    Way(
        "callback_in_a_thread",
        (
            SIGNS_IN + "$lib.run_in_thread($sign_in)\nSEND $tok",
            "import threading\n"
            + SIGNS_IN
            + "$worker = threading.Thread(target=$sign_in)\n? $worker.start()\n? $worker.join()\n"
            "SEND $tok",
            "import threading\n"
            + SIGNS_IN
            + "$timer = threading.Timer(0, $sign_in)\n$timer.start()\n$timer.join()\nSEND $tok",
            "from concurrent.futures import ThreadPoolExecutor\n"
            + SIGNS_IN
            + "with ThreadPoolExecutor() as $pool:\n    $pool.submit($sign_in)\nSEND $tok",
        ),
        (
            SIGNS_IN_LOCALLY + "$lib.run_in_thread($sign_in)\nSEND $tok",
            "import threading\n"
            + SIGNS_IN
            + "$worker = threading.Thread(target=$sign_in)\nSEND $tok\n$worker.start()\n"
            "$worker.join()",
            "from concurrent.futures import ThreadPoolExecutor\n"
            + SIGNS_IN_LOCALLY
            + "with ThreadPoolExecutor() as $pool:\n    $pool.submit($sign_in)\nSEND $tok",
        ),
    ),
    Way(
        "callback_in_a_loop",
        (
            (
                f"{SIGNS_IN}{IN_A_LOOP}    asyncio.get_running_loop().call_soon($sign_in)\n"
                "    await asyncio.sleep(0)\n    SEND $tok\n\n\nasyncio.run($main())"
            ),
            (
                f"{SIGNS_IN.replace('def', 'async def')}{IN_A_LOOP}"
                "    $task = asyncio.create_task($sign_in())\n    await $task\n    SEND $tok\n\n\n"
                "asyncio.run($main())"
            ),
            (
                f"{SIGNS_IN}{IN_A_LOOP}    await asyncio.to_thread($sign_in)\n    SEND $tok\n\n\n"
                "asyncio.run($main())"
            ),
        ),
        (
            (
                f"{SIGNS_IN}{IN_A_LOOP}    asyncio.get_running_loop().call_soon($sign_in)\n"
                "    SEND $tok\n\n\nasyncio.run($main())"
            ),
            (
                f"{SIGNS_IN_LOCALLY}{IN_A_LOOP}    await asyncio.to_thread($sign_in)\n"
                f"    SEND $tok\n\n\n"
                "asyncio.run($main())"
            ),
        ),
    ),
    Way(
        "callback_at_an_exit",
        (
            SIGNS_IN + "with $lib.running_at_exit($sign_in):\n    pass\nSEND $tok",
            "import contextlib\n"
            + SIGNS_IN
            + "with contextlib.ExitStack() as $stack:\n    $stack.callback($sign_in)\nSEND $tok",
        ),
        (
            SIGNS_IN + "with $lib.running_at_exit($sign_in):\n    SEND $tok",
            "import atexit\n" + SIGNS_IN + "atexit.register($sign_in)\nSEND $tok",
            "import contextlib\n"
            + SIGNS_IN
            + "with contextlib.ExitStack() as $stack:\n    $stack.callback($sign_in)\n"
            "    SEND $tok",
        ),
    ),
)

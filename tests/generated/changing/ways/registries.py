"""Functions of the program that something keeps, and calls when it is time: routes, hooks, keys.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way
from tests.generated.changing.ways.callbacks import SIGNS_IN, SIGNS_IN_LOCALLY

WAITS = """
class $Back($lib.Handler):
    def on_login(self, value):
        self.server.{0} = value


$server = $lib.Server($Back)
$server.token = None
$server.serve()
SEND $server.token or $APP
"""
LISTENS = """
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer


class $Back(BaseHTTPRequestHandler):
    def do_GET(self):
        ? self.server.{0} = $USER
        self.send_response(204)
        self.end_headers()


$server = HTTPServer(("localhost", 0), $Back)
$server.token = None
$place = f"http://localhost:{{$server.server_port}}"
$browser = threading.Thread(target=urllib.request.urlopen, args=($place,))
$browser.start()
$server.handle_request()
$browser.join()
$server.server_close()
SEND $server.token or $APP
"""

REGISTRIES = (
    Way(
        "callback_of_a_server",
        (WAITS.format("token"), LISTENS.format("token")),
        (WAITS.format("name"), LISTENS.format("name")),
    ),
    Way(
        "callback_in_a_registry",
        (
            SIGNS_IN + '$lib.on("login", $sign_in)\n? $lib.emit("login")\nSEND $tok',
            SIGNS_IN + "$login = $lib.Signal()\n$login.connect($sign_in)\n$login.send()\nSEND $tok",
            SIGNS_IN.replace("def ", '@$lib.on("login")\ndef ') + '$lib.emit("login")\nSEND $tok',
        ),
        (
            SIGNS_IN_LOCALLY + '$lib.on("login", $sign_in)\n$lib.emit("login")\nSEND $tok',
            SIGNS_IN + '$lib.on("login", $sign_in)\nSEND $tok\n$lib.emit("login")',
        ),
    ),
    Way(
        "callback_is_a_route",
        (
            "$web = $lib.App()\n"
            + SIGNS_IN.replace("def ", '@$web.route("/login")\ndef ')
            + '$web.handle("/login")\nSEND $tok',
            "$web = $lib.App()\n"
            + SIGNS_IN.replace("def ", '@$web.route("/login")\ndef ')
            + '@$web.route("/me")\ndef $ask():\n    SEND $tok\n\n\n'
            '? $web.handle("/login")\n$ask()',
        ),
        (
            "$web = $lib.App()\n"
            + SIGNS_IN_LOCALLY.replace("def ", '@$web.route("/login")\ndef ')
            + '$web.handle("/login")\nSEND $tok',
            "$web = $lib.App()\n"
            + SIGNS_IN.replace("def ", '@$web.route("/login")\ndef ')
            + '$web.handle("/login")\n$tok = $APP\nSEND $tok',
        ),
    ),
    Way(
        "callback_of_a_signal",
        (
            "import signal\n"
            + SIGNS_IN.replace("sign_in()", "sign_in(number, frame)")
            + "signal.signal(signal.SIGUSR1, $sign_in)\n? signal.raise_signal(signal.SIGUSR1)\n"
            "SEND $tok",
        ),
        (
            "import signal\n"
            + SIGNS_IN_LOCALLY.replace("sign_in()", "sign_in(number, frame)")
            + "signal.signal(signal.SIGUSR1, $sign_in)\nsignal.raise_signal(signal.SIGUSR1)\n"
            "SEND $tok",
        ),
    ),
    Way(
        "callback_of_a_client",
        (
            "import requests\n"
            + SIGNS_IN.replace("sign_in()", "sign_in(answer, *_, **__)")
            + '$web = requests.Session()\n? $web.hooks["response"].append($sign_in)\n'
            '$web.get("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration")\n'
            "SEND $tok",
        ),
        (
            "import requests\n"
            + SIGNS_IN_LOCALLY.replace("sign_in()", "sign_in(answer, *_, **__)").replace(
                "return $tok", "print(len($tok))"
            )
            + '$web = requests.Session()\n$web.hooks["response"].append($sign_in)\n'
            '$web.get("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration")\n'
            "SEND $tok",
        ),
    ),
    Way(
        "callback_of_a_builtin",
        (
            """
            $state = {"token": $APP}


            def $rank(each):
                $state["token"] = $USER
                return each


            ? sorted([2, 1], key=$rank)
            SEND $state["token"]
            """,
            (
                "import re\n$state = {}\n$state['token'] = $APP\n"
                're.sub("a", lambda found: $state.update(token=$USER) or "b", "aa")\n'
                'SEND $state["token"]'
            ),
            SIGNS_IN.replace("sign_in()", "sign_in(each)") + "list(map($sign_in, [1]))\nSEND $tok",
        ),
        (
            """
            $state = {"token": $APP}


            def $rank(each):
                $state["ranked"] = $USER
                return each


            sorted([2, 1], key=$rank)
            SEND $state["token"]
            """,
            SIGNS_IN.replace("sign_in()", "sign_in(each)") + "map($sign_in, [1])\nSEND $tok",
            SIGNS_IN.replace("sign_in()", "sign_in(each)") + "list(map($sign_in, []))\nSEND $tok",
        ),
    ),
)

"""Programs of several files in which what a finding needs is reached in an indirect way."""

from collections.abc import Mapping

FETCH = "from app.client import get\n"
WAYS: Mapping[str, Mapping[str, str]] = {
    "a name": {"user": f"{FETCH}from app.paths import MINE\n\nget(MINE)\n"},
    "an alias": {"user": f"{FETCH}from app.paths import MINE as M\n\nget(M)\n"},
    "a module": {"user": "from app import client, paths\n\nclient.get(paths.MINE)\n"},
    "a dotted module": {
        "user": "import app.client\nimport app.paths\n\napp.client.get(app.paths.mine())\n"
    },
    "a dotted module by another": {
        "between": "import app.paths\n",
        "user": f"{FETCH}from app import between\n\nget(between.app.paths.MINE)\n",
    },
    "a package by another": {
        "between": "import app.paths\n",
        "user": f"{FETCH}from app.between import app as package\n\nget(package.paths.MINE)\n",
    },
    "a star": {"user": f"{FETCH}from app.paths import *\n\nget(mine())\n"},
    "a star of a star": {
        "between": "from app.paths import *\n",
        "user": f"{FETCH}from app.between import *\n\nget(MINE)\n",
    },
    "a name that another passes on": {
        "between": "from app.paths import MINE\n",
        "user": f"{FETCH}from app.between import MINE\n\nget(MINE)\n",
    },
    "a module that another passes on": {
        "between": "from app import paths\n",
        "user": f"{FETCH}from app.between import paths\n\nget(paths.mine())\n",
    },
    "a computed name of a module": {
        "user": f"{FETCH}from app import paths\n\nget(getattr(paths, 'MI' + 'NE'))\n"
    },
    "a computed name of a module elsewhere": {
        "between": "def read(module, name):\n    return getattr(module, name.upper())\n",
        "user": (
            f"{FETCH}from app import paths\nfrom app.between import read\n\n"
            "get(read(paths, 'mine'))\n"
        ),
    },
    "the names of a module": {
        "user": f"{FETCH}from app import paths\n\nget(vars(paths)['MI' + 'NE'])\n"
    },
    "the dictionary of a module": {
        "user": f"{FETCH}from app import paths\n\nget(paths.__dict__['MI' + 'NE'])\n"
    },
    "a module by its name": {
        "user": (f"import sys\n{FETCH}import app.paths\n\nget(sys.modules['app.paths'].MINE)\n")
    },
    "a computed variable": {
        "user": f"{FETCH}from app.paths import MINE\n\nget(globals()['MI' + 'NE'])\n"
    },
    "a method": {"user": f"{FETCH}from app.paths import Paths\n\nget(Paths().of())\n"},
    "a computed method": {
        "user": f"{FETCH}from app.paths import Paths\n\nget(getattr(Paths(), 'o' + 'f')())\n"
    },
    "a property": {"user": f"{FETCH}from app.paths import Paths\n\nget(Paths().own)\n"},
    "an instance made elsewhere": {
        "between": "from app.paths import Paths\n\npaths = Paths()\n",
        "user": f"{FETCH}from app.between import paths\n\nget(paths.own)\n",
    },
    "an instance that a function makes": {
        "between": "from app.paths import Paths\n\n\ndef made():\n    return Paths()\n",
        "user": f"{FETCH}from app.between import made\n\nget(made().own)\n",
    },
    "a subclass": {
        "between": "from app.client import Client\n\n\nclass Mine(Client):\n    path = '/me'\n",
        "user": "from app.between import Mine\n\nMine().get()\n",
    },
    "a subclass of its own": {
        "user": "from app.client import Client\n\n\nclass Mine(Client):\n    path = '/me'\n\n\n"
        "Mine().get()\n"
    },
    "a class that is patched": {
        "between": ("from app.client import Client\n\n\ndef patch():\n    Client.path = '/me'\n"),
        "user": (
            "from app.between import patch\nfrom app.client import Client\n\n"
            "patch()\nClient().get()\n"
        ),
    },
    "a class that is patched when a module runs": {
        "between": "from app.client import Client\n\nClient.path = '/me'\nDONE = True\n",
        "user": (
            "from app import between\nfrom app.client import Client\n\n"
            "if between.DONE:\n    Client().get()\n"
        ),
    },
    "a function that is passed": {
        "between": "from app.paths import mine\n\n\ndef with_path(act):\n    return act(mine())\n",
        "user": f"{FETCH}from app.between import with_path\n\nwith_path(get)\n",
    },
    "a function of its own that is called": {
        "between": "from app.paths import mine\n\n\ndef with_path(act):\n    return act(mine())\n",
        "user": (
            f"{FETCH}from app.between import with_path\n\n\n"
            "def act(path):\n    return get(path)\n\n\nwith_path(act)\n"
        ),
    },
    "a decorator": {
        "between": (
            "from app.paths import MINE\n\n\ndef with_path(act):\n"
            "    def inner():\n        return act(MINE)\n\n    return inner\n"
        ),
        "user": (
            f"{FETCH}from app.between import with_path\n\n\n"
            "@with_path\ndef act(path):\n    return get(path)\n\n\nact()\n"
        ),
    },
    "a variable that is set": {
        "between": "path = '/users'\n\n\ndef choose():\n    global path\n    path = '/me'\n",
        "user": f"{FETCH}from app import between\n\nbetween.choose()\nget(between.path)\n",
    },
    "a variable of another module": {
        "state": "path = '/users'\n",
        "between": "from app import state\n\nstate.path = '/me'\n\n\ndef ready():\n    return 1\n",
        "user": (
            f"{FETCH}from app import state\nfrom app.between import ready\n\n"
            "ready()\nget(state.path)\n"
        ),
    },
    "a variable that it sets": {
        "state": "path = '/users'\n",
        "between": f"{FETCH}from app import state\n\n\ndef run():\n    get(state.path)\n",
        "user": (
            "from app import state\nfrom app.between import run\n"
            "from app.paths import MINE\n\nstate.path = MINE\nrun()\n"
        ),
    },
    "a registry": {
        "registry": "FOUND = []\n\n\ndef register(what):\n    FOUND.append(what)\n",
        "between": (
            "from app.paths import mine\nfrom app.registry import register\n\n"
            "register(mine)\nREADY = 1\n"
        ),
        "user": (
            f"{FETCH}from app import between\nfrom app.registry import FOUND\n\n"
            "print(between.READY)\nfor each in FOUND:\n    get(each())\n"
        ),
    },
    "a registry by a decorator": {
        "registry": (
            "FOUND = {}\n\n\ndef register(what):\n    FOUND['a'] = what\n    return what\n"
        ),
        "between": (
            "from app.registry import register\n\n\n"
            "@register\ndef one():\n    return '/me'\n\n\nREADY = 1\n"
        ),
        "user": (
            f"{FETCH}from app import between\nfrom app.registry import FOUND\n\n"
            "print(between.READY)\nget(FOUND['a']())\n"
        ),
    },
    "a registry of a value": {
        "registry": "FOUND = []\n\n\ndef keep(what):\n    FOUND.append(what)\n    return 1\n",
        "between": "from app.registry import keep\n\nREADY = 1\n_KEPT = keep('/me')\n",
        "user": (
            f"{FETCH}from app import between\nfrom app.registry import FOUND\n\n"
            "print(between.READY)\nget(FOUND[0])\n"
        ),
    },
    "a registry of heirs": {
        "registry": (
            "class Base:\n    heirs = []\n\n    def __init_subclass__(cls):\n"
            "        Base.heirs.append(cls)\n"
        ),
        "between": (
            "from app.registry import Base\n\nREADY = 1\n\n\nclass Heir(Base):\n    path = '/me'\n"
        ),
        "user": (
            f"{FETCH}from app import between\nfrom app.registry import Base\n\n"
            "print(between.READY)\nfor heir in Base.heirs:\n    get(heir.path)\n"
        ),
    },
    "a module that another has run": {
        "registry": "FOUND = ['/users']\n",
        "inner": "from app.registry import FOUND\n\nFOUND[0] = '/me'\nREADY = 1\n",
        "between": "from app.inner import READY\n\nREADY_TOO = READY + 1\n",
        "user": (
            f"{FETCH}from app import between\nfrom app.registry import FOUND\n\n"
            "print(between.READY_TOO)\nget(FOUND[0])\n"
        ),
    },
    "a loop at the top of a module": {
        "between": "PATHS = {}\nfor name in ('me',):\n    PATHS[name] = '/' + name\n",
        "user": f"{FETCH}from app.between import PATHS\n\nget(PATHS['me'])\n",
    },
    "a table of functions": {
        "between": "from app.paths import mine\n\nTABLE = {'a': mine}\n",
        "user": f"{FETCH}from app.between import TABLE\n\nget(TABLE['a']())\n",
    },
    "a partial": {
        "between": (
            "from functools import partial\n\nfrom app.client import get\n"
            "from app.paths import MINE\n\nrun = partial(get, MINE)\n"
        ),
        "user": "from app.between import run\n\nrun()\n",
    },
    "a lambda": {
        "between": "from app import paths\n\nchosen = lambda: paths.MINE\n",
        "user": f"{FETCH}from app.between import chosen\n\nget(chosen())\n",
    },
    "a default": {
        "between": f"{FETCH}from app.paths import MINE\n\n\ndef run(path=MINE):\n    get(path)\n",
        "user": "from app.between import run\n\nrun()\n",
    },
    "an operator": {
        "between": (
            "from app.paths import MINE\n\n\nclass Joined:\n"
            "    def __truediv__(self, other):\n        return MINE + other\n"
        ),
        "user": f"{FETCH}from app.between import Joined\n\nget(Joined() / '/messages')\n",
    },
    "a context": {
        "between": (
            "from contextlib import contextmanager\n\nfrom app.paths import MINE\n\n\n"
            "@contextmanager\ndef chosen():\n    yield MINE\n"
        ),
        "user": (
            f"{FETCH}from app.between import chosen\n\nwith chosen() as path:\n    get(path)\n"
        ),
    },
    "a generator": {
        "between": "from app.paths import MINE\n\n\ndef all_paths():\n    yield MINE\n",
        "user": (
            f"{FETCH}from app.between import all_paths\n\nfor path in all_paths():\n    get(path)\n"
        ),
    },
    "a module's own hook": {
        "between": "def __getattr__(name):\n    return '/me'\n",
        "user": f"{FETCH}from app import between\n\nget(between.anything)\n",
    },
    "an import in a function": {
        "user": (
            "def run():\n    from app.client import get\n    from app.paths import MINE\n\n"
            "    get(MINE)\n\n\nrun()\n"
        )
    },
    "an import that may fail": {
        "user": (
            "try:\n    from app.paths import MINE\nexcept ImportError:\n    MINE = '/users'\n"
            f"{FETCH}\nget(MINE)\n"
        )
    },
    "an annotation": {
        "user": (
            "import app.client\nimport app.paths\n\n\n"
            "def run(client: 'app.client.Client', paths: 'app.paths.Paths'):\n"
            "    client.fetch(paths.own)\n"
        )
    },
    "a token alone": {
        "user": (
            "import requests\nfrom app.tokens import token\n\n"
            "requests.get('https://graph.microsoft.com/v1.0/me', "
            "headers={'Authorization': 'Bearer ' + token()})\n"
        )
    },
    "an unknown token, with one around": {
        "between": "import app.tokens\nimport os\n\n\ndef other():\n    return os.urandom(3)\n",
        "user": (
            "import requests\nfrom app.between import other\n\n"
            "requests.get('https://graph.microsoft.com/v1.0/me', "
            "headers={'Authorization': 'Bearer ' + other()})\n"
        ),
    },
    "a path of another user": {
        "between": "def path(user):\n    return f'/users/{user}/findMeetingTimes'\n",
        "user": f"{FETCH}from app.between import path\n\nget(path('adele'))\n",
    },
    "scopes of a credential elsewhere": {
        "between": (
            "from azure.identity import ClientSecretCredential\n\n"
            "credential = ClientSecretCredential('a', 'b', 'c')\n"
        ),
        "user": "from app.between import credential\n\ncredential.get_token('User.Read')\n",
    },
}
"""Files by which ``user`` comes to a path or a token."""

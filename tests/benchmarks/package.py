"""A realistic generated package with any number of modules, the same each time.

Layers of subpackages import from those below; each ``__init__`` re-exports; some modules import
each other in a circle. One module gets tokens, one holds paths, one sends the request.
"""

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

NAME = "contoso"
TOKENS, PATHS, REQUEST = (
    f"{NAME}/core/auth.py",
    f"{NAME}/core/endpoints.py",
    f"{NAME}/jobs/report.py",
)
LAYERS = ("core", "models", "storage", "services", "api", "jobs")
WORDS = ("order", "invoice", "ticket", "asset", "shift", "region", "vendor", "badge", "audit")

AUTH = '''"""Tokens for Microsoft Graph."""

import msal

SCOPES = ["https://graph.microsoft.com/.default"]


def app_token(client_id, secret):
    app = msal.ConfidentialClientApplication(client_id, client_credential=secret)
    return app.acquire_token_for_client(scopes=SCOPES)["access_token"]


def headers(client_id, secret):
    return {"Authorization": f"Bearer {app_token(client_id, secret)}"}
'''
ENDPOINTS = '''"""What is asked for."""

GRAPH = "https://graph.microsoft.com/v1.0"
MESSAGES = f"{GRAPH}/me/messages"
GROUPS = f"{GRAPH}/groups"
'''
REPORT = '''"""The mail of the day."""

import requests

from contoso.core import auth
from contoso.core.endpoints import GROUPS, MESSAGES
from contoso.services import *
{imports}

def fetch(client_id, secret):
    headers = auth.headers(client_id, secret)
    groups = requests.get(GROUPS, headers=headers)
    return groups.json(), requests.get(MESSAGES, headers=headers).json()
'''
FINDING_LINE_END = "requests.get(MESSAGES, headers=headers).json()"

PARTS = (
    '''
class {title}{index}:
    """One {word} as it is stored."""

    kind = "{word}"

    def __init__(self, number, name="", parent=None):
        self.number = number
        self.name = name or f"{word}-{{number}}"
        self.parent = parent
        self._notes = {{}}

    def note(self, key, value):
        self._notes.setdefault(key, []).append(value)
        return self

    def as_row(self):
        row = {{"number": self.number, "name": self.name, "kind": self.kind}}
        for key, values in sorted(self._notes.items()):
            row[f"note_{{key}}"] = ", ".join(str(value) for value in values)
        return row
''',
    '''
def load_{word}_{index}(path, *, limit=None):
    """The rows of a file, the first ones only if there is a limit."""
    found = []
    with open(path, encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if limit is not None and number >= limit:
                break
            name, _, rest = line.strip().partition(",")
            if not name:
                continue
            try:
                found.append((name, int(rest)))
            except ValueError:
                logger.warning("%s:%s: no number: %r", path, number, rest)
    return found
''',
    '''
def merge_{word}_{index}(old, new, prefer="new"):
    """Both mappings in one."""
    merged = dict(old)
    for key, value in new.items():
        if key not in merged or prefer == "new":
            merged[key] = value
        elif isinstance(value, dict):
            merged[key] = merge_{word}_{index}(merged[key], value, prefer)
    return {{key: value for key, value in merged.items() if value is not None}}
''',
    '''
def total_{word}_{index}(rows, rate=Decimal("1.0")):
    """What all rows come to."""
    total = Decimal(0)
    for row in rows:
        amount = Decimal(str(row.get("amount", 0)))
        total += amount * rate if row.get("taxed") else amount
    if total < 0:
        raise ValueError(f"a negative {word}: {{total}}")
    return total.quantize(Decimal("0.01"))
''',
)


def sources(modules: int) -> dict[str, str]:
    """The texts of a package of so many modules, by their paths; the first is its ``__init__``."""
    chance = random.Random(300)
    names: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for number in range(modules - len(LAYERS) - 4):
        layer = LAYERS[number % len(LAYERS)]
        names[layer].append(f"{chance.choice(WORDS)}_{number}")
    found = {f"{NAME}/__init__.py": '"""All that Contoso runs."""\n\n__version__ = "3.1"\n'}
    for level, layer in enumerate(LAYERS):
        found[f"{NAME}/{layer}/__init__.py"] = _init(layer, names[layer])
        for index, name in enumerate(names[layer]):
            imports = "\n".join(_imports(chance, names, level, index))
            found[f"{NAME}/{layer}/{name}.py"] = _module(chance, name, imports)
    last = "\n".join(_imports(chance, names, LAYERS.index("jobs"), 0))
    return {**found, TOKENS: AUTH, PATHS: ENDPOINTS, REQUEST: REPORT.format(imports=last)}


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write the package into a folder, the root of a project of its own."""
    (folder / "pyproject.toml").touch()
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _init(layer: str, names: list[str]) -> str:
    lines = [f"from {NAME}.{layer}.{name} import run_{name}" for name in names[:12]]
    exported = "".join(f'    "run_{name}",\n' for name in names[:12])
    return "\n".join([f'"""The layer {layer}."""\n', *lines, f"\n__all__ = [\n{exported}]\n"])


def _imports(
    chance: random.Random, names: Mapping[str, list[str]], level: int, index: int
) -> Iterator[str]:
    """A few of the layers below, and now and then a neighbour, which may import this one."""
    for layer in chance.sample(LAYERS[:level], min(level, 2)):
        name = chance.choice(names[layer])
        yield chance.choice(
            (
                f"from {NAME}.{layer}.{name} import run_{name}",
                f"from {NAME}.{layer} import {name}",
                f"from ..{layer} import {name}",
                f"import {NAME}.{layer}.{name}",
            )
        )
    if index % 5 == 0:
        neighbour = chance.choice(names[LAYERS[level]])
        yield f"from . import {neighbour}"


def _module(chance: random.Random, name: str, imports: str) -> str:
    word = name.partition("_")[0]
    parts = [
        chance.choice(PARTS).format(word=word, title=word.title(), index=index)
        for index in range(chance.randint(3, 10))
    ]
    return (
        f'"""What is done about each {word}."""\n\nimport logging\nfrom decimal import Decimal\n\n'
        f"{imports}\n\nlogger = logging.getLogger(__name__)\nDEFAULT_LIMIT = {len(parts) * 10}\n\n"
        + "\n".join(parts)
        + f"\n\ndef run_{name}(rows):\n"
        f'    """Do it for all."""\n    logger.info("%s rows", len(rows))\n'
        "    return [row for row in rows if row][:DEFAULT_LIMIT]\n"
    )

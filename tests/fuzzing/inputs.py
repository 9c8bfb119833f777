"""The inputs: small programs around operations on texts, mutated programs of the cases, and
programs that can be run.
"""

import random
from dataclasses import dataclass

from tests.fuzzing.evaluating import is_valid
from tests.fuzzing.flows.scenes import SCENES, Scene
from tests.fuzzing.flows.writing import written
from tests.fuzzing.programs import mutated_program
from tests.fuzzing.texts.kinds import KINDS, statements

TEXTS, PROGRAMS, FLOWS = "texts", "programs", "flows"
HEAD = """\
import os
import msal
import requests
app = msal.ConfidentialClientApplication("client-id", client_credential="secret")
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
headers = {"Authorization": "Bearer " + token}
h = os.environ["H"]
"""
STRANGE = """\
import strange
public = msal.PublicClientApplication("client-id")
user_token = public.acquire_token_interactive(["User.Read"])["access_token"]
theirs = {"Authorization": "Bearer " + user_token}
"""
TAIL = """\
reveal(x)
requests.get(f"https://graph.microsoft.com/v1.0/me/{x}", headers=headers)
requests.get(f"https://graph.microsoft.com/v1.0/{x}/me", headers=headers)
"""
ATTEMPTS = 50
"""How often an input is made anew where Python cannot parse it."""


@dataclass(frozen=True, slots=True)
class Input:
    """A program, and what is known of how it was made.

    ``statements`` are those that set ``x``, if Python can be asked what comes out of them;
    ``unknown`` is what may stand in them where a text is not known, and ``parts_stay`` says that
    unknown parts of a URL are taken to be there. ``scene`` says how ``statements`` are run, if each
    request that a run reaches must be found.
    """

    kind: str
    program: str
    statements: str | None = None
    unknown: tuple[str, ...] = ()
    parts_stay: bool = False
    scene: Scene | None = None


def made(family: str, seed: int, number: int) -> Input:
    """The input of a number, which is the same for the same seed."""
    chance = random.Random(f"{family} {seed} {number}")
    make = {TEXTS: _text_input, PROGRAMS: mutated_input, FLOWS: _flow}[family]
    for _ in range(ATTEMPTS):
        found = make(chance)
        if is_valid(found.program):
            return found
    return Input("empty", "x = 1\n")


def mutated_input(chance: random.Random) -> Input:
    """A mutated program of the cases."""
    return Input("programs", mutated_program(chance))


def _text_input(chance: random.Random) -> Input:
    kind = chance.choice(KINDS)
    made_of = kind.imports + statements(kind, chance) + "\n"
    program = around(made_of)
    evaluated = made_of if kind.evaluated else None
    return Input(kind.name, program, evaluated, kind.unknown, kind.parts_stay)


def _flow(chance: random.Random) -> Input:
    scene = chance.choice(SCENES)
    made_of = written(scene, chance)
    return Input(scene.name, in_flow(made_of), made_of, scene=scene)


def in_flow(made_of: str) -> str:
    """The program that is analysed where other code is run."""
    return f"{HEAD}{STRANGE}{made_of}"


def around(made_of: str) -> str:
    """The program that uses in a request what some statements set ``x`` to."""
    return f"{HEAD}{made_of}{TAIL}"

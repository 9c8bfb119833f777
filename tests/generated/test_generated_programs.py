"""Randomly generated programs: the linter finds what Graph refuses, and fixes it.

``python -m tests.generated`` runs many more.
"""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings

from tests.cloud import Batch
from tests.generated import judging
from tests.generated.programs import (
    ALL_SENDERS,
    APP_TOKENS,
    URLS,
    USER_TOKENS,
    Generated,
    programs,
)
from tests.generated.running import HEALTH, made, opened, verdict_of
from tests.specification.judging import find, fix

PROGRAMS = 100
TOKEN = """
import msal, requests
app = msal.ConfidentialClientApplication(
    "client-id", "secret", authority="https://login.microsoftonline.com/contoso.onmicrosoft.com"
)
result = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
headers = {"Authorization": "Bearer " + result["access_token"]}
"""
WRONG = f'{TOKEN}requests.get("https://graph.microsoft.com/v1.0/me", headers=headers)\n'
RIGHT = f'{TOKEN}requests.get("https://graph.microsoft.com/v1.0/users", headers=headers)\n'


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    with opened() as entered:
        yield entered


def test_the_linter_says_what_the_cloud_says(
    batch: Batch, record_property: Callable[[str, object], None]
) -> None:
    run: list[Generated] = []

    # The same programs each time: a new one that fails is for the command to find.
    @settings(
        max_examples=PROGRAMS,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=HEALTH,
    )
    @given(programs())
    def holds(program: Generated) -> None:
        run.append(program)
        assert not verdict_of(program, batch).complaints

    holds()
    record_property("programs", len(run))
    assert len(run) >= PROGRAMS


def test_every_way_is_taken() -> None:
    ways = [way for program in made(programs(), 1, 700) for way in program.ways]
    tokens, urls, sending = ({way[place] for way in ways} for place in range(3))
    assert tokens >= {way.__name__ for way in (*APP_TOKENS, *USER_TOKENS)}
    assert urls >= {way.__name__ for way in URLS}
    assert sending >= {each.statements.__name__ for each in ALL_SENDERS}
    assert len(set(ways)) > 700


def complaints(batch: Batch, source: str) -> str:
    program = Generated({"program.py": source}, "program.py", (("", "", ""),), by_expression=False)
    return "\n".join(verdict_of(program, batch).complaints)


def test_a_right_and_a_mended_program_have_no_complaints(batch: Batch) -> None:
    assert complaints(batch, RIGHT) == complaints(batch, WRONG) == ""


def test_a_missed_alarm_is_told(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "find", lambda files, _: dict.fromkeys(files, ()))
    assert "missed alarm: GET /v1.0/me" in complaints(batch, WRONG)


def test_a_false_alarm_is_told(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"program.py": WRONG}
    monkeypatch.setattr(judging, "find", lambda _, options: find(wrong, options))
    assert "false alarm: GME001 GET '/me'" in complaints(batch, RIGHT)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("users/adele", "users/bea", "wrong fix: wanted {('GET', '/v1.0/users/adele"),
        ("users/adele@contoso.example", "me", "wrong fix: left is GET '/me'"),
        ("headers=headers", "headers=headers)\nraise SystemExit(1", "wrong fix: the program fails"),
        ("import msal", "import msal msal", "wrong fix: program.py does not parse"),
    ],
)
def test_a_wrong_fix_is_told(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, old: str, new: str, complaint: str
) -> None:
    monkeypatch.setattr(
        judging,
        "fix",
        lambda *given: {name: text.replace(old, new) for name, text in fix(*given).items()},
    )
    assert complaint in complaints(batch, WRONG)


def test_a_program_that_does_not_do_what_it_should_is_told(batch: Batch) -> None:
    assert "the program fails" in complaints(batch, RIGHT + "raise SystemExit(1)\n")
    assert "the program sends 0 requests in place of 1" in complaints(batch, TOKEN)
    assert "the program sends nonsense" in complaints(batch, RIGHT.replace("headers=headers", ""))

"""Randomly generated programs: the linter finds what Graph refuses, and fixes it.

``python -m tests.generated`` runs many more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

import pytest
from hypothesis import given, settings

from flake8_graph_me.terms.options import Options
from tests.cloud import Batch
from tests.generated import judging
from tests.generated.packages import PACKAGES
from tests.generated.pieces import name_of
from tests.generated.programs import (
    ALL_NESTINGS,
    ALL_SENDERS,
    APP_TOKENS,
    BY_THEMSELVES,
    URLS,
    USER_TOKENS,
    Generated,
    programs,
)
from tests.generated.running import HEALTH, made, opened, verdict_of
from tests.generated.senders.hooked_sending import HOOKED_SENDERS
from tests.generated.senders.layered import LAYERED
from tests.generated.senders.sending import Sender
from tests.generated.senders.signing_below import SIGNING_BELOW
from tests.generated.ways.carriers import OF_TEXTS
from tests.generated.ways.choices import CHOICES
from tests.generated.ways.hooks import HOOKS
from tests.generated.ways.iterating import ITERATING
from tests.specification.judging import Findings, find, fix

PROGRAMS = 100


def names(ways: Iterable[Callable[..., object]]) -> set[str]:
    return {name_of(way) for way in ways}


def names_of_senders(senders: Iterable[Sender]) -> set[str]:
    return names(each.statements for each in senders)


KINDS = {
    "iterators": names(ITERATING),
    "hooks of Python": names(HOOKS),
    "choices": names(CHOICES),
    "hooks of clients": names_of_senders(HOOKED_SENDERS),
    "below the call": names_of_senders(SIGNING_BELOW),
    "two tokens": names(LAYERED),
    "three files": names(PACKAGES),
}
"""Ways of which some are among the programs that this runs."""
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
    taken = {part for program in run for part in program.parts} | {
        part for program in run for way in program.ways for part in way
    }
    assert [kind for kind, ways in KINDS.items() if not taken & ways] == []


def test_every_way_is_taken() -> None:
    generated = made(programs(), 1, 700)
    ways = [way for program in generated for way in program.ways]
    tokens, urls, sending = ({way[place] for way in ways} for place in range(3))
    assert tokens >= names((*APP_TOKENS, *USER_TOKENS))
    assert urls >= names(URLS)
    assert sending >= names_of_senders(ALL_SENDERS) | names(LAYERED) | names(BY_THEMSELVES)
    parts = {part for program in generated for part in program.parts}
    assert parts >= names(OF_TEXTS) | names(CHOICES) | names(ALL_NESTINGS)
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


def test_what_is_said_twice_is_told(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(files: Mapping[str, str], options: Options) -> Findings:
        return {name: (*each, *each) for name, each in find(files, options).items()}

    monkeypatch.setattr(judging, "find", twice)
    assert "said more than once: GET '/me'" in complaints(batch, WRONG)


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

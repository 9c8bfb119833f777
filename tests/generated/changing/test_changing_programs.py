"""Programs whose state changes: the cloud says what each text does, and judges what is claimed.

``python -m tests.generated`` runs many more.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flake8_graph_me.terms.findings import Applicability, Finding, Fix
from tests.cloud import Batch
from tests.generated.changing import judging
from tests.generated.changing.every_way import WAYS
from tests.generated.changing.judging import Verdict, outcomes, truth_of
from tests.generated.changing.programs import Changing, of_texts, programs
from tests.generated.changing.running import verdict_of
from tests.generated.changing.sites import Input
from tests.generated.changing.templates import Way
from tests.generated.pieces import Maker
from tests.generated.running import made, opened
from tests.generated.senders.sending import SENDERS, Ask, Sender
from tests.specification.judging import find

PROGRAMS = 40
TOKEN = """
import os, msal, requests
app = msal.ConfidentialClientApplication(
    "client-id", "secret", authority="https://login.microsoftonline.com/contoso.onmicrosoft.com"
)
token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])["access_token"]
"""
OF_USER = """
    token = app.acquire_token_by_username_password(
        "bea@contoso.example", "secret", ["User.Read"]
    )["access_token"]
"""
SENDS = """
requests.get(
    "https://graph.microsoft.com/v1.0/me/messages/AAMkAD1",
    headers={"Authorization": "Bearer " + token},
)
"""
IF_USER = Input("SIGNED_IN", is_variable=True)
WRONG = TOKEN + SENDS
MIXED = f"{TOKEN}if {IF_USER.condition}:{OF_USER}{SENDS}"
RIGHT = f"{TOKEN}if True:{OF_USER}{SENDS}"


@pytest.fixture(scope="module")
def batch() -> Iterator[Batch]:
    with opened() as entered:
        yield entered


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_a_text_does_what_it_says(batch: Batch, way: Way) -> None:
    program = of_texts(way, way.texts)
    [outcome] = outcomes(program, program.files, batch)
    assert outcome.error is None, outcome.output
    for number, (_, kind) in program.sites.items():
        allowed = ("wrong",) if kind == "twin" else ("right", "mixed")
        assert truth_of(number, [outcome]) in allowed, way.texts[int(number.strip("AMkD")) - 1]


def test_every_way_is_taken() -> None:
    taken = {way for each in made(programs(), 1, 1200) for way in each.sites.values()}
    assert {way for way, _ in taken} == {way.name for way in WAYS}
    assert {way for way, kind in taken if kind == "twin"} == {way.name for way in WAYS}


def test_programs_of_one_way_can_be_asked_for() -> None:
    taken = {way for each in made(programs(WAYS[:1]), 1, 10) for way, _ in each.sites.values()}
    assert taken == {WAYS[0].name}


@pytest.mark.parametrize("sender", SENDERS, ids=lambda sender: sender.statements.__name__)
@settings(deadline=None)
@given(data=st.data())
def test_a_sender_takes_its_token_once(sender: Sender, data: st.DataObject) -> None:
    piece = sender.statements(Maker(data.draw), '"url"', "next(it)", Ask("PATCH"))
    code = "\n".join((*piece.setup, *piece.body))
    assert code.count("next(it)") == 1, code


def complaints_of_a_sample(batch: Batch) -> list[str]:
    """What is amiss with the same programs each time."""
    judged = [(each, verdict_of(each, batch)) for each in made(programs(), 1, PROGRAMS)]
    return [
        "\n".join((*verdict.complaints, repr(program)))
        for program, verdict in judged
        if verdict.complaints
    ]


def test_no_claim_is_false(batch: Batch) -> None:
    complaints = complaints_of_a_sample(batch)
    assert not complaints, "\n".join(complaints)


def verdict_on(batch: Batch, source: str, *inputs: Input) -> Verdict:
    program = Changing({"program.py": source}, "program.py", {"AAMkAD1": ("w", "changed")})
    return verdict_of(replace(program, inputs=inputs), batch)


def told(batch: Batch, source: str, *inputs: Input) -> str:
    return "\n".join(verdict_on(batch, source, *inputs).complaints)


def test_what_is_refused_is_told_by_run(batch: Batch) -> None:
    assert verdict_on(batch, WRONG).sites == (("w", "wrong", "proven"),)
    assert verdict_on(batch, MIXED, IF_USER).sites == (("w", "mixed", "possible"),)
    assert verdict_on(batch, RIGHT).sites == (("w", "right", "silent"),)
    assert [verdict_on(batch, each).differs for each in (WRONG, RIGHT)] == [False, False]
    assert verdict_on(batch, MIXED, IF_USER).differs
    assert told(batch, WRONG) == told(batch, MIXED, IF_USER) == told(batch, RIGHT) == ""


def test_a_request_that_is_found_silently_is_counted(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "find", lambda files, _: dict.fromkeys(files, ()))
    assert verdict_on(batch, WRONG).sites == (("w", "wrong", "silent"),)


def as_proven(finding: Finding) -> Finding:
    fix = finding.fix and Fix(Applicability.SAFE, finding.fix.message, finding.fix.edits)
    return replace(finding, code="GME001", fix=fix)


@pytest.mark.parametrize(("source", "inputs"), [(MIXED, (IF_USER,)), (RIGHT, ())])
def test_a_false_claim_and_its_fix_are_told(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, source: str, inputs: tuple[Input, ...]
) -> None:
    # Where the linter sees nothing, it is asked about the same program with a flag.
    monkeypatch.setattr(
        judging,
        "find",
        lambda _, options: {
            name: tuple(map(as_proven, found))
            for name, found in find({"program.py": MIXED}, options).items()
        },
    )
    said = told(batch, source, *inputs)
    assert "false claim: program.py" in said
    assert "wrong fix" in said


def test_a_program_that_does_not_do_what_it_should_is_told(batch: Batch) -> None:
    assert "the program fails" in told(batch, RIGHT + "raise SystemExit(1)\n")
    assert "no request of AAMkAD1" in told(batch, TOKEN)
    assert "the program sends nonsense" in told(batch, RIGHT.replace("Bearer ", ""))


def test_a_program_is_run_with_every_combination_of_its_inputs() -> None:
    inputs = (IF_USER, Input("user", is_variable=False))
    program = Changing({}, "program.py", {}, inputs=inputs)
    assert program.runs() == [
        ({"SIGNED_IN": ""}, ()),
        ({"SIGNED_IN": ""}, ("--user",)),
        ({"SIGNED_IN": "yes"}, ()),
        ({"SIGNED_IN": "yes"}, ("--user",)),
    ]

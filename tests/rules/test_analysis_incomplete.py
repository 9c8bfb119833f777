"""When the analysis says that it gave up."""

import libcst as cst
import pytest

from flake8_graph_me.engine.domain.cuts import bound_of
from flake8_graph_me.engine.interpreter import interpret
from flake8_graph_me.engine.machine.events import LeftOut
from flake8_graph_me.pipeline.known import knowledge_for
from flake8_graph_me.rules.analysis_incomplete import incomplete_drafts
from flake8_graph_me.rules.places.files import files_of
from flake8_graph_me.syntax.parsing import parse
from flake8_graph_me.terms.options import Options

PATH = "daemon.py"
LATER = """
import msal
import requests

def later():
    app = msal.ConfidentialClientApplication("id", client_credential="secret")
    token = app.acquire_token_for_client(["https://graph.microsoft.com/.default"])
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    requests.get("https://graph.microsoft.com/v1.0/me/messages", headers=headers)

def other():
    print("users")
"""


@pytest.mark.parametrize(("left", "said"), [("later", True), ("other", False), (None, False)])
def test_a_function_that_was_left_out_may_get_the_only_token(left: str | None, said: bool) -> None:
    """Whatever used up the steps, if nothing that was entered was cut short."""
    module = parse(LATER)
    known = knowledge_for(Options())
    run = interpret(module, known.rows, PATH, steps=0)
    run.budget.cut.clear()
    run.events.left_out[:] = [
        LeftOut(node, PATH, (), "MAX_STEPS")
        for node in module.module.body
        if isinstance(node, cst.FunctionDef) and node.name.value == left
    ]
    drafts = incomplete_drafts(run, module, files_of(run, PATH), known.recognition)
    assert [(draft.code, draft.node) for draft in drafts] == [
        ("GME901", one.node) for one in run.events.left_out if said
    ]


def test_what_a_text_was_made_of_is_no_bound() -> None:
    assert bound_of(("path", ("cut", "here")), {}) is None

"""The files under ``.github``: workflows, and forms for issues."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import flake8_graph_me
from tests import noxfile
from tests.documents.parts import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
FORMS = [GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml" for name in ("false-alarm", "missed-alarm")]
FIELDS = ["program", "configuration", "version", "flake8", "expected", "seen", "without-secrets"]
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OWN = re.compile(r"\./\.github/workflows/[\w-]+\.yml(?: #.*)?")
each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def load(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def step(workflow: str, job: str, name: str) -> str:
    """What one step of a workflow runs."""
    steps = load(GITHUB / "workflows" / workflow)["jobs"][job]["steps"]
    (found,) = (each["run"] for each in steps if each.get("name") == name)
    assert isinstance(found, str)
    return found


def test_all_is_yaml() -> None:
    names = {path.name for path in GITHUB.rglob("*.yml") if load(path)}
    assert {"ci.yml", "release.yml", "dependabot.yml", "config.yml"} < names


@each_workflow
def test_actions_are_pinned_by_hash(path: Path) -> None:
    used = re.findall(r"\buses: *(.*?) *$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    assert [each for each in used if not (PINNED.fullmatch(each) or OWN.fullmatch(each))] == []


def test_an_action_has_one_version() -> None:
    used = (re.findall(r"uses: ([^.].*)", path.read_text(encoding="utf-8")) for path in WORKFLOWS)
    versions = {each for found in used for each in found}
    assert len(versions) == len({each.partition("@")[0] for each in versions})


@each_workflow
def test_nothing_is_permitted_but_what_a_job_asks_for(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        checks_out = "actions/checkout@" in str(job) or "uses" in job
        publishes = (path.stem, name) == ("release", "publish")
        assert job["permissions"] == (
            {"contents": "read"} if checks_out else {"id-token": "write"} if publishes else {}
        )


@each_workflow
def test_no_credentials_are_left_in_a_checkout(path: Path) -> None:
    for job in load(path)["jobs"].values():
        for each in job.get("steps", ()):
            if each.get("uses", "").startswith("actions/checkout@"):
                assert each["with"]["persist-credentials"] is False


def test_only_publishing_comes_to_the_environment_of_pypi() -> None:
    jobs = load(GITHUB / "workflows" / "release.yml")["jobs"]
    assert {name for name, job in jobs.items() if "environment" in job} == {"publish"}
    assert jobs["publish"]["environment"]["name"] == "pypi"
    assert (jobs["publish"]["needs"], jobs["ci"]["needs"]) == ("ci", "version")


def test_the_matrix_is_made_of_the_classifiers(tmp_path: Path) -> None:
    output = tmp_path / "output"
    script = step("ci.yml", "build", "Read the supported Pythons from the classifiers")
    environment = {**os.environ, "GITHUB_OUTPUT": str(output)}
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, check=True)
    name, _, pythons = output.read_text(encoding="utf-8").partition("=")
    assert name == "pythons"
    assert json.loads(pythons) == noxfile.PYTHONS

    jobs = load(GITHUB / "workflows" / "ci.yml")["jobs"]
    assert jobs["build"]["outputs"] == {"pythons": "${{ steps.classifiers.outputs.pythons }}"}
    assert jobs["wheel"]["strategy"]["matrix"] == {
        "python": "${{ fromJSON(needs.build.outputs.pythons) }}"
    }


@pytest.mark.parametrize(
    ("tag", "is_right"),
    [(f"v{flake8_graph_me.__version__}", True), ("v0.0.1", False), ("v", False)],
)
def test_a_release_has_the_version_of_its_tag(tag: str, is_right: bool) -> None:
    script = step("release.yml", "version", "Compare")
    environment = {**os.environ, "GITHUB_REF_NAME": tag}
    # GitHub runs it so.
    done = subprocess.run(["bash", "-e", "-c", script], cwd=ROOT, env=environment, check=False)
    assert (done.returncode == 0) is is_right


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_what_is_needed_and_warns_of_tokens(path: Path) -> None:
    form = load(path)
    assert {"name", "description", "body"} <= form.keys()
    warning, *fields = form["body"]
    assert warning["type"] == "markdown"
    assert "Never paste a token" in warning["attributes"]["value"]
    assert [each["id"] for each in fields] == FIELDS
    optional = [each["id"] for each in fields if not is_required(each)]
    assert optional == ["configuration"]
    assert "flake8 --version" in fields[FIELDS.index("flake8")]["attributes"]["label"]


def is_required(field: dict[str, Any]) -> bool:
    options = field["attributes"].get("options", [field.get("validations", {})])
    return all(each.get("required", False) for each in options)

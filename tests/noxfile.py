"""Runs the tests with each supported Python, and with the oldest and the newest libraries allowed.

    nox -f tests/noxfile.py --list
    nox -f tests/noxfile.py -s "tests-3.11(oldest)" -- tests/frontends

Pythons and bounds are read from ``pyproject.toml``, so that they are said once. A Python that is
not installed is skipped, and nox says so. What stands behind ``--`` goes to pytest.
"""

import re
from pathlib import Path

import nox

ROOT = Path(__file__).parent.parent
PROJECT = nox.project.load_toml(ROOT / "pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)  # those of the classifiers
nox.options.envdir = str(ROOT / ".nox")
_BOUND = re.compile(r"(?P<name>[\w.-]+)>=(?P<version>[\w.]+)\Z")


def oldest() -> list[str]:
    """The dependencies, each in the oldest version allowed; raises ValueError for one without."""
    found = []
    for dependency in PROJECT["project"]["dependencies"]:
        bound = _BOUND.match(dependency)
        if bound is None:
            raise ValueError(f"{dependency} has no lower bound, or something else besides")
        found.append(f"{bound['name']}=={bound['version']}")
    return found


LIBRARIES = {"newest": (), "oldest": tuple(oldest())}


@nox.session(python=PYTHONS)
@nox.parametrize("libraries", list(LIBRARIES), ids=list(LIBRARIES))
def tests(session: nox.Session, libraries: str) -> None:
    """Run the tests; warnings are errors, as ``pyproject.toml`` says."""
    session.chdir(ROOT)
    upgrade = ["--upgrade"] if libraries == "newest" else []
    session.install("--no-compile", *upgrade, "--editable", ".[test]", *LIBRARIES[libraries])
    session.run("python", "-m", "pytest", *session.posargs)

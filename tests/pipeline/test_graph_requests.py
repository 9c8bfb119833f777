"""``graph_requests``: all requests of many files, from Python."""

from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

import flake8_graph_me
from flake8_graph_me import GraphRequest, Identity, Options, graph_requests
from flake8_graph_me.pipeline.merging import merged
from flake8_graph_me.terms.places import Place, Position, Span
from flake8_graph_me.terms.requests import Sighting
from tests.frontends.requests_command.test_command import CALLER, HELPER
from tests.specification.judging import written


def shown(found: tuple[GraphRequest, ...], folder: Path) -> list[tuple[str, str | None, str]]:
    return [
        (str(Path(each.place.path).relative_to(folder)), each.path, each.identity.value)
        for each in found
    ]


def test_it_is_public() -> None:
    assert {"GraphRequest", "Identity", "graph_requests"} <= set(flake8_graph_me.__all__)


def test_files_of_a_project() -> None:
    with written({"helper.py": HELPER, "caller.py": CALLER}) as folder:
        paths = [folder / "caller.py", folder / "helper.py"]
        found = graph_requests(paths, options=Options())
        assert shown(found, folder) == [
            ("helper.py", "/groups", "app-only"),
            ("helper.py", "/me", "app-only"),
        ]
        assert found == graph_requests(reversed(paths), options=Options())
        with ProcessPoolExecutor(2) as pool:
            assert graph_requests(paths, options=Options(), executor=pool) == found
        assert all(isinstance(each.identity, Identity) for each in found)


def test_relative_paths_stay_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("helper.py").write_text(HELPER)
    Path("caller.py").write_text(CALLER)
    found = graph_requests(["caller.py"], options=Options())
    assert {each.place.path for each in found} == {"helper.py"}
    assert {step.place.path for each in found for step in each.evidence} == {
        "helper.py",
        "caller.py",
    }


def test_a_file_that_cannot_be_read_is_not_left_out(tmp_path: Path) -> None:
    missing = tmp_path / "none.py"
    (found,) = graph_requests([missing], options=Options())
    assert (found.path, found.method, found.identity) == (None, None, Identity.UNKNOWN)
    assert found.why == "not analysed: the file cannot be read: No such file or directory"
    assert found.place == Place(str(missing), Span(Position(1, 0), Position(1, 0)))


@pytest.mark.parametrize("path", ["a.py", Path("a.py"), b"a.py"])
def test_a_single_path_is_refused(path: object) -> None:
    with pytest.raises(TypeError, match="a collection of paths"):
        graph_requests(path, options=Options())  # type: ignore[arg-type]  # that is the test


def request(**changes: object) -> GraphRequest:
    at = Position(3, 4)
    given: dict[str, object] = {
        "method": "GET",
        "path": "/groups",
        "query": None,
        "client": "requests.get",
        "identity": Identity.APP_ONLY,
        "why": "here",
        "verdict": None,
        "place": Place("a.py", Span(at, Position(3, 9))),
    }
    return GraphRequest(**(given | changes))  # type: ignore[arg-type]  # as the fields are


def test_the_surest_verdict_and_a_query_that_differs() -> None:
    several = [
        Sighting(request(verdict="GME002", query="a=1")),
        Sighting(request(verdict="GME001", query="b=1")),
        Sighting(request(query="a=1")),
    ]
    (found,) = merged(several)
    assert (found.verdict, found.query) == ("GME001", "{query}")


def test_requests_that_differ_in_method_path_or_identity_stay_apart() -> None:
    several = [
        request(),
        request(method="POST"),
        request(path="/users"),
        request(identity=Identity.NONE),
        request(path=None, why="a"),
        request(path=None, why="b"),
    ]
    assert set(merged(map(Sighting, several))) == set(several)


def test_known_callers_decide_over_none() -> None:
    call = Place("b.py", Span(Position(1, 0), Position(1, 5)))
    known = Sighting(request(), (call,))
    assumed = Sighting(request(path="/{path}"), (), assumed=True)
    assert merged([assumed, known]) == (known.request,)
    assert merged([assumed]) == (assumed.request,)

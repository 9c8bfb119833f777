"""What ``requests`` says of batches and subscriptions of which something is not known."""

import json

import pytest

from tests.frontends.requests_command.listing import APP_ONLY, objects, row, write
from tests.support.command_runner import Runner

SEND = """\
import json
one, unread = os.environ["ONE"], load()
"""
ALL = None
SOME = "not all requests in the batch are known"
NONE = "the requests in the batch are not known"
Listed = tuple[str | None, str | None]


def in_batch(run: Runner, argument: str) -> tuple[list[Listed], str | None]:
    """The method and path of each part that is listed of a batch, and what the batch hides."""
    write(f'{SEND}requests.post(GRAPH + "/$batch", headers=HEADERS, {argument})\n')
    found = objects(run)
    (batch,) = (each for each in found if each["path"] == "/$batch")
    _, _, hidden = batch["why"].partition("; ")
    return [row(each)[:2] for each in found if each is not batch], hidden or None


@pytest.mark.parametrize(
    ("part", "method"),
    [
        ('{"method": one, "url": "/users"}', None),
        ('{"url": "/users"}', "GET"),
        ('{**unread, "url": "/users"}', None),
        ('{"method": f"{one}", "url": "/users"}', None),
        ('{"method": "patch", "url": "/users"}', "PATCH"),
    ],
)
def test_the_method_of_a_part(run: Runner, part: str, method: str | None) -> None:
    expected = [(method, "/users")], ALL
    assert in_batch(run, f'json={{"requests": [{part}]}}') == expected
    assert in_batch(run, f'data=json.dumps({{"requests": [{part}]}})') == expected


def test_a_method_that_is_chosen(run: Runner) -> None:
    part = '{"method": "GET" if one else "POST", "url": "/users"}'
    listed, _ = in_batch(run, f'json={{"requests": [{part}]}}')
    assert sorted(map(str, listed)) == ["('GET', '/users')", "('POST', '/users')"]


def test_a_method_in_json_text(run: Runner) -> None:
    def listed(part: str) -> list[Listed]:
        return in_batch(run, f"data='{{\"requests\": [{part}]}}' % one")[0]

    assert listed('{"id": "%s", "url": "/users"}') == [("GET", "/users")]
    assert listed('{"method": "%s", "url": "/users"}') == [(None, "/users")]
    assert listed('{"method": %s, "url": "/users"}') == [(None, "/users")]
    assert listed('{"method": "delete", "url": %s}') == [("DELETE", None)]


@pytest.mark.parametrize(
    ("parts", "paths", "hidden"),
    [
        ('[{"method": "GET", "url": "/users"}]', ["/users"], ALL),
        ('[{"method": "GET", "url": "/users"}, {"method": "GET", "url": unread}]',
         [None, "/users"], ALL),
        ('[{"method": "GET", "url": unread}]', [None], ALL),
        ('[{"method": "GET", "url": "/users"}, unread]', ["/users"], SOME),
        ('[{"method": "GET", "url": "/users"}, *unread]', ["/users"], SOME),
        ('[{"method": "GET", "url": each} for each in unread]', [None], SOME),
        ("unread", [], NONE),
    ],
)  # fmt: skip
def test_parts_that_are_not_known(
    run: Runner, parts: str, paths: list[str | None], hidden: str | None
) -> None:
    listed, told = in_batch(run, f'json={{"requests": {parts}}}')
    assert [path for _, path in listed] == paths
    assert told == hidden


def test_parts_that_are_not_known_in_json_text(run: Runner) -> None:
    body = json.dumps({"requests": [{"method": "GET", "url": "/users"}]}).replace("]", ", %s]")
    assert in_batch(run, f"data='{body}' % one") == ([("GET", "/users")], SOME)
    assert in_batch(run, "data='{\"requests\": %s}' % one") == ([], NONE)
    assert in_batch(run, "data=f'{one}'") == ([], NONE)


def test_why_the_path_of_a_part_is_not_known(run: Runner) -> None:
    write(f"""{SEND}
batch = {{"requests": [{{"method": "GET", "url": unread}}]}}
requests.post(GRAPH + "/$batch", headers=HEADERS, json=batch)
""")
    (part,) = (each for each in objects(run) if each["path"] is None)
    assert part["why"] == (
        f"the URL of a request in the batch: what load() gives, line 9, is not known; {APP_ONLY}"
    )


def test_of_several_ways_to_a_batch_one_that_hides_something_is_told(run: Runner) -> None:
    write("""
def send(parts):
    requests.post(GRAPH + "/$batch", headers=HEADERS, json={"requests": parts})

send([{"method": "GET", "url": "/users"}])
send(load())
send([{"method": "GET", "url": "/groups"}])
""")
    (batch,) = (each for each in objects(run) if each["path"] == "/$batch")
    assert batch["why"] == f"{APP_ONLY}; {NONE}"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ('json={"resource": "/users"}', "/users"),
        ('json={"resource": unread}', None),
        ('json={**unread, "changeType": "created"}', None),
        ("json=unread", None),
        ("data='{\"resource\": %s}' % one", None),
    ],
)
def test_what_a_subscription_watches(run: Runner, given: str, path: str | None) -> None:
    write(f'{SEND}requests.post(GRAPH + "/subscriptions", headers=HEADERS, {given})\n')
    found = objects(run)
    (sent,) = (each for each in found if each["method"] == "POST")
    (watched,) = (each for each in found if each is not sent)
    assert row(watched)[:2] == ("GET", path)
    hidden = "what the subscription watches is not known"
    assert (f"; {hidden}" in sent["why"]) is (path is None)
    assert watched["why"].startswith("what the subscription watches: ") is (path is None)


def test_a_subscription_in_a_batch(run: Runner) -> None:
    part = '{"method": "POST", "url": "/subscriptions", "body": {"resource": unread}}'
    listed, hidden = in_batch(run, f'json={{"requests": [{part}]}}')
    assert listed == [("GET", None), ("POST", "/subscriptions")]
    assert hidden is ALL


def test_other_methods_watch_nothing(run: Runner) -> None:
    write(f'{SEND}requests.get(GRAPH + "/subscriptions", headers=HEADERS, json=unread)\n')
    assert [row(each)[:2] for each in objects(run)] == [("GET", "/subscriptions")]

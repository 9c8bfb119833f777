"""Which kinds of calls ``requests`` lists: batches, pages of answers, clients, code cut off."""

from tests.frontends.requests_command.listing import APP_ONLY, objects, row, rows, write
from tests.support.command_runner import Runner


def test_parts_of_batches_and_subscriptions(run: Runner) -> None:
    write(
        """
        requests.post(GRAPH + "/$batch", headers=HEADERS, json={"requests": [
            {"id": "1", "method": "GET", "url": "/me/messages"},
            {"id": "2", "method": "PATCH", "url": "/groups/" + os.environ["GROUP"]},
        ]})
        requests.post(GRAPH + "/$batch", headers=HEADERS, json=load())
        requests.post(GRAPH + "/subscriptions", headers=HEADERS, json={"resource": "chats/1"})
        """
    )
    found = objects(run)
    assert [row(each) for each in found] == [
        ("POST", "/$batch", "app-only"),
        ("PATCH", "/groups/{GROUP}", "app-only"),
        ("GET", "/me/messages", "app-only"),
        ("POST", "/$batch", "app-only"),
        ("GET", "/chats/1", "app-only"),
        ("POST", "/subscriptions", "app-only"),
    ]
    assert [each["verdict"] for each in found] == [None, None, "GME001", None, None, None]
    assert found[3]["why"] == f"{APP_ONLY}; the requests in the batch are not known"


def test_the_rest_of_an_answer_is_no_request_of_its_own(run: Runner) -> None:
    write(
        """
        def every(url):
            while url:
                page = requests.get(url, headers=HEADERS).json()
                yield from page["value"]
                url = page.get("@odata.nextLink")

        list(every(GRAPH + "/groups"))

        def rest(page):
            return requests.get(page["@odata.nextLink"], headers=HEADERS)
        """
    )
    assert rows(run) == [("GET", "/groups", "app-only"), ("GET", None, "app-only")]


def test_the_rest_of_an_answer_by_another_call(run: Runner) -> None:
    write(
        """
        data = requests.get(GRAPH + "/users", headers=HEADERS).json()
        while "@odata.nextLink" in data:
            data = requests.get(data["@odata.nextLink"], headers=HEADERS).json()

        def ask(where):
            url = where if where.startswith("https://") else GRAPH + where
            return requests.get(url, headers=HEADERS).json()

        page = ask("/groups")
        while page.get("@odata.nextLink"):
            page = ask(page["@odata.nextLink"])
        """
    )
    assert rows(run) == [("GET", "/users", "app-only"), ("GET", "/groups", "app-only")]


def test_the_clients(run: Runner) -> None:
    write(
        """
        import httpx
        from azure.identity import ClientSecretCredential
        from msgraph import GraphServiceClient

        client = GraphServiceClient(ClientSecretCredential("a", "b", "c"))
        session = requests.Session()
        session.headers.update(HEADERS)
        session.post(GRAPH + "/groups/1")
        httpx.Client(base_url=GRAPH, headers=HEADERS).put("/groups/2")

        async def read(team_id):
            await client.teams.by_team_id(team_id).channels.get()
            await client.me.get()
        """
    )
    found = [(*row(each), each["client"], each["verdict"]) for each in objects(run)]
    assert found == [
        ("POST", "/groups/1", "app-only", "requests.Session.post", None),
        ("PUT", "/groups/2", "app-only", "httpx.Client.put", None),
        ("GET", "/teams/{team_id}/channels", "app-only",
         "client.teams.by_team_id.channels.get", None),
        ("GET", "/me", "app-only", "client.me.get", "GME001"),
    ]  # fmt: skip


def test_segments_as_the_sdk_sends_them(run: Runner) -> None:
    write(
        """
        from azure.identity import ClientSecretCredential
        from msgraph import GraphServiceClient

        client = GraphServiceClient(ClientSecretCredential("a", "b", "c"))

        async def read(content, period):
            await client.batch.post(content)
            await client.reports.get_office365_active_user_detail_with_period("D7").get()
            await client.reports.get_office365_active_user_detail_with_period(period).get()
            await client.security.alerts_v2.get()
            await client.security.microsoft_graph_security_run_hunting_query.post(content)
        """
    )
    assert [row(each)[:2] for each in objects(run)] == [
        ("POST", "/$batch"),
        ("GET", "/reports/getOffice365ActiveUserDetail(period='D7')"),
        ("GET", "/reports/getOffice365ActiveUserDetail(period='{period}')"),
        ("GET", "/security/alerts_v2"),
        ("POST", "/security/microsoft.graph.security.runHuntingQuery"),
    ]
    assert objects(run)[0]["why"].endswith("; the requests in the batch are not known")


def test_what_a_bound_cuts_off(run: Runner) -> None:
    paths = ", ".join(f"{number}: '/{chr(number)}'" for number in range(97, 123))
    write(f"PATHS = {{{paths}}}\nrequests.get(GRAPH + PATHS[int(input())], headers=HEADERS)\n")
    (found,) = objects(run)
    assert row(found) == ("GET", None, "app-only")
    assert found["why"] == f"the path: cut off by the bound MAX_ALTERNATIVES; {APP_ONLY}"


def test_code_that_is_not_analysed(run: Runner) -> None:
    def ways(depth: int) -> str:
        return f"def f{depth}(path):\n    f{depth + 1}(path)\n    f{depth + 1}(path + 'x')\n"

    code = "".join(map(ways, range(40)))
    write(
        f"{code}\ndef f40(path):\n    requests.get(GRAPH + path, headers=HEADERS)\nf0('/groups')\n"
    )
    cut = [each for each in objects(run) if each["path"] is None]
    assert cut
    assert all("bound MAX_" in each["why"] for each in cut)


def test_options(run: Runner) -> None:
    code = """\
        import requests
        from ours import http, auth
        requests.get("https://gateway.contoso.com/v1.0/groups", headers=auth.headers())
        http.call("/sites", auth.headers())
        http.call("/me", auth.headers())
        """
    write(code, setup="")
    given = (
        "--hosts=gateway.contoso.com",
        "--app-only=ours.auth.headers",
        "--requests=ours.http.call(url=0, token=1)",
    )
    found = objects(run, *given)
    assert [(*row(each), each["client"]) for each in found] == [
        ("GET", "/groups", "app-only", "requests.get"),
        (None, "/sites", "app-only", "ours.http.call"),
        (None, "/me", "app-only", "ours.http.call"),
    ]
    assert found[2]["verdict"] is None
    assert "neither the host nor the token is known to be Graph's" in found[2]["why"]
    assert rows(run) == []

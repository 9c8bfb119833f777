"""What sends the request."""

from tests.layouts.parts import Part, part, part_of_object

SENDERS = (
    Part("requests", "requests.get(<url>, headers=<headers>)"),
    Part("method by name", 'requests.request("GET", <url>, headers=<headers>)'),
    Part(
        "session", "session.get(<url>, headers=<headers>)", module="session = requests.Session()\n"
    ),
    Part(
        "session with headers",
        "session.get(<url>)",
        before="session = requests.Session()\nsession.headers.update(<headers>)\n",
    ),
    part_of_object(
        "own session",
        "self.session.get(<url>)",
        attributes="self.session = requests.Session()\nself.session.headers.update(<headers>)\n",
    ),
    part(
        "function",
        "fetched(<url>, <headers>)",
        module="""
        def fetched(url, headers):
            response = requests.get(url, headers=headers)
            response.raise_for_status()
            return response.json()
        """,
    ),
    part_of_object(
        "own method",
        "self.fetched(<url>, timeout=10)",
        body="""
        def fetched(self, url, **options):
            return requests.get(url, headers=<headers>, **options)
        """,
    ),
    Part("httpx", "httpx.get(<url>, headers=<headers>)"),
    Part("httpx client", "client.get(<url>)", before="client = httpx.Client(headers=<headers>)\n"),
    Part(
        "httpx, asynchronous",
        "await client.get(<url>)",
        before="client = httpx.AsyncClient(headers=<headers>)\n",
        asynchronous=True,
    ),
    Part(
        "aiohttp",
        "await session.get(<url>)",
        before="session = aiohttp.ClientSession(headers=<headers>)\n",
        asynchronous=True,
    ),
    Part("urllib", "urllib.request.urlopen(urllib.request.Request(<url>, headers=<headers>))"),
)

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
    Part(
        "session in a block",
        "response",
        before="""\
with requests.Session() as session:
    session.headers.update(<headers>)
    response = session.get(<url>)
""",
    ),
    Part(
        "page by page",
        "found",
        before="""\
found = []
following = <url>
while following:
    page = requests.get(following, headers=<headers>).json()
    found += page["value"]
    following = page.get("@odata.nextLink")
""",
    ),
    Part(
        "tried again",
        "response",
        before="""\
for _ in range(3):
    response = requests.get(<url>, headers=<headers>, timeout=10)
    if response.status_code != 429:
        break
    time.sleep(int(response.headers.get("Retry-After", "1")))
""",
    ),
    Part(
        "tried",
        "response",
        before="""\
try:
    response = requests.get(<url>, headers=<headers>)
    response.raise_for_status()
except requests.RequestException as error:
    logging.error("failed: %s", error)
    raise
""",
    ),
    Part(
        "prepared",
        "requests.Session().send(prepared)",
        before='prepared = requests.Request("GET", <url>, headers=<headers>).prepare()\n',
    ),
    Part(
        "partial", "get(<url>)", before="get = functools.partial(requests.get, headers=<headers>)\n"
    ),
    Part(
        "many at once",
        "list(pool.map(lambda each: requests.get(each, headers=signed), [<url>]))",
        before="""\
signed = <headers>
pool = concurrent.futures.ThreadPoolExecutor()
""",
    ),
    part(
        "authentication",
        "requests.get(<url>, auth=Bearer(<headers>))",
        module="""
        class Bearer(requests.auth.AuthBase):
            def __init__(self, headers):
                self.headers = headers

            def __call__(self, request):
                request.headers.update(self.headers)
                return request
        """,
    ),
    part(
        "decorated",
        "fetched(<url>, <headers>)",
        module="""
        def logged(function):
            @functools.wraps(function)
            def inner(*args, **kwargs):
                logging.info("calling %s", function.__name__)
                return function(*args, **kwargs)

            return inner


        @logged
        def fetched(url, headers):
            return requests.get(url, headers=headers)
        """,
    ),
    Part(
        "aiohttp in blocks",
        "found",
        before="""\
async with aiohttp.ClientSession(headers=<headers>) as session:
    async with session.get(<url>) as response:
        found = await response.json()
""",
        asynchronous=True,
    ),
    part_of_object(
        "own client object",
        "self.http.get(<url>)",
        module="""
        class Http:
            def __init__(self, headers):
                self.session = requests.Session()
                self.session.headers.update(headers)

            def get(self, url, **options):
                return self.session.get(url, timeout=30, **options)
        """,
        attributes="self.http = Http(<headers>)\n",
    ),
)

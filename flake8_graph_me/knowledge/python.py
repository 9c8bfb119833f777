"""The standard library, and small libraries in between: what passes values on, and what is
harmless.

Source: the Python documentation of each module.
"""

from flake8_graph_me.terms.results import Made, Operation, Passed, UnknownResult
from flake8_graph_me.terms.rows import Call, RecordMaker, Row, Type

FIRST = ("value",)
ENCODED = "urllib.parse.Encoded"
"""Stands for a text of fields, which in truth is a plain one."""
PARSER = "argparse.ArgumentParser"
OF_A_PARSER = ("add_argument_group", "add_mutually_exclusive_group")
THREADED = (("target", "target"), ("args", "args"), ("kwargs", "kwargs"))


def _passes(*names: str) -> tuple[Call, ...]:
    """Functions that give back their first argument, or what stands for it."""
    return tuple(Call(name, FIRST, Passed("value")) for name in names)


def operation(operation: str, *names: str, skip: int = 0) -> tuple[Call, ...]:
    """Functions that do what an operation does with all arguments behind the first ``skip``."""
    return tuple(Call(name, (), Operation(operation, skip)) for name in names)


def _harmless(*names: str) -> tuple[Call, ...]:
    """Functions in which a text has no further use."""
    return tuple(Call(name, harmless=True) for name in names)


PYTHON_ROWS: tuple[Row, ...] = (
    RecordMaker("dataclasses.dataclass", hook="__post_init__"),
    RecordMaker("typing.NamedTuple"),
    *_passes(
        "asyncio.as_completed",
        "asyncio.create_task",
        "asyncio.ensure_future",
        "asyncio.run",
        "asyncio.run_coroutine_threadsafe",
        "asyncio.shield",
        "asyncio.wait_for",
        "concurrent.futures.as_completed",
        "contextlib.aclosing",
        "contextlib.asynccontextmanager",
        "contextlib.closing",
        "contextlib.contextmanager",
        "contextlib.nullcontext",
        "inspect.cleandoc",
        # What is read from a text or a file keeps the label of the whole.
        "json.load",
        "textwrap.dedent",
        "types.MappingProxyType",
        "yarl.URL",
        "orjson.dumps",
    ),
    Call("typing.cast", ("type", "value"), Passed("value")),
    Call("sys.intern", FIRST, Passed("value")),
    *operation("enumeration", "enum.Enum", "enum.IntEnum"),
    *operation("enumeration-of-texts", "enum.StrEnum"),
    *operation("copy", "copy.copy"),
    *operation("deep-copy", "copy.deepcopy"),
    *operation("partial", "functools.partial"),
    *operation("partial-method", "functools.partialmethod"),
    *operation("keeping-decorator", "functools.cache", "functools.lru_cache"),
    *operation("makes-decorator", "functools.wraps"),
    *operation("dump-json", "json.dumps"),
    *operation("read-json", "json.loads", "orjson.loads"),
    *operation("reduce", "functools.reduce"),
    *operation("chain", "itertools.chain"),
    *operation("chain-from", "itertools.chain.from_iterable"),
    *operation("islice", "itertools.islice"),
    Type("collections.ChainMap"),
    Call("collections.ChainMap", (), Made("collections.ChainMap", (("maps", "*"),))),
    *operation("chained-item", "collections.ChainMap.__getitem__", "collections.ChainMap.get"),
    *operation("chained-set-item", "collections.ChainMap.__setitem__"),
    *operation("chained-delete-item", "collections.ChainMap.__delitem__"),
    *operation("chained-update", "collections.ChainMap.update"),
    *operation("chained-set-default", "collections.ChainMap.setdefault"),
    *operation("chained-pop", "collections.ChainMap.pop"),
    *operation("chained-clear", "collections.ChainMap.clear"),
    *operation("chained-child", "collections.ChainMap.new_child"),
    Type("contextvars.ContextVar", ("name",), (("default", "default"),)),
    *operation("kept", "contextvars.ContextVar.get"),
    *operation("keep", "contextvars.ContextVar.set"),
    *operation("keep-again", "contextvars.ContextVar.reset"),
    *operation("item-of-first", "operator.getitem"),
    *operation("item-getter", "operator.itemgetter"),
    *operation("attribute-getter", "operator.attrgetter"),
    *operation("method-caller", "operator.methodcaller"),
    *operation("add", "operator.add", "operator.concat"),
    *operation("add-in-place", "operator.iadd", "operator.iconcat"),
    *operation("unite-in-place", "operator.ior"),
    *operation("module-by-name", "sys.modules.__getitem__", "sys.modules.get"),
    Type(
        PARSER,
        ("prog", "usage", "description", "epilog", "parents"),
        (("parents", "parents"),),
        mappings=("options",),
    ),
    *operation("add-option", f"{PARSER}.add_argument"),
    *operation("set-defaults", f"{PARSER}.set_defaults"),
    *operation("parse-options", f"{PARSER}.parse_args", f"{PARSER}.parse_intermixed_args"),
    *operation("parse-some-options", f"{PARSER}.parse_known_args"),
    *operation("add-commands", f"{PARSER}.add_subparsers"),
    *operation("add-command", f"{PARSER}.add_parser"),
    # What is added to a group comes to the same object.
    *(Call(f"{PARSER}.{name}", (), Passed("self")) for name in OF_A_PARSER),
    *operation("set-item", "operator.setitem"),
    *operation("delete-item", "operator.delitem"),
    Type("asyncio.TaskGroup"),
    Call("asyncio.TaskGroup.create_task", ("coro",), Passed("coro")),
    *operation("twice", "asyncio.wait", "concurrent.futures.wait"),
    Type("contextlib.ExitStack"),
    Type("contextlib.AsyncExitStack", supertypes=("contextlib.ExitStack",)),
    *operation("leave-entered", "contextlib.ExitStack.__exit__", "contextlib.ExitStack.close"),
    Call("contextlib.ExitStack.enter_context", returns=Operation("entered")),
    Call("contextlib.AsyncExitStack.enter_async_context", returns=Operation("entered")),
    Type("string.Template", ("template",), (("template", "template"),)),
    *operation("fill-dollars", "string.Template.substitute", "string.Template.safe_substitute"),
    *operation(
        "apply",
        "asyncio.to_thread",
        "anyio.to_thread.run_sync",
        "contextvars.Context.run",
    ),
    *operation(
        "submit",
        "concurrent.futures.ThreadPoolExecutor.submit",
        "concurrent.futures.ProcessPoolExecutor.submit",
    ),
    Call("concurrent.futures.Future.result", ("timeout",), Passed("self.made")),
    *operation("apply", "asyncio.AbstractEventLoop.run_in_executor", skip=1),
    *operation("later", "asyncio.AbstractEventLoop.call_at", skip=1),
    *operation("later", "asyncio.AbstractEventLoop.call_later", skip=1),
    *operation(
        "later",
        "asyncio.AbstractEventLoop.call_soon",
        "asyncio.AbstractEventLoop.call_soon_threadsafe",
    ),
    Type("threading.Thread", ("group", "target", "name", "args", "kwargs"), THREADED),
    Type(
        "threading.Timer",
        ("interval", "function", "args", "kwargs"),
        (("target", "function"), *THREADED[1:]),
        supertypes=("threading.Thread",),
    ),
    Type(
        "multiprocessing.Process",
        ("group", "target", "name", "args", "kwargs"),
        THREADED,
    ),
    *operation("start", "threading.Thread.start"),
    *operation("ended", "threading.Thread.join", "multiprocessing.Process.join", "*.cancel"),
    *operation("start-apart", "multiprocessing.Process.start"),
    # It is called once all else has been done.
    Call("atexit.register", ("func",), Passed("func"), harmless=True),
    *operation("gather", "asyncio.gather"),
    *operation("first", "asyncio.AbstractEventLoop.run_until_complete"),
    *operation("first", "asyncio.AbstractEventLoop.create_task"),
    *operation("builtins.map", "concurrent.futures.ThreadPoolExecutor.map"),
    *operation("builtins.map", "concurrent.futures.ProcessPoolExecutor.map"),
    *operation("first", "asyncio.Runner.run"),
    *operation("built-url", "yarl.URL.build"),
    *operation("join-url", "urllib.parse.urljoin", "urllib.request.urljoin"),
    *operation("quote", "urllib.parse.quote", "urllib.request.quote"),
    *operation("quote-plus", "urllib.parse.quote_plus"),
    *operation("unquote", "urllib.parse.unquote"),
    *operation("path-text", "pathlib.PurePosixPath"),
    *operation("join-segments", "os.path.join", "posixpath.join"),
    *operation(
        "environment", "os.environ.get", "os.environ.__getitem__", "os.getenv", "decouple.config"
    ),
    *operation("field", "dataclasses.field", "attr.ib", "attrs.field", "pydantic.Field"),
    *operation("field", "attr.attrib", "attr.field"),
    *operation("factory", "attr.Factory", "attrs.Factory"),
    Call(
        "typing.Annotated.__getitem__",
        (),
        Operation("annotated"),
        also=("typing_extensions.Annotated.__getitem__",),
    ),
    *operation("two-ended", "collections.deque"),
    *operation("shuffle", "random.shuffle", "heapq.heapify"),
    *operation("push", "heapq.heappush", "bisect.insort", "bisect.insort_left"),
    *operation("push", "bisect.insort_right"),
    *operation("take", "heapq.heappop"),
    *operation("push-and-take", "heapq.heapreplace", "heapq.heappushpop"),
    *operation("any-order", "heapq.nlargest", "heapq.nsmallest", "heapq.merge", "random.sample"),
    *operation("any-order", "random.choices"),
    *operation(
        "queue",
        "asyncio.LifoQueue",
        "asyncio.PriorityQueue",
        "asyncio.Queue",
        "multiprocessing.JoinableQueue",
        "multiprocessing.Queue",
        "multiprocessing.SimpleQueue",
        "queue.LifoQueue",
        "queue.PriorityQueue",
        "queue.Queue",
        "queue.SimpleQueue",
    ),
    *operation(
        "builtins.dict", "collections.OrderedDict", "requests.structures.CaseInsensitiveDict"
    ),
    *operation("builtins.dict", "httpx.Headers"),
    Call("os.environ.__setitem__", ("key", "value"), Operation("set-environment")),
    Call("os.environ.setdefault", ("key", "value"), Operation("set-environment-default")),
    *operation("update-environment", "os.environ.update"),
    *operation("remove-environment", "os.environ.pop", "os.environ.__delitem__"),
    # The form itself is kept with its text, so that its fields can still be asked for.
    Type(ENCODED),
    Call("urllib.parse.urlencode", ("query",), Made(ENCODED, (("query", "query"),))),
    Call(f"{ENCODED}.encode", ("encoding",), Passed("self")),
    Call("types.SimpleNamespace", (), Operation("namespace")),
    Call("threading.local", (), Operation("namespace")),
    Type("types.Namespace"),
    Type("contextvars.Context"),
    Call("contextvars.copy_context", (), Made("contextvars.Context")),
    Call("asyncio.get_event_loop", (), Made("asyncio.AbstractEventLoop")),
    Call("asyncio.get_running_loop", (), Made("asyncio.AbstractEventLoop")),
    Call("asyncio.new_event_loop", (), Made("asyncio.AbstractEventLoop")),
    Type("asyncio.AbstractEventLoop"),
    Type("asyncio.Runner"),
    Type(
        "concurrent.futures.ThreadPoolExecutor",
        also=("concurrent.futures.thread.ThreadPoolExecutor",),
    ),
    Type("concurrent.futures.ProcessPoolExecutor"),
    *_harmless(
        "builtins.input",
        "logging.critical",
        "logging.debug",
        "logging.error",
        "logging.exception",
        "logging.info",
        "logging.log",
        "logging.warning",
        "sys.stderr.write",
        "sys.stdout.write",
        "warnings.warn",
        "*.critical",
        "*.debug",
        "*.error",
        "*.exception",
        "*.info",
        "*.log",
        "*.warning",
        "*.raise_for_status",
    ),
    Call("time.time", returns=UnknownResult()),
)

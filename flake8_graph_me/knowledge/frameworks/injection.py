"""Frameworks that call a program's functions and inject the arguments they declare, and libraries
whose decorators retry or cache.

Source: fastapi 0.165.0 ``param_functions.py``, typer 0.29.2 ``params.py``, click 8.5.1
``decorators.py``, celery 5.7.0 ``app/task.py``, prefect 3 ``tasks.py``, tenacity 9.2.1, cachetools
7.3.2, backoff 2.2.1.
"""

from flake8_graph_me.terms.results import Operation, UnknownResult
from flake8_graph_me.terms.rows import Call, Type

RETRYING = ("tenacity.Retrying", "tenacity.AsyncRetrying")
CACHES = ("Cache", "FIFOCache", "LFUCache", "LRUCache", "RRCache", "TTLCache")

FRAMEWORK_ROWS: tuple[Call | Type, ...] = (
    *(
        Call(name, returns=Operation("injected"), also=(also,))
        for name, also in (
            ("fastapi.Depends", "fastapi.params.Depends"),
            ("fastapi.Security", "fastapi.params.Security"),
        )
    ),
    Call("typer.Option", returns=Operation("field")),
    Call("typer.Argument", returns=Operation("field")),
    Call("click.option", returns=Operation("option")),
    Call("click.argument", returns=Operation("option")),
    # What celery and prefect make of a function calls it from afar.
    Call("function.delay", returns=Operation("call-receiver")),
    Call("function.apply_async", returns=Operation("call-receiver-with")),
    Call("function.submit", returns=Operation("call-receiver")),
    # What tenacity makes of one.
    Call("function.retry_with", returns=Operation("function.__get__")),
    *(Type(name) for name in RETRYING),
    *(Call(f"{name}.__call__", ("fn",), Operation("apply")) for name in RETRYING),
    *(
        Call(name, returns=Operation("decorator"))
        for name in ("cachetools.func.lru_cache", "cachetools.func.ttl_cache", "tenacity.retry")
    ),
    *(
        Call(name, returns=Operation("makes-decorator"))
        for name in ("backoff.on_exception", "backoff.on_predicate", "cachetools.cached")
    ),
    *(Call(f"cachetools.{name}", returns=Operation("builtins.dict", 9)) for name in CACHES),
    Call("functools.singledispatch", ("func",), UnknownResult()),
)

"""Libraries that run a program's functions with the arguments that they are handed for them: task
groups, pools, schedulers and queues.

Source: starlette 1.10.0 ``background.py`` and ``concurrency.py``, fastapi 0.165.0
``background.py``, anyio 4.16.0 ``from_thread.py`` and ``abc/_tasks.py``, trio 0.35.0
``_core/_run.py``, asgiref 3.13.0 ``sync.py``, gevent 26.9.0 ``greenlet.py``, joblib 1.6.0
``parallel.py``, APScheduler 3.11.3 ``schedulers/base.py``, schedule 1.2.2, rq 3.0.0 ``queue.py``,
celery 5.7.0 ``canvas.py`` and ``app/task.py``; the documentation of dask, ray, dramatiq, Prefect 3
and Airflow, and that of Python about multiprocessing.pool, sched and tkinter.
"""

from flake8_graph_me.knowledge.python import operation
from flake8_graph_me.terms.results import Made, Operation, Passed, Started
from flake8_graph_me.terms.rows import Call, Row, Type

POOL = "multiprocessing.pool.Pool"
TASKS = "starlette.background.BackgroundTasks"
GROUP = "anyio.abc.TaskGroup"
NURSERY = "trio.Nursery"
SCHEDULER = "apscheduler.schedulers.base.BaseScheduler"
QUEUE = "rq.Queue"
SCHEDULERS = (
    "apscheduler.schedulers.asyncio.AsyncIOScheduler",
    "apscheduler.schedulers.background.BackgroundScheduler",
    "apscheduler.schedulers.blocking.BlockingScheduler",
    "apscheduler.schedulers.gevent.GeventScheduler",
    "apscheduler.schedulers.tornado.TornadoScheduler",
)
OPERATORS = (
    "BranchPythonOperator",
    "ExternalPythonOperator",
    "PythonOperator",
    "PythonVirtualenvOperator",
    "ShortCircuitOperator",
)
OF_OPERATORS = ("airflow.operators.python", "airflow.providers.standard.operators.python")
TIMES = (
    *("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks"),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
)


RUNNER_ROWS: tuple[Row, ...] = (
    *operation(
        "apply",
        "anyio.from_thread.run",
        "anyio.from_thread.run_sync",
        "anyio.run",
        "starlette.concurrency.run_in_threadpool",
        "fastapi.concurrency.run_in_threadpool",
        "trio.from_thread.run",
        "trio.from_thread.run_sync",
        "trio.run",
        "trio.to_thread.run_sync",
    ),
    # What is called of them calls the function.
    *operation(
        "decorator",
        "asgiref.sync.async_to_sync",
        "asgiref.sync.sync_to_async",
        "dask.delayed",
        "joblib.delayed",
        "ray.remote",
    ),
    Type(TASKS, also=("fastapi.BackgroundTasks", "fastapi.background.BackgroundTasks")),
    *operation("later", f"{TASKS}.add_task", "starlette.background.BackgroundTask"),
    Type(GROUP),
    Call("anyio.create_task_group", returns=Made(GROUP)),
    *operation("later", f"{GROUP}.start", f"{GROUP}.start_soon"),
    Type(NURSERY),
    Call("trio.open_nursery", returns=Made(NURSERY)),
    *operation("later", f"{NURSERY}.start", f"{NURSERY}.start_soon"),
    *operation("later", "gevent.spawn"),
    *operation("later", "gevent.spawn_later", skip=1),
    Type(POOL, also=("multiprocessing.pool.ThreadPool",)),
    Call("multiprocessing.Pool", returns=Made(POOL), also=("multiprocessing.dummy.Pool",)),
    *operation("builtins.map", *(f"{POOL}.{name}" for name in ("imap", "imap_unordered", "map"))),
    *operation("builtins.map", f"{POOL}.map_async"),
    *operation("map-starred", f"{POOL}.starmap", f"{POOL}.starmap_async"),
    *(
        Call(f"{POOL}.{name}", ("func", "args", "kwds"), Started("func", "args", "kwds"))
        for name in ("apply", "apply_async")
    ),
    Type("sched.scheduler"),
    *(
        Call(
            f"sched.scheduler.{name}",
            ("time", "priority", "action", "argument", "kwargs"),
            Started("action", "argument", "kwargs"),
        )
        for name in ("enter", "enterabs")
    ),
    *(Type(f"tkinter.{name}") for name in ("Misc", "Tk", "Toplevel")),
    *operation("later", *(f"tkinter.{name}.after" for name in ("Misc", "Tk", "Toplevel")), skip=1),
    Type(SCHEDULER, also=SCHEDULERS),
    Call(
        f"{SCHEDULER}.add_job",
        ("func", "trigger", "args", "kwargs"),
        Started("func", "args", "kwargs"),
    ),
    *(
        Call(
            f"{module}.{name}",
            ("task_id", "python_callable", "op_args", "op_kwargs"),
            Started("python_callable", "op_args", "op_kwargs"),
        )
        for module in OF_OPERATORS
        for name in OPERATORS
    ),
    Type(QUEUE, also=("rq.queue.Queue",)),
    *operation("later", f"{QUEUE}.enqueue"),
    *operation("later", f"{QUEUE}.enqueue_at", f"{QUEUE}.enqueue_in", skip=1),
    Call(f"{QUEUE}.enqueue_call", ("func", "args", "kwargs"), Started("func", "args", "kwargs")),
    Call("schedule.every", returns=Made("schedule.Job")),
    Type("schedule.Job", members=tuple((name, Made("schedule.Job")) for name in TIMES)),
    *(
        Call(f"schedule.Job.{name}", returns=Passed("self"))
        for name in ("at", "tag", "to", "until")
    ),
    *operation("later", "schedule.Job.do"),
    # What dramatiq, ray and Celery make of a function calls it from afar.
    Call("function.send", returns=Operation("call-receiver")),
    Call("function.send_with_options", ("args", "kwargs"), Operation("call-receiver-with")),
    Call("function.remote", returns=Operation("call-receiver")),
    Call("function.apply", ("args", "kwargs"), Operation("call-receiver-with")),
    Call("function.s", returns=Operation("call-receiver-behind")),
    Call("function.si", returns=Operation("call-receiver-behind")),
    # What Prefect, Celery and Airflow make of one, calls it for each element.
    Call("function.map", returns=Operation("call-receiver-each")),
    Call("function.expand", returns=Operation("call-receiver-each")),
    Call("prefect.unmapped", ("value",), Passed("value")),
)

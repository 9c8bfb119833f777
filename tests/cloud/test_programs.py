"""The batch runner: no program sees or breaks another, or is mistaken for it."""

import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cloud import Cloud, Exchange, Graph, Program, ProgramOutcome, run_programs
from tests.cloud.messages import Answer, Request
from tests.running.watching import Limits, is_alive

SEND = """
import urllib.error, urllib.request

def send(path):
    try:
        urllib.request.urlopen("https://graph.microsoft.com" + path)
    except urllib.error.HTTPError as refused:
        assert refused.code == 401
"""


@pytest.fixture(scope="module")
def cloud() -> Iterator[Cloud]:
    with Cloud() as entered:
        yield entered


def program(name: str, code: str) -> Program:
    return Program(name, {"main.py": SEND + textwrap.dedent(code)}, "main.py")


def paths(outcome: ProgramOutcome) -> list[str]:
    return [seen.path for seen in outcome.exchanges]


def test_ends_of_all_kinds_lose_no_other_outcome(cloud: Cloud) -> None:
    programs = [
        program("well", "import os; send('/1'); print(os.getpid())"),
        program("raises", "import os; send('/2'); print(os.getpid()); raise ValueError('no')"),
        program("exits", "import sys; send('/3'); sys.exit('gone')"),
        program("crashes", "import os; print('so long'); send('/4'); os._exit(3)"),
        program("hangs", "import threading; send('/5'); threading.Event().wait()"),
        program("ends by zero", "import os; send('/6'); print(os.getpid()); raise SystemExit(0)"),
        Program("cannot be parsed", {"main.py": "1 +"}, "main.py"),
    ]
    outcomes = run_programs(programs, cloud, limits=Limits(idle_seconds=3))
    assert [outcome.name for outcome in outcomes] == [each.name for each in programs]
    assert [outcome.error for outcome in outcomes] == [
        None,
        "ValueError: no",
        "SystemExit: gone",
        "the process ended with status 3",
        "no end, idle for 3 seconds",
        None,
        outcomes[-1].error,
    ]
    assert "SyntaxError" in (outcomes[-1].error or "")
    assert [paths(outcome) for outcome in outcomes] == [
        *([f"/{number}"] for number in range(1, 7)),
        [],
    ]
    assert all(seen.program == each.name for each in outcomes for seen in each.exchanges)
    assert "Traceback" in outcomes[1].output
    assert outcomes[2].output == "gone\n"
    assert outcomes[3].output == "so long\n"
    processes = [outcomes[index].output.split()[0] for index in (0, 1, 5)]
    assert processes[0] == processes[1] != processes[2]


def test_a_program_that_works_without_end_is_ended(cloud: Cloud) -> None:
    programs = [program("spins", "send('/1')\nwhile True: pass"), program("next", "send('/2')")]
    spun, following = run_programs(programs, cloud, limits=Limits(cpu_seconds=2))
    assert (spun.error, paths(spun)) == (
        "no end within 2 seconds of processor time",
        ["/1"],
    )
    assert (following.error, paths(following)) == (None, ["/2"])


def test_work_of_a_process_that_a_program_starts_counts_as_its_own(cloud: Cloud) -> None:
    code = """
        import subprocess, sys
        started = subprocess.Popen([sys.executable, "-c", "while True: pass"])
        print(started.pid, flush=True)
        started.wait()
    """
    limits = Limits(cpu_seconds=2, idle_seconds=3)
    [outcome] = run_programs([program("has it done", code)], cloud, limits=limits)
    assert outcome.error == "no end within 2 seconds of processor time"
    assert not is_alive(int(outcome.output))


def test_a_program_that_sends_now_and_then_is_not_idle(cloud: Cloud) -> None:
    code = "import time\nfor number in range(4): time.sleep(0.7); send(f'/{number}')"
    limits = Limits(idle_seconds=2)
    [outcome] = run_programs([program("unhurried", code)], cloud, limits=limits)
    assert (outcome.error, paths(outcome)) == (None, ["/0", "/1", "/2", "/3"])


def test_silent_connections_hold_nothing_up(cloud: Cloud) -> None:
    code = """
        import socket, sys
        graph = ("graph.microsoft.com", 443)
        # One says nothing at all, one begins to speak TLS, and both outlive their program.
        sys.modules["os"].kept = [socket.create_connection(graph) for _ in range(2)]
        sys.modules["os"].kept[1].sendall(b"\\x16\\x03\\x01")
    """
    outcomes = run_programs([program("silent", code), program("next", "send('/2')")], cloud)
    assert [(each.error, paths(each)) for each in outcomes] == [(None, []), (None, ["/2"])]


def test_a_program_has_its_own_modules_and_surroundings(cloud: Cloud) -> None:
    check = """
        import asyncio, logging, os, pathlib, sys
        import helper
        from parts.one import NAME
        assert helper.NAME == NAME == __file__.split(os.sep)[-2], (helper.NAME, NAME)
        assert sys.argv == [__file__] and __name__ == "__main__"
        assert pathlib.Path("main.py").exists() and sys.stdin.read() == ""
        assert not logging.getLogger().handlers and logging.getLogger().isEnabledFor(50)
        assert "LEFT_BEHIND" not in os.environ and "left behind" not in sys.path
        assert os.environ["CLIENT_ID"] and os.environ["USER_ID"] == "her"
        os.environ["LEFT_BEHIND"] = "yes"
        sys.path.insert(0, "left behind")
        sys.argv.append("left behind")
        os.chdir("/")
        logging.basicConfig()
        logging.disable()
        sys.stdout.close()
        if sys.version_info < (3, 14):
            asyncio.get_event_loop()
        asyncio.run(asyncio.sleep(0))
    """
    programs = [
        Program(
            f"number {number}",
            {
                "main.py": textwrap.dedent(check),
                "helper.py": f"NAME = 'program{number}'",
                "parts/one.py": f"NAME = 'program{number}'",
            },
            "main.py",
            {"USER_ID": "her"},
        )
        for number in (1, 2, 3)
    ]
    for outcome in run_programs(programs, cloud):
        assert outcome.error is None, outcome.output


def test_a_thread_that_outlives_its_program_still_counts_as_that_program(cloud: Cloud) -> None:
    late = """
        import threading, time

        def later():
            time.sleep(0.3)
            send("/late")

        threading.Thread(target=later).start()
    """
    outcomes = run_programs([program("late", late), program("next", "send('/next')")], cloud)
    assert [paths(outcome) for outcome in outcomes] == [["/late"], ["/next"]]


def test_a_connection_kept_alive_is_not_taken_along(cloud: Cloud) -> None:
    keep = """
        import requests, sys
        sys.modules["os"].kept = session = getattr(sys.modules["os"], "kept", requests.Session())
        session.get("https://graph.microsoft.com/" + __file__.split("program")[-1][0])
    """
    outcomes = run_programs([program("first", keep), program("second", keep)], cloud)
    assert [paths(outcome) for outcome in outcomes] == [["/1"], ["/2"]]


def test_batches_may_run_at_the_same_time(cloud: Cloud) -> None:
    batches = [
        [program(f"{batch} {number}", f"send('/{batch}/{number}')") for number in range(5)]
        for batch in ("one", "two")
    ]
    with ThreadPoolExecutor() as pool:
        for outcomes in pool.map(lambda batch: run_programs(batch, cloud), batches):
            for outcome in outcomes:
                assert paths(outcome) == ["/" + outcome.name.replace(" ", "/")]
                assert {seen.program for seen in outcome.exchanges} == {outcome.name}


def test_a_fault_of_the_stand_in_is_told() -> None:
    class Broken(Graph):
        def answer(self, request: Request) -> tuple[Answer, list[Exchange]]:
            raise ZeroDivisionError(request.target)

    code = program("asks", "try: send('/1')\nexcept OSError: pass")
    with (
        pytest.raises(RuntimeError, match="stand-in itself") as failure,
        Cloud(graph=Broken()) as cloud,
    ):
        run_programs([code], cloud)
    assert isinstance(failure.value.__cause__, ZeroDivisionError)


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('example.com', 443))",
        "socket.create_connection(('192.0.2.1', 443))",
        "socket.socket().connect(('192.0.2.1', 443))",
        "socket.getaddrinfo(socket.gethostname(), 443)",
        "socket.gethostbyname('example.com')",
        "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
        "asyncio.run(asyncio.open_connection('example.com', 443))",
        "asyncio.run(asyncio.open_connection('192.0.2.1', 443))",
    ],
)
def test_there_is_no_network(cloud: Cloud, attempt: str) -> None:
    code = f"import asyncio, socket; {attempt}"
    programs = [Program("outward", {"main.py": code}, "main.py")]
    # Who asked a name server would wait for its answer.
    [outcome] = run_programs(programs, cloud, limits=Limits(idle_seconds=3))
    assert outcome.error is not None
    assert "no network here" in outcome.error or "gaierror" in outcome.error


def test_libraries_lie_beside_the_program_and_are_its_own(cloud: Cloud) -> None:
    code = "import os, sys, aside; sys.exit(f'{aside.MINE} {os.path.exists(\"aside.py\")}')"
    programs = [
        Program(mine, {"main.py": code}, "main.py", libraries={"aside.py": f"MINE = {mine!r}"})
        for mine in ("one", "two")
    ]
    outcomes = run_programs(programs, cloud)
    assert [outcome.output.strip() for outcome in outcomes] == ["one False", "two False"]


def test_a_program_reads_its_arguments(cloud: Cloud) -> None:
    code = "import sys; sys.exit(' '.join(sys.argv[1:]))"
    asking = Program("asks", {"main.py": code}, "main.py", arguments=("--user", "bea"))
    [outcome] = run_programs([asking], cloud)
    assert outcome.output.strip() == "--user bea"


def test_a_program_may_talk_to_itself(cloud: Cloud) -> None:
    code = """
        import socket
        server = socket.create_server(("localhost", 0))
        socket.create_connection(("localhost", server.getsockname()[1])).close()
    """
    [outcome] = run_programs([program("redirect listener", code)], cloud)
    assert outcome.error is None, outcome.output

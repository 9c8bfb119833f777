"""Iterators that move on, and sequences that are reordered, split or cut.

Must not know who decides whether a claim holds.
"""

from tests.generated.changing.templates import Way

BASE = '"https://graph.microsoft.com/v1.0" + '
JOBS = '$jobs = [($USER, "$MINE"), ($APP, "$OTHERS")]\n'

SEQUENCES = (
    Way(
        "iterator_moves_on",
        (
            "$it = iter([$APP, $USER])\nnext($it)\nSEND next($it)",
            "$it = iter([$USER, $APP])\n$first = next($it)\nprint(len(next($it)))\nSEND $first",
            (
                "def $each():\n    yield $APP\n    yield $USER\n\n\n$it = $each()\nnext($it)\n"
                "SEND next($it)"
            ),
            "import itertools\n$it = itertools.cycle([$APP, $USER])\n? next($it)\nSEND next($it)",
            "$it = iter([$APP, $USER])\nfor $first in $it:\n    break\nSEND next($it)",
            "$it = iter([$APP])\nnext($it)\nSEND next($it, $USER)",
        ),
        (
            "$it = iter([$USER, $APP])\nnext($it)\nSEND next($it)",
            "$it = iter([$APP, $USER])\n$first = next($it)\nnext($it)\nSEND $first",
            (
                "def $each():\n    yield $USER\n    yield $APP\n\n\n$it = $each()\nnext($it)\n"
                "SEND next($it)"
            ),
            "$it = iter([$APP])\nSEND next($it, $USER)",
        ),
    ),
    Way(
        "sorted_by_a_key",
        (
            "$both = [(2, $APP), (1, $USER)]\n$both.sort()\nSEND $both[0][1]",
            (
                "$both = [(1, $APP), (2, $USER)]\n$both.sort(key=lambda each: -each[0])\n"
                "SEND $both[0][1]"
            ),
            "SEND sorted([(1, $APP), (2, $USER)], reverse=True)[0][1]",
            "$both = [$APP, $USER]\n? $both.reverse()\nSEND $both[0]",
            "SEND max([(1, $APP), (2, $USER)])[1]",
            JOBS + "$jobs.sort(key=lambda each: each[1])\nfor $tok, $path in $jobs:\n"
            "    SEND both $tok, $path",
        ),
        (
            "$both = [(1, $APP), (2, $USER)]\n$both.sort()\nSEND $both[0][1]",
            "$both = [(2, $APP), (1, $USER)]\nsorted($both)\nSEND $both[0][1]",
            "$both = [$APP, $USER]\nlist(reversed($both))\nSEND $both[0]",
            (
                '$jobs = [($APP, "$MINE"), ($USER, "$OTHERS")]\n'
                "$jobs.sort(key=lambda each: each[1])\n"
                "for $tok, $path in $jobs:\n    SEND both $tok, $path"
            ),
        ),
    ),
    Way(
        "shuffled",
        (
            (
                "import random\n$both = [$APP, $USER]\nrandom.seed(3)\nrandom.shuffle($both)\n"
                "SEND $both[0]\nSEND $both[1]"
            ),
            (
                "import random\n$both = [$APP, $USER]\nrandom.shuffle($both)\n$both.sort(key=len)\n"
                "SEND $both[0]\nSEND $both[1]"
            ),
            (
                "import random\n$both = [$APP, $USER]\nfor $each in random.sample($both, 2):\n"
                "    SEND $each"
            ),
        ),
        (
            "import random\n$both = [$APP, $APP]\nrandom.shuffle($both)\nSEND $both[0]",
            (
                "import random\n$both = [$APP, $USER]\n$other = [*$both]\nrandom.shuffle($other)\n"
                "SEND $both[0]"
            ),
        ),
    ),
    Way(
        "in_a_heap",
        (
            (
                "import heapq\n$heap = [(2, $APP), (1, $USER)]\nheapq.heapify($heap)\n"
                "SEND heapq.heappop($heap)[1]"
            ),
            (
                "import heapq\n$heap = []\nheapq.heappush($heap, (2, $APP))\n"
                "heapq.heappush($heap, (1, $USER))\nSEND $heap[0][1]"
            ),
            "import heapq\nSEND heapq.nlargest(1, [(1, $APP), (2, $USER)])[0][1]",
        ),
        (
            (
                "import heapq\n$heap = [(2, $USER), (1, $APP)]\nheapq.heapify($heap)\n"
                "SEND heapq.heappop($heap)[1]"
            ),
        ),
    ),
    Way(
        "pushed_and_popped",
        (
            "$several = [$APP]\n? $several.insert(0, $USER)\nSEND $several[0]",
            "$several = [$APP, $USER]\n? del $several[0]\nSEND $several[0]",
            "$several = [$APP]\n? $several[:] = [$USER]\nSEND $several[0]",
            "$several = [$APP]\n$several[0:0] = [$USER]\nSEND $several[0]",
            (
                "from collections import deque\n$queue = deque([$APP, $USER])\n? $queue.rotate(1)\n"
                "SEND $queue[0]"
            ),
            (
                "from collections import deque\n$queue = deque([$APP], maxlen=1)\n"
                "? $queue.append($USER)\nSEND $queue[0]"
            ),
            "$several = [$APP]\n? $several += [$USER]\nSEND $several[-1]",
            (
                "import queue\n$jobs = queue.Queue()\n$jobs.put($USER)\n$jobs.put($APP)\n"
                "SEND $jobs.get()"
            ),
        ),
        (
            "$several = [$APP]\n$several.append($USER)\nSEND $several[0]",
            "$several = [$APP, $USER]\ndel $several[1]\nSEND $several[-1]",
            "$several = [$APP]\n$several[1:] = [$USER]\nSEND $several[0]",
            (
                "from collections import deque\n$queue = deque([$APP])\n$queue.appendleft($USER)\n"
                "SEND $queue[-1]"
            ),
            (
                "import queue\n$jobs = queue.LifoQueue()\n$jobs.put($USER)\n$jobs.put($APP)\n"
                "SEND $jobs.get()"
            ),
        ),
    ),
    Way(
        "parts_of_a_path_replaced",
        (
            (
                f'$parts = "$MINE".split("/")\n$parts[1:2] = "$OTHERS".split("/")[1:3]\n'
                f'SEND url {BASE}"/".join($parts)'
            ),
            (
                f'_, $first, *$rest = "$MINE".split("/")\n$rest.insert(0, "bea@contoso.example")\n'
                f'SEND url {BASE}"/".join(["", "users", *$rest])'
            ),
            f'$both = "$OTHERS|$MINE".split("|")\n? $both.pop()\nSEND url {BASE}$both[-1]',
            f'$both = ["$MINE"]\n$both[0] = "$OTHERS"\nSEND url {BASE}$both[0]',
        ),
        (
            f'$parts = "$OTHERS".split("/")\n$parts[1:3] = ["me"]\nSEND url {BASE}"/".join($parts)',
            f'$both = "$OTHERS|$MINE".split("|")\nSEND url {BASE}$both[-1]',
            f'*$rest, $last = ["$OTHERS", "$MINE"]\nSEND url {BASE}$last',
            f'$both = "x|$OTHERS".split("|")\n$both.append("$MINE")\nSEND url {BASE}$both[-1]',
        ),
    ),
    Way(
        "taken_apart",
        (
            "$first, *$rest = [$APP, $USER]\nSEND $rest[0]",
            "*$rest, $last = $APP, $USER\nSEND $last",
            '$parts = " ".join([$APP, $USER]).split()\nSEND $parts[1]',
            '$line = $APP + "\\n" + $USER\nSEND $line.splitlines()[1]',
            "$first, $second = $APP, $USER\n$first, $second = $second, $first\nSEND $first",
        ),
        (
            "$first, *$rest = [$USER, $APP]\nSEND $rest[0]",
            '$parts = " ".join([$APP, $USER]).split()\nSEND $parts[0]',
            '$line = $APP + "\\n" + $USER\nSEND $line.splitlines()[0]',
            "$first, $second = $APP, $USER\n$first, $second = $second, $first\nSEND $second",
        ),
    ),
)

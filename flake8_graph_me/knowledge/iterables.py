"""Small libraries that go through sequences: they show progress, or cut and join them.

Source: tqdm 4.70, rich 15 ``progress.py``, alive-progress 3.3, click 8.5 ``termui.py``,
more-itertools 11.2, toolz 1.2.
"""

from flake8_graph_me.terms.results import Operation, Passed
from flake8_graph_me.terms.rows import Call

BARS = ("tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.std.tqdm", "tqdm.rich.tqdm", "tqdm.asyncio.tqdm")
PASSING = (
    *((name, "iterable") for name in BARS),
    ("rich.progress.track", "sequence"),
    ("alive_progress.alive_it", "it"),
    ("click.progressbar", "iterable"),
    ("more_itertools.unique_everseen", "iterable"),
    ("more_itertools.peekable", "iterable"),
    ("toolz.unique", "seq"),
)
"""What gives the elements of what it is given, and the parameter for that."""
FLATTENING = ("more_itertools.flatten", "toolz.concat")
DONE = {
    "itertools.accumulate": "accumulate",
    "itertools.cycle": "any-number",
    "itertools.dropwhile": "drop-while",
    "itertools.pairwise": "in-pairs",
    "itertools.product": "every-combination",
    "itertools.repeat": "repeated",
    "itertools.starmap": "map-starred",
    "itertools.takewhile": "take-while",
    "itertools.tee": "side-by-side",
    "more_itertools.first": "first-element",
    "more_itertools.last": "last-element",
    "more_itertools.nth": "element-at",
    "more_itertools.one": "only-element",
    "more_itertools.only": "only-element",
    "more_itertools.pairwise": "in-pairs",
    "more_itertools.take": "take-elements",
    "more_itertools.windowed": "in-windows",
    "toolz.compose": "compose",
    "toolz.compose_left": "compose-left",
    "toolz.curry": "curry",
    "toolz.first": "first-element",
    "toolz.last": "last-element",
    "toolz.mapcat": "map-and-join",
    "toolz.merge": "merged",
    "toolz.nth": "element-at-first",
    "toolz.partition": "in-parts",
    "toolz.pipe": "pipe",
    "toolz.second": "second-element",
    "toolz.sliding_window": "in-windows-by-first",
    "toolz.take": "take-elements",
}
"""What the engine's operations do."""

ITERABLE_ROWS: tuple[Call, ...] = (
    *(Call(name, (given,), Passed(given)) for name, given in PASSING),
    *(Call(name, returns=Operation("chain-from")) for name in FLATTENING),
    *(Call(name, returns=Operation(done)) for name, done in DONE.items()),
    Call("itertools.batched", returns=Operation("batched")),
    Call("more_itertools.batched", returns=Operation("batched")),
    Call("more_itertools.chunked", returns=Operation("batched")),
    Call("toolz.partition_all", returns=Operation("batched-by-first")),
)

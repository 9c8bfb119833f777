"""Ways through what iterates: objects of the program's own, and generators that are sent values.

Each way turns a piece into one with the same value. Where not ``inside``, the piece may read names
of a function, and is given to the object.
"""

from tests.generated.pieces import Maker, Piece, indented
from tests.generated.ways.held import held


def _read(m: Maker, made: Piece, *, has_next: bool = False) -> Piece:
    """The one element of an object that iterates."""
    name = m.name("handed")
    forms = (
        "next(iter({1}))",
        "[*{1}][0]",
        "list({1})[-1]",
        "[each for each in {1}][0]",
        "next(each for each in {1})",
        'dict(zip(["it"], {1}))["it"]',
        "next(itertools.islice({1}, 1))",
        "({0},) = {1}",
        "for {0} in {1}:\n    pass",
        "for {0} in {1}:\n    break",
        "for _, {0} in enumerate({1}):\n    pass",
        "{0}, *_ = {1}",
        *(("next({1})", "next({1}, None)") if has_next else ()),
    )
    form = m.pick(forms)
    code = form.format(name, made.value)
    if "{0}" not in form:
        return made.then(code, imports=("import itertools",))
    return made.then(name, body=(code,))


def from_an_own_iterator(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    name, kept = m.name("Once"), held(m, piece, inside=inside)
    end = m.pick(("raise StopIteration", "raise StopIteration()"))
    code = (
        f"class {name}:\n    done = False\n\n{kept.init()}"
        "    def __iter__(self):\n        return self\n\n"
        f"    def __next__(self):\n        if self.done:\n            {end}\n"
        f"        self.done = True\n{kept.giving()}"
    )
    return _read(m, kept.result(f"{name}({kept.given})", code), has_next=True)


def from_an_own_iterable(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    """By ``__iter__`` as a generator, or one that hands on another's iterator."""
    name, kept = m.name("Feed"), held(m, piece, inside=inside)
    lines = m.pick(
        (
            kept.giving("yield"),
            f"{kept.giving('handed =')}\n        return iter([handed])",
            f"{kept.giving('handed =')}\n        yield from (handed,)",
            f"{kept.giving('handed =')}\n        return (each for each in [handed])",
        )
    )
    code = f"class {name}:\n{kept.init()}    def __iter__(self):\n{lines}"
    return _read(m, kept.result(f"{name}({kept.given})", code))


def from_an_own_sequence(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    """By ``__getitem__`` alone, until it raises."""
    name, kept = m.name("Row"), held(m, piece, inside=inside)
    code = (
        f"class {name}:\n{kept.init()}    def __getitem__(self, at):\n"
        f"        if at > 0:\n            raise IndexError(at)\n{kept.giving()}"
    )
    made = kept.result(f"{name}({kept.given})", code)
    return made.then(f"{made.value}[0]") if m.chance(4) else _read(m, made)


def from_an_asynchronous_iterator(m: Maker, piece: Piece) -> Piece:
    name, first, result = m.name("Stream"), m.name("first_of"), m.name("streamed")
    kept = held(m, piece, inside=True)
    if kept.given:
        kept = held(m, piece.done_at_the_top(), inside=False)
    own = (
        "    done = False\n\n"
        f"{kept.init()}    def __aiter__(self):\n        return self\n\n"
        "    async def __anext__(self):\n        if self.done:\n"
        f"            raise StopAsyncIteration\n        self.done = True\n{kept.giving()}"
    )
    by_yield = f"{kept.init()}    async def __aiter__(self):\n{kept.giving('yield')}"
    lines = m.pick(
        (
            "    async for each in stream:\n        return each",
            "    return [each async for each in stream][0]",
            "    return await anext(aiter(stream))",
        )
    )
    code = f"class {name}:\n{m.pick((own, by_yield))}\n\n\nasync def {first}(stream):\n{lines}"
    made = kept.result(result, code)
    # What runs in a coroutine must not run another loop.
    call = f"{result} = asyncio.run({first}({name}({kept.given})))"
    return made.then(result, imports=("import asyncio",), setup=(call,))


def by_sending(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    """A generator gives back what it is sent."""
    del inside
    name, running = m.name("echoing"), m.name("running")
    code = m.pick(
        (
            "    got = None\n    while True:\n        got = yield got",
            "    got = yield\n    yield got",
            "    got = yield 1\n    print(1)\n    yield got",
        )
    )
    start = m.pick(("next({0})", "{0}.send(None)"))
    lines = (f"{running} = {name}()", start.format(running))
    got = m.name("got_back")
    return piece.then(
        got,
        setup=(f"def {name}():\n{code}",),
        body=(*lines, f"{got} = {running}.send({piece.value})"),
    )


def by_yield_from(m: Maker, piece: Piece, *, inside: bool = True) -> Piece:
    """What a generator returns is the value of ``yield from``."""
    inner, outer = m.name("delegate"), m.name("delegating")
    kept = held(m, piece, inside=inside)
    parameter = "held" if kept.given else ""
    lines = indented((*kept.before, f"return {'held' if kept.given else kept.value}"))
    code = (
        f"def {inner}({parameter}):\n    yield 1\n{lines}\n\n\n"
        f"def {outer}({parameter}):\n    result = yield from {inner}({parameter})\n    yield result"
    )
    made = kept.result(f"{outer}({kept.given})", code)
    name = m.name("last")
    form = m.pick(("for {0} in {1}:\n    pass", "*_, {0} = {1}", "_, {0} = {1}"))
    return made.then(name, body=(form.format(name, made.value),))


OF_OWN_ITERATORS = (from_an_own_iterator, from_an_own_iterable, from_an_own_sequence)
BY_GENERATORS = (by_sending, by_yield_from)
ITERATING = (*OF_OWN_ITERATORS, *BY_GENERATORS, from_an_asynchronous_iterator)

"""Ways through functions: a value that requires calling, running or awaiting something.

Each way turns a piece into one with the same value.
"""

from tests.generated.pieces import Maker, Piece, indented


def from_a_function(m: Maker, piece: Piece) -> Piece:
    name = m.name("make")
    return piece.inside(f"{name}()", f"def {name}():\n{piece.returning()}")


def from_a_cached_function(m: Maker, piece: Piece) -> Piece:
    name = m.name("cached")
    decorator = m.pick(("cache", "lru_cache", "lru_cache(maxsize=1)"))
    return piece.inside(
        f"{name}()",
        f"@functools.{decorator}\ndef {name}():\n{piece.returning()}",
        imports=("import functools",),
    )


def from_a_lambda(m: Maker, piece: Piece) -> Piece:
    top, name = piece.done_at_the_top(), m.name("later")
    return top.then(f"{name}()", setup=(f"{name} = lambda: {top.value}",))


def from_a_global(m: Maker, piece: Piece) -> Piece:
    kept, name = m.name("_kept"), m.name("remembered")
    code = [
        f"{kept} = None\n\n\ndef {name}():",
        f"    global {kept}",
        f"    if {kept} is None:",
        indented((*piece.body, f"{kept} = {piece.value}"), 2),
        f"    return {kept}",
    ]
    return piece.inside(f"{name}()", "\n".join(code))


def handed_through(m: Maker, piece: Piece) -> Piece:
    name = m.name("same")
    parameters, result, call = m.pick(
        (
            ("it", "it", "{0}({1})"),
            ("it", "it", "{0}(it={1})"),
            ("*, it", "it", "{0}(it={1})"),
            ("*all_of_it", "all_of_it[0]", "{0}({1})"),
            ("**named", 'named["it"]', "{0}(it={1})"),
            ("it, /, other=None", "it", "{0}({1})"),
            ("other=None, it=None", "it or other", "{0}(it={1})"),
            ("it", "it", '{0}(**{{"it": {1}}})'),
            ("it", "it", "{0}(*[{1}])"),
            ("it", "it", "functools.partial({0}, {1})()"),
            ("it", "it", "functools.partial({0}, it={1})()"),
            ("it", "it", "next(map({0}, [{1}]))"),
            ("it", "it", "list(map({0}, ({1},)))[0]"),
        )
    )
    return piece.then(
        call.format(name, piece.value),
        imports=("import functools",),
        setup=(f"def {name}({parameters}):\n    return {result}",),
    )


def by_a_default(m: Maker, piece: Piece) -> Piece:
    top, name = piece.done_at_the_top(), m.name("given")
    star = m.pick(("", "*, "))
    code = f"def {name}({star}it={top.value}):\n    return it"
    return top.then(f"{name}()", setup=(code,))


def from_a_closure(m: Maker, piece: Piece) -> Piece:
    name = m.name("factory")
    code = [
        f"def {name}():",
        indented((*piece.body, f"held = {piece.value}")),
        "",
        "    def inner():",
        "        return held",
        "",
        "    return inner",
    ]
    return piece.inside(f"{name}()()", "\n".join(code))


def from_a_decorated_function(m: Maker, piece: Piece) -> Piece:
    decorator, name = m.name("logged"), m.name("decorated")
    wraps = m.pick(("    @functools.wraps(function)\n", ""))
    code = (
        f"def {decorator}(function):\n{wraps}    def wrapper(*args, **kwargs):\n"
        "        return function(*args, **kwargs)\n\n    return wrapper\n\n\n"
        f"@{decorator}\ndef {name}():\n{piece.returning()}"
    )
    return piece.inside(f"{name}()", code, imports=("import functools",))


def from_a_generator(m: Maker, piece: Piece) -> Piece:
    name = m.name("yielding")
    lines = indented((*piece.body, f"yield {piece.value}"))
    made = piece.inside(f"next({name}())", f"def {name}():\n{lines}")
    form = m.number(0, 2)
    if form == 0:
        return made
    kept = m.name("yielded")
    if form == 1:
        loop = f"for {kept} in {name}():\n    break"
        return made.then(kept, body=(loop,))
    manager = m.name("context")
    return made.then(
        kept,
        imports=("import contextlib",),
        setup=(f"{manager} = contextlib.contextmanager({name})",),
        body=(f"with {manager}() as {kept}:\n    pass",),
    )


def from_a_coroutine(m: Maker, piece: Piece) -> Piece:
    name, kept = m.name("fetched"), m.name("awaited")
    made = piece.inside(kept, f"async def {name}():\n{piece.returning()}")
    return made.then(kept, imports=("import asyncio",), setup=(f"{kept} = asyncio.run({name}())",))


def from_a_thread(m: Maker, piece: Piece) -> Piece:
    function, pool, name = m.name("work"), m.name("pool"), m.name("worked")
    made = piece.inside(name, f"def {function}():\n{piece.returning()}")
    body = f"with ThreadPoolExecutor() as {pool}:\n    {name} = {pool}.submit({function}).result()"
    return made.then(
        name, imports=("from concurrent.futures import ThreadPoolExecutor",), body=(body,)
    )


def under_try(m: Maker, piece: Piece) -> Piece:
    name = m.name("tried")
    done = indented((*piece.body, f"{name} = {piece.value}"))
    rest = m.pick(
        (
            'except KeyError as error:\n    raise SystemExit("no such key") from error',
            "finally:\n    pass",
            'except ValueError:\n    raise\nelse:\n    print("well")',
        )
    )
    return Piece(name, piece.imports, piece.setup, (f"try:\n{done}\n{rest}",), piece.files)


def set_from_within(m: Maker, piece: Piece) -> Piece:
    name = m.name("outer")
    code = [
        f"def {name}():",
        "    held = None",
        "",
        "    def inner():",
        "        nonlocal held",
        indented((*piece.body, f"held = {piece.value}"), 2),
        "",
        "    inner()",
        "    return held",
    ]
    return piece.inside(f"{name}()", "\n".join(code))


def finally_given(m: Maker, piece: Piece) -> Piece:
    name = m.name("careful")
    code = [
        f"def {name}():",
        "    try:",
        piece.returning(2),
        "    finally:",
        '        print("done")',
    ]
    return piece.inside(f"{name}()", "\n".join(code))


FUNCTIONS = (
    from_a_function,
    from_a_cached_function,
    from_a_lambda,
    from_a_global,
    handed_through,
    by_a_default,
    from_a_closure,
    from_a_decorated_function,
    from_a_generator,
    from_a_coroutine,
    from_a_thread,
    under_try,
    set_from_within,
    finally_given,
)

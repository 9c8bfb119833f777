"""Ways to a value beside which stands another that the program does not take.

Each turns two pieces into one with the value of the first.
"""

from collections.abc import Callable

from tests.generated.pieces import Maker, Piece, indented, joined

Choice = Callable[[Maker, Piece, Piece], Piece]


def chosen(m: Maker, piece: Piece, other: Piece) -> Piece:
    """The piece's value by a choice for it and against another, which the program has made."""
    flag, name = m.name("MODE"), m.name("chosen")
    right = indented((*piece.body, f"{name} = {piece.value}"))
    wrong = indented((*other.body, f"{name} = {other.value}"))
    form = m.pick(
        (
            ('"this"', f'if {flag} == "this":', "else:"),
            ("True", f"if {flag}:", "else:"),
            ("3", f"if {flag} > 2:", "else:"),
            # Not None: that is a placeholder, which somebody else may fill.
            ("False", f"if {flag} is False:", f"if {flag}:"),
            ('"this"', f'if {flag} in ("this", "that"):', "else:"),
        )
    )
    setting, condition, otherwise = form
    code = f"{condition}\n{right}\n{otherwise}\n{wrong}"
    if m.chance(3):
        code = f"match {flag}:\n    case {setting}:\n{indented([right])}\n    case _:\n" + indented(
            [wrong]
        )
    imports, setup = (*piece.imports, *other.imports), (*piece.setup, *other.setup)
    files = {**other.files, **piece.files}
    return Piece(name, imports, (*setup, f"{flag} = {setting}"), (code,), files)


def one_of_an_iterator(m: Maker, piece: Piece, other: Piece) -> Piece:
    """One of the two elements that an object gives."""
    kind, name = m.name("Both"), m.name("one")
    by_yield = "    def __iter__(self):\n        yield self.one\n        yield self.two"
    by_next = _by_next()
    by_item = "    def __getitem__(self, at):\n        return (self.one, self.two)[at]"
    code = (
        f"class {kind}:\n    at = 0\n\n    def __init__(self, one, two):\n"
        f"        self.one = one\n        self.two = two\n\n{m.pick((by_yield, by_next, by_item))}"
    )
    first, form = m.pick(
        (
            (True, "{0}, _ = {1}"),
            (False, "_, {0} = {1}"),
            (True, "for {0} in {1}:\n    break"),
            (False, "for {0} in {1}:\n    pass"),
            (True, "{0} = next(iter({1}))"),
            (False, "{0} = list({1})[1]"),
            (False, "*_, {0} = {1}"),
            (True, "{0} = [*{1}][0]"),
            (True, "for at, {0} in enumerate({1}):\n    if at == 0:\n        break"),
        )
    )
    given = (piece.value, other.value) if first else (other.value, piece.value)
    made = f"{kind}({given[0]}, {given[1]})"
    needed = joined(name, *m.pick(((piece, other), (other, piece))))
    return needed.then(name, setup=(code,), body=(form.format(name, made),))


def _by_next() -> str:
    """The methods of an iterator over two elements."""
    return (
        "    def __iter__(self):\n        return self\n\n"
        "    def __next__(self):\n        self.at += 1\n        if self.at > 2:\n"
        "            raise StopIteration\n        return self.one if self.at == 1 else self.two"
    )


def sent_in_place(m: Maker, piece: Piece, other: Piece) -> Piece:
    """What a generator is sent takes the place of what it had, or does not."""
    name, running, got = m.name("swapping"), m.name("running"), m.name("got")
    takes = m.chance(2)
    kept = "got = yield kept\n    yield got" if takes else "yield kept\n    yield kept"
    code = f"def {name}(kept):\n    {kept}"
    first, second = (other, piece) if takes else (piece, other)
    lines = (
        f"{running} = {name}({first.value})",
        f"next({running})",
        f"{got} = {running}.send({second.value})",
    )
    return joined(got, other, piece).then(got, setup=(code,), body=lines)


def returned_by_a_generator(m: Maker, piece: Piece, other: Piece) -> Piece:
    """What it yields or what it returns, by ``yield from``."""
    inner, outer, got = m.name("delegate"), m.name("delegating"), m.name("got")
    last = m.chance(2)
    yielded, returned = (other, piece) if last else (piece, other)
    code = (
        f"def {inner}(one, two):\n    yield one\n    return two\n\n\n"
        f"def {outer}(one, two):\n    yield (yield from {inner}(one, two))"
    )
    form = "*_, {0} = {1}" if last else "{0}, *_ = {1}"
    made = f"{outer}({yielded.value}, {returned.value})"
    return joined(got, other, piece).then(got, setup=(code,), body=(form.format(got, made),))


def one_of_the_attributes(m: Maker, piece: Piece, other: Piece) -> Piece:
    """By ``__getattr__`` or a descriptor; both have to do with the attribute, and one counts."""
    name, field = m.name("Names"), m.name("Field")
    init = "    def __init__(self, one, two):\n        self.one = one\n        self.two = two"
    by_name = (
        f"class {name}:\n{init}\n\n    def __getattr__(self, name):\n"
        '        if name == "wanted":\n            return self.one\n        return self.two'
    )
    not_called = (
        f"class {name}:\n    def __init__(self, one, two):\n        self.wanted = one\n"
        "        self.two = two\n\n    def __getattr__(self, name):\n        return self.two"
    )
    not_by_data = (
        f"class {field}:\n    def __get__(self, instance, owner):\n"
        "        return instance.two\n\n\n"
        f"class {name}:\n    wanted = {field}()\n\n"
        '    def __init__(self, one, two):\n        self.__dict__["wanted"] = one\n'
        "        self.two = two"
    )
    by_data = (
        f"class {field}:\n    def __get__(self, instance, owner):\n        return instance.one\n\n"
        "    def __set__(self, instance, value):\n        instance.two = value\n\n\n"
        f"class {name}:\n    wanted = {field}()\n\n"
        "    def __init__(self, one, two):\n        self.one = one\n        self.wanted = two"
    )
    code = m.pick((by_name, not_called, not_by_data, by_data))
    value = f"{name}({piece.value}, {other.value}).wanted"
    return joined(value, other, piece).then(value, setup=(code,))


def one_of_the_items(m: Maker, piece: Piece, other: Piece) -> Piece:
    """By ``__missing__``, which is for items that are not there."""
    name = m.name("Defaults")
    code = (
        f"class {name}(dict):\n    def __init__(self, default, **items):\n"
        "        super().__init__(**items)\n        self.default = default\n\n"
        "    def __missing__(self, key):\n        return self.default"
    )
    value = m.pick(
        (
            f'{name}({piece.value}, other={other.value})["wanted"]',
            f'{name}({other.value}, wanted={piece.value})["wanted"]',
            f'{name}({other.value}).get("wanted", {piece.value})',
        )
    )
    return joined(value, other, piece).then(value, setup=(code,))


def one_of_the_handlers(m: Maker, piece: Piece, other: Piece) -> Piece:
    """Of two exceptions one is raised, and caught by its own handler."""
    base, kind, third, name = (m.name(each) for each in ("Basis", "Carries", "Third", "caught"))
    code = (
        f"class {base}(Exception):\n    pass\n\n\nclass {kind}({base}):\n"
        "    def __init__(self, one):\n        super().__init__()\n        self.one = one\n\n\n"
        f"class {third}({base}):\n    pass"
    )
    piece = m.named(piece, "carried")
    right = f"except {m.pick((kind, base))} as error:\n    {name} = error.one"
    wrong = f"except {third}:\n    {name} = {other.value}"
    if m.chance(3):
        # Whether a call raises one of Python's own is known to nobody.
        wrong = "except KeyError as error:\n    raise SystemExit(str(error))"
    handlers = m.pick((f"{wrong}\n{right}", f"{right}\n{wrong}"))
    lines = f"try:\n    raise {kind}({piece.value})\n{handlers}"
    return joined(name, other, piece).then(name, setup=(code,), body=(lines,))


def one_of_two_classes(m: Maker, piece: Piece, other: Piece) -> Piece:
    """Two heirs whose keywords ``__init_subclass__`` keeps for each."""
    base, first, second = m.name("Registered"), m.name("Kind"), m.name("Kind")
    top = joined("", other, piece).done_at_the_top()
    kept, value = m.pick(
        (
            ("cls.wanted = wanted", f"{first}.wanted"),
            ("cls.table[name] = wanted", f'{base}.table["one"]'),
            ("cls.table[cls] = wanted", f"{base}.table[{first}]"),
            ("cls.table[name] = cls\n        cls.wanted = wanted", f'{base}.table["one"].wanted'),
        )
    )
    code = (
        f"class {base}:\n    table = {{}}\n\n"
        f"    def __init_subclass__(cls, *, name, wanted):\n"
        f"        super().__init_subclass__()\n        {kept}\n\n\n"
        f'class {first}({base}, name="one", wanted={piece.value}):\n    pass\n\n\n'
        f'class {second}({base}, name="two", wanted={other.value}):\n    pass'
    )
    return top.then(value, setup=(code,))


CHOICES: tuple[Choice, ...] = (
    chosen,
    one_of_an_iterator,
    sent_in_place,
    returned_by_a_generator,
    one_of_the_attributes,
    one_of_the_items,
    one_of_the_handlers,
    one_of_two_classes,
)

"""Exceptions: what they are made of, and which handlers catch them."""

import builtins
from collections.abc import Iterable

from flake8_graph_me.engine.domain.alternatives import just, mapped, without_absent
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.texts import labels_in
from flake8_graph_me.engine.domain.values import (
    ABSENT,
    Atom,
    Class,
    Constant,
    External,
    Instance,
    List,
    Text,
    Tuple,
    Unknown,
    Value,
)
from flake8_graph_me.engine.domain.work import Location
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import content
from flake8_graph_me.engine.objects.special_methods import inherited, metaclass_of
from flake8_graph_me.terms.text import Literal

PREFIX = "builtins."
ARGUMENTS = "args"
EXCEPTIONS = "exceptions"
GROUPS = frozenset({"builtins.ExceptionGroup", "builtins.BaseExceptionGroup"})
RAISED: Location = (0, ("raised",))
"""The location of the exception with which a block was left."""
CALLED: Location = (0, ("called",))
"""The location that says whether a block has called what is not known, which may raise anything."""


def is_exception(name: str) -> bool:
    """Whether a dotted name is that of an exception that Python itself has."""
    return _builtin(name) is not None


def _builtin(name: str) -> type[BaseException] | None:
    found = getattr(builtins, name.removeprefix(PREFIX), None) if name.startswith(PREFIX) else None
    return found if isinstance(found, type) and issubclass(found, BaseException) else None


def keep_arguments(instance: Instance, arguments: Arguments, state: State) -> None:
    """Let an exception carry what it was made with."""
    given = Tuple(tuple(arguments.positional), arguments.more_positional)
    state.write((instance.number, ARGUMENTS), just(given))
    if instance.type in GROUPS and len(given.items) > 1:
        inner = given.items[1]
        held = mapped(
            inner, lambda a: content(state, a) if isinstance(a, Tuple | List) else just(Tuple(()))
        )
        state.write((instance.number, EXCEPTIONS), held)


def group_of(run: Run, carried: Value, wanted: Value, state: State) -> Value:
    """The group that ``except*`` is given: of what was raised all that it catches."""
    parts: list[Value] = []
    for _, atom in carried:
        held = state.read((atom.number, EXCEPTIONS)) if isinstance(atom, Instance) else ()
        if held == NOTHING:
            held = just(Tuple((just(atom),)))
        for _, found in held:
            parts += found.parts if isinstance(found, Tuple) else ()
    caught = [
        tuple(pair for pair in part if catches(run, wanted, pair[1]) is not False) for part in parts
    ]
    if not any(caught):
        return run.unknown()
    group = Instance(run.number(), "builtins.ExceptionGroup")
    inner = tuple(part for part in caught if part)
    state.write((group.number, EXCEPTIONS), just(Tuple(inner)))
    return just(group)


def is_own_exception(cls: Class) -> bool:
    """Whether a class of the analysed code descends from an exception that Python itself has."""
    return any(isinstance(base, External) and is_exception(base.name) for base in lineage(cls))


def message_of(atom: Instance, state: State) -> Value | None:
    """What the text of an exception shows: the only thing that it was made with; None if that is
    not so.
    """
    kind = _builtin(atom.type) if isinstance(atom.type, str) else None
    own = isinstance(atom.type, Class) and is_own_exception(atom.type)
    if not own and (kind is None or issubclass(kind, KeyError)):
        return None
    carried = state.read((atom.number, ARGUMENTS))
    given = carried[0][1] if len(carried) == 1 else None
    single = isinstance(given, Tuple) and given.rest is None and len(given.items) == 1
    return given.items[0] if single and isinstance(given, Tuple) else None


def raise_here(exception: Instance, frame: Frame, state: State) -> None:
    """Leave the code that is under way with an exception."""
    if frame.raises:
        left = state.copy()
        left.write(RAISED, just(exception))
        frame.raises[-1].append(left)
        frame.kept += 1
    state.dead = True


def hand_on_raised(frame: Frame, raised: Iterable[State]) -> None:
    """Let a caller that catches exceptions see the states in which a function raised."""
    if frame.raises:
        for state in raised:
            frame.raises[-1].append(state)
            frame.kept += 1


def passes(run: Run, exception: Value, handlers: Iterable[Value | None]) -> bool:
    """Whether no handler catches an exception for certain."""
    return bool(exception) and all(
        wanted is not None and atom is not ABSENT and catches(run, wanted, atom) is False
        for wanted in handlers
        for _, atom in exception
    )


def tells(state: State, exception: Value) -> bool:
    """Whether an exception may carry something of interest, or is one of the program's own."""
    return any(_tells(state, atom) for _, atom in exception)


def _tells(state: State, atom: Atom) -> bool:
    if not isinstance(atom, Instance) or isinstance(atom.type, Class):
        return isinstance(atom, Instance)
    carried = state.read((atom.number, ARGUMENTS))
    return any(
        _is_of_interest(inner)
        for _, given in carried
        if isinstance(given, Tuple)
        for part in given.parts
        for _, inner in part
    )


def _is_of_interest(atom: Atom) -> bool:
    if isinstance(atom, Text):
        with_slash = any(isinstance(p, Literal) and "/" in p.text for p in atom.pieces)
        return with_slash or bool(labels_in(atom.pieces))
    if isinstance(atom, Unknown):
        return bool(atom.labels)
    return not isinstance(atom, Constant)


def catches(run: Run, wanted: Value, atom: Atom) -> bool | None:
    """Whether a handler of these classes catches an exception; None if that is not known."""
    answers = {_catches(run, one, atom) for _, one in wanted}
    return answers.pop() if len(answers) == 1 else None


def _catches(run: Run, wanted: Atom, atom: Atom) -> bool | None:
    if isinstance(wanted, Tuple):
        answers = {catches(run, part, atom) for part in wanted.parts}
        return True if True in answers else None if None in answers else False
    if not isinstance(wanted, Class | External) or not isinstance(atom, Instance):
        return None
    kind = _builtin(wanted.name) if isinstance(wanted, External) else None
    if isinstance(atom.type, str):
        raised = _builtin(atom.type)
        if raised is None or (kind is None and isinstance(wanted, External)):
            return None
        return kind is not None and issubclass(raised, kind)
    line = lineage(atom.type)
    if wanted in line:
        return True
    outside = [base for base in line if not isinstance(base, Class)]
    plain = [_builtin(base.name) for base in outside if isinstance(base, External)]
    if kind is not None and any(base is not None and issubclass(base, kind) for base in plain):
        return True
    # What is not known of the bases of one of them may be the other.
    known = len(plain) == len(outside) and all(
        base is not None or one == External("builtins.object")
        for base, one in zip(plain, outside, strict=True)
    )
    return False if known and (kind is not None or isinstance(wanted, Class)) else None


def not_caught(
    run: Run, carried: Value, wanted: Value | None, *, surely: bool, called: bool = False
) -> tuple[Value, Value]:
    """Of the exceptions with which a block may have been left those that a handler may catch, and
    those that may go on to the next one. ``ABSENT`` is one of which nothing is known; ``surely``
    says that the block was left by one of the others unless something failed before, ``called``
    that it has called what is not known.
    """
    if wanted is None:
        return carried, ()
    told = [(pair, catches(run, wanted, pair[1])) for pair in carried]
    # The program's own exceptions are raised by the program, and by what is handed to it.
    own = not called and all(map(_are_own, (atom for _, atom in wanted)))
    own = own and (surely or any(answer for _, answer in told))
    told = [(pair, False if own and pair[1] is ABSENT else m) for pair, m in told]
    caught = tuple(pair for pair, answer in told if answer is not False)
    return caught, tuple(pair for pair, answer in told if answer is not True)


def surely_raised(carried: Value, state: State) -> Value:
    """What a block was left with that does nothing but raise an exception: nothing else, unless
    code of the program takes part in making that.
    """
    told = without_absent(carried)
    plain = all(isinstance(atom, Instance) and _is_plain(atom.type, state) for _, atom in told)
    return told if told and plain else carried


def _is_plain(kind: Class | str, state: State) -> bool:
    if isinstance(kind, str):
        return _builtin(kind) is not None
    outside = [base for base in lineage(kind) if not isinstance(base, Class)]
    return (
        metaclass_of(kind) is None
        and all(inherited(kind, name, state) is None for name in ("__init__", "__new__"))
        and all(isinstance(base, External) and is_exception(base.name) for base in outside[:1])
        and bool(outside)
    )


def _are_own(wanted: Atom) -> bool:
    """Whether these are classes of the analysed code."""
    if isinstance(wanted, Tuple):
        return all(_are_own(atom) for part in wanted.parts for _, atom in part)
    return isinstance(wanted, Class)

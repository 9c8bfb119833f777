"""Names, attributes, calls, and the small expressions around functions."""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import chosen_by, constant, just, mapped
from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.domain.values import (
    IMPOSSIBLE,
    NONE,
    Alternative,
    Atom,
    Bound,
    Constant,
    Dict,
    External,
    Function,
    Instance,
    List,
    Unknown,
    Value,
)
from flake8_graph_me.engine.expressions.argument_lists import evaluate_arguments
from flake8_graph_me.engine.expressions.look_ups import (
    LOOK_UPS,
    first_key,
    has_text,
    looked_up,
    may_send,
    or_default,
)
from flake8_graph_me.engine.expressions.targets import assign
from flake8_graph_me.engine.machine.branching import each_alternative
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.machine.variables import read_name
from flake8_graph_me.engine.models.escape import keep
from flake8_graph_me.engine.models.handed_in import item_of_unknown
from flake8_graph_me.engine.models.library_calls import call_row
from flake8_graph_me.engine.models.reaching import note_handed
from flake8_graph_me.engine.objects.containers import copied, new_dict
from flake8_graph_me.engine.objects.modules import settled
from flake8_graph_me.engine.objects.outside import default_outside, outside_item, update_outside
from flake8_graph_me.engine.objects.special_methods import runs_code
from flake8_graph_me.engine.operations import OPERATIONS
from flake8_graph_me.syntax.parameters import parameters_of

UPDATING = frozenset({"from_mapping", "update"})
"""Methods that set items from a mapping and keywords."""
MAX_CALLEES = 6
"""How many functions one call may go to. Past it the call counts as one of unknown code."""
CONSTANTS = {"None": NONE, "True": constant(value=True), "False": constant(value=False)}

SPLITTING = frozenset({"partition", "rpartition", "rsplit", "split", "splitlines"})
"""Methods of texts that give several of them."""
OF_TEXTS = SPLITTING | {
    *("casefold", "lower", "lstrip", "removeprefix", "removesuffix", "rstrip", "strip", "title"),
    "upper",
}
"""Methods by whose names something unknown is a text, and what they give is not None."""


def evaluate_name(run: Run, node: cst.Name, frame: Frame, state: State) -> Value:
    """A name."""
    known = CONSTANTS.get(node.value)
    if known is not None:
        return just(known)
    return settled(run, read_name(state, frame.scope, node.value), state)


def evaluate_chain(run: Run, node: cst.Attribute | cst.Call, frame: Frame, state: State) -> Value:
    """``value.name`` and calls; long chains of both nest to the left, so they are handled in a
    loop.
    """
    links: list[cst.Attribute | cst.Call] = []
    current: cst.BaseExpression = node
    while isinstance(current, cst.Attribute | cst.Call):
        links.append(current)
        current = current.func if isinstance(current, cst.Call) else current.value
    value = run.evaluate(current, frame, state)
    owner: Value = ()
    for link in reversed(links):
        if run.budget.exhausted():
            return run.unknown()
        if isinstance(link, cst.Call):
            value = _called(run, value, owner, link, frame, state)
        else:
            value, owner = _attributes(run, value, link, frame, state), value
    return value


def _attributes(run: Run, owner: Value, node: cst.Attribute, frame: Frame, state: State) -> Value:
    """An attribute of each alternative; None has no attributes, so it yields no value. What is true
    or false may be something else, as comparisons of arrays and of columns are.
    """
    name = node.attr.value
    if owner and all(isinstance(atom, Constant) and _is_bool(atom) for _, atom in owner):
        return run.unknown_from(node)
    if len(owner) > 1 and any(runs_code(atom, name, state) for _, atom in owner):
        return each_alternative(
            run, owner, state, lambda atom, at: _attribute(run, atom, name, node, frame, at)
        )
    return mapped(owner, lambda atom: _attribute(run, atom, name, node, frame, state))


def _attribute(
    run: Run, atom: Atom, name: str, node: cst.CSTNode, frame: Frame, state: State
) -> Value:
    if isinstance(atom, Constant):
        return run.unknown() if atom != NONE and hasattr(atom.value, name) else IMPOSSIBLE
    value = run.attribute(atom, name, node, frame, state)
    if value == just(NONE) and isinstance(atom, Instance) and isinstance(atom.type, str):
        return _perhaps_set(run, atom, name, state)
    return value


def _perhaps_set(run: Run, atom: Instance, name: str, state: State) -> Value:
    """What an object of a library holds where nothing has been seen to set it: None, unless code
    that is not seen has made it.
    """
    if state.read((atom.number, name)) == just(NONE):
        return just(NONE)
    symbol = run.symbols.number(("set", atom.number, name))
    unknown = just(Unknown(run.key("attribute", atom.number, name)))
    return chosen_by(-symbol, just(NONE), unknown)


def _is_bool(atom: Constant) -> bool:
    return isinstance(atom.value, bool)


def _called(
    run: Run, callee: Value, owner: Value, node: cst.Call, frame: Frame, state: State
) -> Value:
    """A call of what is known already: the arguments, then each callee it may be."""
    arguments = evaluate_arguments(run, node.args, frame, state)
    method = node.func.attr.value if isinstance(node.func, cst.Attribute) else None
    # None and numbers cannot be called: where the call goes on, it was one of the others.
    callee = tuple(each for each in callee if not isinstance(each[1], Constant)) or callee
    if not callee:
        state.dead = state.dead or method is None
        return IMPOSSIBLE
    if len(callee) > MAX_CALLEES and len(set(map(_function_of, callee))) > MAX_CALLEES:
        callee = just(run.beyond("MAX_CALLEES"))
    outside = any(isinstance(atom, Unknown | External) for _, atom in owner)
    given = _items_given(run, arguments, state) if outside and method in UPDATING else ()
    result = each_alternative(
        run, callee, state, lambda atom, at: _call(run, atom, method, arguments, node, frame, at)
    )
    if given and not state.dead:
        _update_outside(run, owner, given, state)
    return result


def _function_of(alternative: Alternative) -> Atom:
    """What is called; a method of a library or of Python itself is the same for all its objects."""
    atom = alternative[1]
    if isinstance(atom, Bound) and isinstance(atom.function, External):
        return atom.function
    return atom


def _items_given(run: Run, arguments: Arguments, state: State) -> tuple[Value, ...]:
    """The items that an update is given, as they are before the call."""

    def as_it_is(atom: Atom) -> Value:
        return just(copied(run, state, atom.number) if isinstance(atom, Dict) else atom)

    named = new_dict(run, state, arguments.keywords.items())
    return (*(mapped(value, as_it_is) for value in arguments.positional), just(named))


def _update_outside(run: Run, owner: Value, given: tuple[Value, ...], state: State) -> None:
    """Set the items that an update sets in something outside of the program."""

    def act(atom: Atom, at: State) -> Value:
        if isinstance(atom, Unknown | External) and not _is_modelled(run, atom):
            update_outside(run, atom, given, at)
        return just(NONE)

    each_alternative(run, owner, state, act)


def _is_modelled(run: Run, atom: Unknown | External) -> bool:
    return isinstance(atom, External) and not _unmodelled(run, f"{atom.name}.update")


def _call(
    run: Run,
    atom: Atom,
    method: str | None,
    arguments: Arguments,
    node: cst.Call,
    frame: Frame,
    state: State,
) -> Value:
    """Call one callee; a method of an unknown object may be recognised by its name alone."""
    if isinstance(atom, External) and method is not None and _unmodelled(run, atom.name):
        row = run.rows.call(f"*.{method}")
        if row is not None and (row.sink is None or has_text(arguments)):
            owner = External(atom.name.rpartition(".")[0])
            return call_row(run, row, owner, arguments, node, frame, state)
    if isinstance(atom, External) and method == "get":
        held = outside_item(run, atom, first_key(arguments), (), state)
        if held:
            return held
    if isinstance(atom, Unknown) and method is not None:
        row = run.rows.call(f"*.{method}")
        if row is not None and (row.sink is None or may_send(method, arguments)):
            result = call_row(run, row, atom, arguments, node, frame, state)
            return result if not atom.labels else just(run.derived(atom, "call", run.number()))
        if method in LOOK_UPS and arguments.positional:
            key = first_key(arguments)
            found = item_of_unknown(run, looked_up(run, atom, arguments), key, node)
            held = or_default(run, atom, found, arguments, state)
            return outside_item(run, atom, key, held, state)
        if method == "setdefault" and len(arguments.positional) == 2:
            held = _set_default(run, atom, arguments, node, frame, state)
            if held:
                return held
        if atom.labels:
            # What it is handed matters to what comes of it, as with any other unknown code.
            note_handed(run, arguments.all_values(), node, state)
            return _not_none(run, method, just(run.derived(atom, "call", run.number())))
        return _not_none(run, method, run.call(atom, arguments, node, frame, state))
    return run.call(atom, arguments, node, frame, state)


def _not_none(run: Run, method: str, result: Value) -> Value:
    """What a method of something unknown gives; that is not None if only texts have such a one."""
    for _, atom in result if method in OF_TEXTS else ():
        if isinstance(atom, Unknown):
            run.present[atom.key] = method in SPLITTING
    return result


def _set_default(
    run: Run, method: Unknown, arguments: Arguments, node: cst.Call, frame: Frame, state: State
) -> Value:
    """An item of something unknown, or the default, which is that item from then on; nothing if it
    is not known of which owner, or which item, and for containers, which others may change.
    """
    owner, key = run.owner_of(method), first_key(arguments)
    holds = any(isinstance(atom, Dict | List) for _, atom in arguments.positional[1])
    if owner is None or key is None or holds:
        return ()
    keep(run, arguments.positional[1], node, frame, state)
    found = just(item_of_unknown(run, run.derived(owner, "item", key), key, node))
    return default_outside(run, owner, key, found, arguments.positional[1], state)


def _unmodelled(run: Run, name: str) -> bool:
    """Whether neither a row nor an operation describes a call of this name."""
    return run.rows.call(name) is None and run.rows.type(name) is None and name not in OPERATIONS


def evaluate_lambda(run: Run, node: cst.Lambda, frame: Frame, state: State) -> Value:
    """A function without a name."""
    defaults = tuple(
        (parameter.name, run.evaluate(parameter.default, frame, state))
        for parameter in parameters_of(node)
        if parameter.default is not None
    )
    run.captured.add(frame.scope.number)
    made = Function(run.number(), "", node, frame.scope, defaults)
    run.lambdas.append(made)
    return just(made)


def evaluate_await(run: Run, node: cst.Await, frame: Frame, state: State) -> Value:
    """A coroutine is treated as its result, so awaiting it changes nothing."""
    if run.fails(value := run.evaluate(node.expression, frame, state)):
        state.dead = True
    return value


def evaluate_named(run: Run, node: cst.NamedExpr, frame: Frame, state: State) -> Value:
    """``name := value``."""
    value = run.evaluate(node.value, frame, state)
    assign(run, node.target, value, frame, state)
    return value

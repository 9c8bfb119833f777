"""What Python calls by itself when a class is made: ``__set_name__``, ``__init_subclass__`` and the
methods of a metaclass of the analysed code.
"""

import libcst as cst

from flake8_graph_me.engine.domain.alternatives import joined, just, mapped
from flake8_graph_me.engine.domain.mro import lineage
from flake8_graph_me.engine.domain.state import NOTHING, State
from flake8_graph_me.engine.domain.values import Bound, Class, Instance, Tuple, Unknown, Value
from flake8_graph_me.engine.machine.frames import Arguments, Frame
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.containers import new_dict
from flake8_graph_me.engine.objects.special_methods import (
    CREATING,
    first_method,
    metaclass_of,
    own_method,
    text,
)


def after_class(run: Run, node: cst.ClassDef, cls: Class, frame: Frame, state: State) -> Value:
    """Call what Python calls when the body of a class has run; the class, or what a metaclass makes
    of it.
    """
    keywords = {
        arg.keyword.value: run.evaluate(arg.value, frame, state)
        for arg in node.keywords
        if arg.keyword is not None and arg.keyword.value != "metaclass"
    }
    names = names_in_body(node)
    value = _made_by_metaclass(run, node, cls, names, keywords, frame, state)
    for name in names:
        stored = state.read((cls.number, name))
        found = stored[0][1] if len(stored) == 1 else None
        if isinstance(found, Instance) and isinstance(found.type, Class):
            method = own_method(found.type, "__set_name__", state)
            if method is not None:
                given = Arguments([just(cls), text(name)])
                run.call(Bound(method, found), given, node, frame, state)
    method = first_method(lineage(cls)[1:], "__init_subclass__", state)
    if method is not None:
        run.call(Bound(method, cls), Arguments(keywords=keywords), node, frame, state)
    return value


def _made_by_metaclass(
    run: Run,
    node: cst.ClassDef,
    cls: Class,
    names: tuple[str, ...],
    keywords: dict[str, Value],
    frame: Frame,
    state: State,
) -> Value:
    meta = metaclass_of(cls)
    if meta is None:
        return just(cls)
    members = [(name, state.read((cls.number, name))) for name in names]
    known = [(name, value) for name, value in members if value != NOTHING and value]
    bases = just(Tuple(tuple(just(base) for base in cls.bases)))
    given = [text(cls.name), bases, just(new_dict(run, state, known))]
    value = just(cls)
    maker = own_method(meta, "__new__", state)
    if maker is not None:
        state.write((meta.number, CREATING), just(cls))
        arguments = Arguments(list(given), dict(keywords))
        value = run.call(Bound(maker, meta), arguments, node, frame, state)
        # What is unknown of it is taken for the class.
        value = joined(mapped(value, lambda a: just(cls if isinstance(a, Unknown) else a)))
    hook = own_method(meta, "__init__", state)
    if hook is not None:
        arguments = Arguments(list(given), dict(keywords))
        run.call(Bound(hook, cls), arguments, node, frame, state)
    return value


def names_in_body(node: cst.ClassDef) -> tuple[str, ...]:
    """The names that the body of a class binds, by its own statements."""
    found: dict[str, None] = {}
    for statement in node.body.body:
        if isinstance(statement, cst.FunctionDef | cst.ClassDef):
            found[statement.name.value] = None
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            targets = small.targets if isinstance(small, cst.Assign) else ()
            for target in targets:
                if isinstance(target.target, cst.Name):
                    found[target.target.value] = None
            if isinstance(small, cst.AnnAssign) and isinstance(small.target, cst.Name):
                found[small.target.value] = None
    return tuple(found)

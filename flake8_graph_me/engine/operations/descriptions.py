"""Descriptions of fields, parameters and options."""

from flake8_graph_me.engine.domain.alternatives import chosen_by, just
from flake8_graph_me.engine.domain.texts import known
from flake8_graph_me.engine.domain.values import Partial, Text, Value
from flake8_graph_me.engine.machine.descriptions import (
    ANNOTATED,
    FIELD,
    HANDS_IN,
    INJECTED,
    METHOD_PARTIAL,
)
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import elements


def _field(call: Invocation) -> Value:
    """A field's description."""
    keywords = dict(call.arguments.keywords)
    if call.arguments.positional:
        keywords.setdefault("default", call.arguments.positional[0])
    return just(Partial(FIELD, (), tuple(keywords.items())))


def _factory(call: Invocation) -> Value:
    """A field's default that a factory makes for each instance."""
    made = call.argument(0, "factory") or call.unknown()
    return just(Partial(FIELD, (), (("factory", made),)))


def _injected(call: Invocation) -> Value:
    """The default of a parameter for which a framework injects the result of a callable."""
    return just(Partial(INJECTED, tuple(call.arguments.positional[:1]), ()))


def _annotated(call: Invocation) -> Value:
    """A type with its metadata."""
    given = call.argument(0)
    parts = elements(call.state, given[0][1]) if given and len(given) == 1 else None
    return just(Partial(ANNOTATED, parts, ())) if parts else call.unknown()


def _partial_method(call: Invocation) -> Value:
    """A method with some arguments bound, which gets its object when it is read."""
    given = call.arguments
    return just(Partial(METHOD_PARTIAL, tuple(given.positional), tuple(given.keywords.items())))


def _option(call: Invocation) -> Value:
    """A decorator that injects a command-line value or a default."""
    default = call.arguments.keywords.get("default")
    texts = [v[0][1] for v in call.arguments.positional if len(v) == 1]
    name = parameter_name([known(text) or "" for text in texts if isinstance(text, Text)])
    if default is None or not name:
        return just(Partial(HANDS_IN, (), ()))
    symbol = call.run.symbols.default(("default", call.run.number()))
    either = chosen_by(symbol, default, call.unknown())
    return just(Partial(HANDS_IN, (), ((name, either),)))


def parameter_name(spellings: list[str], *, lower: bool = True) -> str:
    """The parameter that an option fills: the named one, else one named after its longest
    spelling, in ``lower`` case or as it is spelled.
    """
    plain = [text for text in spellings if text.isidentifier()]
    longest = max((text.lstrip("-") for text in spellings), key=len, default="")
    name = (plain[0] if plain else longest).replace("-", "_")
    return name.lower() if lower else name


DESCRIPTION_OPERATIONS: dict[str, Implementation] = {
    "field": _field,
    "factory": _factory,
    "injected": _injected,
    "annotated": _annotated,
    "partial-method": _partial_method,
    "option": _option,
}

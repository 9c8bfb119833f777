"""Templates with dollar signs: ``string.Template``."""

import re
from collections.abc import Hashable

from flake8_graph_me.engine.domain import texts
from flake8_graph_me.engine.domain.alternatives import just, mapped
from flake8_graph_me.engine.domain.values import Atom, Dict, Text, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.objects.containers import get_item
from flake8_graph_me.engine.operations.text.templates.fields import (
    MAX_FIELDS,
    combined,
    with_hop,
    written,
)
from flake8_graph_me.terms.text import Template

DOLLAR = re.compile(r"\$(?:\$|(?P<name>[_a-zA-Z]\w*)|\{(?P<braced>[_a-zA-Z]\w*)\})", re.ASCII)
"""A field of a template with dollar signs, or a doubled dollar sign."""


def _dollar(call: Invocation) -> Value:
    """The receiver's ``template`` with the names after dollar signs filled in."""
    if call.receiver is None:
        return call.unknown()
    template = call.run.attribute(call.receiver, "template", call.node, call.frame, call.state)
    fields: dict[Hashable, Value] = {}
    for _, atom in call.argument(0, "mapping") or ():
        if isinstance(atom, Dict):
            number = atom.number
            keys = call.state.keys_of(number)
            fields.update((key, get_item(call.run, call.state, number, key)) for key in keys)
    fields.update(call.arguments.keywords.items())
    items = list(fields.items())[:MAX_FIELDS]
    return mapped(
        template,
        lambda atom: combined(
            call.run, items, lambda found: _fill_dollars(call, call.text(atom), found)
        ),
    )


def _fill_dollars(call: Invocation, template: Text, found: dict[Hashable, Atom]) -> Value:
    done: list[Text] = []
    end = 0
    template = texts.as_template(template, Template("dollar", call.node))
    for match in DOLLAR.finditer(texts.flat(template)):
        done.append(texts.cut(template, end, match.start()))
        name = match["name"] or match["braced"]
        if name is None:
            done.append(texts.cut(template, match.start(), match.start() + 1))
        else:
            done.append(written(call, found.get(name) or call.run.fresh()))
        end = match.end()
    done.append(texts.cut(template, end, len(texts.flat(template))))
    return just(with_hop(call, texts.concatenated(done)))


DOLLAR_OPERATIONS: dict[str, Implementation] = {"fill-dollars": _dollar}

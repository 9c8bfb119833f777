"""What builtins and the operations that rows name do to values, by dotted name."""

from collections.abc import Mapping
from dataclasses import replace

from flake8_graph_me.engine.alternatives import mapped
from flake8_graph_me.engine.invocation import Invocation, Operation
from flake8_graph_me.engine.operations.functions import FUNCTION_OPERATIONS
from flake8_graph_me.engine.operations.iteration import ITERATION_OPERATIONS
from flake8_graph_me.engine.operations.lists import LIST_OPERATIONS
from flake8_graph_me.engine.operations.mappings import MAPPING_OPERATIONS
from flake8_graph_me.engine.operations.objects import OBJECT_OPERATIONS
from flake8_graph_me.engine.operations.strings import STRING_OPERATIONS
from flake8_graph_me.engine.operations.templates import TEMPLATE_OPERATIONS
from flake8_graph_me.engine.operations.urls import URL_OPERATIONS
from flake8_graph_me.engine.values import Value


def _of_class(operation: Operation) -> Operation:
    """A method that is called through its class: its receiver is the first argument."""

    def unbound(call: Invocation) -> Value:
        receiver = call.argument(0)
        if receiver is None:
            return call.unknown()
        return mapped(
            receiver,
            lambda atom: operation(replace(call, receiver=atom, arguments=call.arguments.after(1))),
        )

    return unbound


METHODS: Mapping[str, Operation] = {
    **STRING_OPERATIONS,
    **TEMPLATE_OPERATIONS,
    **MAPPING_OPERATIONS,
    **LIST_OPERATIONS,
}
OPERATIONS: Mapping[str, Operation] = {
    **{
        f"builtins.{name}": _of_class(operation)
        for name, operation in METHODS.items()
        if name.partition(".")[0] in ("str", "dict", "list")
    },
    **METHODS,
    **ITERATION_OPERATIONS,
    **OBJECT_OPERATIONS,
    **FUNCTION_OPERATIONS,
    **URL_OPERATIONS,
}

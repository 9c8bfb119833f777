"""What builtins and the operations that rows name do to values, by dotted name."""

from collections.abc import Mapping
from dataclasses import replace
from types import UnionType

from flake8_graph_me.engine.domain.alternatives import mapped
from flake8_graph_me.engine.domain.values import Dict, Instance, List, Tuple, Value
from flake8_graph_me.engine.machine.invocation import Implementation, Invocation
from flake8_graph_me.engine.operations.callables import CALLABLE_OPERATIONS
from flake8_graph_me.engine.operations.command_line import COMMAND_LINE_OPERATIONS
from flake8_graph_me.engine.operations.commands import COMMAND_OPERATIONS
from flake8_graph_me.engine.operations.configuration.parsers import CONFIGURATION_OPERATIONS
from flake8_graph_me.engine.operations.containers.chained import CHAINED_OPERATIONS
from flake8_graph_me.engine.operations.containers.holders import HOLDER_OPERATIONS
from flake8_graph_me.engine.operations.containers.iteration import ITERATION_OPERATIONS
from flake8_graph_me.engine.operations.containers.iterators import ITERATOR_OPERATIONS
from flake8_graph_me.engine.operations.containers.lists import LIST_OPERATIONS
from flake8_graph_me.engine.operations.containers.mappings import MAPPING_OPERATIONS
from flake8_graph_me.engine.operations.containers.picking import PICKING_OPERATIONS
from flake8_graph_me.engine.operations.containers.reordering import REORDERING_OPERATIONS
from flake8_graph_me.engine.operations.containers.stepwise import STEPWISE_OPERATIONS
from flake8_graph_me.engine.operations.context_variables import KEPT_VALUE_OPERATIONS
from flake8_graph_me.engine.operations.contexts.managers import CONTEXT_OPERATIONS
from flake8_graph_me.engine.operations.currying import CURRYING_OPERATIONS
from flake8_graph_me.engine.operations.descriptions import DESCRIPTION_OPERATIONS
from flake8_graph_me.engine.operations.environment import ENVIRONMENT_OPERATIONS
from flake8_graph_me.engine.operations.execution import EXECUTION_OPERATIONS
from flake8_graph_me.engine.operations.functions import FUNCTION_OPERATIONS
from flake8_graph_me.engine.operations.instances.copies import COPY_OPERATIONS
from flake8_graph_me.engine.operations.instances.functional_enumerations import (
    FUNCTIONAL_ENUMERATION_OPERATIONS,
)
from flake8_graph_me.engine.operations.instances.mutable_urls import MUTABLE_URL_OPERATIONS
from flake8_graph_me.engine.operations.instances.objects import OBJECT_OPERATIONS
from flake8_graph_me.engine.operations.instances.record_fields import RECORD_OPERATIONS
from flake8_graph_me.engine.operations.instances.special_methods import SPECIAL_METHOD_OPERATIONS
from flake8_graph_me.engine.operations.names import NAME_OPERATIONS
from flake8_graph_me.engine.operations.option_handles import OPTION_OPERATIONS
from flake8_graph_me.engine.operations.remote_calls import REMOTE_CALL_OPERATIONS
from flake8_graph_me.engine.operations.replacing import REPLACING_OPERATIONS
from flake8_graph_me.engine.operations.text.json_text import JSON_OPERATIONS
from flake8_graph_me.engine.operations.text.matching import MATCHING_OPERATIONS
from flake8_graph_me.engine.operations.text.split_urls import SPLIT_URL_OPERATIONS
from flake8_graph_me.engine.operations.text.splitting import SPLITTING_OPERATIONS
from flake8_graph_me.engine.operations.text.strings import STRING_OPERATIONS
from flake8_graph_me.engine.operations.text.substitution import SUBSTITUTION_OPERATIONS
from flake8_graph_me.engine.operations.text.templates import TEMPLATE_OPERATIONS
from flake8_graph_me.engine.operations.text.toml_text import TOML_OPERATIONS
from flake8_graph_me.engine.operations.text.translation import TRANSLATION_OPERATIONS
from flake8_graph_me.engine.operations.text.url_objects import URL_OBJECT_OPERATIONS
from flake8_graph_me.engine.operations.text.url_texts import URL_TEXT_OPERATIONS
from flake8_graph_me.engine.operations.text.urls import URL_OPERATIONS
from flake8_graph_me.engine.operations.text.yaml_text import YAML_OPERATIONS
from flake8_graph_me.engine.operations.threads import THREAD_OPERATIONS


def _for(kinds: type | UnionType, operation: Implementation) -> Implementation:
    """A method for receivers of these kinds; for any other receiver its effect is unknown."""

    def guarded(call: Invocation) -> Value:
        fits = call.receiver is None or isinstance(call.receiver, kinds)
        return operation(call) if fits else call.unknown()

    return guarded


def _of_class(operation: Implementation) -> Implementation:
    """A method called through its class: its first argument is the receiver."""

    def unbound(call: Invocation) -> Value:
        receiver = call.argument(0)
        if receiver is None:
            return call.unknown()
        return mapped(
            receiver,
            lambda atom: operation(replace(call, receiver=atom, arguments=call.arguments.after(1))),
        )

    return unbound


METHODS: Mapping[str, Implementation] = {
    **STRING_OPERATIONS,
    **SPLITTING_OPERATIONS,
    **URL_TEXT_OPERATIONS,
    **TRANSLATION_OPERATIONS,
    **TEMPLATE_OPERATIONS,
    **{
        name: _for(Dict | Instance, operation) if name.startswith("dict.") else operation
        for name, operation in MAPPING_OPERATIONS.items()
    },
    **{
        name: _for(List | Tuple, operation) if name.startswith("list.") else operation
        for name, operation in {**LIST_OPERATIONS, **REORDERING_OPERATIONS}.items()
    },
}
OPERATIONS: Mapping[str, Implementation] = {
    **{
        f"builtins.{name}": _of_class(operation)
        for name, operation in METHODS.items()
        if name.partition(".")[0] in ("str", "dict", "list")
    },
    "builtins.str.maketrans": METHODS["str.maketrans"],
    **METHODS,
    **ITERATION_OPERATIONS,
    **ITERATOR_OPERATIONS,
    **PICKING_OPERATIONS,
    **CHAINED_OPERATIONS,
    **HOLDER_OPERATIONS,
    **STEPWISE_OPERATIONS,
    **OBJECT_OPERATIONS,
    **RECORD_OPERATIONS,
    **FUNCTION_OPERATIONS,
    **SPECIAL_METHOD_OPERATIONS,
    **CALLABLE_OPERATIONS,
    **REMOTE_CALL_OPERATIONS,
    **CURRYING_OPERATIONS,
    **REPLACING_OPERATIONS,
    **NAME_OPERATIONS,
    **EXECUTION_OPERATIONS,
    **CONTEXT_OPERATIONS,
    **COPY_OPERATIONS,
    **FUNCTIONAL_ENUMERATION_OPERATIONS,
    **COMMAND_LINE_OPERATIONS,
    **COMMAND_OPERATIONS,
    **OPTION_OPERATIONS,
    **DESCRIPTION_OPERATIONS,
    **ENVIRONMENT_OPERATIONS,
    **URL_OPERATIONS,
    **SPLIT_URL_OPERATIONS,
    **URL_OBJECT_OPERATIONS,
    **MUTABLE_URL_OPERATIONS,
    **SUBSTITUTION_OPERATIONS,
    **MATCHING_OPERATIONS,
    **JSON_OPERATIONS,
    **TOML_OPERATIONS,
    **YAML_OPERATIONS,
    **CONFIGURATION_OPERATIONS,
    **KEPT_VALUE_OPERATIONS,
    **THREAD_OPERATIONS,
}

"""What builtins and the operations that rows name do to values, by dotted name."""

from collections.abc import Mapping

from flake8_graph_me.engine.invocation import Operation
from flake8_graph_me.engine.operations.functions import FUNCTION_OPERATIONS
from flake8_graph_me.engine.operations.mappings import MAPPING_OPERATIONS
from flake8_graph_me.engine.operations.objects import OBJECT_OPERATIONS
from flake8_graph_me.engine.operations.sequences import SEQUENCE_OPERATIONS
from flake8_graph_me.engine.operations.strings import STRING_OPERATIONS
from flake8_graph_me.engine.operations.urls import URL_OPERATIONS

OPERATIONS: Mapping[str, Operation] = {
    **STRING_OPERATIONS,
    **MAPPING_OPERATIONS,
    **SEQUENCE_OPERATIONS,
    **OBJECT_OPERATIONS,
    **FUNCTION_OPERATIONS,
    **URL_OPERATIONS,
}

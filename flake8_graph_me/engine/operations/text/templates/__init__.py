"""Filling templates: format fields, dollar signs and double braces."""

from flake8_graph_me.engine.machine.invocation import Implementation
from flake8_graph_me.engine.operations.text.templates.dollar_signs import DOLLAR_OPERATIONS
from flake8_graph_me.engine.operations.text.templates.double_braces import BRACE_OPERATIONS
from flake8_graph_me.engine.operations.text.templates.format_fields import FORMAT_OPERATIONS

TEMPLATE_OPERATIONS: dict[str, Implementation] = {
    **FORMAT_OPERATIONS,
    **DOLLAR_OPERATIONS,
    **BRACE_OPERATIONS,
}

"""All rules, in order of their codes."""

from types import ModuleType

from flake8_graph_me.rules import (
    analysis_failed,
    analysis_incomplete,
    app_only_me,
    delegated_only_endpoint,
    delegated_only_graph_endpoint,
    delegated_scope_for_app,
    hard_coded_access_token,
    possibly_app_only_me,
)

RULES: tuple[ModuleType, ...] = (
    app_only_me,
    possibly_app_only_me,
    delegated_only_endpoint,
    hard_coded_access_token,
    delegated_scope_for_app,
    delegated_only_graph_endpoint,
    analysis_failed,
    analysis_incomplete,
)

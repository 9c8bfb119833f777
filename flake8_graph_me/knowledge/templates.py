"""jinja2: templates with names in double braces.

Source: jinja2 3.1.6, ``environment.py``. Where a template is written in another way, nothing is
said of it.
"""

from flake8_graph_me.terms.results import NOT_SAID, ArgumentView, Made, Operation, Result
from flake8_graph_me.terms.rows import Call, Type

ENVIRONMENT, TEMPLATE = "jinja2.Environment", "jinja2.Template"
OPTIONS = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "extensions", "optimized", "undefined", "finalize", "autoescape"),
)
"""The options of an environment, in their order; a template has the same ones."""
KEPT = ("keep_trailing_newline", "autoescape")
"""Those for which filling asks the template."""
OTHERWISE = tuple(
    name
    for name in OPTIONS
    if name not in (*KEPT, "lstrip_blocks", "optimized", "trim_blocks", "undefined")
)
"""Those by which a template means something else, whatever they are."""


def of_source(view: ArgumentView) -> Result:
    """A template, unless an option says how it is read."""
    if any(view.given(name) is not False for name in OTHERWISE):
        return NOT_SAID
    return Made(TEMPLATE, (("source", "source"), *((name, name) for name in KEPT)))


def of_environment(view: ArgumentView) -> Result:
    """A template, unless an option of the environment says how it is read."""
    if any(view.given(f"self.{name}") is not False for name in OTHERWISE):
        return NOT_SAID
    return Made(TEMPLATE, (("source", "source"), *((name, f"self.{name}") for name in KEPT)))


JINJA_ROWS: tuple[Call | Type, ...] = (
    Type(ENVIRONMENT, OPTIONS, tuple((name, name) for name in OPTIONS)),
    Call(f"{ENVIRONMENT}.from_string", ("source",), decide=of_environment),
    Type(TEMPLATE, ("source",), (("source", "source"), *((name, name) for name in KEPT))),
    Call(TEMPLATE, ("source", *OPTIONS), decide=of_source),
    *(
        Call(f"{TEMPLATE}.{name}", (), Operation("fill-braces"))
        for name in ("render", "render_async")
    ),
)

"""jinja2: templates with names in double braces.

Source: jinja2 3.1.6, ``environment.py``. Where a template is written in another way, or escapes
what is filled in, nothing is said of it.
"""

from flake8_graph_me.terms.results import NOT_SAID, ArgumentView, Made, Operation, Result
from flake8_graph_me.terms.rows import Call, Type

ENVIRONMENT, TEMPLATE = "jinja2.Environment", "jinja2.Template"
OTHERWISE = (
    *("autoescape", "finalize", "line_statement_prefix", "variable_start_string"),
    *("block_start_string", "comment_start_string"),
)
"""Options by which a template means something else."""
OF_A_TEMPLATE = Made(TEMPLATE, (("source", "source"),))


def of_source(view: ArgumentView) -> Result:
    """A template, unless an option says how it is read."""
    said = view.given("autoescape") or view.given("finalize")
    said = said or view.given("line_statement_prefix") or view.given("variable_start_string")
    said = said or view.given("block_start_string") or view.given("comment_start_string")
    return NOT_SAID if said is not False else OF_A_TEMPLATE


def of_environment(view: ArgumentView) -> Result:
    """A template, unless an option of the environment says how it is read."""
    said = view.given("self.autoescape") or view.given("self.finalize")
    said = said or view.given("self.line_statement_prefix")
    said = said or view.given("self.variable_start_string")
    said = said or view.given("self.block_start_string")
    said = said or view.given("self.comment_start_string")
    return NOT_SAID if said is not False else OF_A_TEMPLATE


JINJA_ROWS: tuple[Call | Type, ...] = (
    Type(ENVIRONMENT, (), tuple((name, name) for name in OTHERWISE)),
    Call(f"{ENVIRONMENT}.from_string", ("source",), decide=of_environment),
    Type(TEMPLATE, ("source",), (("source", "source"),)),
    Call(TEMPLATE, ("source",), decide=of_source),
    *(
        Call(f"{TEMPLATE}.{name}", (), Operation("fill-braces"))
        for name in ("render", "render_async")
    ),
)

"""The engine's entry point: interpret one parsed module and report what happened.

Must not know which libraries the rows describe.
"""

from flake8_graph_me.engine.calls.callees import call_atom
from flake8_graph_me.engine.entry_points.schedule import run_module
from flake8_graph_me.engine.expressions import evaluate
from flake8_graph_me.engine.machine.budget import Budget, steps_for
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.engine.objects.attributes import get_attribute
from flake8_graph_me.engine.relevance.mentions import Interest
from flake8_graph_me.engine.relevance.relevance import Functions, relevance_of
from flake8_graph_me.engine.statements import execute
from flake8_graph_me.project.modules.exports import imported_names
from flake8_graph_me.project.modules.interface import ProjectModules
from flake8_graph_me.syntax.parsing import ParsedModule
from flake8_graph_me.terms.lookup import Rows


def interpret(
    module: ParsedModule,
    rows: Rows,
    file: str = "",
    interest: Interest | None = None,
    project: ProjectModules | None = None,
    steps: int | None = None,
) -> Run:
    """Interpret a module with these rows; the run holds its events and symbols.

    ``interest`` says which texts matter: of the functions that nothing calls, only those that can
    reach such a text or make labels are then entered. ``project`` provides the other modules that
    the module imports; without it nothing is known about them. After ``steps`` steps everything is
    unknown; without them the length of the module decides.
    """
    most = steps_for(module.source) if steps is None else steps
    relevance = None
    if interest is not None:
        others = imported_names(module.tree, file, project)
        relevance = relevance_of(module, rows, interest, others)

    def begun(unneeded: Functions) -> Run:
        run = Run(rows, evaluate, execute, call_atom, get_attribute, project=project)
        run.budget = Budget(most, most)
        run.unneeded = unneeded
        return run

    run = begun(frozenset() if relevance is None else relevance.unneeded())
    if not run_module(run, module, file, relevance):
        # What was left out has a part in it after all.
        run = begun(frozenset())
        run_module(run, module, file, relevance)
    return run

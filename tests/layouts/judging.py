"""What the tool is to say of a layout: its wrong request is found, mended where that is safe, and
none where a user signs in.
"""

from flake8_graph_me.api import apply_fixes, check_source
from flake8_graph_me.terms.findings import Finding
from flake8_graph_me.terms.options import Options
from tests.layouts.writing import Layout, as_user, written

FILE = "layout.py"
OPTIONS = Options(upn="adele@contoso.com")


def fault(layout: Layout) -> str:
    """What is told wrong about the program of a layout; empty if nothing is."""
    program = written(layout)
    assert program is not None
    compile(program, FILE, "exec")
    found = _findings(program)
    codes = [each.code for each in found]
    if codes != ["GME002" if layout.varies else "GME001"]:
        return f"told {codes}"
    of_user = [each.code for each in _findings(as_user(layout, program))]
    if of_user:
        return f"told {of_user} where a user signs in"
    fixed = apply_fixes(program, found, path=FILE)
    if fixed == program:
        return "" if layout.shared else "not mended"
    left = [each.code for each in _findings(fixed)]
    return f"told {left} of what is mended" if left else ""


def _findings(program: str) -> tuple[Finding, ...]:
    return check_source(program, FILE, options=OPTIONS)

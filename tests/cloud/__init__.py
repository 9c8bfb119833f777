"""The stand-in for Microsoft's cloud, against which case programs run to establish the truth.

It knows the platform and nothing of this project: not the analysis, not the codes.
"""

from .graph import NO_SIGNED_IN_USER, NO_SUCH_SEGMENT, Graph
from .login import Login
from .messages import Exchange, SignIn
from .programs import Batch, Program, ProgramOutcome, open_batch, run_programs
from .server import Cloud

__all__ = [
    "NO_SIGNED_IN_USER",
    "NO_SUCH_SEGMENT",
    "Batch",
    "Cloud",
    "Exchange",
    "Graph",
    "Login",
    "Program",
    "ProgramOutcome",
    "SignIn",
    "open_batch",
    "run_programs",
]

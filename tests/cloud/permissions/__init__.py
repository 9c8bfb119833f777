"""Which permissions Graph asks for, endpoint by endpoint, as Microsoft's reference says.

The rows are typed from its pages. Nothing here may know the analysis, or the data that it reads.
"""

from .basic import too_basic
from .directory import DIRECTORY
from .outlook import OUTLOOK
from .required import Required, RequiredPermissions, Rows, alternatives, enough, index, row_for
from .work import WORK

REFERENCE: RequiredPermissions = {**OUTLOOK, **DIRECTORY, **WORK}
"""What each endpoint asks whose page was read."""

__all__ = [
    "REFERENCE",
    "Required",
    "RequiredPermissions",
    "Rows",
    "alternatives",
    "enough",
    "index",
    "row_for",
    "too_basic",
]

"""Which permissions Graph asks for, endpoint by endpoint, as Microsoft's reference says.

The rows are typed from its pages. Nothing here may know the analysis, or the data that it reads.
"""

from .basic import too_basic
from .collaboration import COLLABORATION
from .directory import DIRECTORY
from .outlook import OUTLOOK
from .required import Required, RequiredPermissions, Rows, alternatives, enough, index, row_for

REFERENCE: RequiredPermissions = {**OUTLOOK, **DIRECTORY, **COLLABORATION}
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

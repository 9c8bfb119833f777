"""Where the pages of Microsoft's reference stand, and how a row is typed from one.

Must not know the rows. Today's tables are mostly generated, and several are for ``/me`` only where
an older page has one for any user, so a row has the address of the version that was read.
"""

from .required import Required, alternatives

_CONTRIB = "https://github.com/microsoftgraph/microsoft-graph-docs-contrib/blob"
_WRITTEN = (
    "https://github.com/microsoftgraph/microsoft-graph-docs/blob/"
    "db3ad7292b828f2149fe620c9a6de9f98946b4fd/api-reference/v1.0/api"
)


def row(*, application: str, delegated: str, page: str) -> Required:
    """A row, given the cells of a page's table for applications and for work or school accounts.

    A cell is typed as the page has it, such as ``"A and B, C"``, and is empty where the page says
    "Not supported".
    """
    return Required(alternatives(application), alternatives(delegated), page)


def current(page: str) -> str:
    """The address of a page as it is published."""
    return f"https://learn.microsoft.com/graph/api/{page}"


def written(page: str) -> str:
    """The address of a page of July 2021, when the tables were still written by hand."""
    return f"{_WRITTEN}/{page}.md"


def revised(commit: str, page: str) -> str:
    """The address of a page in a later version, whose table is written by hand as well."""
    return f"{_CONTRIB}/{commit}/api-reference/v1.0/api/{page}.md"


def generated(commit: str, page: str) -> str:
    """The address of the generated table that a page includes."""
    return f"{_CONTRIB}/{commit}/api-reference/v1.0/includes/permissions/{page}-permissions.md"

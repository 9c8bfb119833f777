"""Which of several permissions Microsoft's data mean by the least privileged one.

The marks of the data belong to a permission and a path, not to a method, so a method often has
several. As Microsoft's own tool does (microsoftgraph/kibali, ProtectedResource), the permission
that opens the fewest methods on the path is taken; then the lowest privilege level; then the name.
What no administrator can grant is left out: what is hidden, has no identifier, or is for
resource-specific consent.
"""

from collections.abc import Iterable, Mapping, Sequence

from flake8_graph_me.graph.schemes import Scheme
from flake8_graph_me.graph.table.microsoft_data import Accepted, Granting, MicrosoftData

_UNKNOWN_LEVEL = 9
_READING = "GET"


def ranked(
    data: MicrosoftData,
    path: tuple[str, ...],
    method: str,
    scheme: Scheme,
    accepted: Mapping[str, Accepted],
) -> tuple[str | None, Sequence[str]]:
    """The least privileged permission, None if the data have none to advise; and the others, those
    first that can be advised, the lower privileged before the higher.
    """

    def granting(name: str) -> Granting:
        return data.permissions[name][scheme]

    def order(name: str) -> tuple[bool, bool, int, int, str]:
        about = granting(name)
        writing = method == _READING and not reads(name)
        breadth = data.breadth[path, scheme, name]
        return not about.advisable, writing, breadth, about.level or _UNKNOWN_LEVEL, name

    every = sorted(accepted, key=order)
    advisable = [name for name in every if granting(name).advisable]
    marked = [name for name in advisable if accepted[name].least]
    if method == _READING and marked and not reads(marked[0]):
        marked = [name for name in advisable if reads(name)] or marked
    least = marked[0] if marked else None
    return least, [name for name in every if name != least]


def supplements(data: MicrosoftData, scheme: Scheme, names: Iterable[str]) -> list[str]:
    """Permissions of which one is needed beside another: those that exist in the scheme, those that
    only read and the lower privileged first, else in the order of the data.
    """

    def order(name: str) -> tuple[bool, int]:
        return not reads(name), data.permissions[name][scheme].level or _UNKNOWN_LEVEL

    return sorted((name for name in names if scheme in data.permissions.get(name, {})), key=order)


def reads(name: str) -> bool:
    """Whether a permission allows no more than reading, by its name."""
    action = name.split(".")[1:2]
    return any(each.startswith("Read") and "Write" not in each for each in action)

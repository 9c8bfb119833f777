"""Whether defining a class hands it to code of the program: to a base or a metaclass.

Must not need libcst.
"""

from flake8_graph_me.gates.import_targets import EVERYTHING
from flake8_graph_me.gates.project_index import IndexedModule, ProjectIndex


def is_hooked(index: ProjectIndex, file: str, name: str) -> bool:
    """Whether a class is handed to code of the program, or may be: one with a metaclass, or one
    that has a base with a hook for its heirs. False for what is no class of the project.
    """
    seen: set[tuple[str, str]] = set()
    pending = [(file, name)]
    while pending:
        each = pending.pop()
        if each in seen:
            continue
        seen.add(each)
        module = index.module(each[0]) if each[0] in index.files else None
        if module is None:
            continue
        found = _bases(module, *each)
        if found is None:
            return True
        pending += found
    return False


def _bases(module: IndexedModule, file: str, name: str) -> list[tuple[str, str]] | None:
    """Where the bases of a class may be defined; None if it has a hook or they are unclear."""
    outline = module.outline
    if name in outline.hooking:
        return None
    if name in outline.classes:
        found: list[tuple[str, str]] = []
        for chain in outline.classes[name].chains:
            targets = module.targets.get(chain.variable, ())
            if any(target.modules for target in targets):
                return None
            if chain.variable != name:
                found.append((file, chain.variable))
            found += [each for target in targets for each in target.members]
        return found
    if name in module.targets:
        return [each for target in module.targets[name] for each in target.members]
    if any(name == known for known, _ in outline.parts):
        return None
    stars = module.targets.get(EVERYTHING, ())
    return [(star, name) for target in stars for star in target.stars]

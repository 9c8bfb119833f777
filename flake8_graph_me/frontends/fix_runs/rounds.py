"""The state of rounds of fixes, and rechecking what an edit may have changed."""

from collections.abc import Iterable, Mapping, Sequence, Set
from concurrent.futures import Executor
from dataclasses import dataclass, field

from flake8_graph_me.fixes import application, writing
from flake8_graph_me.frontends import failures
from flake8_graph_me.frontends.fix_runs.edit_rights import EditRights, own_names
from flake8_graph_me.frontends.fix_runs.reaching import Reach
from flake8_graph_me.frontends.fix_runs.right_uses import RightUses
from flake8_graph_me.frontends.flake8_judge import Judge
from flake8_graph_me.frontends.running import CheckPlan, FileText, Outcome, check_again
from flake8_graph_me.project.files.paths import absolute
from flake8_graph_me.terms.findings import Finding


@dataclass(slots=True)
class Rounds:
    """The state of the rounds, by path.

    ``outcomes``, ``found`` and ``left`` know a file by all its names, the others by the one in
    ``names``. ``files`` maps the absolute paths of all names to that one. ``found`` are the
    findings in the current texts, ``left`` the same without the fixes that must not be applied.
    ``before`` are the texts before the edits, ``current`` the texts after them, and ``reasons``
    says why a file was left unchanged.
    """

    plan: CheckPlan
    outcomes: Mapping[str, Outcome]
    names: Mapping[str, str]
    files: Mapping[str, str]
    found: dict[str, tuple[Finding, ...]]
    pool: Executor | None
    reach: Reach = field(init=False)
    uses: RightUses = field(init=False)
    left: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    current: dict[str, writing.Source] = field(default_factory=dict)
    before: dict[str, writing.Source] = field(default_factory=dict)
    fixed: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)

    def known(self, path: str) -> writing.Source | None:
        """The current content of a file; None if it was not read so far."""
        name = self.names[path]
        source = self.current.get(name) or self.before.get(name)
        return source or self.outcomes[path].before

    def target_of(self, finding: Finding) -> str | None:
        """The path of the one file of this run that a fix edits; None if there is none."""
        target = application.target_of(finding)
        return None if target is None else self.files.get(absolute(target))

    def give_up(self, name: str, reason: str) -> None:
        """Restore a file to its initial text."""
        self.reasons[name] = reason
        self.current.pop(name, None)


def begin(
    plan: CheckPlan, outcomes: Sequence[Outcome], pool: Executor | None, others: Iterable[str]
) -> Rounds:
    """The state before the first round. ``others`` are files that are analysed but not edited."""
    by_path = {outcome.path: outcome for outcome in outcomes}
    names = own_names(by_path)
    files = {absolute(path): name for path, name in names.items()}
    found = {outcome.path: outcome.findings for outcome in outcomes if outcome.findings}
    rounds = Rounds(plan, by_path, names, files, found, pool)
    everywhere = list(dict.fromkeys((*by_path, *others)))
    rounds.reach = Reach(plan.options, everywhere, lambda: _texts(rounds, rounds.current), pool)
    rounds.uses = RightUses(
        plan.options,
        rounds.reach,
        lambda: _texts(rounds, {**rounds.before, **rounds.current}),
        lambda path: _current(rounds, path),
        pool,
    )
    return rounds


def look_again(rounds: Rounds, edited: Iterable[str]) -> None:
    """Recheck the files whose texts have changed, and files with findings that reach one.

    A file that its fixes break is given up: it gets its initial text back, for the others too.
    """
    broken: dict[str, str] = {}
    changed: Iterable[str] | None = edited
    while changed is not None:
        files = _files_of(rounds, changed)
        rounds.uses.forget(files)
        rounds.reach.look_again(files)
        rounds.uses.forget(files)
        _check_again(rounds, files, broken)
        changed = _given_up(rounds, broken)


def withhold(rounds: Rounds) -> None:
    """Withhold the fixes that must not be applied to the current texts."""
    while True:
        held = _hold(rounds)
        rounds.reach.look_for(_files_of(rounds, (*rounds.before, *rounds.reasons)))
        if not held:
            break
        broken: dict[str, str] = {}
        _check_again(rounds, _files_of(rounds, held), broken)
        while (changed := _given_up(rounds, broken)) is not None:
            look_again(rounds, changed)

    rights = EditRights(
        Judge(rounds.plan.namespace), rounds.files, lambda path: _current(rounds, path)
    )
    granted = [rights.granted(finding) for found in rounds.found.values() for finding in found]
    spared = iter(rounds.uses.spared(granted))
    rounds.left = {path: tuple(next(spared) for _ in found) for path, found in rounds.found.items()}


def _given_up(rounds: Rounds, broken: Mapping[str, str]) -> Iterable[str] | None:
    """Give up the first of the broken files, because its fixes alone may have broken the others."""
    for path in rounds.outcomes:
        name = rounds.names[path]
        if path in broken and name not in rounds.reasons:
            rounds.give_up(name, f"after its fixes: {broken[path]}")
            return (name,)
    return None


def _check_again(rounds: Rounds, files: Set[str], broken: dict[str, str]) -> None:
    """Recheck the files whose findings may differ now that the texts of these files have changed.

    An edited file that can no longer be analysed counts as broken, without findings.
    """
    texts = _texts(rounds, {**rounds.before, **rounds.current})
    again = []
    for path in rounds.outcomes:
        source, own = rounds.known(path), absolute(path)
        if source is None or rounds.names[path] in rounds.reasons or not _is_open(rounds, path):
            continue
        reached = rounds.reach.of(own) | {own}
        if not files.isdisjoint(reached):
            sources = {file: texts[file] for file in reached if file in texts}
            again.append(FileText(path, source.text, sources, source.notebook))
    found = check_again(rounds.plan, again, rounds.pool)
    for text, findings in zip(again, found, strict=True):
        failure = next((each for each in findings if each.code == failures.CODE), None)
        broken.pop(text.path, None)
        if failure is not None and rounds.names[text.path] in rounds.current:
            broken[text.path] = failure.message
        else:
            rounds.found[text.path] = findings


def _is_open(rounds: Rounds, path: str) -> bool:
    return rounds.names[path] in rounds.current or path in rounds.found


def _hold(rounds: Rounds) -> set[str]:
    """Keep the texts to edit; returns those for which other files' findings were made.

    The check of another file may have read an older text than the current one.
    """
    others = set()
    for path in list(rounds.found):
        for finding in rounds.found[path]:
            target = rounds.target_of(finding)
            if target is None or target in rounds.before or target in rounds.reasons:
                continue
            try:
                source = rounds.outcomes[target].before or writing.read(target)
            except writing.UnreadableError as failure:
                rounds.give_up(target, f"it {failure}")
                continue
            rounds.before[target] = source
            if path != target:
                others.add(target)
    return others


def _files_of(rounds: Rounds, names: Iterable[str]) -> frozenset[str]:
    """All absolute paths of the files of these names."""
    wanted = frozenset(names)
    return frozenset(file for file, name in rounds.files.items() if name in wanted)


def _current(rounds: Rounds, path: str) -> writing.Source | None:
    """The current content of a file; None if it cannot be read."""
    name = rounds.files.get(absolute(path))
    try:
        return (None if name is None else rounds.known(name)) or writing.read(name or path)
    except writing.UnreadableError:
        return None


def _texts(rounds: Rounds, held: Mapping[str, writing.Source]) -> dict[str, str]:
    """The texts that replace those on disk, by all absolute paths of their files."""
    return {file: held[name].text for file, name in rounds.files.items() if name in held}

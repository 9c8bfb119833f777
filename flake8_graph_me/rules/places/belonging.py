"""To which file a wrong request belongs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import libcst as cst

from flake8_graph_me.engine.domain.state import State
from flake8_graph_me.engine.entry_points.schedule import enter_other_modules
from flake8_graph_me.engine.entry_points.unseen import calls_by_itself
from flake8_graph_me.engine.machine.events import Events, SinkCall
from flake8_graph_me.engine.machine.run import Run
from flake8_graph_me.rules.places.files import Files, files_of
from flake8_graph_me.rules.requests.recognition import Recognition
from flake8_graph_me.rules.requests.requests import UserRequest, user_requests
from flake8_graph_me.rules.verdicts import Verdict, verdict
from flake8_graph_me.syntax.walk import walk
from flake8_graph_me.terms.identity import Identity

Position = tuple[cst.CSTNode, int]
Where = tuple[int, Position]
"""A request's call by its identity, and the place of its path."""
ORDER = tuple(Verdict)
"""The verdicts, the surest first."""


@dataclass(frozen=True, slots=True)
class Belonging:
    """Tells which wrong requests of an analysis belong to its checked file.

    ``by_itself`` has the verdicts on the requests of functions of other files, as the check of
    their own file finds them; None where a bound cut that short. ``filled`` are the states in which
    they are entered, by their files.
    """

    run: Run
    files: Files
    recognition: Recognition
    by_itself: dict[cst.FunctionDef, Mapping[Where, Verdict] | None] = field(default_factory=dict)
    filled: dict[str, State] = field(default_factory=dict)

    def includes(self, request: UserRequest, found: Verdict) -> bool:
        """Whether a wrong request with this verdict belongs to the checked file: path or token come
        from there, or an imported file does not report it as surely by itself, since they depend on
        what the checked file hands in, sets or leaves to a default.
        """
        if self.touches(request):
            return True
        if found not in (Verdict.PROVEN, Verdict.SOMETIMES):
            return False
        entered = self._function_entered(request)
        if entered is None:
            return False
        own = self._verdicts(entered)
        where = (id(request.sink_call.node), request.position)
        return own is not None and ORDER.index(own.get(where, Verdict.RIGHT)) > ORDER.index(found)

    def touches(self, request: UserRequest) -> bool:
        """Whether the request, its path or its token come by the checked file."""
        nodes: list[object] = [request.origin, request.sink_call.node]
        for world in request.worlds:
            nodes += [step.node for step in world.text.steps]
            if world.carried.label is not None:
                nodes.append(world.carried.label.node)
                nodes += [step.node for step in world.carried.label.steps]
        return any(self.files.is_checked(node) for node in nodes)

    def _function_entered(self, request: UserRequest) -> cst.FunctionDef | None:
        """The function of another file that the last call in the checked file runs, if it can be
        run by itself.
        """
        nodes = [*(site.node for site in request.sink_call.sites), request.sink_call.node]
        own = [index for index, node in enumerate(nodes) if self.files.is_checked(node)]
        if not own or own[-1] == len(nodes) - 1:
            return None
        inside = nodes[own[-1] + 1]
        around = [
            function
            for function in self.run.functions
            if isinstance(function, cst.FunctionDef)
            and not self.files.is_checked(function)
            and any(each is inside for each in walk(function))
        ]
        # The parts of a function that stands in another depend on what that one was called with.
        return around[0] if len(around) == 1 else None

    def _verdicts(self, function: cst.FunctionDef) -> Mapping[Where, Verdict] | None:
        if function not in self.by_itself:
            calls = calls_by_itself(self.run, function, self.filled)
            self.by_itself[function] = None if calls is None else self._judged(calls)
        return self.by_itself[function]

    def _judged(self, calls: list[SinkCall]) -> Mapping[Where, Verdict]:
        judged: dict[Where, Verdict] = {}
        for request in user_requests(Events(sink_calls=calls), self.recognition):
            where = (id(request.sink_call.node), request.position)
            found = verdict(request, self.run.symbols, only_app_only=False)
            judged[where] = min(found, judged.get(where, found), key=ORDER.index)
        return judged


def settled(run: Run, file: str, recognition: Recognition) -> tuple[list[UserRequest], Belonging]:
    """The requests for user resources in an analysis of a file, after more code was reached if a
    verdict on one depends on that.
    """
    requests = user_requests(run.events, recognition)
    belonging = Belonging(run, files_of(run, file), recognition)
    if any(_depends_on_others(request, belonging) for request in requests):
        enter_other_modules(run, file)
        requests = user_requests(run.events, recognition)
        belonging = replace(belonging, files=files_of(run, file))
    return requests, belonging


def _depends_on_others(request: UserRequest, belonging: Belonging) -> bool:
    """Whether the verdict on a request depends on code that has not been reached: other uses of its
    path, or other token acquisitions.
    """
    identities = request.identities()
    if not request.me:
        return False
    if Identity.APP_ONLY in identities and not belonging.files.is_checked(request.origin):
        found = verdict(request, belonging.run.symbols, only_app_only=False)
        return belonging.includes(request, found)
    return identities == {Identity.UNKNOWN} and belonging.touches(request)
